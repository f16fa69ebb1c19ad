import pytest

from shelflist.model import Link
from shelflist.text.addresses import find_arxiv, find_doi, find_links, undo_proxies

SICI = "10.1002/(sici)1-2<16::a-s9>3.0.co;2-2"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Code at https://github.com/a/b_c.", [("code", "https://github.com/a/b_c")]),
        ("Project page: https://foo.org/x/.", [("project", "https://foo.org/x/")]),
        ("(https://huggingface.co/A/B)", [("model", "https://huggingface.co/A/B")]),
        ("https://huggingface.co/datasets/a/b;", [("data", "https://huggingface.co/datasets/a/b")]),
        ("https://zenodo.org/record/1", [("data", "https://zenodo.org/record/1")]),
        ("https://GR1-Manipulation.github.io", [("project", "https://GR1-Manipulation.github.io")]),
        ("https://x.github.io/f.github.io/.", [("project", "https://x.github.io/f.github.io/")]),
        ("https://aka.ms/BLURB.", [("link", "https://aka.ms/BLURB")]),
        ("https://a.org/(c)).", [("link", "https://a.org/(c)")]),
        ("github.com/x/y and www.z.org.",
         [("code", "https://github.com/x/y"),
          ("link", "https://www.z.org")]),
        ("https://github.com/A/B https://github.com/A/B/", [("code", "https://github.com/A/B")]),
        ("https://arxiv.org/abs/2304.08485 https://doi.org/10.1/2", []),
        ("https://huggingface.co/papers/2304.08485", []),
        ("javascript:alert(1) data:text/html,x https://localhost http://a and//or C:\\a // b", []),
        ("nothing", []),
    ],
)  # fmt: skip
def test_links(text: str, expected: list[tuple[str, str]]) -> None:
    assert find_links(text) == tuple(Link(rel, url) for rel, url in expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("arXiv preprint arXiv:2304.08485 (2023).", "2304.08485"),
        ("https://arxiv.org/pdf/2304.08485v3.pdf", "2304.08485"),
        ("https://www.alphaxiv.org/abs/2304.08485", "2304.08485"),
        ("https://huggingface.co/papers/2304.08485", "2304.08485"),
        ("arXiv:hep-th/9901001v1", "hep-th/9901001"),
        ("https://doi.org/10.48550/arXiv.2304.08485", "2304.08485"),
        ("CoRR abs/2304.08485 (2023)", "2304.08485"),
        ("2304.08485v2", "2304.08485"),
        ("version 2023.12345 of", None),
    ],
)
def test_arxiv(text: str, expected: str | None) -> None:
    assert find_arxiv(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://doi.org/10.1145/3292500.3330701.", "10.1145/3292500.3330701"),
        ("(doi:10.1000/ABC)", "10.1000/abc"),
        ("10.5 and 3/4", None),
        ("https://doi.org/10.1002/%28SICI%291-2%3C16%3A%3AA-S9%3E3.0.CO%3B2-2", SICI),
        ("https://doi.org/10.1002%2F(SICI)1-2%3C16::A-S9%3E3.0.CO;2-2.", SICI),
        ("doi:10.1002/(SICI)1-2<16::A-S9>3.0.CO;2-2", SICI),
        ("doi:10.1002/(SICI)1-2&lt;16::A-S9&gt;3.0.CO;2-2", SICI),
        ("<https://doi.org/10.1000/a>", "10.1000/a"),
    ],
)
def test_doi(text: str, expected: str | None) -> None:
    assert find_doi(text) == expected


@pytest.mark.parametrize(
    ("behind", "plain"),
    [
        ("https://doi-org.ezproxy.lib.a.edu/10.1016/j.x", "https://doi.org/10.1016/j.x"),
        ("http://dx.doi.org.libproxy.a.edu:2048/10.1016/j.x", "http://dx.doi.org/10.1016/j.x"),
        ("https://doi-org.university.idm.oclc.org/10.1/j", "https://doi.org/10.1/j"),
        ("https://arxiv-org.a.edu/abs/0901.00012", "https://arxiv.org/abs/0901.00012"),
        ("https://my--own-com.ezproxy.a.edu/b", "https://my-own.com/b"),
        ("[t](https://p.a.edu/login?url=https://doi.org/10.1/j).", "[t](https://doi.org/10.1/j)."),
        ('"https://p.a.edu/login?qurl=https%3A%2F%2Fdoi.org%2F10.1%2Fj"', '"https://doi.org/10.1/j"'),
        ("https://go.openathens.net/redirector/a?url=https%3A%2F%2Fa.org%2F%28b%29&c=d",
         "https://a.org/%28b%29"),
        ("https://a.org/share?url=https://doi.org/10.1/j", None),
        ("https://a-org.b.com/c and https://arxiv.org/abs/0901.00012", None),
    ],
)  # fmt: skip
def test_a_library_s_proxy_is_left_out(behind: str, plain: str | None) -> None:
    assert undo_proxies(behind) == (plain or behind)

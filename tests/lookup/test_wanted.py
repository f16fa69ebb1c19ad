"""What people type or paste to name a paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shelflist.lookup.wanted import parse_wanted

NAMED = {
    "2304.08485": "arXiv 2304.08485",
    "arXiv:2304.08485v2": "arXiv 2304.08485",
    "arXiv 2304.08485": "arXiv 2304.08485",
    "https://www.alphaxiv.org/overview/2304.08485v1": "arXiv 2304.08485",
    "https://www.semanticscholar.org/arxiv/2304.08485": "arXiv 2304.08485",
    "hep-th/9901001": "arXiv hep-th/9901001",
    "www.doi.org/10.1145/3292500.3330701": "DOI 10.1145/3292500.3330701",
    "DOI 10.1145/3292500.3330701": "DOI 10.1145/3292500.3330701",
    "https://arxiv.org/abs/2304.08485v1": "arXiv 2304.08485",
    "https://arxiv.org/pdf/2304.08485.pdf": "arXiv 2304.08485",
    "https://huggingface.co/papers/2304.08485": "arXiv 2304.08485",
    "10.48550/arXiv.2304.08485": "arXiv 2304.08485",
    "10.1145/3292500.3330701": "DOI 10.1145/3292500.3330701",
    "doi:10.1145/3292500.3330701": "DOI 10.1145/3292500.3330701",
    "https://doi.org/10.1002/(SICI)1097-4571(199009)41:6<391::AID-ASI1>3.0.CO;2-9": (
        "DOI 10.1002/(sici)1097-4571(199009)41:6<391::aid-asi1>3.0.co;2-9"
    ),
    "https://dl.acm.org/doi/10.1145/3292500.3330701": "DOI 10.1145/3292500.3330701",
    "https://dl.acm.org/doi/pdf/10.1145/3292500.3330701?download=true": (
        "DOI 10.1145/3292500.3330701"
    ),
    "https://link.springer.com/chapter/10.1007%2F978-3-030-01234-2_1": (
        "DOI 10.1007/978-3-030-01234-2_1"
    ),
    "https://journals.aps.org/prl/abstract/10.1103/PhysRevLett.116.061102": (
        "DOI 10.1103/physrevlett.116.061102"
    ),
    "https://onlinelibrary.wiley.com/doi/10.1111/cgf.13386/full": "DOI 10.1111/cgf.13386",
    "https://www.biorxiv.org/content/10.1101/2020.01.01.123456v2.full.pdf": (
        "DOI 10.1101/2020.01.01.123456"
    ),
    "https://aclanthology.org/N19-1423/": "DOI 10.18653/v1/n19-1423",
    "https://aclanthology.org/2023.acl-long.1.pdf": "DOI 10.18653/v1/2023.acl-long.1",
    "https://www.nature.com/articles/s41586-021-03819-2": "DOI 10.1038/s41586-021-03819-2",
    "https://openalex.org/W2741809807": "OpenAlex W2741809807",
    "W2741809807": "OpenAlex W2741809807",
    "https://dblp.org/rec/conf/nips/VaswaniSPUJGKP17.html?view=bibtex": (
        "DBLP conf/nips/VaswaniSPUJGKP17"
    ),
    "DBLP:conf/nips/VaswaniSPUJGKP17": "DBLP conf/nips/VaswaniSPUJGKP17",
}


@pytest.mark.parametrize("text", NAMED)
def test_an_id_is_found_in_what_people_paste(text: str) -> None:
    assert str(parse_wanted(f" {text} ")) == NAMED[text]


@pytest.mark.parametrize(
    "text",
    ["", "a title of a paper", "https://example.org/", "https://github.com/a/b", "10.1145", "W12"],
)
def test_what_names_no_paper_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="DOI"):
        parse_wanted(text)


@given(st.text(max_size=60))
def test_any_text_gives_an_id_or_a_reason(text: str) -> None:
    try:
        assert parse_wanted(text).id
    except ValueError as error:
        assert str(error)

"""What a seed says beyond the fields of a record: one notice a file names and counts it."""

import json
from pathlib import Path

import pytest

from shelflist.cli import main
from shelflist.formats.csl_custom import KEYS, to_custom
from shelflist.model import Kind, Link, Place, Record
from shelflist.problems import Severity
from shelflist.readers.table import read_seed

RIS = "TY  - JOUR\nTI  - Ice\n"
PUBMED = "PMID- 1\nOWN - NLM\nTI  - Ice\n"
WOS = "FN Clarivate\nVR 1.0\nPT J\nAU Reed, A\nTI Ice\n"
ENDNOTE = "%0 Journal Article\n%T Ice\n"
XML = (
    '<xml><records><record><ref-type name="Journal Article">17</ref-type>{}'
    "</record></records></xml>"
)
TITLES = "<titles><title>Ice</title>{}</titles>"


def csl(**more: object) -> str:
    return json.dumps([{"id": "a", "type": "article-journal", "title": "Ice", **more}])


def zotero(**more: object) -> str:
    return json.dumps([{"key": "A", "itemType": "journalArticle", "title": "Ice", **more}])


def find_said(text: str) -> str:
    """Give what the notice of a file names, or an empty text where there is none."""
    reading = read_seed("seeds/x", text.encode())
    assert reading.records
    found = [each for each in reading.problems if each.rule == "fields-left-out"]
    assert len(found) < 2
    for each in found:
        assert each.severity is Severity.NOTICE
        assert each.message.startswith("these fields say nothing that a page shows: ")
    return found[0].message.partition(": ")[2] if found else ""


SAID = {
    "ris: the commonest first": (
        f"{RIS}C1  - x\nER  - \n{RIS}AD  - a\nAD  - b\nC1  - y\nC1  - z\nER  - \n",
        "C1 (3), AD (2)",
    ),
    "ris: the exporting program's own": (
        f"{RIS}DB  - Scopus\nLA  - English\nY2  - 2020/01/02\nAN  - 7\nN1  - Cited By :4\nER  - \n",
        "",
    ),
    "ris: the same once more": (f"{RIS}T1  - Ice\nAB  - Cold.\nN2  - Cold.\nER  - \n", ""),
    "ris: another text in its place": (f"{RIS}AB  - Cold.\nN2  - Warm.\nER  - \n", "N2 (1)"),
    "ris: a second title": (f"{RIS}TI  - Snow\nTI  - Ice\nER  - \n", "TI (1)"),
    "ris: a second note": (f"{RIS}N1  - Read this\nN1  - Lent to Ann\nER  - \n", "N1 (1)"),
    "ris: a long note": (f"{RIS}N1  - {'cold ' * 80}\nER  - \n", "N1 (1)"),
    "ris: an id where others stand": (f"{RIS}C7  - 10.1000/x\nER  - \n", ""),
    "ris: empty": (f"{RIS}C1  - \nC2  - \nER  - \n", ""),
    "ris: pages of a book": ("TY  - BOOK\nTI  - Ice\nSP  - 300\nER  - \n", "SP (1)"),
    "ris: the series' editor of a book": (
        "TY  - BOOK\nTI  - I\nAU  - Elm, C.\nA2  - Oak, B.\nER  - \n",
        "A2 (1)",
    ),
    "ris: the editor of a part": ("TY  - CHAP\nTI  - I\nA2  - Oak, B.\nER  - \n", ""),
    "ris: our own words": (f"{RIS}U1  - code: https://github.com/a/b\nER  - \n", ""),
    "ris: somebody's own words": (f"{RIS}U1  - shelf 3\nER  - \n", "U1 (1)"),
    "ris: only ten are named": (
        RIS + "".join(f"{tag}  - x{tag}\n" for tag in "C1 C2 C3 C4 C5 C6 C8 U2 U3 U4 U5".split()),
        "C1 (1), C2 (1), C4 (1), C5 (1), C6 (1), C8 (1), U2 (1), U3 (1), U4 (1), U5 (1)",
    ),
    "ris: of records that are taken": (f"{RIS}ER  - \nTY  - JOUR\nC1  - x\nER  - \n", ""),
    "pubmed": (
        f"{PUBMED}FAU - Reed, Ann\nAU  - Reed A\nAD  - Pond\nAD  - Lake\nGR  - 1\nLR  - 20200101\n",
        "AD (2), GR (1)",
    ),
    "pubmed: nothing else": (f"{PUBMED}JT  - Lakes\nTA  - L\nLID - 10.1000/x [doi]\n", ""),
    "web of science": (
        f"{WOS}CR Oak 1990\n   Elm 1991\nFU Pond\nNR 2\nTC 4\nER\nEF\n",
        "CR (1), FU (1)",
    ),
    "endnote": (f"{ENDNOTE}%G en\n%W Scopus\n%1 red\n%+ Pond\n", "%1 (1), %+ (1)"),
    "endnote: a second note": (f"{ENDNOTE}%Z Read this\n%Z Lent\n", "%Z (1)"),
    "endnote: an id, no note": (f"{ENDNOTE}%O 10.1000/x\n%M 7\n", ""),
    "endnote-xml": (
        XML.format(
            TITLES.format("<tertiary-title>Waters</tertiary-title>")
            + "<database>x</database><notes><style>Lent</style></notes><language>en</language>"
        ),
        "tertiary-title (1), notes (1)",
    ),
    "endnote-xml: the same once more": (
        XML.format(
            TITLES.format("<secondary-title>L</secondary-title>")
            + "<periodical><full-title>L</full-title></periodical>"
        ),
        "",
    ),
    "csl-json": (
        csl(event="X", dimensions="3 m", language="en", accessed="2020"),
        "dimensions (1)",
    ),
    "csl-json: a series beside a journal": (
        csl(
            **{"container-title": "L", "collection-title": "Waters", "container-title-short": "L."}
        ),
        "collection-title (1)",
    ),
    "csl-json: empty": (csl(scale="", dimensions=None, medium=[]), ""),
    "csl-json: arXiv said twice": (
        csl(DOI="10.48550/arXiv.2106.09685", number="arXiv:2106.09685", archive="arXiv"),
        "",
    ),
    "csl-json: another's number": (
        csl(number="7", URL="https://arxiv.org/abs/2106.09685"),
        "number (1)",
    ),
    "csl-json: ours and another's": (
        csl(custom={"source": "Crossref", "rating": 5}, author=[{"family": "Oak"}]),
        "custom.rating (1)",
    ),
    "csl-json: a DOI's answer of Crossref": (
        csl(deposited={"x": 1}, member="78", prefix="10.1"),
        "",
    ),
    "csl-yaml": (
        "references:\n- id: a\n  title: Ice\n  DOI: 10.1000/x\n  scale: big\n  language: en\n",
        "scale (1)",
    ),
    "zotero": (
        zotero(
            dateAdded="2020-01-01", series="Waters", rights="", notes=[{"note": "Lent"}], version=3
        ),
        "series (1), notes (1)",
    ),
    "zotero: who is no author": (
        zotero(
            creators=[
                {"creatorType": "contributor", "lastName": "Oak", "firstName": "B."},
                {"creatorType": "author", "lastName": "Elm", "firstName": "C."},
            ]
        ),
        "contributor (1)",
    ),
    "zotero: extra that is read": (zotero(extra="Citation Key: a\nDOI: 10.1000/x"), ""),
    "zotero: extra that is not": (zotero(extra="arXiv: 2106.09685\nLent to Ann"), "extra (1)"),
    "bibtex": ("@article{a, title={Ice}, owner={x}}\n", "owner (1)"),
    "crossref": (
        json.dumps(
            {
                "message-type": "work",
                "message": {"title": ["Ice"], "DOI": "10.1000/x", "member": "7"},
            }
        ),
        "",
    ),
}


@pytest.mark.parametrize(("text", "said"), SAID.values(), ids=SAID)
def test_a_notice_names_what_is_not_kept(text: str, said: str) -> None:
    assert find_said(text).partition(" and ")[0] == said


def test_it_is_said_by_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seed = tmp_path / "x.ris"
    seed.write_text(f"{RIS}C1  - x\nER  - \n", encoding="utf-8")
    assert main(["read", str(seed)]) == 0
    shown = capsys.readouterr()
    assert "C1 (1)" in shown.out + shown.err


def test_every_line_stays_accounted_for() -> None:
    reading = read_seed("seeds/x.json", csl(scale="big").replace("[", "[\n").encode())
    assert not reading.lines.unexplained


def test_all_that_is_ours_under_custom_is_known() -> None:
    record = Record(
        kind=Kind.ENTRY,
        place=Place("x", 1, 1),
        title="Ice",
        source="s",
        preprint="p",
        other_ids=("doi:10.1000/x",),
        hints=("a, b",),
        links=(Link("code", "https://github.com/a/b"),),
    )
    assert to_custom(record).keys() == KEYS

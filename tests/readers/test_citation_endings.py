"""What stands at the end of references: back-references, days of access, schools, groups."""

import pytest

from shelflist.readers.table import read_seed

HEAD = "[1] Jane Roe and John Doe. A first paper on ponds. In CVPR, pages 1–9, 2015.\n[2] "


def read(entry: str):
    reading = read_seed("seeds/x.txt", (HEAD + entry + "\n").encode(), "citations")
    assert len(reading.records) == 2
    return reading.records[1]


NAMES = "Ann Roe, Bo Poe, and Cy Doe. Reeds of the north. "


@pytest.mark.parametrize(
    ("source", "venue", "volume", "page", "year"),
    [
        ("In CVPR, 2016. 6, 7", "CVPR", None, None, 2016),
        ("arXiv preprint arXiv:2303.08774, 2023. 1, 2", None, None, None, 2023),
        ("In ICML, pages 8748–8763. PMLR, 2021. 2, 3, 5", "ICML", None, "8748–8763", 2021),
        ("In ICLR, 2019. 12", "ICLR", None, None, 2019),
        ("Nature, 521(7553):436–444, 2015. 1–3, 8", "Nature", "521", "436–444", 2015),
        ("In ECCV, 2014. Cited on pages 2 and 5.", "ECCV", None, None, 2014),
        ("In ECCV, 2014. [Cited on p. 3.]", "ECCV", None, None, 2014),
        ("In ECCV, 2014. ↑3, 4", "ECCV", None, None, 2014),
        ("NeurIPS, 30, 2017. 2", "NeurIPS", "30", None, 2017),
        ("Journal of Ponds, 9(11), 2008. 8", "Journal of Ponds", "9", None, 2008),
    ],
)
def test_pages_of_the_citing_paper_are_dropped(source, venue, volume, page, year) -> None:
    record = read(NAMES + source)
    assert record.title == "Reeds of the north"
    assert (record.venue, record.volume, record.page) == (venue, volume, page)
    assert record.year == year


@pytest.mark.parametrize(
    ("entry", "year"),
    [
        ("OpenAI. “ChatGPT.” OpenAI.com. Accessed: Jan. 3, 2024. [Online]. https://a.b", None),
        ("J. Poe, “A page on ponds,” Ponds.org. https://a.b/y (accessed Feb. 5, 2021).", None),
        ("J. Poe, “A list of ponds,” 2019. Accessed: 5 Sept. 2021. https://a.b/z", 2019),
        ("J. Poe, “A list of ponds,” 2019. Zugriff am 3. Jan. 2024. https://a.b/z", 2019),
    ],
)  # fmt: skip
def test_a_day_of_access_is_no_year_of_publication(entry: str, year: int | None) -> None:
    assert read(entry).year == year


@pytest.mark.parametrize(
    "people", ["Wei Oak 0001, Jo Elm, and Al Ash 0023", "Oak 0001, W., Elm, J., & Ash, A."]
)
def test_the_number_of_a_namesake_is_no_part_of_a_name(people: str) -> None:
    record = read(f"{people}. 2019. Reeds of the north. Journal of Ponds, 9(11), 3-4.")
    assert record.title == "Reeds of the north"
    assert [name.family for name in record.authors] == ["Oak", "Elm", "Ash"]


@pytest.mark.parametrize(
    ("source", "venue", "place"),
    [
        ("Ph.D. dissertation, Dept. Elect. Eng., Stanford Univ., Stanford, CA, USA, 2010.",
         "Stanford Univ.", "Stanford, CA, USA"),
        ("M.S. thesis, Dept. of Comp. Sci., Univ. of Texas, Austin, TX, USA, 2010.",
         "Univ. of Texas", "Austin, TX, USA"),
        ("Ph.D. thesis, School of Informatics, University of Edinburgh, 2010.",
         "University of Edinburgh", None),
        ("Ph.D. dissertation, Dept. Comput. Sci., MIT, Cambridge, MA, USA, 2010.",
         "MIT", "Cambridge, MA, USA"),
    ],
)  # fmt: skip
def test_the_school_of_a_thesis_is_its_venue(source: str, venue: str, place: str | None) -> None:
    record = read(f"J. Poe, “Ponds of the north,” {source}")
    assert (record.venue, record.publisher_place) == (venue, place)
    assert (record.type, record.year) == ("thesis", 2010)


@pytest.mark.parametrize(
    "group",
    ["STROBE Initiative", "PRISMA Group", "Framingham Heart Study", "ISIS-2 Trial Investigators"],
)
def test_a_group_behind_a_semicolon_is_an_author(group: str) -> None:
    record = read(f"von Elm E, Egger M; {group}. Better reports of ponds. Lancet. 2007;370:1453-7.")
    assert [str(name) for name in record.authors] == ["E von Elm", "M Egger", group]
    assert (record.title, record.venue) == ("Better reports of ponds", "Lancet")


def test_one_name_before_et_al_is_whole() -> None:
    record = read("Tom B. Brown et al. Ponds are learners. In ICML, 2020.")
    assert [str(name) for name in record.authors] == ["Tom B. Brown"]
    assert record.title == "Ponds are learners"


@pytest.mark.parametrize(
    ("entry", "title", "said"),
    [
        ("Roe, V.A. and Berry, L.L. (1988), “Ponds: a scale”, Journal of Retailing, Vol. 64 No. 1,"
         " pp. 12-40.", "Ponds: a scale", ("Journal of Retailing", "64", "1", "12–40", None, None)),
        ("Roe, V.A. (1988), “Ponds: a scale”, MIS Quarterly, Vol. 13 Nos 3/4, pp. 1-4.",
         "Ponds: a scale", ("MIS Quarterly", "13", "3/4", "1–4", None, None)),
        ("Porter, M.E. (1985), Competitive Ponds, Free Press, New York, NY.",
         "Competitive Ponds", (None, None, None, None, "Free Press", "New York, NY")),
        ("Yin, R.K. (2009), Case Study Research: Design, 4th ed., Sage Publications, London.",
         "Case Study Research: Design", (None, None, None, None, "Sage Publications", "London")),
    ],
)  # fmt: skip
def test_emerald(entry: str, title: str, said: tuple[str | None, ...]) -> None:
    record = read(entry)
    assert record.title == title
    found = (record.venue, record.volume, record.issue, record.page)
    assert (*found, record.publisher, record.publisher_place) == said

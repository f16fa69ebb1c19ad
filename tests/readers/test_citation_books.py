"""Books, theses, reports and standards in references: who else is named, and what they are."""

import pytest

from shelflist.model import Record
from shelflist.readers.table import read_seed


def read(text: str) -> tuple[Record, ...]:
    return read_seed("seeds/x.txt", text.encode(), "citations").records


def read_one(text: str) -> Record:
    (record,) = read(text)
    return record


def people(names) -> list[str]:
    return [str(name) for name in names]


EDITED = [
    ("Smith, John, editor. The Book of Lists. Oxford University Press, 1999.", ["John Smith"]),
    (
        "Smith, John, and Jane Doe, editors. The Book of Lists. 2nd ed., Oxford University Press,"
        " 1999.",
        ["John Smith", "Jane Doe"],
    ),
    (
        "Smith, J., & Doe, J. A. (Eds.). (1999). The book of lists (3rd ed., Vol. 2). New York:"
        " Springer.",
        ["J. Smith", "J. A. Doe"],
    ),
    (
        "Roe A, Poe E, editors. The book of lists. 2nd ed. New York: Springer; 1999.",
        ["A Roe", "E Poe"],
    ),
    ("Müller, Hans (Hrsg.): Handbuch der Listen. 3. Aufl. Berlin: Springer 1999.", ["Hans Müller"]),
    ("Doe, Jane, ed. 1999. The Book of Lists. Oxford: Oxford University Press.", ["Jane Doe"]),
    (
        "Doe, J., Roe, A. (eds.): The Book of Lists. LNCS, vol. 1234. Springer, Heidelberg (1999)",
        ["J. Doe", "A. Roe"],
    ),
    ("NORA Pierre (dir.), Les lieux de mémoire, Paris, Gallimard, 1984.", ["Pierre Nora"]),
]


@pytest.mark.parametrize(("text", "editors"), EDITED)
def test_editors_in_the_place_of_authors_are_no_authors(text: str, editors: list[str]) -> None:
    record = read_one(text)
    assert people(record.editors) == editors
    assert record.authors == ()
    assert record.type == "book"


CHAPTERS = [
    (
        "Smith, J. (1999). A chapter on lists. In A. Jones & B. Brown (Eds.), The book of lists"
        " (pp. 1–20). Oxford University Press.",
        ["A. Jones", "B. Brown"],
    ),
    (
        'Smith, John. "A Chapter on Lists." The Book of Lists, edited by Jane Doe and Ann Roe,'
        " Oxford University Press, 1999, pp. 1-20.",
        ["Jane Doe", "Ann Roe"],
    ),
    (
        "J. Smith, “A chapter on lists,” in The Book of Lists, 2nd ed., J. Doe and A. Roe, Eds."
        " Oxford: Oxford University Press, 1999, pp. 1–20.",
        ["J. Doe", "A. Roe"],
    ),
    (
        "Smith J, Doe K. A chapter on lists. In: Roe A, Poe E, editors. The book of lists. 2nd ed."
        " New York: Springer; 1999. p. 1–20.",
        ["A Roe", "E Poe"],
    ),
    (
        "Smith, J.; Doe, K. A chapter on lists. In The Book of Lists, 2nd ed.; Roe, A., Poe, E.,"
        " Eds.; Wiley: New York, 1999; Vol. 2, pp 1–20.",
        ["A. Roe", "E. Poe"],
    ),
    (
        "Smith, J.: A chapter on lists. In: Doe, J., Roe, A. (eds.) The Book of Lists, pp. 1–20."
        " Springer, Heidelberg (1999).",
        ["J. Doe", "A. Roe"],
    ),
    (
        "Pines, Shlomo. 1979. “A Chapter on Lists.” In The Book of Lists, ed. Isadore Twersky,"
        " 82–109. Cambridge, MA: Harvard University Press.",
        ["Isadore Twersky"],
    ),
]


@pytest.mark.parametrize(("text", "editors"), CHAPTERS)
def test_editors_of_a_book_with_chapters(text: str, editors: list[str]) -> None:
    record = read_one(text)
    assert people(record.editors) == editors
    assert (record.title or "").lower() == "a chapter on lists"
    assert (record.venue or "").lower() == "the book of lists"
    assert record.type == "chapter"


TRANSLATED = [
    ("Homer. The Odyssey. Translated by Emily Wilson, W. W. Norton, 2018.", ["Emily Wilson"]),
    (
        "Dostoevsky, F. (1993). Crime and punishment (R. Pevear & L. Volokhonsky, Trans.)."
        " Vintage.",
        ["R. Pevear", "L. Volokhonsky"],
    ),
    (
        "García Márquez, Gabriel. One Hundred Years of Solitude. Translated by Gregory Rabassa,"
        " Harper & Row, 1970.",
        ["Gregory Rabassa"],
    ),
    (
        "Homer ; Schadewaldt, W. (Übers.): Die Ilias. 3. Aufl. Düsseldorf : Artemis, 2004",
        ["W. Schadewaldt"],
    ),
]


@pytest.mark.parametrize(("text", "translators"), TRANSLATED)
def test_translators(text: str, translators: list[str]) -> None:
    record = read_one(text)
    assert people(record.translators) == translators
    assert len(record.authors) == 1
    assert (record.type, record.editors) == ("book", ())


EDITIONS = [
    ("Knuth, D. E. (1997). The art of programming (3rd ed., Vol. 1). Addison-Wesley.", "3rd"),
    ("Hastie T, Friedman J. Statistical learning. 2nd ed. New York: Springer; 2009.", "2nd"),
    ("Cormen, T.H., Stein, C.: Algorithms and lists, 3rd edn. MIT Press, Cambridge (2009)", "3rd"),
    ("Schmidt, Karl: Lexikon der Informatik. 2. Aufl. München : Oldenbourg, 1995", "2"),
    ("C. J. van Rijsbergen, Information Retrieval, Butterworths, London, 2nd edn., 1979.", "2nd"),
    ("[1] 周志华. 机器学习[M]. 2版. 北京: 清华大学出版社, 2016: 23-45.", "2"),
    ("Strunk, William, and E. B. White. The Style. Revised ed., Macmillan, 2000.", "Revised"),
]


@pytest.mark.parametrize(("text", "edition"), EDITIONS)
def test_edition(text: str, edition: str) -> None:
    record = read_one(text)
    assert record.edition == edition
    assert "ed" not in (record.title or "").split()[-1]


KINDS = [
    (
        "John Smith. Learning with kernels. PhD thesis, Stanford University, 2003.",
        ("thesis", "PhD thesis", "Stanford University"),
    ),
    (
        "John Smith. Learning with kernels. Master's thesis, Stanford University, 2003.",
        ("thesis", "Master's thesis", "Stanford University"),
    ),
    (
        "Smith, J. (2003). Learning with kernels [Doctoral dissertation, Massachusetts Institute"
        " of Technology]. DSpace.",
        ("thesis", "Doctoral dissertation", "Massachusetts Institute of Technology"),
    ),
    (
        "J. Smith, “Learning with kernels,” Ph.D. dissertation, Univ. California, Irvine, CA, USA,"
        " 2003.",
        ("thesis", "PhD thesis", "Univ. California"),
    ),
    (
        "Meyer, Anna: Learning with kernels. Technische Universität München, Dissertation, 2011",
        ("thesis", "Dissertation", "Technische Universität München"),
    ),
    (
        "Smith, J. (2009). Learning with kernels. Technical report, University of Toronto.",
        ("report", "Technical report", "University of Toronto"),
    ),
    (
        "John Smith and Karl Doe. Learning with kernels. Technical Report 12, Stanford University,"
        " 2003.",
        ("report", "Technical report", "Stanford University"),
    ),
]


@pytest.mark.parametrize(("text", "facts"), KINDS)
def test_kind_of_thesis_and_report(text: str, facts: tuple[str, str, str]) -> None:
    record = read_one(text)
    assert record.title == "Learning with kernels"
    assert (record.type, record.genre, record.venue) == facts
    assert record.publisher is None


def test_number_of_a_report() -> None:
    record = read_one(
        "Page, L., Brin, S.: The PageRank citation ranking. Technical Report 1999-66, Stanford"
        " InfoLab (1999)"
    )
    assert (record.issue, record.year, record.page) == ("1999-66", 1999, None)


ARTICLES = """\
Smith, J. (2020). A study of lists. Journal of Lists, 12(3), 4–5.

Doe, J., & Roe, R. (2021). Another study of lists. Journal of Lists, 13(1), 6–9.

"""


IMPRINTS = [
    (
        "Burleson, Donald Keith: Oracle Tuning: The Reference : Rampant TechPress, 2011",
        ("Oracle Tuning: The Reference", "Rampant TechPress", None),
    ),
    (
        "van Gennep, A. (1909). Les rites de passage (Nourry).",
        ("Les rites de passage", "Nourry", None),
    ),
    (
        "A. van Gennep, Les rites de passage, Nourry, Paris, 1909.",
        ("Les rites de passage", "Nourry", "Paris"),
    ),
    (
        "Burleson, D. K. Oracle Tuning: The Reference; Rampant TechPress, 2011.",
        ("Oracle Tuning: The Reference", "Rampant TechPress", None),
    ),
    (
        "B. Jacob, W.S. Ng, Memory Systems: Cache, DRAM, Disk, Morgan Kaufmann, San Francisco,"
        " 2008.",
        ("Memory Systems: Cache, DRAM, Disk", "Morgan Kaufmann", "San Francisco"),
    ),
    (
        "D. P. Bovet and M. Cesati, Understanding the Linux Kernel, O’Reilly Media, Inc., 2005.",
        ("Understanding the Linux Kernel", "O’Reilly Media", None),
    ),
    (
        "BOURDIEU Pierre, La distinction : critique sociale du jugement, Paris, Éditions de"
        " Minuit, 1979.",
        ("La distinction : critique sociale du jugement", "Éditions de Minuit", "Paris"),
    ),
    (
        "DELEUZE Gilles et GUATTARI Félix, Mille plateaux, Paris, Minuit, 1980.",
        ("Mille plateaux", "Minuit", "Paris"),
    ),
]


@pytest.mark.parametrize(("text", "facts"), IMPRINTS)
def test_publisher_is_no_part_of_the_title(text: str, facts: tuple[str, str, str | None]) -> None:
    record = read(ARTICLES + text)[-1]
    assert (record.title, record.publisher, record.publisher_place) == facts
    assert record.type == "book"


def test_an_abbreviation_at_the_end_of_a_title_is_no_publisher() -> None:
    record = read_one("Smith, J. (2020). Convolutional neural networks (CNN). arXiv.")
    assert record.title == "Convolutional neural networks (CNN)"
    assert record.publisher is None


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "[1] IEEE Std 802.11-2016, IEEE Standard for Wireless LAN—Access Control, 2016.",
            ("IEEE", "IEEE Standard for Wireless LAN—Access Control", "802.11-2016", 2016),
        ),
        (
            "[1] ISO/IEC 27001:2013, Information technology — Security techniques, 2013.",
            ("ISO/IEC", "Information technology — Security techniques", "27001:2013", 2013),
        ),
        (
            "[1] IEEE Std 754-2019, “IEEE Standard for Floating-Point Arithmetic,” IEEE, New York,"
            " NY, USA, 2019.",
            ("IEEE", "IEEE Standard for Floating-Point Arithmetic", "754-2019", 2019),
        ),
    ],
)
def test_standard(text: str, facts: tuple[str, str, str, int]) -> None:
    record = read_one(text)
    assert (str(record.authors[0]), record.title, record.issue, record.year) == facts
    assert record.type == "standard"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("OpenAI. 2023. ChatGPT. https://openai.com/chatgpt", "ChatGPT"),
        ("OpenAI. (2023). GPT-4. https://openai.com/gpt-4", "GPT-4"),
    ],
)
def test_titles_of_one_word(text: str, title: str) -> None:
    record = read(ARTICLES + text)[-1]
    assert (str(record.authors[0]), record.title, record.year) == ("OpenAI", title, 2023)


def test_a_thesis_whose_title_was_left_out_has_none() -> None:
    assert read("1 P. Boncz, PhD thesis, 2002.\n2 A. Popa, PhD thesis, 2014.\n") == ()


BROKEN = """\
[1] J. Smith and K. Doe, “Image classi-
fication by language model pre-
training and its algo-
rithms,” Journal of Lists, vol. 3, no. 2, pp. 1–20, 2019.
[2] A. Roe, “Regularization and state-
of-the-art regu-
larization of well-
known optimi-
zation,” Journal of Lists, vol. 3, no. 4, pp. 31–40, 2019.
"""


def test_words_broken_at_the_end_of_a_line() -> None:
    assert [record.title for record in read(BROKEN)] == [
        "Image classification by language model pre-training and its algorithms",
        "Regularization and state-of-the-art regularization of well-known optimization",
    ]


LINKS = """\
Official website: <https://www.example.org>

CRAN page: <https://cran.example.org/package=lists>

result <- fetch(entity = "works", doi = "10.1016/j.joi.2017.08.007", n = 250, verbose = TRUE)

"""


def test_links_beside_references_are_not_refused() -> None:
    reading = read_seed("seeds/x.txt", (LINKS + ARTICLES).encode(), "citations")
    assert len(reading.records) == 2
    assert reading.refused == ()


@pytest.mark.parametrize(
    "text",
    [
        "Hu et al. Low-rank adaptation. https://example.org/x",
        "A good title of a paper, Nature 2017, https://example.org/x",
        "A good title of a paper. https://openreview.net/forum?id=x",
        "A good title of a paper. doi:10.1000/x1",
    ],
)
def test_a_reference_with_a_link_is_told(text: str) -> None:
    reading = read_seed("seeds/x.txt", (ARTICLES + text).encode(), "citations")
    assert len(reading.records) + len(reading.refused) == 3

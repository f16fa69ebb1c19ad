"""Every reference of a list is a record or is refused by name; none is glued to another."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shelflist.readers.reading import LineClass
from shelflist.readers.table import read_seed

ARTICLES = (
    'LeCun, Yann, Yoshua Bengio, and Geoffrey Hinton. "Deep Learning." Nature, vol. 521, 2015,'
    " pp. 436–44.",
    'Weinstein, Joshua I. "The Market in Plato\'s Republic." Classical Philology 104 (2009):'
    " 439–58.",
)


def read(text: str):
    return read_seed("seeds/references.txt", text.encode(), "citations")


def show(record) -> tuple[str, str, int | None, str | None]:
    names = "; ".join(str(name) for name in record.authors)
    return names, record.title, record.year, record.publisher or record.venue


BOOKS = [
    ("Morrison, Toni. Beloved. Vintage, 2004.", "Toni Morrison", "Beloved", 2004, "Vintage"),
    (
        "Pollan, Michael. The Omnivore's Dilemma: A Natural History of Four Meals. New York:"
        " Penguin, 2006.",
        "Michael Pollan",
        "The Omnivore's Dilemma: A Natural History of Four Meals",
        2006,
        "Penguin",
    ),
    (
        "Gikandi, Simon. Ngugi wa Thiong'o. Cambridge UP, 2000.",
        "Simon Gikandi",
        "Ngugi wa Thiong'o",
        2000,
        "Cambridge UP",
    ),
    (
        "Said, Edward W. Orientalism. Vintage Books, 1994.",
        "Edward W. Said",
        "Orientalism",
        1994,
        "Vintage Books",
    ),
    (
        "Butler, Judith. Gender Trouble: Feminism and Identity. 2nd ed., Routledge, 1999.",
        "Judith Butler",
        "Gender Trouble: Feminism and Identity",
        1999,
        "Routledge",
    ),
    (
        "Homer. The Odyssey. Translated by Emily Wilson, W. W. Norton, 2018.",
        "Homer",
        "The Odyssey",
        2018,
        "W. W. Norton",
    ),
    (
        "Kant, Immanuel. Critique of Pure Reason. Trans. and ed. Paul Guyer and Allen W. Wood."
        " Cambridge: Cambridge University Press, 1998.",
        "Immanuel Kant",
        "Critique of Pure Reason",
        1998,
        "Cambridge University Press",
    ),
    (
        "Borges, Jorge Luis. Labyrinths: Selected Stories & Other Writings. Edited by Donald A."
        " Yates and James E. Irby. New York: New Directions, 1964.",
        "Jorge Luis Borges",
        "Labyrinths: Selected Stories & Other Writings",
        1964,
        "New Directions",
    ),
]
BEFORE = {
    "first of the file": lambda book: f"{book}\n\n" + "\n\n".join(ARTICLES),
    "a line each": lambda book: f"{ARTICLES[0]}\n{book}\n{ARTICLES[1]}",
    "numbered": lambda book: f"1. {ARTICLES[0]}\n2. {book}\n3. {ARTICLES[1]}",
    "bulleted": lambda book: f"• {ARTICLES[0]}\n• {book}\n• {ARTICLES[1]}",
}


@pytest.mark.parametrize("layout", BEFORE)
@pytest.mark.parametrize("book", BOOKS, ids=[book[2] for book in BOOKS])
def test_books(book: tuple[str, str, str, int, str], layout: str) -> None:
    text, *facts = book
    reading = read(BEFORE[layout](text))
    assert tuple(facts) in [show(record) for record in reading.records]
    assert len(reading.records) == 3
    assert reading.refused == ()


def test_the_place_of_a_publisher_stands_apart() -> None:
    record = read(f"{BOOKS[1][0]}\n\n{ARTICLES[0]}").records[0]
    assert (record.publisher_place, record.publisher) == ("New York", "Penguin")


def test_a_list_of_books_alone_is_a_list_of_references() -> None:
    text = "\n\n".join(text for text, *_ in BOOKS)
    reading = read_seed("seeds/x.txt", text.encode())
    assert reading.format == "citations"
    assert [show(record) for record in reading.records] == [tuple(facts) for _, *facts in BOOKS]


@pytest.mark.parametrize("dashes", ["---.", "———.", "–––.", "___.", "1. ———."])
def test_dashes_after_a_blank_line_stand_for_the_authors_above(dashes: str) -> None:
    text = f"{BOOKS[4][0]}\n\n{dashes} Bodies That Matter. Routledge, 1993.\n\n{ARTICLES[0]}"
    assert show(read(text).records[1]) == (
        "Judith Butler",
        "Bodies That Matter",
        1993,
        "Routledge",
    )


def test_dashes_with_a_role_are_the_names_above() -> None:
    text = f"{BOOKS[4][0]}\n---, editor. Bodies and Other Matters. Routledge, 1993.\n{ARTICLES[0]}"
    assert str(read(text).records[1].editors[0]) == "Judith Butler"


TITLES_FIRST = """\
- Attention Is All You Need. Ashish Vaswani, Noam Shazeer. NeurIPS 2017.
- Mask R-CNN (2017), K. He et al. [[pdf]](https://example.org/a.pdf)
- Hazelwood, Kim, et al. (HPCA 2018)
- Probing Neural Network Comprehension. Timothy Niven, Hung-Yu Kao. ACL 2019.
"""


def test_no_title_is_taken_for_an_author() -> None:
    assert read(TITLES_FIRST + f"- {ARTICLES[0]}").records[0].title == "Deep Learning"


def test_dashes_after_what_was_not_taken_name_nobody() -> None:
    unread = "lorem ipsum dolor sit amet, 10.1000/abc"
    text = (
        f"{BOOKS[4][0]}\n\n{unread}\n\n———. Bodies That Matter. Routledge, 1993.\n\n{ARTICLES[0]}"
    )
    reading = read(text)
    assert [record.title[:6] for record in reading.records] == ["Gender", "Deep L"]


LABELS = [
    "[Kingma and Welling, 2013]",
    "[KW13]",
    "[Devlin et al., 2019]",
    "[Hu+21]",
    "[Knuth(1984)]",
    "(Kingma and Welling, 2013)",
]


@pytest.mark.parametrize("before", ["", "• "])
@pytest.mark.parametrize("label", LABELS)
def test_labels(label: str, before: str) -> None:
    (record,) = read(
        f"{before}{label} Diederik P Kingma and Max Welling. Auto-encoding variational\n"
        "bayes. arXiv preprint arXiv:1312.6114, 2013.\n"
    ).records
    assert show(record)[:3] == (
        "Diederik P Kingma; Max Welling",
        "Auto-encoding variational bayes",
        2013,
    )


REFERENCES = [
    (
        "World Health Organization. Global tuberculosis report 2019. Geneva: WHO; 2019.",
        ("World Health Organization", "Global tuberculosis report 2019", 2019, "WHO"),
    ),
    (
        "GBD 2019 Diseases and Injuries Collaborators. Global burden of 369 diseases."
        " Lancet. 2020;396(10258):1204-22.",
        (
            "GBD 2019 Diseases and Injuries Collaborators",
            "Global burden of 369 diseases",
            2020,
            "Lancet",
        ),
    ),
    (
        "Moher D, Liberati A; PRISMA Group. Preferred reporting items. PLoS Med. 2009;6(7):e1.",
        ("D Moher; A Liberati; PRISMA Group", "Preferred reporting items", 2009, "PLoS Med"),
    ),
    (
        "Centers for Disease Control and Prevention. Antibiotic resistance threats. 2019."
        " https://www.cdc.gov/threats (accessed 3 May 2020).",
        (
            "Centers for Disease Control and Prevention",
            "Antibiotic resistance threats",
            2019,
            None,
        ),
    ),
    (
        "U.S. Food and Drug Administration. Guidance for industry. Silver Spring: FDA; 2018.",
        ("U.S. Food and Drug Administration", "Guidance for industry", 2018, "FDA"),
    ),
    (
        "Meta AI. The Llama 3 herd of models, 2024. URL https://ai.meta.com/llama.",
        ("Meta AI", "The Llama 3 herd of models", 2024, None),
    ),
    (
        "21st century cures act: making progress for patients. N Engl J Med. 2017;376(1):5-6.",
        ("", "21st century cures act: making progress for patients", 2017, "N Engl J Med"),
    ),
    (
        "Alex Krizhevsky. Learning multiple layers of features. Technical report, 2009.",
        ("Alex Krizhevsky", "Learning multiple layers of features", 2009, None),
    ),
    (
        "OpenAI. Gpt-4 technical report, 2023.",
        ("OpenAI", "Gpt-4 technical report", 2023, None),
    ),
    (
        "Tom Brown et al. Language models are few-shot learners. 2020.",
        ("Tom Brown", "Language models are few-shot learners", 2020, None),
    ),
    (
        "Wei-Lin Chiang, Zi Lin, et al. Vicuna: An open-source chatbot, March 2023. URL"
        " https://lmsys.org/blog/vicuna/.",
        ("Wei-Lin Chiang; Zi Lin", "Vicuna: An open-source chatbot", 2023, None),
    ),
    (
        "Goodfellow, I. et al., Generative adversarial nets, NIPS 2014",
        ("I. Goodfellow", "Generative adversarial nets", 2014, "NIPS"),
    ),
    (
        "Donald E. Knuth. The TeXbook. Addison-Wesley, 1984.",
        ("Donald E. Knuth", "The TeXbook", 1984, "Addison-Wesley"),
    ),
    (
        "I. Goodfellow and A. Courville, Deep Learning, 2nd ed. Cambridge, MA, USA: MIT Press,"
        " 2016.",
        ("I. Goodfellow; A. Courville", "Deep Learning", 2016, "MIT Press"),
    ),
    (
        "Patricia S. Abril and Robert Plant. 2007. Buy, sell, or troll? Commun. ACM 50, 1"
        " (Jan. 2007), 36–44.",
        ("Patricia S. Abril; Robert Plant", "Buy, sell, or troll?", 2007, "Commun. ACM"),
    ),
    (
        "S. P. Vanderwiel, D. J. Lilja, Data prefetch mechanisms. ACM Computing Surveys 32,"
        " 174–199 (2000).",
        (
            "S. P. Vanderwiel; D. J. Lilja",
            "Data prefetch mechanisms",
            2000,
            "ACM Computing Surveys",
        ),
    ),
    (
        "Henderson, Donna/Carroll, Robin (2008): Fixed effects. In: Journal of Econometrics 144,"
        " S. 257–275.",
        ("Donna Henderson; Robin Carroll", "Fixed effects", 2008, "Journal of Econometrics"),
    ),
    (
        "Ailamaki, Anastassia ; Hill, Mark: Data Page Layouts. In: The VLDB Journal Bd. 11"
        " (2002), Nr. 3, S. 198–215",
        ("Anastassia Ailamaki; Mark Hill", "Data Page Layouts", 2002, "The VLDB Journal"),
    ),
    (
        '"Deep learning for everyone" by Smith et al. (2017) https://example.org/x.pdf',
        ("Smith", "Deep learning for everyone", 2017, None),
    ),
]


@pytest.mark.parametrize(("text", "expected"), REFERENCES, ids=[e[1] for _, e in REFERENCES])
def test_references_in_a_numbered_list(text: str, expected: tuple[object, ...]) -> None:
    reading = read(f"1. {ARTICLES[0]}\n2. {text}\n3. {ARTICLES[1]}\n")
    assert len(reading.records) == 3
    assert show(reading.records[1]) == expected
    assert [record.place.line for record in reading.records] == [1, 2, 3]


@pytest.mark.parametrize("kind", ["[{}] ", "[{}]\t", "({}) ", "{}. ", "{}) ", "{}: ", "{} "])
def test_a_number_in_sequence_begins_an_entry_and_no_other_does(kind: str) -> None:
    entries = (
        "Halpern SD, Ubel PA. Solid-organ transplantation. N Engl J Med. 2002;347(4):284-7.",
        "21st century heart solution may have a sting. BMJ. 2002;325(7357):184.",
        "Rose ME, Huerbin MB. Regulation of\n12. amino acids. Brain Res.\n2002. 935(1-2):40-6.",
        "Lorem ipsum dolor sit amet",
        "Hu EJ, Shen Y. Low-rank adaptation. Lancet. 2022;1:3-5.",
    )
    text = "\n".join(kind.format(n) + entry for n, entry in enumerate(entries, 1))
    reading = read(text)
    found = {record.place.line: record for record in reading.records}
    assert [found[line].volume for line in (1, 2, 7)] == ["347", "325", "1"]
    assert found[2].authors == ()
    assert sorted([*found, *(refused.line for refused in reading.refused)]) == [1, 2, 3, 6, 7]


def test_wrapped_springer_reference_has_its_pages() -> None:
    (record,) = read(
        "1. Krizhevsky, A., Hinton, G.E.: ImageNet classification. In: Advances in Neural\n"
        "Information Processing Systems,\nvol. 25, pp. 1097–1105 (2012)\n"
    ).records
    assert (record.venue, record.volume, record.issue, record.page) == (
        "Advances in Neural Information Processing Systems",
        "25",
        None,
        "1097–1105",
    )


def test_a_preprint_whose_word_was_broken_has_no_venue() -> None:
    (record,) = read(
        "[3] J. Devlin and K. Lee, “BERT: Deep bidirectional transformers,” arXiv pre-\n"
        "print arXiv:1810.04805, 2018.\n"
    ).records
    assert (record.arxiv, record.venue) == ("1810.04805", None)


def test_references_without_titles_are_refused_each() -> None:
    text = (
        "1 E. Pickering and T. P. Sapsis, Nature, 2022, 2, 823–833.\n"
        "2 X. Jiang and Y. Yu, in Proceedings of the ACM conference, 2011, pp. 12–18.\n"
        "3 R. J. Carroll, The Annals of Statistics, 1995, 161, 161–181.\n"
    )
    reading = read(text)
    assert [refused.line for refused in reading.refused] == [1, 2, 3]
    assert reading.records == ()


def test_addresses_below_an_entry_belong_to_it() -> None:
    reading = read(
        "Smith, J. (2020). A study of lists. Journal of Lists, 12(3), 4–5.\n"
        "https://doi.org/10.1000/xyz\n"
        "Doe, J., & Roe, R. (2021). Another study. Journal of Lists, 13(1), 6–9.\n"
        "Code: https://github.com/a/b\n"
    )
    first, second = reading.records
    assert (first.doi, second.links[0].url) == ("10.1000/xyz", "https://github.com/a/b")
    assert reading.refused == ()


IDENTIFIED = st.tuples(
    st.sampled_from(
        [
            '"A title in quotes" by Smith et al. (2017)',
            "A good title of a paper, Nature 2017,",
            "Raft refloated by Howard and Schwarzkopf, USENIX ATC 2014",
            "lorem ipsum",
            "Hu et al. Low-rank adaptation.",
            "",
        ]
    ),
    st.sampled_from(
        [
            "doi:10.1038/nature12345",
            "arXiv:1706.03762",
            "https://example.org/a.pdf",
            "https://openreview.net/forum?id=x",
        ]
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(IDENTIFIED, min_size=1, max_size=5), st.sampled_from(["", "- ", "• "]))
def test_a_line_with_an_id_or_address_is_a_record_or_refused(
    others: list[tuple[str, str]], mark: str
) -> None:
    lines = [*ARTICLES, *(f"{mark}{words} {where}".strip() for words, where in others)]
    reading = read("\n\n".join(lines))
    told = {refused.line for refused in reading.refused}
    for record in reading.records:
        told |= set(range(record.place.line, record.place.end_line + 1))
    assert told >= set(range(1, 2 * len(lines), 2))
    assert reading.lines.count(LineClass.PROSE) == 0


def test_prose_with_an_address_stays_prose() -> None:
    prose = "These are our notes on the papers that we read, kept at https://example.org for all."
    reading = read("\n\n".join([prose, *ARTICLES]))
    assert reading.refused == ()
    assert reading.lines.count(LineClass.PROSE) == 1

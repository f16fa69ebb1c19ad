import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shelflist.model import Name
from shelflist.text.names import parse_name, parse_names, spell_name, to_clean_parts


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Hu, Edward J.", Name("Hu", "Edward J.")),
        ("Edward J. Hu", Name("Hu", "Edward J.")),
        ("Laurens van der Maaten", Name("van der Maaten", "Laurens")),
        ("van der Maaten, L.", Name("van der Maaten", "L.")),
        ("Tachet des Combes, Remi", Name("Tachet des Combes", "Remi")),
        ("Juan de la Cruz", Name("de la Cruz", "Juan")),
        ("Martin Luther King Jr.", Name("King", "Martin Luther", "Jr.")),
        ("King, Jr., Martin Luther", Name("King", "Martin Luther", "Jr.")),
        (r"M{\"u}ller, J{\"o}rg", Name("Müller", "Jörg")),
        ("{The GPT Team}", Name(literal="The GPT Team")),
        ("BigScience Workshop", Name(literal="BigScience Workshop")),
        ("李明", Name(literal="李明")),
        ("Madonna", Name(literal="Madonna")),
        ("Bob O'Neil III", Name("O'Neil", "Bob", "III")),
        ("O'Neil III, Bob", Name("O'Neil", "Bob", "III")),
        ("Smith, PhD, John", Name("Smith", "John", "PhD")),
        ("Silva, Neto, João", Name("Silva", "João", "Neto")),
        ("Zhang VI", Name("VI", "Zhang")),
        ("Malcolm X", Name("X", "Malcolm")),
        ("Rajesh Kumar V", Name("V", "Rajesh Kumar")),
        ("Arun K.", Name("K.", "Arun")),
        ("Zoë Q", Name("Q", "Zoë")),
        ("Wei LI", Name("LI", "Wei")),
        ("王, 小明", Name("王", "小明")),
        ("Suzuki, Jun", Name("Suzuki", "Jun")),
        ("Tran, Vi", Name("Tran", "Vi")),
        ("Wei Wang 0001", Name("Wang", "Wei")),
        ("Wang 0012, Wei", Name("Wang", "Wei")),
        ("Group 2017", Name(literal="Group 2017")),
    ],
)
def test_one_name(raw: str, expected: Name) -> None:
    assert parse_name(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Zhang QY", Name("Zhang", "QY")),
        ("Zhang VI", Name("Zhang", "VI")),
        ("van Dam V", Name("van Dam", "V")),
        ("Bob O'Neil III", Name("O'Neil", "Bob", "III")),
        ("Smith, J", Name("Smith", "J")),
        ("Jane Doe", Name("Doe", "Jane")),
        ("Google AI", Name(literal="Google AI")),
    ],
)
def test_one_name_as_pubmed_writes_it(raw: str, expected: Name) -> None:
    assert parse_name(raw, is_family_first=True) == expected


@pytest.mark.parametrize("raw", ["", " , ", "{}", "..."])
def test_no_name_is_an_error(raw: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        parse_name(raw)


@pytest.mark.parametrize(
    ("raw", "families", "more"),
    [
        ("Bulatov, Aydar, Yuri Kuratov, and Mikhail S. Burtsev", "Bulatov Kuratov Burtsev", False),
        ("Schaeffer, Rylan, Brando Miranda, and Sanmi Koyejo.", "Schaeffer Miranda Koyejo", False),
        ("Hu, E. J., Shen, Y., & Wallis, P.", "Hu Shen Wallis", False),
        ("E. J. Hu, Y. Shen, and P. Wallis", "Hu Shen Wallis", False),
        ("Hu EJ, Shen Y", "Hu Shen", False),
        ("Edward J. Hu, Yelong Shen", "Hu Shen", False),
        ("Hu, Edward J. and Shen, Yelong", "Hu Shen", False),
        ("Hu, E.; Shen, Y.", "Hu Shen", False),
        ("Smith, John A., Jr., and Jane Doe", "Smith Doe", False),
        ("Liu, Haotian, et al.", "Liu", True),
        ("Touvron H, Lavril T, et al", "Touvron Lavril", True),
        ("Hu, Edward and others", "Hu", True),
        ("Smith, J., Jones, K., ... Zed, X.", "Smith Jones Zed", True),
        ("Sam Hildebrand et al.", "Hildebrand", True),
        ("Brand, J., Sand, K., and Durand, L.", "Brand Sand Durand", False),
        ("Jan Brand, Rand Sand & others", "Brand Sand", True),
        ("Ben Oak, Anna Elm, Kai Wu, and Al Ash", "Oak Elm Wu Ash", False),
        ("Zhao Oak, Xu ELM, Bin Ash, Tao Roe", "Oak ELM Ash Roe", False),
        ("Wei Oak 0001, Jo Elm 0023 and Li Wu 0003", "Oak Elm Wu", False),
    ],
)
def test_lists(raw: str, families: str, more: bool) -> None:
    names, has_more = parse_names(raw)
    assert [name.family for name in names] == families.split()
    assert has_more is more


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Name("Hu", "Edward J."), "Edward J. Hu"),
        (Name("van der Maaten", "Laurens"), "Laurens van der Maaten"),
        (Name("García Márquez", "Gabriel"), "García Márquez, Gabriel"),
        (Name("King", "Martin Luther", "Jr."), "Martin Luther King, Jr."),
        (Name("Vargas Llosa", "Mario", "Jr."), "Vargas Llosa, Jr., Mario"),
        (Name("Smith", "John", "PhD"), "Smith, PhD, John"),
        (Name("王", "小明"), "王, 小明"),
        (Name("김", "민수"), "김, 민수"),
        (Name(literal="王小明"), "王小明"),
        (Name(literal="The GPT Team"), "The GPT Team"),
        (Name(literal="Foo Bar"), "{Foo Bar}"),
        (Name(literal="Bulls, Bears and Co"), "{Bulls, Bears and Co}"),
        (Name(literal="Plato"), "Plato"),
        (Name(family="Plato"), "Plato"),
        (Name(family="Vargas Llosa"), "{Vargas Llosa}"),
    ],
)
def test_a_name_is_written_so_that_it_reads_back(name: Name, written: str) -> None:
    assert spell_name(name) == written
    read = parse_name(written)
    assert str(read) == str(name)
    if name.given:
        assert read == name


WORDS = st.sampled_from(
    "Ann José Müller García O'Brien Jean-Luc van der de al J. K V III Team Lab Google "
    "王 小明 김 تحسين Łukasz d'Alembert St. Łódź Ng Ørsted".split()
)
PARTS = st.lists(WORDS, max_size=4).map(" ".join)
SUFFIXES = st.sampled_from(["", "", "Jr.", "III", "PhD", "Earl of X"])


@settings(max_examples=200)
@given(st.one_of(st.builds(Name, PARTS, PARTS, SUFFIXES), st.builds(Name, literal=PARTS)))
def test_any_name_reads_back_as_the_same_person(name: Name) -> None:
    if not any(map(str.isalnum, str(name))):
        return
    read = parse_name(spell_name(name))
    assert str(read).replace(",", "") == str(name).replace(",", "")
    assert parse_name(spell_name(read)) == read, "what was read once stays"


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        (Name("Smi\0th\a", "A\bnn"), Name("Smith", "Ann")),
        (Name("Smith", "Ann"), Name("Smith", "Ann")),
        (Name("\u200b", "Ann"), Name(literal="Ann")),
        (Name(literal="\x01"), None),
        (Name("Wang 0001", "Wei"), Name("Wang", "Wei")),
    ],
)
def test_nothing_unseen_is_in_a_name(name: Name, cleaned: Name | None) -> None:
    assert to_clean_parts(name) == cleaned

import pytest

from shelflist.model import Name
from shelflist.text.names import parse_name, parse_names


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
    ],
)
def test_one_name(raw: str, expected: Name) -> None:
    assert parse_name(raw) == expected


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
    ],
)
def test_lists(raw: str, families: str, more: bool) -> None:
    names, has_more = parse_names(raw)
    assert [name.family for name in names] == families.split()
    assert has_more is more

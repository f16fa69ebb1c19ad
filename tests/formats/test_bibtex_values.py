"""LaTeX in values and names as a reader should see it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shelflist.formats.bibtex_names import NameReader
from shelflist.formats.bibtex_values import is_plain, to_clean_text, to_clean_title
from shelflist.formats.latex_writing import escape_latex
from shelflist.text.clean import clean_latex, to_title


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (r"{\"o}", "ö"),
        (r"\"{o}", "ö"),
        (r"\"o", "ö"),
        (r"\'{\i}", "í"),
        (r"{\'\i}", "í"),
        (r"{\'{e}}", "é"),
        (r"\'{\^e}", "ế"),
        (r"\v{s}\v s", "šš"),
        (r"Fran\c cois \c{c}", "François ç"),
        (r"\H{o} \k{a} \r{a} \.{z} \={a} \u{g} \d{h}", "ő ą å ż ā ğ ḥ"),
        (r"\u{\i}", "ĭ"),
        (r"Stra{\ss}e, \o{} {\O} \AE{} \l{} \aa", "Straße, ø Ø Æ ł å"),
        (r"don\'t", "don't"),
        (r"A~B", "A B"),
        (r"\& \% \_ \# \{x\}", "& % _ # {x}"),
        (r"a\textendash b--c", "a–b–c"),
        (r"``q'' `s'", "“q” ‘s’"),
        (r"\emph{a} {\bf b} {\em c} \textsc{D}", "a b c D"),
        (r"{\myswitch x} \unknown{y}", "x y"),
        (r"$\alpha$-x and $O(n^2)$", r"$\alpha$-x and $O(n^2)$"),
        (r"CO$_2$ at 10$^{-3}$", "CO₂ at 10⁻³"),
        (r"\ensuremath{\alpha} \(x_1\)", r"$\alpha$ $x_1$"),
        (r"\$5 or 5\$", r"\$5 or 5$"),
        (r"{{The} {GPT}-4}", "The GPT-4"),
        (r"{\noopsort{a}}1973", "1973"),
        (r"\url{http://a.b/~c_d}", "http://a.b/~c_d"),
        (r"see http://a.b/~c{\_}d", "see http://a.b/~c_d"),
        (r"\href{http://a.b}{Lab}", "Lab (http://a.b)"),
        (r"\enquote{hi {x}}", "“hi x”"),
        (r"A &amp; B", "A & B"),
        ("one\n two\n\n three", "one two\n\nthree"),
        (r"\{\{ page.title \}\} {% raw %}", "{{ page.title }} % raw %"),
        ("<i>E. coli</i> and 1 < 2", "E. coli and 1 < 2"),
        (r"{\noopsort{1973c}}1981 \SortNoop{x}y {\noopsort{Sh{\'e}}}z", "1981 y z"),
        (r"{\switchargs{--90}{1968}} \printfirst{a}{b}", "1968–90 a"),
        (r"a\hyphen b \textlangle{}X\textrangle{}", "a-b ⟨X⟩"),
        (
            r"Fran\c{}ois, Gar\c{}on, \c{}Sahin, \'{}e, \"{}o, a\v{} b",
            "François, Garçon, Şahin, é, ö, a b",
        ),
        (r"\a'e \a`e \a=e", "é è ē"),
        ("A - B \"X-Y\" -- C ``D''", 'A - B "X-Y" – C “D”'),
    ],
)
def test_values(value: str, text: str) -> None:
    assert to_clean_text(value) == text


LETTERS = st.text(
    st.sampled_from(" abcdeglmnqrtixHTP.,:;!?()[]-–—'’“”éßŁ漢ﬁ\u0301\u200b0123*+=/@<>|"),
    max_size=60,
)
WORDS = st.lists(
    st.sampled_from(
        "the 10 times 10times narrow arrow gg bigger leq sequence circ circuit http lnput x_y "
        "- -- // mapsto frequency neq wgg".split()
    ),
    max_size=8,
).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(LETTERS | WORDS)
def test_the_short_way_gives_what_the_long_one_gives(text: str) -> None:
    line = " ".join(text.split())
    if is_plain(line):
        assert clean_latex(line) == line
        assert to_clean_title(line) == to_title(clean_latex(line))


SIGNS = [
    (r"\textbackslash", "\\"),
    (r"C:\textbackslash{}temp and {\textbackslash}n", r"C:\temp and \n"),
    (r"The \textbackslash{}emph command", r"The \emph command"),
    (r"{\textbackslash}\textbackslash{}\_x", r"\\_x"),
    (r"A \{set\} and \{a, b\} and {\{}c{\}}", "A {set} and {a, b} and {c}"),
    (r"x\^{}2, a\~{}b, c\textasciitilde{}d", "x^2, a~b, c~d"),
    (r"a\_b{\_}c\textunderscore{}d", "a_b_c_d"),
    (r"$\{x\}_{\text{\_}}$ and \{y\}", r"$\{x\}_{\text{\_}}$ and {y}"),
    (r"\{\{\vphantom{\}\}}{{X}}\vphantom\{\}\vphantom\{\}-Ray", "{{X}}-Ray"),
]


@pytest.mark.parametrize(("value", "text"), SIGNS)
def test_a_printed_sign_stays_also_when_it_is_written_again(value: str, text: str) -> None:
    assert (to_clean_text(value), to_clean_title(value)) == (text, text)
    assert to_clean_text(escape_latex(text)) == to_clean_title(escape_latex(text)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (r"\textbackslash{}alpha-x", "α-x"),
        (r"Garc{\textbackslash}'\{i\}a", "García"),
        (r"\$\textbackslash{}bar\{1\}\$ planes", r"$\bar{1}$ planes"),
    ],
)
def test_latex_that_a_program_escaped_once_more_is_latex(value: str, text: str) -> None:
    assert to_clean_text(value) == text


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Hu, Edward J. and Yelong Shen", ["Edward J.|Hu", "Yelong|Shen"]),
        ("Ludwig van Beethoven", ["Ludwig|van Beethoven"]),
        ("Guy Van den Broeck", ["Guy|Van den Broeck"]),
        ("Maaten, Laurens van der", ["Laurens|van der Maaten"]),
        (
            "{van der} Maaten, Laurens AND de la Fontaine, Jean",
            ["Laurens|van der Maaten", "Jean|de la Fontaine"],
        ),
        ("Doe, Jr., John", ["John|Doe|Jr."]),
        ("John Doe, Jr.", ["John|Doe|Jr."]),
        ("{OpenAI} and {Barnes and Noble, Inc.}", ["=OpenAI", "=Barnes and Noble, Inc."]),
        ("{Doe, Jane and Roe, Richard}", ["Jane|Doe", "Richard|Roe"]),
        ("family=Has, given=Knight, prefix=von, useprefix=true", ["Knight|von Has"]),
        ('given={Hans, Peter}, family="Foo, X"', ["Hans, Peter|Foo, X"]),
        (r"Kurt G{\"o}del and {\'E}tienne Foo", ["Kurt|Gödel", "Étienne|Foo"]),
        ("% first\n Shi, Fazhan % x, y\n and\n%z\n Rong, Xing", ["Fazhan|Shi", "Xing|Rong"]),
        ("John Smith, Jane Doe and Bob Roe", ["John|Smith", "Jane|Doe", "Bob|Roe"]),
        ("John Smith, Jane Doe, and Bob Roe", ["John|Smith", "Jane|Doe", "Bob|Roe"]),
        ("García Márquez, Gabriel J. and Bob Roe", ["Gabriel J.|García Márquez", "Bob|Roe"]),
        ("García Márquez, Gabriel José and Doe, Jo", ["Gabriel José|García Márquez", "Jo|Doe"]),
        (r"{\noopsort{Z}}Smith, Jo and Roe, \noopsort{a}Al", ["Jo|Smith", "Al|Roe"]),
        (r"Nov{\'a}k,\,J. and Others, A. N.", ["J.|Novák", "A. N.|Others"]),
        ("More, Thomas and Thomas More", ["Thomas|More"] * 2),
        (r"{\L}ukasz Kaiser and Mikołaj Boja\'nczyk", ["Łukasz|Kaiser", "Mikołaj|Bojańczyk"]),
        ("John Smith, Jane Doe, Bob Lee", ["John|Smith", "Jane|Doe", "Bob|Lee"]),
        ("Smith, John; Doe, Jane", ["John|Smith", "Jane|Doe"]),
        (r"Smith, John \& Doe, Jane", ["John|Smith", "Jane|Doe"]),
        ("王小明 and 李 明 and 王, 小明", ["=王小明", "=李 明", "小明|王"]),
        ("and A. B and and C. D and", ["A.|B", "C.|D"]),
        ("Anderson, Al and Sand, Y", ["Al|Anderson", "Y|Sand"]),
        ("O'Neil III, Bob and O'Neil, III, Bob", ["Bob|O'Neil|III"] * 2),
        ("O'Neil, Bob, III and {O'Neil III}, Bob", ["Bob|O'Neil|III", "Bob|O'Neil III"]),
        ("van der Berg Jr., Kees", ["Kees|van der Berg|Jr."]),
        ("Ivanov, II and Kumar, V and Smith, M. D.", ["II|Ivanov", "V|Kumar", "M. D.|Smith"]),
        ("Nguyen, Vi and Singh V, Rahul", ["Vi|Nguyen", "Rahul|Singh V"]),
        ("Anand Kumar V and Bob O'Neil II", ["Anand Kumar|V", "Bob|O'Neil|II"]),
        (
            r"Doe*, Jo and Roe, Al$^{\dagger}$ and Elm, Ed\textsuperscript{1,2}",
            ["Jo|Doe", "Al|Roe", "Ed|Elm"],
        ),
        ("Suzuki, Jun and Jun Suzuki and Suzuki Oka, Jun", ["Jun|Suzuki"] * 2 + ["Jun|Suzuki Oka"]),
        ("Kim Tae Jun and Amartya Kumar Sen", ["Kim Tae|Jun", "Amartya Kumar|Sen"]),
        ("Doe, Jun., Jo and Doe, Jun, Jo", ["Jo|Doe|Jun.", "Jo|Doe|Jun"]),
        ("Wei Wang 0001 and {Wang 0002}, Wei and Wang, Wei~0003", ["Wei|Wang"] * 3),
        ("", []),
    ],
)
def test_names(value: str, names: list[str]) -> None:
    found, others = NameReader().read(value)
    shown = [
        f"={n.literal}" if n.literal else "|".join(filter(None, (n.given, n.family, n.suffix)))
        for n in found
    ]
    assert (shown, others) == (names, False)


@pytest.mark.parametrize(
    "value",
    [
        "Hu, E. and others",
        "Hu, E. et al.",
        "Hu, E. and et al.",
        "Hu, E. and {others}",
        "Hu, E. and …",
        r"Hu, E. and {\em et al.}",
        r"Hu, E. and \emph{et al.}",
        r"Hu, E. and {\it et al}.",
        r"Hu, E. and \textit{et~al.}",
        r"Hu, E. and {{\em et al.}}",
        r"Hu, E. and {\em others}",
        r"Hu, E. {\em et al.}",
        r"Hu, E., \emph{et al.}",
        r"Hu, E., {et al.}",
        r"{Hu, E. et al.}",
        r"Hu, E. and et\ al.",
        r"Hu, E. and \etal{}",
        r"Hu, E. and \dots",
        "Hu, E. and colleagues",
        "Hu, E. and al, et",
        "Hu, E. and al., et",
        "Hu, E. and {al}, Et",
        "Hu, E. and {et alii}",
        "Hu, E. and others, and",
        "Hu, E. and many more",
        "Hu, E. and al",
        "Hu, E. and with others",
        "Hu, E. y otros",
        "{et al., E. Hu}",
        "{et al.}, Hu, E.",
        "Hu, E. and et coll.",
        "and others and Hu, E.",
    ],
)
def test_others_are_no_author(value: str) -> None:
    found, others = NameReader().read(value)
    assert ([str(name) for name in found], others) == (["E. Hu"], True)


def test_seven_thousand_authors() -> None:
    found, others = NameReader().read(" and\n  ".join(f"Name{n}, A." for n in range(7000)))
    assert (len(found), str(found[-1]), others) == (7000, "A. Name6999", False)

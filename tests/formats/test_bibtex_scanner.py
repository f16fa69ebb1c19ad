"""Where entries begin and end, in good files and in broken ones."""

from __future__ import annotations

import pytest

from shelflist.formats.bibtex_reading import BibtexFile, parse_bibtex
from shelflist.formats.bibtex_values import to_clean_title

LAST = "\n@misc{last, title = {Last}}\n"


def read(text: str) -> BibtexFile:
    return parse_bibtex(text, "x.bib")


def rules(found: BibtexFile) -> list[str]:
    return [problem.rule for problem in found.problems if problem.severity != "notice"]


@pytest.mark.parametrize(
    ("text", "key", "title"),
    [
        ("@article{a, title = {T}}", "a", "T"),
        ("@ARTICLE {a,\n TITLE = {T}\n}", "a", "T"),
        ("@article(a, title = {T (x)}, year = 2020)", "a", "T (x)"),
        ('@article(a, title = "T {(}x")', "a", "T {(}x"),
        ('@article{a, title = "T {"}q{"}"}', "a", 'T {"}q{"}'),
        ("@article{a, title = {{T {\\'{e}} {x {y {z}}}}}}", "a", "{T {\\'{e}} {x {y {z}}}}"),
        ("@article{a, title = {T},,\n}", "a", "T"),
        ("@article{a,\n title = {T}\n year = 2020\n}", "a", "T"),
        ("@article{a\n title = {T},\n}", "a", "T"),
        ("@article{ title = {T} }", "", "T"),
        ("@article{, title = {T}}", "", "T"),
        ("@article{a b c 2020, title = {T}}", "a b c 2020", "T"),
        ("@article{M{\\`e}le2020, title = {T}}", "M{\\`e}le2020", "T"),
        ("@article{DBLP:conf/x/Y+z.1-2_3, title = {T}}", "DBLP:conf/x/Y+z.1-2_3", "T"),
        ("@article{a, % a comment = {x}\n % title = {old},\n title = {T}}", "a", "T"),
        ("@article{a, author+an:role = {1=x}, date-added = {y}, x2 = 3, title = {T}}", "a", "T"),
        ("@article{a, title = {100\\% of % this}}", "a", "100\\% of % this"),
        ('@article{a, title = "A" # " B" #\n {C}}', "a", "A BC"),
        ("@string{m = {My }}@article{a, title = M # {T}}", "a", "My T"),
        ('@STRING(m = "My ")\n@article{a, title = m # {T}}', "a", "My T"),
        (
            "@string{x = {My }}\n@string{m = x # {own }}\n@article{a, title = m # {T}}",
            "a",
            "My own T",
        ),
        ("@article{a, title = m # {T}}\n@string{m = {Late }}", "a", "Late T"),
        ("@article{a, title = {T}, title = {T}}", "a", "T"),
        ("prose with me@example.org and @someone {here}\n@article{a, title = {T}}", "a", "T"),
        ("---\nlayout: x\n---\n\n@article{a, title = {T}}", "a", "T"),
    ],
)
def test_one_entry(text: str, key: str, title: str) -> None:
    found = read(text)
    assert [(record.key or "") for record in found.records] == [key]
    assert [to_clean_title(title)] == [record.title for record in found.records]
    assert not found.refused


@pytest.mark.parametrize(
    ("broken", "taken"),
    [
        ("@article{x, title = {T}, year = 2020\n", "T"),
        ("@article{x,\n title = {T},\n abstract = {cut off in the mid\n", "T"),
        ("@article{x,\n title = {T,\n year = 2020\n}", "T"),
        ("@article{x,\n title = {T}},\n year = 2020\n}", "T"),
        ('@article{x,\n title = "T,\n year = 2020\n}', "T"),
        ('@article{x,\n title = "A "quoted" word",\n year = 2020\n}', 'A "quoted" word'),
        ("@article{x,\n note = {a } b },\n title = {T},\n}", "T"),
        ("@article{x,\n publisher = {A {{\\&} B},\n title = {T},\n}", "T"),
        ("@article{x,\n year = {2020,\n title = {T}\n}", "T"),
        ("@article{x,\n title = {A \\{ b},\n year = 2020\n}", "A { b"),
    ],
)
def test_a_broken_entry_is_read_as_far_as_it_goes(broken: str, taken: str) -> None:
    found = read(f"@misc{{first, title = {{First}}}}\n\n{broken}{LAST}")
    assert [record.key for record in found.records] == ["first", "x", "last"]
    assert found.records[1].title == taken
    assert found.records[1].place.line == 3
    places = [(p.rule, p.location.line) for p in found.problems if p.rule == "broken-entry"]
    assert places == ([] if "\\{" in broken else [("broken-entry", 3)])


@pytest.mark.parametrize(
    "broken",
    [
        "@article{x, title = {T without an end\n",
        "@article{x, title = {T, year = {2020}}\n",
        '@article{x, title = "T\n',
        "@article{x",
        "@article{x,",
        "@article{x,}",
        "@article{x}",
        "@article{",
        "@article{x, author = {Doe, Jane}, year = 2020}",
        "@article{x, title = {}, author = {Doe, Jane}}",
        "@article{x, title = {{}}}",
        "@article{x,\n title = {Cut in the mid",
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_line(broken: str) -> None:
    found = read(f"@misc{{first, title = {{First}}}}\n\n{broken}\n{LAST}")
    assert [record.key for record in found.records] == ["first", "last"]
    assert [refusal.line for refusal in found.refused] == [3]
    assert found.refused[0].reason
    assert found.refused[0].mend
    assert found.unread[0][0] == 3


def test_nothing_swallows_its_neighbours() -> None:
    good = [f"@article{{k{n},\n  title = {{T{n}}},\n}}\n" for n in range(6)]
    for mess in (
        "@article{b, title = {{{{{",
        '@article{b, title = "',
        "@comment{",
        "@string{a = {",
    ):
        text = "\n".join([*good[:3], mess, *good[3:]])
        found = read(text)
        assert [r.key for r in found.records] == [f"k{n}" for n in range(6)], mess


def test_a_line_of_an_abstract_may_look_like_an_entry() -> None:
    found = read(
        "@article{a, title = {T},\n abstract = {To cite us:\n@misc{us, title = {U}}\nEnd.}\n}"
        + LAST
    )
    assert [record.key for record in found.records] == ["a", "last"]
    assert found.records[0].abstract == "To cite us: @miscus, title = U End."


def test_two_entries_on_a_line() -> None:
    found = read("@misc{a, title = {A}} @misc{b, title = {B}}@misc{c, title={C}}\n")
    assert [record.key for record in found.records] == ["a", "b", "c"]


def test_a_broken_entry_keeps_its_neighbour_on_the_same_line() -> None:
    found = read("@misc{a, title = {A}} @misc{b, title = {B @misc{c, title={C}}\n")
    assert [record.key for record in found.records] == ["a", "c"]
    assert [refusal.what for refusal in found.refused] == ["b"]


def test_comments_are_no_entries() -> None:
    found = read(
        "% @article{no, title = {No}}\n"
        "%@article{no2,\n%  title = {No},\n%}\n"
        "@comment{jabref-meta: databaseType:bibtex;}\n"
        "@Comment{\n@article{no3, title = {No}}\n}\n"
        "@comment just words\n"
        '@preamble{"\\newcommand{\\x}{y}"}\n' + LAST
    )
    assert [record.key for record in found.records] == ["last"]
    assert not found.refused
    assert [problem.rule for problem in found.problems] == ["commented-out"]


def test_undefined_macros_are_kept_as_text_and_named_once() -> None:
    found = read(
        "@article{a, title = {A}, journal = jmlr, month = jan}\n"
        '@article{b, title = {B}, journal = "X " # tocl # { Y}, month = october}\n'
        "@article{c, title = {C}, journal = JMLR, year = 2020}\n"
        "@article{d, title = {D}, journal = cacm}\n"
    )
    assert [r.venue for r in found.records] == [
        "jmlr",
        "X tocl Y",
        "JMLR",
        "Communications of the ACM",
    ]
    assert rules(found) == ["undefined-macro"]
    assert "jmlr, tocl, JMLR" in found.problems[0].message


def test_words_without_delimiters_are_text() -> None:
    found = read("@article{a, title = Some Words Here,\n year = 2020a,\n journal = My Journal\n}")
    assert found.records[0].title == "Some Words Here"
    assert (found.records[0].year, found.records[0].venue) == (2020, "My Journal")


def test_a_macro_may_be_defined_with_the_name_of_another() -> None:
    found = read("@string{a = b}\n@string{b = a}\n@article{k, title = {T}, journal = a}")
    assert found.records[0].venue in ("a", "b")


def test_repeated_keys() -> None:
    found = read(
        "@article{k, title = {One}}\n@article{K, title = {Two}}\n"
        "@article{k, title = {Three}}\n@article{k,\n  title =  {One}\n}\n"
    )
    assert [(r.key, r.title) for r in found.records] == [("k", "One"), ("K", "Two"), ("k", "Three")]
    assert [(r.line, r.reason) for r in found.refused] == [(4, "the same entry stands at line 1")]
    assert rules(found) == ["repeated-key"]


def test_many_entries_without_key_are_all_taken() -> None:
    found = read("".join(f"@misc{{, title = {{T{n}}}}}\n" for n in range(50)))
    assert len(found.records) == 50
    assert not rules(found)


def test_a_field_given_twice() -> None:
    found = read("@article{k, title = {One}, title = {Two}, keywords = {a}, keywords = {b}}")
    assert found.records[0].title == "One"
    assert found.records[0].hints == ("a", "b")
    assert rules(found) == ["repeated-field"]


HOSTILE = (
    *("{", '"', "@", "}", "@a{", "@a{b,", "@article{a,t={", "@article{a,\n", "@comment{\n", "a="),
    *("@article{a, title={\n", '@article{a, title="\n', "@string{a={b\n", "\\", "$", "\\{", "%\n"),
)


@pytest.mark.parametrize("sign", HOSTILE)
def test_a_mess_of_any_length_costs_no_neighbour(sign: str) -> None:
    text = f"@misc{{first, title = {{First}}}}\n{sign * (60_000 // len(sign))}{LAST}"
    keys = [record.key for record in read(text).records]
    assert keys[0] == "first"
    assert keys[-1] == "last"


def test_raw_and_lines_are_those_of_the_file() -> None:
    text = "\n\n  @misc{a,\n  title = {A}\n}\n\n@misc{b, title = {B}}"
    found = read(text)
    assert [record.raw for record in found.records] == [
        "@misc{a,\n  title = {A}\n}",
        "@misc{b, title = {B}}",
    ]
    assert [(r.place.line, r.place.end_line) for r in found.records] == [(3, 5), (7, 7)]

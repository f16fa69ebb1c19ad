"""Pages in every shape that people give them: what the run does not mean to change stays."""

from __future__ import annotations

import pytest

from lists import GPTQ, GPTQ_PAGE, LENS, TREES, PaperList, to_csl

NOTE = "note: |+\n  one\n\n  two\n\n"
PASSAGE = "<!-- shelflist: mine -->\nx\n<!-- /shelflist -->"
HAND = {
    "comments": "---\n# mine\ntitle: A  # one\n\n# two\nyear: 2020 # three\n# four\n---\nText.\n",
    "order": "---\nyear: 2020\nread: x\ntitle: A\n---\nText.\n",
    "quotes": "---\ntitle: 'A ''b'' c'\nvenue: \"x\\ty\"\n---\nText.\n",
    "block scalars": "---\ntitle: >-\n  A long\n  title\n" + NOTE + "year: 2020\n---\nx\n",
    "flow over lines": "---\ntitle: A\nauthors: [Ada One,\n   Bo Two, # last\n  ]\n---\n",
    "flow map": "---\ntitle: A\nextra: {a: 1, b: [2, {c: 3}]}\n---\nx",
    "empty lists": "---\ntitle: A\nauthors: []\ntopics:\n---\nText.\n",
    "tabs and blanks": "---\ntitle: A   \n---\n\tcode\n   \nline  \n\x0cform feed\n\n\n",
    "rule in the body": "---\ntitle: A\n---\nOne\n\n---\n\nTwo\n\n...\n---\n",
    "closed by dots": "---\ntitle: A\nyear: 2020\n...\nText\n---\nmore\n",
    "unicode": "---\ntitle: Über 中文 🧪 e\u0301\nclé: é\n---\n\u2028 nbsp\u00a0 \u200b zero\n",
    "only front matter": "---\ntitle: A\n---",
    "only front matter and a line end": "---\ntitle: A\n---\n",
    "no front matter": "# A title\n\nText without end",
    "empty front matter": "---\n---\nText.\n",
    "passage of one's own": f"---\ntitle: A\n---\n{PASSAGE}\nend",
    "html and code": "---\ntitle: A\n---\n```\n---\ntitle: B\n---\n```\n<p>\n<!-- n -->\n",
    "indented list": "---\ntitle: A\nauthors:\n    - Ada One   # first\n\n    - Bo Two\n---\nx\n",
    "quoted keys": "---\n\"title\": A\n'year': 2020\n---\nx\n",
    "an old mac in the body": "---\ntitle: A\n---\none\rtwo\rthree\n",
}


def is_within(parts: str, whole: str) -> bool:
    """Say whether the lines of a text stand in another in their order."""
    rest = iter(whole.splitlines(keepends=True))
    return all(any(line == other for other in rest) for line in parts.splitlines(keepends=True))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("text", HAND.values(), ids=HAND)
def test_a_page_by_hand_keeps_its_bytes(
    small: PaperList, text: str, newline: str, mark: str
) -> None:
    written = mark + text.replace("\n", newline)
    small.write("docs/papers/hand.md", written)
    small.generate()
    after = small.text("docs/papers/hand.md")
    assert after.startswith(mark + "---")
    assert is_within(written.removeprefix(mark), after.removeprefix(mark))
    assert "\n" not in after.replace(newline, "")
    assert small.generate().files_written == 0
    small.lose_memory()
    small.generate()
    assert small.text("docs/papers/hand.md") == after


BODIES = {
    "before": ("---\n\n<!-- shelflist: abs", "---\nBefore\t \n\n<!-- shelflist: abs"),
    "between": ("\n<!-- Write", "\n***\n\n---\n  Between\n\n<!-- Write"),
    "after": ("never touches it. -->\n", "never touches it. -->\n\n\n  After\u00a0\n\n"),
    "the hint is gone": ("\n<!-- Write below this line whatever you like", "<!-- W"),
    "comment in front matter": ("year: 2022\n", "# a\nyear: 2022\n\n#b\n"),
    "another order": ('title: "GPTQ: Accurate Quantization"\n', ""),
}


@pytest.mark.parametrize("end", ["\n", ""])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("name", BODIES)
def test_a_generated_page_keeps_what_people_put_around_its_units(
    small: PaperList, name: str, newline: str, end: str
) -> None:
    small.generate()
    old, new = BODIES[name]
    small.change(GPTQ_PAGE, old, new)
    text = small.text(GPTQ_PAGE)
    if name == "another order":
        text = text.replace("citation_key:", f"{old}citation_key:")
    text = (text.rstrip("\n") + end).replace("\n", newline)
    small.write(GPTQ_PAGE, text)
    small.generate()
    assert small.text(GPTQ_PAGE) == text
    better = GPTQ | {"issued": {"date-parts": [[2023]]}, "publisher": "Elsewhere"}
    small.write("seeds/papers.json", to_csl(better, LENS, TREES))
    small.generate()
    expected = text.replace("year: 2022", "year: 2023").replace(
        f"{newline}---{newline}", f"{newline}publisher: Elsewhere{newline}---{newline}", 1
    )
    assert small.text(GPTQ_PAGE) == expected


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("---\ntitle: &a A\nnote: *a\n---\n", 2, "alias"),
        ("---\ntitle: A\ntitle: B\n---\n", 3, "duplicate-key"),
        ("---\ntitle: !!python/name:x A\n---\n", 2, "tag"),
        ("---\ntitle: A\n<<<<<<< HEAD\nyear: 1\n=======\nyear: 2\n>>>>>>> x\n---\n", 3, "conflict"),
        ("---\ntitle: [A\n---\n", 3, "yaml"),
        ("---\ntitle: A\n", 1, "never closed"),
    ],
)
def test_a_broken_page_is_refused_with_its_line(
    small: PaperList, text: str, line: int, said: str
) -> None:
    small.write("docs/papers/2020/hand.md", text)
    before = small.tree()
    with pytest.raises(Exception, match=rf"docs/papers/2020/hand\.md:{line}\b.*{said}"):
        small.generate()
    assert small.tree() == before

"""What an issue comes to, and what a fix and a new page have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from slugify import slugify

from shelflist.edits.pagefile import parse_page
from shelflist.inputs import Inputs
from shelflist.issue_forms.boxes import BIBTEX, PAGE, REMARKS, Issue, cut
from shelflist.issue_forms.values import InvalidValueError, parse_field
from shelflist.model import FieldValue
from shelflist.problems import PageError, Problem, ShelflistError
from shelflist.text.markdown import to_markdown

NOT_A_FIELD = frozenset({PAGE, BIBTEX, REMARKS})
_LONGEST_BRANCH = 60


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, as texts for a person; empty where there is none."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an issue comes to.

    Attributes:
        slug: The paper's.
        page: The path of its page in the list.
        text: The new text of the page; `None` if nothing changes.
        is_new: Whether there was no such page before.
        changes: What is different, field by field.
        notices: What was passed over.
    """

    slug: str
    page: str
    text: str | None
    is_new: bool
    changes: tuple[Change, ...]
    notices: tuple[Problem, ...] = field(default=())

    @property
    def branch(self) -> str:
        """A name for a branch: small letters, digits and hyphens."""
        return f"issue-{slugify(self.slug, max_length=_LONGEST_BRANCH) or 'page'}"


def parse_boxes(
    issue: Issue, inputs: Inputs, names: Iterable[str], wrong: list[Problem]
) -> dict[str, FieldValue]:
    """Read some boxes as the values of their fields; what cannot be read is added to `wrong`."""
    values: dict[str, FieldValue] = {}
    for name in names:
        try:
            values[name] = parse_field(name, issue.texts[name], inputs.taxonomy)
        except InvalidValueError as error:
            wrong.append(issue.problem(name, str(error), error.mend))
    return values


def join(value: FieldValue) -> str:
    """Give a value as the text of a box, an entry a line."""
    return "\n".join(value) if isinstance(value, tuple) else value


def show(value: FieldValue | None) -> str:
    """Give a value as one short line for a person."""
    return cut("; ".join(value) if isinstance(value, tuple) else value or "")


def to_passage_content(abstract: FieldValue | None) -> str:
    """Write clean text as a passage's lines that no reader of pages takes for marks."""
    lines = to_markdown(abstract).split("\n") if isinstance(abstract, str) else []
    return "\n".join(f"&lt;{line[1:]}" if line.startswith("<<") else line for line in lines)


def check_written(issue: Issue, text: str, file: str, wanted: Mapping[str, FieldValue]) -> None:
    """Make sure that the text of a page says what it shall and nothing else.

    Raises:
        PageError: It does not, or cannot be read.
    """
    try:
        fields: Mapping[str, FieldValue] = parse_page(text, file).fields
    except ShelflistError:
        fields = {}
    if fields != wanted:
        mend = "Edit the page itself: its pencil leads there."
        message = "the page cannot be written with these values"
        raise PageError(issue.problem("issue", message, mend))

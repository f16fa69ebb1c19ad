"""One paper of the list: what stands on its page, whoever wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from shelflist.edits.following import to_uri
from shelflist.edits.memory import PageMemory, hashes
from shelflist.edits.merge import Difference
from shelflist.edits.pagefile import PageFile
from shelflist.model import FieldValue, Record, Work
from shelflist.topics import Assignment

_IN_LINKS = {ord(sign): f"%{ord(sign):02X}" for sign in " %()<>#?\"'\\"}


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """What stands on the page of a paper: all that lists, exports and the site need.

    Attributes:
        slug: The page is `papers/<slug>.md`.
        record: What stands on the page, whoever wrote it.
        fields: The page's front matter as it shall be.
        topics: Topics as they stand, which a person may have changed.
    """

    slug: str
    record: Record
    fields: Mapping[str, FieldValue]
    topics: tuple[str, ...]

    @property
    def title(self) -> str:
        """The title, or the working title, or the slug."""
        return self.record.title or self.record.provisional_title or self.slug

    @property
    def is_provisional(self) -> bool:
        """Whether the title is a working title from the abstract's own words."""
        return self.record.title is None

    @property
    def citable(self) -> Record:
        """The record with a title in any case; a working title is said to be one."""
        if not self.is_provisional:
            return self.record
        return replace(self.record, title=self.title, note="working title")

    @property
    def src_uri(self) -> str:
        """Path of the page in `docs_dir`."""
        return to_uri(self.slug)

    @property
    def link(self) -> str:
        """The same as the target of a link in Markdown, for names that people chose."""
        return self.src_uri.translate(_IN_LINKS)


@dataclass(frozen=True, slots=True)
class Paper(ListedPaper):
    """One paper of the list, with what seeds and people say of it.

    Attributes:
        page: The page as it is; `None` when it is new.
        work: What the seeds say; `None` when no seed speaks of the paper.
        assignments: Topics by the rules, with their reasons.
        memory: What to remember of the page's fields.
        differences: Where the seeds say something else than a person.
        by_person: Fields that a person changed.
        proposed: What seeds and rules say of each field; without the abstract.
        is_unknown: Whether there is a page of which nothing is remembered.
    """

    page: PageFile | None
    work: Work | None
    assignments: tuple[Assignment, ...]
    memory: PageMemory
    differences: tuple[Difference, ...]
    by_person: frozenset[str]
    proposed: Mapping[str, FieldValue]
    is_unknown: bool = False


def remember(fields: Mapping[str, FieldValue]) -> PageMemory:
    """Give what to remember of a page that is all ours."""
    return PageMemory(frozenset(), {name: hashes(value) for name, value in fields.items()})

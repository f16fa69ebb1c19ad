"""What stands in a box as the value of its field, or why it cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from shelflist.formats.entry_names import find_name
from shelflist.formats.page_fields import ADDRESS, ARXIV_ID, DOI_NAME, FIRST_YEAR, LAST_YEAR
from shelflist.issue_forms.boxes import ABSTRACT, cut, to_line
from shelflist.model import FieldValue
from shelflist.text.addresses import find_doi, trim_address
from shelflist.text.names import spell_name
from shelflist.topics import Taxonomy, nearest_topic

_BULLET = re.compile(r"(?:[-*+•]|\d{1,3}[.)])[ \t]+")
_ARXIV = re.compile(
    rf"(?:https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv:\s*)?({ARXIV_ID})(?:\.pdf)?/?",
    re.IGNORECASE,
)
_DOI = re.compile(rf"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)?({DOI_NAME})", re.IGNORECASE)
_LONGEST_NAME = 200
_MOST_TOPICS = 20


class InvalidValueError(ValueError):
    """A value that cannot stand on a page; `mend` says what to write instead."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message)
        self.mend = mend


def parse_field(name: str, text: str, taxonomy: Taxonomy) -> FieldValue:
    """Read what stands in a box as the value of its field.

    Args:
        name: The field, or `abstract`, whose value is clean text.
        text: What stands in the box.
        taxonomy: The topics that there are.

    Raises:
        InvalidValueError: It cannot be the field's value; says what to write.
    """
    if name == "topics":
        return _parse_topics(text, taxonomy)
    if name in _PARSERS:
        return _PARSERS[name](text)
    return to_line(text)


def _parse_title(text: str) -> str:
    title = to_line(text)
    if not any(character.isalnum() for character in title):
        message = f'"{cut(title)}" has neither letter nor digit'
        raise InvalidValueError(message, "Write the paper's title.")
    return title


def _parse_year(text: str) -> str:
    year = to_line(text)
    if not (re.fullmatch(r"[0-9]{4}", year) and FIRST_YEAR <= int(year) <= LAST_YEAR):
        raise InvalidValueError(f'"{cut(year)}" is no year', "Write four digits, as in 2023.")
    return year


def _parse_doi(text: str) -> str:
    match = _DOI.fullmatch(to_line(text))
    doi = find_doi(match[1]) if match else None
    if match is None or doi is None or doi != trim_address(match[1]).lower():
        message = f'"{cut(text)}" is no DOI'
        raise InvalidValueError(message, "Write it as in 10.18653/v1/N19-1423")
    return doi


def _parse_arxiv(text: str) -> str:
    match = _ARXIV.fullmatch(to_line(text))
    arxiv = re.sub(r"v\d+$", "", match[1]) if match else ""
    if not arxiv or (arxiv[0].isdigit() and not 1 <= int(arxiv[2:4]) <= 12):
        raise InvalidValueError(f'"{cut(text)}" is no arXiv id', "Write it as in 2305.14314")
    return arxiv


def _parse_address(text: str) -> str:
    if not ADDRESS.fullmatch(text) or "." not in text.split("/")[2] or "@" in text.split("/")[2]:
        message = f'"{cut(text)}" is no address'
        raise InvalidValueError(message, "Write one address that begins with https:// or http://")
    return text


def _parse_names(text: str) -> tuple[str, ...]:
    found = [(name, find_name(name)) for name in _split_names(text)]
    names = tuple(spell_name(known) if known else name for name, known in found)
    for name in names:
        if len(name) > _LONGEST_NAME or not any(character.isalpha() for character in name):
            raise InvalidValueError(f'"{cut(name)}" is no name', "Write one name a line.")
    return names


def _split_names(text: str) -> list[str]:
    """Part names at line ends; those on a single line at `;` and `and`, or at commas."""
    lines = _to_entries(text)
    if len(lines) != 1:
        return lines
    names = [name.strip(" ,") for name in re.split(r";|\s+and\s+", lines[0]) if name.strip(" ,")]
    parts = [part.strip() for name in names for part in name.split(",")]
    is_listed = len(parts) > len(names) and all(len(part.split()) > 1 for part in parts)
    return parts if is_listed else names


def _to_entries(text: str) -> list[str]:
    lines = (to_line(_BULLET.sub("", line.strip(), count=1)) for line in text.split("\n"))
    return [line for line in lines if line]


def _parse_topics(text: str, taxonomy: Taxonomy) -> tuple[str, ...]:
    names = [to_line(part) for line in _to_entries(text) for part in re.split("[,;]", line)]
    by_name = {topic.name.casefold(): topic.id for topic in taxonomy.topics}
    found: dict[str, None] = {}
    unknown: list[str] = []
    for name in filter(None, names):
        topic = name if name in taxonomy.by_id else by_name.get(name.casefold())
        if topic:
            found[topic] = None
        else:
            unknown.append(name)
    if unknown:
        near = [nearest_topic(taxonomy, name) for name in unknown[:_MOST_TOPICS]]
        offers = ", ".join(dict.fromkeys(f'"{each}"' for each in near if each))
        message = "unknown: " + ", ".join(f'"{cut(name)}"' for name in unknown[:_MOST_TOPICS])
        mend = f"Did you mean {offers}?" if offers else "Choose from the topics of the list."
        raise InvalidValueError(message, mend)
    if len(found) > _MOST_TOPICS:
        message = f"{len(found)} are more than {_MOST_TOPICS}"
        raise InvalidValueError(message, "Name the few that matter.")
    return tuple(found)


def _parse_abstract(text: str) -> str:
    paragraphs = (to_line(paragraph) for paragraph in re.split(r"\n[ \t]*\n", text))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


_PARSERS: Mapping[str, Callable[[str], FieldValue]] = {
    "title": _parse_title,
    "authors": _parse_names,
    "year": _parse_year,
    "doi": _parse_doi,
    "arxiv": _parse_arxiv,
    "url": _parse_address,
    "code": _parse_address,
    ABSTRACT: _parse_abstract,
}

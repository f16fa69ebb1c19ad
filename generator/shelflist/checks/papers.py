"""Titles, topics and papers that look like one another: what every run tells."""

from __future__ import annotations

from collections.abc import Iterator

from shelflist.checks.common import cut, page_location
from shelflist.inputs import Inputs
from shelflist.library import Library, Paper
from shelflist.model import Place
from shelflist.problems import Location, Problem, Severity
from shelflist.topics import nearest_topic


def check_topics(inputs: Inputs, library: Library) -> Iterator[Problem]:
    """Topics on a page that the taxonomy does not know."""
    known = inputs.taxonomy.by_id
    for paper in library.papers:
        for topic in paper.topics:
            if topic not in known:
                near = nearest_topic(inputs.taxonomy, topic)
                mend = f'Did you mean "{near}"?' if near else "Add it to seeds/topics.yml."
                message = f'unknown topic "{topic}"'
                yield Problem(
                    page_location(inputs, paper, "topics"), "unknown-topic", message, mend
                )


def check_titles(inputs: Inputs, library: Library) -> Iterator[Problem]:
    """Papers that have only a working title."""
    for paper in library.papers:
        if paper.is_provisional:
            yield Problem(
                page_location(inputs, paper, "title"),
                "provisional-title",
                f'only a working title: "{paper.title}"',
                "Write the true title on the page and remove provisional_title.",
                Severity.NOTICE,
            )


def check_copies(inputs: Inputs, library: Library) -> Iterator[Problem]:
    """Pages that have the same id, as when somebody copied one."""
    seen: dict[str, Paper] = {}
    for paper in library.papers:
        record = paper.record
        for field, name, value in (("arxiv", "arXiv id", record.arxiv), ("doi", "DOI", record.doi)):
            first = seen.setdefault(f"{name} {value}", paper) if value else paper
            # What two seeds say is told with their places.
            is_of_seeds = all(p.work and field not in p.by_person for p in (first, paper))
            if first is not paper and not is_of_seeds:
                yield Problem(
                    page_location(inputs, paper, field),
                    "same-paper",
                    f'has the {name} "{value}", as {page_location(inputs, first, "title").file} '
                    "has",
                    "Delete one of the two pages once what is worth keeping is on the other, "
                    "or correct the id.",
                    Severity.WARNING,
                )
                break


def check_keys(inputs: Inputs, library: Library) -> Iterator[Problem]:
    """Citation keys that two papers have, so that one entry would hide the other."""
    seen: dict[str, Paper] = {}
    for paper in library.papers:
        key = paper.fields.get("citation_key")
        if not isinstance(key, str) or not key:
            continue
        first = seen.setdefault(key.lower(), paper)
        if first is not paper:
            yield Problem(
                page_location(inputs, paper, "citation_key"),
                "same-key",
                f'the citation key "{cut(key)}" is also that of '
                f"{page_location(inputs, first, 'citation_key')}",
                "Give the newer of the two another key.",
            )


def check_duplicates(inputs: Inputs, library: Library) -> Iterator[Problem]:
    """Papers that look like one another and were not joined."""
    slugs = {paper.page.file: paper.slug for paper in library.papers if paper.page}
    for pair in library.joining.possible_duplicates:
        first, second = (
            library.slug_of.get(group[0]) or slugs.get(group[0].place.file)
            for group in (pair.first, pair.second)
        )
        if first and first == second:
            continue  # what a person made of a page is far from its seed
        if pair.shares_id:
            yield Problem(
                _location(pair.second[0].place),
                "shared-id",
                f"another paper than {pair.first[0].place}: these two {pair.reason}",
                "Correct the id of one of the two; each has a page of its own meanwhile.",
                Severity.WARNING,
            )
            continue
        yield Problem(
            _location(pair.first[0].place),
            "possible-duplicate",
            f"may be the same paper as {pair.second[0].place}: these two {pair.reason}",
            "If they are one paper, give both the same DOI or arXiv id.",
            Severity.NOTICE,
        )


def _location(place: Place) -> Location:
    return Location(place.file, place.line)

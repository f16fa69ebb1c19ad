"""Where each fact of a paper came from, which seeds mention it, why each topic was given."""

from __future__ import annotations

from dataclasses import dataclass

from shelflist.config import nearest
from shelflist.formats.other_ids import parse_id, to_key
from shelflist.identity.keys import find_known_ids
from shelflist.inputs import Inputs
from shelflist.library import Library, Paper
from shelflist.model import Record
from shelflist.problems import Location, MisuseError, Problem

_SEED_FIELDS = {"keywords": "hints", "pages": "page", "code": "links", "project": "links"}
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of where a paper's facts came from."""

    paper: Paper

    def to_dict(self) -> dict[str, object]:
        """Give the explanation as plain data."""
        paper = self.paper
        records = paper.work.records if paper.work else ()
        return {
            "slug": paper.slug,
            "title": paper.title,
            "provisional": paper.is_provisional,
            "facts": [
                {"field": name, "value": value, "from": origin}
                for name, value, origin in self._facts()
            ],
            "places": [
                {
                    "place": str(record.place),
                    "end_line": record.place.end_line,
                    "kind": record.kind.value,
                    "source": record.source,
                    "raw": record.raw,
                }
                for record in records
            ],
            "topics": [
                {
                    "topic": topic,
                    "by": self._topic_by(topic),
                    "reasons": self._reasons(topic),
                }
                for topic in paper.topics
            ],
            "conflicts": [
                {
                    "field": conflict.field,
                    "kept": conflict.kept,
                    "kept_at": str(conflict.kept_at),
                    "other": conflict.other,
                    "other_at": str(conflict.other_at),
                }
                for conflict in (paper.work.conflicts if paper.work else ())
            ],
            "differences": [
                {"field": d.field, "on_page": d.on_page, "in_seeds": d.in_seeds}
                for d in paper.differences
            ],
        }

    def _facts(self) -> list[tuple[str, str, str]]:
        facts = [
            (name, _join(value), self._origin(name)) for name, value in self.paper.fields.items()
        ]
        if self.paper.record.abstract:
            facts.append(("abstract", self.paper.record.abstract, self._origin("abstract")))
        return facts

    def _origin(self, name: str) -> str:
        """Say where a field's value came from: a person, a place in a seed, or the generator."""
        paper = self.paper
        if name in paper.by_person:
            assert paper.page is not None  # only what stands on a page can be a person's
            return f"a person, in {paper.page.file}:{paper.page.line_of(name)}"
        if name == "topics":
            return "rules of seeds/topics.yml"
        origins = paper.work.origins if paper.work else {}
        key = _SEED_FIELDS.get(name, name)
        if name in ("model", "data"):
            key = "links"
        if name == "title" and paper.is_provisional:
            key = "provisional_title" if "provisional_title" in origins else "abstract"
        return str(origins[key]) if key in origins else "the generator"

    def _topic_by(self, topic: str) -> str:
        by_rule = any(assignment.topic == topic for assignment in self.paper.assignments)
        return "rule" if by_rule else "person"

    def _reasons(self, topic: str) -> list[str]:
        return [
            str(reason)
            for assignment in self.paper.assignments
            if assignment.topic == topic
            for reason in assignment.reasons
        ]

    def to_text(self) -> str:
        """Give the explanation for a person."""
        paper = self.paper
        lines = [paper.title, ""]
        for name, value, origin in self._facts():
            lines.append(f"{name}: {_cut(value)}\n    from {origin}")
        lines += ["", "Seeds that mention it:"]
        for record in paper.work.records if paper.work else ():
            lines += _describe(record)
        if paper.work is None:
            lines.append("    none: a person wrote this page")
        lines += ["", "Topics:"]
        for topic in paper.topics:
            why = self._reasons(topic) or ["given by a person on the page"]
            lines += [f"    {topic}", *(f"        {reason}" for reason in why)]
        if not paper.topics:
            lines.append("    none: no rule fits")
        for conflict in paper.work.conflicts if paper.work else ():
            lines.append(
                f"\nConflict in {conflict.field}: kept {_cut(conflict.kept)} ({conflict.kept_at}), "
                f"passed over {_cut(conflict.other)} ({conflict.other_at})"
            )
        for difference in paper.differences:
            lines.append(
                f"\nA person's {difference.field} stands; the seeds now say "
                f"{_cut(_join(difference.in_seeds or ''))}"
            )
        return "\n".join(lines)


def _describe(record: Record) -> list[str]:
    lines = [f"    {record.place} ({record.kind.value})"]
    if record.source:
        lines.append(f"        checked: {record.source}")
    if record.raw:
        lines.append(f"        {_cut(' '.join(record.raw.split()))}")
    return lines


def _join(value: str | tuple[str, ...]) -> str:
    return "; ".join(value) if isinstance(value, tuple) else value


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def explain(name: str, inputs: Inputs, library: Library) -> Explanation:
    """Explain one paper.

    Args:
        name: The name of its page, with or without folder and `.md`; or a DOI or arXiv id
            of any of its versions, bare, with `doi:` or `arxiv:` before it, or as an address.
        inputs: What was read.
        library: The papers.

    Raises:
        MisuseError: There is no such paper, or several have the id; offers the nearest.
    """
    paper = library.find(name) or _find_by_id(name, inputs, library)
    if paper is None:
        slug = name.rpartition("/")[2].removesuffix(".md")
        near = nearest(slug, library.by_slug) if len(library.papers) else "The list is empty."
        mend = near if near.startswith("Did") else "See docs/papers/ for the names of all pages."
        place = Location(f"{inputs.settings.docs_dir}/papers/{slug}.md")
        raise MisuseError(Problem(place, "no-paper", f'no paper is called "{name}"', mend))
    return Explanation(paper)


def _find_by_id(text: str, inputs: Inputs, library: Library) -> Paper | None:
    """Find a paper by an id: one that it has now, else one that it was known by before.

    Raises:
        MisuseError: It reads as an id, and no paper or several papers have it.
    """
    try:
        key = to_key(parse_id(text))
    except ValueError:
        return None
    having = [p for p in library.papers if key in map(to_key, find_known_ids(p.record))]
    having = having or [paper for paper in library.papers if key in paper.memory.keys]
    if len(having) == 1:
        return having[0]
    folder = Location(f"{inputs.settings.docs_dir}/papers")
    if not having:
        message, mend = f"no paper has the id {key}", "Look for a part of its title on the site."
        raise MisuseError(Problem(folder, "no-paper", message, mend))
    named = ", ".join(paper.slug for paper in having)
    message = f"{len(having)} papers have the id {key}: {named}"
    raise MisuseError(Problem(folder, "many-papers", message, "Name the page instead."))

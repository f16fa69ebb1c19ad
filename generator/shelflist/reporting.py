"""Problems and changes for whoever reads them: a person, a program, GitHub, a comment there.

Everything that a seed or a contributor wrote is data here: in Markdown it is escaped so
that it makes no link, no mention and no markup, and in GitHub's commands it cannot begin
another command.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from difflib import SequenceMatcher

from shelflist.comparing import Changes, FieldChange, PaperChange
from shelflist.problems import Problem, Severity

MOST_CHARACTERS = 60_000
"""A comment on GitHub holds 65,536 characters."""
_LAST_LINE = 100
"""Room for the line that says what was left out."""
_ITEMS = ("- ", "  - ")
_LONGEST_VALUE, _SHOWN_BEFORE_FOLDING = 160, 15
_SHOWN_PLACES, _AROUND = 3, 4
"""Places of a changed abstract that are shown, and words on either side of each."""
_RANK = {severity: rank for rank, severity in enumerate(Severity)}
_NAMES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}
_ACTIVE = re.compile(r"([\\`*_{}\[\]()<>#+!|~&])")
_JOINER = "\u2060"
"""A sign that nobody sees; it keeps what stands before it from being read with what follows."""
_AUTOMATIC = re.compile(
    r"(?i)(?<![a-z])(?:https?|ftp|mailto|xmpp):|www\.|@|\bGH-|\b[0-9a-f]{4}(?=[0-9a-f]{3,36}\b)"
    r"|:(?=[a-z0-9_+-]+:)"
)
"""What GitHub makes a link, a mention or a picture of by itself: addresses, names, issues,
commits and `:emoji:`."""
_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]+"
)


def by_severity(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by how much they matter, then by place: GitHub shows the first ten."""
    return sorted(problems, key=lambda problem: (_RANK[problem.severity], problem))


def to_github(problems: Iterable[Problem], prefix: str = "") -> Iterator[str]:
    """Give problems as workflow commands, which GitHub shows beside the changed lines.

    Args:
        problems: What to tell; errors come first.
        prefix: Path of the list in its repository, empty or with a slash at its end.
    """
    for problem in by_severity(problems):
        place = problem.location
        properties = {"file": prefix + place.file, "line": place.line, "col": place.column}
        said = [f"{name}={_to_property(str(v))}" for name, v in properties.items() if v]
        said.append(f"title={_to_property(problem.rule)}")
        text = _to_data(f"{problem.message}\n{problem.mend}")
        yield f"::{_NAMES[problem.severity]} {','.join(said)}::{text}"


def _to_data(text: str) -> str:
    """Escape a workflow command's message; control characters other than line feeds go."""
    kept = "\n".join(_UNPRINTABLE.sub(" ", line) for line in text.split("\n"))
    return kept.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _to_property(text: str) -> str:
    return _to_data(_UNPRINTABLE.sub(" ", text)).replace(":", "%3A").replace(",", "%2C")


def escape(text: str) -> str:
    """Give any text as Markdown that shows it and does nothing else."""
    plain = _AUTOMATIC.sub(lambda match: match[0] + _JOINER, _UNPRINTABLE.sub(" ", text))
    shown = _ACTIVE.sub(r"\\\1", plain).replace("$", "&#36;")
    return shown.replace("\\#", f"\\#{_JOINER}")


def _code(text: str) -> str:
    """Give a path, slug or rule as code, in which nothing is markup."""
    return f"`{_UNPRINTABLE.sub(' ', text).replace('`', chr(0x2BC))}`"


def cut(text: str, longest: int = _LONGEST_VALUE) -> str:
    """Cut a long value."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def to_markdown(heading: str, problems: Sequence[Problem]) -> str:
    """Give problems for a comment: those that fail first, long lists folded."""
    if not problems:
        return f"## {heading}\n\nNothing to report.\n"
    sections = [
        _section(f"{len(lines)} {name}s" if len(lines) != 1 else f"1 {name}", lines)
        for severity, name in _NAMES.items()
        if (lines := [_problem_line(p) for p in by_severity(problems) if p.severity is severity])
    ]
    return _fit([f"## {heading}\n", *sections])


def _problem_line(problem: Problem) -> str:
    mend = f" {escape(problem.mend)}" if problem.mend else ""
    place, rule = _code(str(problem.location)), _code(problem.rule)
    return f"- {place} {escape(problem.message)} ({rule}).{mend}"


def _section(heading: str, lines: Sequence[str]) -> str:
    """Give a heading and a list, which is folded when it is long."""
    body = "\n".join(lines)
    if len(lines) <= _SHOWN_BEFORE_FOLDING:
        return f"### {heading}\n\n{body}\n"
    return f"<details><summary>{heading}</summary>\n\n{body}\n\n</details>\n"


def _fit(sections: Sequence[str]) -> str:
    """Keep what a comment can hold, and say how much was left out.

    Headings and folds always stay, so that the markup is whole; of a list its first entries do.
    """
    lines = [line for section in sections for line in [*section.splitlines(), ""]]
    fixed = (len(line) + 1 for line in lines if not line.startswith(_ITEMS))
    room = MOST_CHARACTERS - _LAST_LINE - sum(fixed)
    kept: list[str] = []
    left = 0
    for line in lines:
        if line.startswith(_ITEMS):
            if left or len(line) + 1 > room:
                left += line.startswith("- ")
                room = 0
                continue
            room -= len(line) + 1
        kept.append(line)
    if left:
        kept.append(f"{left} more lines did not fit here: run the command to see them.\n")
    return "\n".join(kept)


def changes_to_dict(changes: Changes) -> dict[str, object]:
    """Give the changes as plain data."""
    said = asdict(changes)
    return said | {"problems": [problem.to_dict() for problem in changes.problems]}


_KINDS: tuple[tuple[str, Callable[[Changes], Sequence[PaperChange]]], ...] = (
    ("added", lambda changes: changes.added),
    ("removed", lambda changes: changes.removed),
    ("renamed", lambda changes: changes.renamed),
    ("changed", lambda changes: changes.changed),
)


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def summarise(changes: Changes) -> str:
    """Say in one line what changed."""
    counts = [
        f"{_count(len(papers), 'paper')} {kind}"
        for kind, find in _KINDS
        if (papers := find(changes))
    ]
    if changes.problems:
        counts.append(f"{len(changes.problems)} to look at")
    return ", ".join(counts) or "no paper changed"


def changes_to_github(changes: Changes, prefix: str = "") -> Iterator[str]:
    """Give what wants looking at as annotations, after one that says what changed at all.

    Args:
        changes: What changed.
        prefix: As for `to_github`.
    """
    said = f"Since {changes.ref}: {summarise(changes)}."
    yield f"::notice title=shelflist diff::{_to_data(said)}"
    yield from to_github(changes.problems, prefix)


def changes_to_text(changes: Changes) -> str:
    """Give the changes for a person at a terminal."""
    if changes.is_empty:
        return f"Nothing changed since {changes.ref}."
    lines = [f"Since {changes.ref}: {summarise(changes)}."]
    for kind, find in _KINDS:
        if papers := find(changes):
            lines += ["", f"Papers {kind}:"]
            for paper in papers:
                lines += _paper_text(paper)
    if changes.topics:
        lines += ["", "Topics:"]
        for topic in changes.topics:
            state = f" ({topic.state})" if topic.state else ""
            gained = f" +{len(topic.gained)}" if topic.gained else ""
            lost = f" -{len(topic.lost)}" if topic.lost else ""
            lines.append(f"  {topic.topic}{state}{gained}{lost} = {topic.after}")
    if changes.problems:
        lines += ["", "To look at:"]
        for problem in by_severity(changes.problems):
            name = "" if problem.severity is Severity.ERROR else f"{problem.severity.value}: "
            lines.append(f"  {problem.location}: {name}{problem.message} [{problem.rule}]")
            lines.append(f"      {problem.mend}")
    return "\n".join(lines)


def _paper_text(paper: PaperChange) -> Iterator[str]:
    pending = " (the next generate writes it)" if paper.is_pending else ""
    was = f" (was {paper.was})" if paper.was else ""
    was += f" (now {paper.leads_to})" if paper.leads_to else ""
    yield f"  {paper.slug}{was}: {cut(paper.title)}{pending}"
    if not paper.fields and not paper.was:
        if paper.topics:
            yield f"      topics: {', '.join(paper.topics)}"
        if paper.sources:
            yield f"      from: {', '.join(paper.sources)}"
    for change in paper.fields:
        yield f"      {_field_text(change)}"


def _field_text(change: FieldChange) -> str:
    if change.field == "abstract" and change.before and change.after:
        return f"{change.field}: {_show_words(change.before, change.after)}"
    if change.removed or change.added:
        parts = [f"- {cut(entry)}" for entry in change.removed]
        parts += [f"+ {cut(entry)}" for entry in change.added]
        return f"{change.field}: {'  '.join(parts)}"
    before = cut(change.before) if change.before is not None else "(none)"
    after = cut(change.after) if change.after is not None else "(none)"
    if _to_parts(change.before) == _to_parts(change.after):
        return f"{change.field}: another order, {after}"
    return f"{change.field}: {before} -> {after}"


def _to_parts(value: str | None) -> list[str]:
    """Give the entries of a list as `comparing` joins them, in an order that says nothing."""
    return sorted((value or "").split("; "))


def _show_words(before: str, after: str) -> str:
    """Show which words of a text changed, each place with a few words around it."""
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    shown = []
    changed = [opcode for opcode in matcher.get_opcodes() if opcode[0] != "equal"]
    for _, i1, i2, j1, j2 in changed[:_SHOWN_PLACES]:
        words = [
            "…" if i1 > _AROUND else "",
            *old[max(0, i1 - _AROUND) : i1],
            f"[{cut(' '.join(old[i1:i2]))} -> {cut(' '.join(new[j1:j2]))}]",
            *old[i2 : i2 + _AROUND],
            "…" if i2 + _AROUND < len(old) else "",
        ]
        shown.append(" ".join(filter(None, words)))
    more = len(changed) - _SHOWN_PLACES
    return "; ".join(shown) + (f"; and {more} more places" if more > 0 else "")


def changes_to_markdown(changes: Changes) -> str:
    """Give the changes for a comment on a pull request."""
    heading = "## What this changes\n"
    if changes.is_empty:
        return f"{heading}\nNothing changed since {_code(changes.ref)}.\n"
    sections = [heading, f"{summarise(changes)}, since {_code(changes.ref)}.\n"]
    if changes.problems:
        lines = [_problem_line(problem) for problem in by_severity(changes.problems)]
        sections.append(_section(f"{len(lines)} to look at", lines))
    for kind, find in _KINDS:
        if papers := find(changes):
            lines = [line for paper in papers for line in _paper_markdown(paper)]
            sections.append(_section(f"{_count(len(papers), 'paper')} {kind}", lines))
    if changes.topics:
        lines = [
            f"- {_code(topic.topic)}{f' ({topic.state})' if topic.state else ''}"
            f"{f' +{len(topic.gained)}' if topic.gained else ''}"
            f"{f' −{len(topic.lost)}' if topic.lost else ''} = {topic.after}"
            for topic in changes.topics
        ]
        sections.append(_section("Topics", lines))
    return _fit(sections)


def _paper_markdown(paper: PaperChange) -> Iterator[str]:
    was = f" (was {_code(paper.was)})" if paper.was else ""
    was += f" (now {_code(paper.leads_to)})" if paper.leads_to else ""
    pending = ", *written by the next* `generate`" if paper.is_pending else ""
    topics = f", topics {', '.join(map(_code, paper.topics))}" if not paper.fields else ""
    topics = topics if paper.topics else ""
    is_known = bool(paper.fields or paper.was)
    sources = "" if is_known else "".join(f", from {_code(name)}" for name in paper.sources[:3])
    yield f"- {_code(paper.slug)}{was} {escape(cut(paper.title))}{topics}{sources}{pending}"
    for change in paper.fields:
        yield f"  - {escape(_field_text(change))}"

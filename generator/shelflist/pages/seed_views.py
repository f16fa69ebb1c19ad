"""Views of the seeds: what each is, what was read from it, the account of its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shelflist.config import SEEDS_FILE, SeedEntry
from shelflist.library import Library, Paper
from shelflist.model import Record
from shelflist.readers.reading import LineClass, Reading


@dataclass(frozen=True, slots=True)
class SeedLine:
    """A seed in a list."""

    name: str
    title: str
    date: str


@dataclass(frozen=True, slots=True)
class SeedRecord:
    """What one place of a seed says; `src_uri` is empty when it speaks of no paper.

    `file` is the name of its file in the seed's folder where no heading says it.
    """

    file: str
    line: int
    kind: str
    title: str
    src_uri: str
    remark: str


@dataclass(frozen=True, slots=True)
class SeedFile:
    """What was read from one file of a seed; `heading` is empty where it is the only one.

    `more` counts the records that are too many to be listed.
    """

    heading: str
    entries: tuple[SeedRecord, ...]
    more: int


@dataclass(frozen=True, slots=True)
class SeedPage:
    """One seed: what it is, what was read from it, and the account of its lines.

    `made_from` are the files that a person may want to see or edit; `more` counts the files
    that are too many to be listed.
    """

    made_from: tuple[str, ...]
    file: str
    title: str
    date: str
    about: tuple[tuple[str, str], ...]
    files: tuple[SeedFile, ...]
    more: int
    records: int
    papers: int
    account: tuple[tuple[str, int], ...]
    unexplained: tuple[str, ...]


LISTED = 400
"""So many records, and files, a seed's page lists; the rest is counted."""
_KINDS = {
    "listing": "title and abstract",
    "abstract": "abstract",
    "citation": "citation",
    "table-row": "table row",
    "entry": "bibliography entry",
}


def to_seed_line(readings: Sequence[Reading], name: str, entry: SeedEntry) -> SeedLine:
    """Show a seed, a file or the files of a folder, as a line."""
    return SeedLine(name, seed_title(readings, entry), _find_date(readings, entry))


def seed_title(readings: Sequence[Reading], entry: SeedEntry) -> str:
    """What a reader should call the seed."""
    return entry.title or _find_path(readings).rpartition("/")[2]


def _find_path(readings: Sequence[Reading]) -> str:
    """Give the path of a seed: its file, or the folder in `seeds/` that its files lie in."""
    return "/".join(readings[0].file.split("/")[:2])


def _find_date(readings: Sequence[Reading], entry: SeedEntry) -> str:
    properties = readings[0].properties if len(readings) == 1 else {}
    created, updated = (properties.get(key, "") for key in ("created", "updated"))
    if entry.date or not created:
        return entry.date
    return f"{created}, updated {updated}" if updated else created


def _slugs(readings: Sequence[Reading], library: Library) -> set[str]:
    records = (record for reading in readings for record in reading.records)
    return {slug for record in records if (slug := library.slug_of.get(record))}


def to_seed_page(readings: Sequence[Reading], entry: SeedEntry, library: Library) -> SeedPage:
    """View one seed.

    Args:
        readings: Its files; those of a folder in the order of their paths.
        entry: What `seeds.yml` says of it.
        library: The papers.
    """
    path = _find_path(readings)
    files = tuple(_to_files(readings, path, library))
    lines = [reading.lines for reading in readings]
    kinds = {
        "part of a record": LineClass.RECORD,
        "boilerplate": LineClass.BOILERPLATE,
        "prose": LineClass.PROSE,
        "blank": LineClass.BLANK,
        "not understood": LineClass.UNEXPLAINED,
    }
    return SeedPage(
        made_from=(path, *([SEEDS_FILE] if entry != SeedEntry() else [])),
        file=path,
        title=seed_title(readings, entry),
        date=_find_date(readings, entry),
        about=tuple((name, value) for name, value in _tell(readings, entry).items() if value),
        files=files,
        more=max(0, len(readings) - max(LISTED, len(files))),
        records=sum(len(reading.records) for reading in readings),
        papers=len(_slugs(readings, library)),
        account=tuple((name, sum(n.count(kind) for n in lines)) for name, kind in kinds.items()),
        unexplained=tuple(_to_unexplained(readings, path)),
    )


def _tell(readings: Sequence[Reading], entry: SeedEntry) -> dict[str, str]:
    """Say what a seed is, as far as it is known."""
    path = _find_path(readings)
    is_folder = path != readings[0].file
    titles = Counter(reading.title for reading in readings)
    properties = readings[0].properties if not is_folder else {}
    files = ", ".join(f"{count} × {title}" for title, count in titles.most_common())
    return {
        "Folder" if is_folder else "Document": path,
        "What it is": files if is_folder else readings[0].title,
        "Source": entry.source,
        "Date": _find_date(readings, entry),
        "Made by": properties.get("author", ""),
        "Tags": properties.get("tags", ""),
        "Note": entry.note,
    }


def _to_files(readings: Sequence[Reading], path: str, library: Library) -> Iterator[SeedFile]:
    """View what was read from each file, as long as a page can hold it."""
    papers, slug_of, room = library.by_slug, library.slug_of, LISTED
    if all(len(reading.records) < 2 for reading in readings) and path != readings[0].file:
        found = [record for reading in readings for record in reading.records]
        entries = tuple(_to_seed_record(r, papers, slug_of, path) for r in found[:room])
        yield SeedFile("", entries, len(found) - len(entries))
        return
    for reading in readings[:LISTED]:
        records = reading.records[:room]
        room -= len(records)
        entries = tuple(_to_seed_record(r, papers, slug_of) for r in records)
        heading = reading.file.removeprefix(path).lstrip("/")
        yield SeedFile(heading, entries, len(reading.records) - len(records))


def _to_unexplained(readings: Sequence[Reading], path: str) -> Iterator[str]:
    """Name the lines that were not understood, file by file."""
    for reading in [r for r in readings if r.lines.unexplained][:LISTED]:
        numbers = reading.lines.unexplained
        lines = ", ".join(f"line {number}" for number in numbers[:LISTED])
        more = f" and {len(numbers) - LISTED} more" if len(numbers) > LISTED else ""
        heading = reading.file.removeprefix(path).lstrip("/")
        yield f"{heading}: {lines}{more}" if heading else f"{lines}{more}"


def _to_seed_record(
    record: Record, papers: Mapping[str, Paper], slug_of: Mapping[Record, str], folder: str = ""
) -> SeedRecord:
    paper = papers.get(slug_of.get(record, ""))
    own = record.title or record.provisional_title or record.short_name or record.note or ""
    said = [] if record.title else [record.short_name or "", record.note or ""]
    about = (*said, *record.hints) if record.kind.value == "table-row" else ()
    mark = "retracted" if paper and paper.record.retracted else ""
    return SeedRecord(
        file=record.place.file.removeprefix(f"{folder}/") if folder else "",
        line=record.place.line,
        kind=_KINDS.get(record.kind.value, record.kind.value),
        title=paper.title if paper else own,
        src_uri=paper.link if paper else "",
        remark=", ".join(part for part in (*about, mark) if part),
    )

"""Which page a paper has: its own, a renamed one, or one that a person deleted.

A page is known by its name. One under a new name is recognised by what the generator wrote
on it (the mark of its abstract, its citation key), or else by the keys of its paper.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from shelflist.edits.memory import PageMemory, hashes
from shelflist.edits.merge import NOTHING
from shelflist.edits.pagefile import PageFile, digest
from shelflist.formats.front_matter import to_front_matter, to_record
from shelflist.identity.joining import Joining
from shelflist.model import Kind, Place, Record
from shelflist.text.markdown import from_markdown

PAPERS = "papers/"
IDENTITY_FIELDS = ("title", "provisional_title", "authors", "doi", "arxiv", "other_ids")
_TELLING = ("authors", "year", "venue", "doi", "arxiv")
"""Fields that tell papers of one title apart."""
_IDS = ("arxiv:", "doi:")
_KEY_ORDER = ("arxiv", "doi", "title", "abstract")
"""The kinds of identity keys, the strongest first."""


def to_uri(slug: str) -> str:
    """Give the path in `docs_dir` of a paper's page."""
    return f"{PAPERS}{slug}.md"


def to_slug(page: str) -> str:
    """Give the slug of the paper whose page has this path."""
    return page.removeprefix(PAPERS).removesuffix(".md")


def is_from_seeds(memory: PageMemory | None) -> bool:
    """Say whether a seed once spoke of the paper of a page."""
    return memory is not None and "found_in" in memory.fields


def is_as_written(page: PageFile, memory: PageMemory | None) -> bool:
    """Say whether nobody touched what says which paper a page is.

    Such a page is found again by the keys remembered of it and says nothing of its own.
    """
    abstract = page.passages.get("abstract")
    if not memory or not memory.keys or not abstract or not abstract.is_untouched():
        return False
    none = frozenset({NOTHING})
    return all(
        (name in page.fields) == (memory.fields.get(name, none) != none)
        and hashes(page.fields.get(name, ())) <= memory.fields.get(name, none)
        for name in IDENTITY_FIELDS
    )


def to_page_record(page: PageFile) -> Record:
    """Give what a page says of its paper."""
    abstract = page.passages.get("abstract")
    text = from_markdown(abstract.content) if abstract else None
    return to_record(page.fields, text or None, Place(page.file, 1, 1))


def find_renamed(pages: Mapping[str, PageFile], memory: Mapping[str, PageMemory]) -> dict[str, str]:
    """Find pages under a new name by what the generator wrote on them under the old one.

    Returns:
        Old path in `docs_dir` -> new.
    """
    unknown = sorted(slug for slug in pages if to_uri(slug) not in memory)
    gone = sorted(p for p in memory if p.startswith(PAPERS) and to_slug(p) not in pages)
    renamed: dict[str, str] = {}
    for name in ("citation_key", "abstract") if unknown and gone else ():
        by_hash: dict[str, list[str]] = defaultdict(list)
        for page in gone:
            for written in memory[page].fields.get(name, ()):
                by_hash[written].append(page)
        for slug in unknown:
            mark = _find_mark(pages[slug], name)
            old = next((p for p in by_hash.get(mark, ()) if p not in renamed), None)
            if old and to_uri(slug) not in renamed.values():
                renamed[old] = to_uri(slug)
    return renamed


def _find_mark(page: PageFile, name: str) -> str:
    """Give the hash of what the generator wrote there; no abstract marks nothing."""
    if name == "abstract":
        written = page.passages[name].written if name in page.passages else ""
        return "" if written == digest("") else written
    value = page.fields.get(name)
    return digest(value) if isinstance(value, str) and value else ""


def match_pages(
    joining: Joining,
    page_records: Mapping[str, Record],
    memory: Mapping[str, PageMemory],
    pages: Collection[str],
) -> list[str | None]:
    """Say which page each paper has: its own, or the one that is remembered by its keys.

    Of several pages of one paper that one has it which came from the seeds.

    Args:
        joining: The joined records, those of pages among them.
        page_records: What the pages say on which something was changed, by slug.
        memory: What the generator last wrote.
        pages: The slugs of all pages that there are.

    Returns:
        For each group the slug of its page, which may be gone; `None` when it needs a
        new one. No page goes to two groups.
    """

    def is_own(slug: str) -> bool:
        return not is_from_seeds(memory.get(to_uri(slug)))

    slug_of = {record.place: slug for slug, record in page_records.items()}
    slugs: list[str | None] = [
        min(
            (slug_of[record.place] for record in group if record.place in slug_of),
            key=lambda slug: (is_own(slug), slug),
            default=None,
        )
        for group in joining.groups
    ]
    # What a person made of such a page is too far from its seed, but it came from there.
    alone = {
        slug
        for slug, group in zip(slugs, joining.groups, strict=True)
        if slug and all(record.kind is Kind.PAGE for record in group)
    }
    pages_by_key: dict[str, list[str]] = defaultdict(list)
    for page, known in sorted(memory.items()):
        slug = to_slug(page)
        if page.startswith(PAPERS) and (slug not in page_records or slug in alone):
            for key in known.keys:
                if slug not in alone or key.startswith(_IDS):
                    pages_by_key[key].append(page)
    open_groups = [n for n, slug in enumerate(slugs) if slug is None or is_own(slug)]
    claimed = {
        (key, page, number)
        for number in (open_groups if pages_by_key else ())
        for record in joining.groups[number]
        for key in joining.keys_of(record)
        for page in pages_by_key.get(key, ())
    }
    rivals = Counter(key for key, _, _ in claimed)
    claims = sorted(
        (
            to_slug(page) not in pages,
            _KEY_ORDER.index(key.partition(":")[0]),
            -_count_same(joining.groups[number], memory[page]) if rivals[key] > 1 else 0,
            key,
            page,
            number,
        )
        for key, page, number in claimed
    )
    taken: set[str] = set()
    settled: set[int] = set()
    for is_gone, _, _, _, page, number in claims:
        if number in settled or page in taken or (is_gone and slugs[number] is not None):
            continue
        keys = {key for record in joining.groups[number] for key in joining.keys_of(record)}
        if not _differ(keys, memory[page].keys):
            slugs[number] = to_slug(page)
            taken.add(page)
            settled.add(number)
    return slugs


def _count_same(group: Sequence[Record], memory: PageMemory) -> int:
    """Count what a page was given that records say too: two papers may have one title."""
    said: dict[str, set[str]] = defaultdict(set)
    for record in group:
        for name, value in to_front_matter(record).items():
            said[name] |= hashes(value)
    return sum(len(said[name] & memory.fields.get(name, frozenset())) for name in _TELLING)


def _differ(some: Collection[str], others: Collection[str]) -> bool:
    """Say whether two sets of keys name two papers: each has arXiv ids and none is shared."""
    mine, theirs = ({k for k in keys if k.startswith("arxiv:")} for keys in (some, others))
    return bool(mine and theirs and not mine & theirs)


def find_moves(
    by_slug: Mapping[str, Sequence[Record]],
    page_records: Mapping[str, Record],
    memory: Mapping[str, PageMemory],
    joining: Joining,
) -> dict[str, str]:
    """Find renamed pages by the keys of their papers: old path -> new."""
    gone = {
        key: page
        for page, known in sorted(memory.items(), reverse=True)
        for key in known.keys
        if page.startswith(PAPERS) and to_slug(page) not in by_slug
    }
    moved: dict[str, str] = {}
    for slug, records in by_slug.items() if gone else ():
        own = [page_records[slug]] if slug in page_records else []
        keys = (key for record in (*records, *own) for key in joining.keys_of(record))
        old = None if to_uri(slug) in memory else next((gone[k] for k in keys if k in gone), None)
        if old and old not in moved:
            moved[old] = to_uri(slug)
    return moved


def find_unsaid(memory: Mapping[str, PageMemory], papers: Mapping[str, PageMemory]) -> set[str]:
    """Find pages that a person deleted and of which no seed speaks just now.

    They are remembered all the same: should a seed speak of them again, they stay deleted.

    Args:
        memory: What the generator last wrote, but of pages that were renamed.
        papers: What is to be remembered of the pages that there are, by path.
    """
    pages = {page for page, known in memory.items() if page.startswith(PAPERS) and known.keys}
    gone = pages - papers.keys()  # an index in that folder has no keys
    if not gone:
        return gone
    there = {key for known in papers.values() for key in known.keys}
    return {page for page in gone if not memory[page].keys & there}

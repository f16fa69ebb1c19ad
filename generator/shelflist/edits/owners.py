"""Which page remembers a seed's record as its own.

What the generator wrote, and from which records, says whose page a page is: not how alike
titles and names are. Of a page whose memory is lost its own citation key and the mark of its
abstract still tell from what they were made.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from shelflist.edits.following import ABSTRACT, PAPERS, is_from_seeds
from shelflist.edits.memory import PageMemory, hashes, known_hashes
from shelflist.edits.pagefile import PageFile, digest
from shelflist.formats.front_matter import to_front_matter
from shelflist.identity.joining import Claim
from shelflist.identity.keys import remembered_keys
from shelflist.identity.nodes import find_ids
from shelflist.identity.similarity import are_unlike, telling_words
from shelflist.identity.slugs import each_citation_key
from shelflist.identity.ties import is_short, is_stock_title
from shelflist.model import Record
from shelflist.text.markdown import to_markdown

_WEIGHTS = {"arxiv": 4, "doi": 4, "abstract": 3, "made": 3, "title": 2, "entry": 1}
"""How surely a key of some kind names one paper."""
_TELLING = (
    *("title", "authors", "year", "venue", "doi", "arxiv", "volume", "issue", "pages"),
    *("edition", "isbn", "publisher", "url", "editors"),
)
"""Fields that tell papers of one key apart."""


class Owners:
    """Finds the page that a record belongs to; stands in for `identity.joining.FindClaim`."""

    def __init__(self, pages: Mapping[str, PageFile], memory: Mapping[str, PageMemory]) -> None:
        """Index what is remembered.

        Args:
            pages: The pages of papers that there are, by path in `docs_dir`.
            memory: What is remembered, by path.
        """
        self._pages = pages
        self._memory = {p: m for p, m in memory.items() if p.startswith(PAPERS)}
        self._by_key: dict[str, list[str]] = defaultdict(list)
        for page, known in self._memory.items():
            if page not in pages or is_from_seeds(known):
                for key in known.keys:
                    self._by_key[key].append(page)
        lost = {page: each for page, each in pages.items() if page not in memory}
        self._is_lost = False
        for page, each in lost.items() if lost else ():
            for key in _made_keys(each):
                self._is_lost = True
                self._by_key[key].append(page)

    def __call__(self, record: Record, keys: tuple[str, ...]) -> tuple[Claim, ...]:
        """Find the pages that remember a record; only the best if that is one that is gone."""
        kinds: Mapping[str, set[str]] = defaultdict(set)
        strength: Counter[str] = Counter()
        made = _make_keys(record) if self._is_lost else ()
        for key in (*remembered_keys(record, keys), *made):
            for page in self._by_key.get(key, ()):
                kind = key.partition(":")[0]
                kinds[page].add(kind)
                strength[page] += _WEIGHTS[kind]
        if any(page in self._memory for page in kinds):  # what is remembered is surer
            kinds = {page: kinds[page] for page in kinds if page in self._memory}
        if not kinds:
            return ()
        said = {name: hashes(value) for name, value in _front_matter(record).items()}
        claims = [
            Claim(
                self._pages[page].file if page in self._pages else page,
                (strength[page], self._count_same(said, page)),
                page in self._pages,
            )
            for page in sorted(kinds)
            if self._is_plausible(record, keys, said, page, kinds[page])
        ]
        best = max((claim.strength for claim in claims), default=())
        leading = [claim for claim in claims if claim.strength == best]
        return tuple(claims if any(claim.is_there for claim in leading) else leading[:1])

    def _known(self, page: str, name: str) -> frozenset[str]:
        if page in self._memory:
            return known_hashes(self._memory[page].of(name))
        value = self._pages[page].fields.get(name)
        return hashes(value) if value else frozenset()

    def _count_same(self, said: Mapping[str, frozenset[str]], page: str) -> int:
        """Count what page and record have in common: two papers may have one title."""
        return sum(len(each & self._known(page, name)) for name, each in said.items())

    def _is_plausible(
        self,
        record: Record,
        keys: tuple[str, ...],
        said: Mapping[str, frozenset[str]],
        page: str,
        kinds: set[str],
    ) -> bool:
        """Say whether a record that shares only a title or an entry's key can be the page's.

        Many papers have one title; and an entry's key may be given to another paper.
        """
        if kinds - {"title", "entry"}:
            return True
        if said.get("authors", frozenset()) & self._known(page, "authors"):
            return True
        if "title" in kinds and "entry" in kinds:
            return True
        if "title" in kinds:
            title, is_other = record.title or "", self._differs(said, page, "authors")
            if is_stock_title(title) or is_short(title):
                return not is_other and not self._differs(said, page, "year")
            is_other = is_other or self._has_other_ids(keys, page)
            return not is_other or self._count_same(_without_title(said), page) > 0
        stands = self._pages[page].fields.get("title") if page in self._pages else None
        words = telling_words(stands) if isinstance(stands, str) else frozenset()
        return bool(words) and not are_unlike(words, telling_words(record.title or ""))

    def _differs(self, said: Mapping[str, frozenset[str]], page: str, name: str) -> bool:
        mine, its = said.get(name, frozenset()), self._known(page, name)
        return bool(mine and its and not mine & its)

    def _has_other_ids(self, keys: tuple[str, ...], page: str) -> bool:
        known = self._memory[page].keys if page in self._memory else ()
        return find_ids(keys).find_conflict(find_ids(known)) is not None


def _front_matter(record: Record) -> dict[str, str | tuple[str, ...]]:
    fields = to_front_matter(record)
    return {name: fields[name] for name in _TELLING if name in fields}


def _without_title(said: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    return {name: each for name, each in said.items() if name != "title"}


def _made_keys(page: PageFile) -> list[str]:
    """Give the keys that show from which record a page was made, if the generator made it."""
    if "found_in" not in page.fields:
        return []
    key, abstract = page.fields.get("citation_key"), page.passages.get(ABSTRACT)
    keys = [f"made:{key}"] if isinstance(key, str) and key else []
    if abstract and abstract.written not in ("", digest("")):
        keys.append(f"made:{abstract.written}")
    return keys


def _make_keys(record: Record) -> list[str]:
    """Give the keys that pages made from a record have."""
    keys = [f"made:{key}" for key in each_citation_key(record)]
    if record.abstract:
        keys.append(f"made:{digest(to_markdown(record.abstract))}")
    return keys

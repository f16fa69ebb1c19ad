"""The authors: an index by letter, and a page for each name with two papers or more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from shelflist.library import ListedPaper
from shelflist.model import Name
from shelflist.pages.names import AuthorNames, to_key, to_letter_page, to_page_name
from shelflist.site.views.lists import Entry, ListView, MadePage, ToUrl, to_groups, to_heading
from shelflist.site.views.text import to_html


class Authors:
    """Views of the authors."""

    def __init__(self, papers: Iterable[ListedPaper], by_hand: Mapping[str, str]) -> None:
        """Find out who wrote what.

        Args:
            papers: The list.
            by_hand: Paths in `docs_dir` of pages that people wrote about names, without their
                suffix, by their titles.
        """
        self.names = AuthorNames(papers)
        self._by_hand = by_hand
        self._letters = self.names.by_letter()
        pages = (key for key in self.names.names if self.names.has_page(key))
        self._keys = {_to_src(key): key for key in pages}
        self._letter_of = {f"authors/{to_letter_page(each)}": each for each in self._letters}

    def find_src(self, name: Name) -> str:
        """Give the path of a name's page in `docs_dir`, without its suffix; empty if none."""
        src = _to_src(to_key(str(name)) or str(name))
        return src if src in self._keys else self._by_hand.get(str(name), "")

    def has_page(self, src: str) -> bool:
        """Say whether a path in `docs_dir`, without its suffix, is that of a letter or a name."""
        return src in self._letter_of or src in self._keys

    def pages(self) -> Iterator[MadePage]:
        """Give the pages of letters and names."""
        for src, letter in sorted(self._letter_of.items()):
            about = f"Authors of this list whose family name begins with {letter}."
            yield MadePage(src, f"Authors: {letter}", about, "authors")
        for src, key in sorted(self._keys.items()):
            name = self.names.names[key]
            about = f"Papers of this list with an author named {name}."
            yield MadePage(src, name, about, "papers")

    def index(self, to_url: ToUrl) -> ListView:
        """View the letters, and the names with two papers or more."""
        letters = tuple(
            Entry(to_html(each), to_url(f"authors/{to_letter_page(each)}"))
            for each in self._letters
        )
        heading = to_heading("Names with two papers or more")
        below = self._to_entries(self.names.frequent, to_url)
        frequent = Entry(heading.name, "", below=below, heading=heading)
        sections = (frequent,) if below else ()
        return ListView("authors", to_heading("Authors", 1), entries=letters, sections=sections)

    def page(self, src: str, to_url: ToUrl) -> ListView | None:
        """View the names of a letter, or a name's papers; `None` if there are none."""
        if letter := self._letter_of.get(src):
            title = to_heading(f"Authors: {letter}", 1)
            return ListView("names", title, entries=self._to_entries(self._letters[letter], to_url))
        key = self._keys.get(src)
        if key is None:
            return None
        papers = self.names.papers[key]
        title = to_heading(self.names.names[key], 1)
        return ListView("author", title, count=len(papers), groups=to_groups(papers, to_url))

    def _to_entries(self, keys: Iterable[str], to_url: ToUrl) -> tuple[Entry, ...]:
        def target(key: str) -> str:
            own, papers = _to_src(key), self.names.papers[key]
            return own if own in self._keys else f"papers/{papers[0].slug}"

        return tuple(Entry(to_html(self.names.names[key]), to_url(target(key))) for key in keys)


def _to_src(key: str) -> str:
    return f"authors/{to_page_name(key)}"

"""Old addresses and where they lead: the file `redirects` in `docs_dir`, `old new` a line.

Blank lines and comments stay as people wrote them. A line that ends in `# automatic` is the
generator's: it comes when a page moves and goes when the old address has a page again.

An address is kept as a *stem*: the page's path without its extension and without a last
`index`, so that `papers/lora/`, `papers/lora.md` and `/papers/lora.html` are one. The home
page's is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from shelflist.problems import Location, Problem

AUTOMATIC = "# automatic"
"""What the generator's own lines end in."""

_WHITE = re.compile(r"[ \t]+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_UNFIT = frozenset('\\<>"|*?:#')
INDEX_NAMES = ("index", "README")
"""Names of pages whose address is that of their folder."""
_LONGEST = 200
"""Bytes of one part of an address: file systems take 255, and an extension comes to it."""
_CONFLICT = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_GIVE_BOTH = "Write the old address and the new one with a space between them."


@dataclass(frozen=True, slots=True)
class Target:
    """Where a redirect leads.

    Attributes:
        path: A stem, a file's path in `docs_dir`, or an address of another site.
        fragment: The place in the page, without `#`; may be empty.
    """

    path: str
    fragment: str = ""

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is an address of another site."""
        return self.path.startswith(("http://", "https://"))

    def __str__(self) -> str:
        path = self.path if self.is_elsewhere else to_word(self.path)
        return f"{path}#{self.fragment}" if self.fragment else path


@dataclass(frozen=True, slots=True)
class Redirect:
    """One line: the stem of an old address, its target, and who wrote the line (from 1)."""

    old: str
    new: Target
    line: int
    is_automatic: bool = False


def to_stem(address: str, site_url: str = "") -> str:
    """Give an address as a person types it as a stem.

    Args:
        address: `papers/x/`, `papers/x`, `papers/x.md`, `/papers/x.html`,
            `papers/x/index.html`, or one of these after `site_url`.
        site_url: The site's own address, with a slash at its end.

    Raises:
        ValueError: It leaves the site or cannot be a page's address; says why.
    """
    if site_url and address.startswith(site_url):
        address = address.removeprefix(site_url)
    if address.startswith(("//", "\\")) or _SCHEME.match(address):
        raise ValueError("leads out of the site")
    path = unquote(address).removeprefix("/").removesuffix("/")
    for extension in (".md", ".html"):
        path = path.removesuffix(extension)
    segments = path.split("/") if path else []
    if ".." in segments:
        raise ValueError("leads out of the site")
    if any(not sign.isprintable() or sign in _UNFIT for sign in path):
        raise ValueError("has a character that no page's address has")
    if any(segment.startswith(".") or not segment.strip() for segment in segments):
        raise ValueError("has an empty part or one that begins with a dot")
    if any(segment.endswith((".md", ".html")) for segment in segments):
        raise ValueError("has a file's name where a folder's should be")
    if any(len(segment.encode()) > _LONGEST for segment in segments) or len(path) > 4 * _LONGEST:
        raise ValueError("is longer than a file's name may be")
    if segments and segments[-1] in INDEX_NAMES:
        segments.pop()
    return "/".join(segments)


def to_word(stem: str) -> str:
    """Write a stem or a path as one word of a line; the opposite of `to_stem`."""
    return stem.replace("%", "%25").replace(" ", "%20") or "/"


def parse_target(word: str, site_url: str = "") -> Target:
    """Read where a line leads.

    Raises:
        ValueError: It is no address; says why.
    """
    path, _, fragment = word.partition("#")
    if any(not sign.isprintable() or sign in '\\<>"' for sign in word):
        raise ValueError("has a character that no address has")
    is_own = bool(site_url) and path.startswith(site_url)
    if not is_own and path.lower().startswith(("http://", "https://")):
        scheme, rest = path.split(":", 1)
        if not urlsplit(path).hostname:
            raise ValueError("names no site")
        return Target(f"{scheme.lower()}:{rest}", fragment)
    return Target(to_stem(path, site_url), fragment)


def parse_redirects(
    text: str, file: str, site_url: str = ""
) -> tuple[tuple[Redirect, ...], list[Problem]]:
    """Read a file of redirects.

    Args:
        text: What stands in it.
        file: Its name for problems.
        site_url: The site's own address, which people may write before a path.

    Returns:
        The lines that can be read, and every problem that the file has by itself.
    """
    redirects: list[Redirect] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        try:
            found = _parse_line(line.removesuffix("\r"), number, site_url)
        except _LineError as error:
            place = Location(file, number)
            problems.append(Problem(place, error.rule, str(error), error.mend))
        else:
            redirects += [found] if found else []
    return tuple(redirects), [*problems, *_check_twice(redirects, file)]


class _LineError(ValueError):
    """A line that is no redirect: the rule, what is wrong and how to mend it."""

    def __init__(self, rule: str, message: str, mend: str) -> None:
        super().__init__(message)
        self.rule, self.mend = rule, mend


def _parse_line(line: str, number: int, site_url: str) -> Redirect | None:
    words = [word for word in _WHITE.split(line) if word]
    comment = next((n for n, word in enumerate(words) if word.startswith("#")), len(words))
    is_automatic = " ".join(words[comment:]) == AUTOMATIC
    words = words[:comment]
    if not words:
        return None
    if words[0].startswith(_CONFLICT):
        mend = "Keep the lines of both sides and take the markers out."
        raise _LineError("conflict-marker", "a merge conflict is not settled", mend)
    if len(words) != 2:
        count = "one word" if len(words) == 1 else f"{len(words)} words"
        raise _LineError("redirect-line", f'{count} in "{_cut(line.strip())}"', _GIVE_BOTH)
    word = words[0]
    try:
        if "#" in word:
            raise ValueError("names a place in a page, which no server is ever told")
        old = to_stem(word, site_url)
        word = words[1]
        new = parse_target(word, site_url)
    except ValueError as error:
        mend = "Write it as in  papers/old papers/new  or give a full https:// address as the new."
        raise _LineError("redirect-address", f'"{_cut(word)}" {error}', mend) from None
    return Redirect(old, new, number, is_automatic)


def _cut(text: str) -> str:
    shown = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)
    return shown if len(shown) <= 80 else f"{shown[:79]}…"


def _check_twice(redirects: Iterable[Redirect], file: str) -> Iterator[Problem]:
    """Say where people send one old address to two places."""
    first: dict[str, Redirect] = {}
    for redirect in redirects:
        if redirect.is_automatic:
            continue
        before = first.setdefault(redirect.old.casefold(), redirect)
        if before.new != redirect.new:
            message = (
                f'"{to_word(redirect.old)}" leads to "{_cut(str(redirect.new))}" here '
                f'and to "{_cut(str(before.new))}" in line {before.line}'
            )
            mend = "Keep the line that is right and take the other out."
            yield Problem(Location(file, redirect.line), "redirect-twice", message, mend)

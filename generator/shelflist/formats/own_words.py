"""What RIS has no tag for, in lines that it leaves to its users: `U1  - word: value`.

Other programs keep such lines as notes or pass over them; the reader of RIS takes them
back. A word is written only where the standard tags would not give the same fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from shelflist.formats.drafts import Draft
from shelflist.formats.entry_names import find_name
from shelflist.model import Link, Name, Record
from shelflist.text.names import parse_name

TAG = "U1"
LINKS = ("code", "project", "model", "data", "link")
OTHER_HOSTS = tuple(
    """
    git bitbucket codeberg sourceforge huggingface hf.co hf.space zenodo kaggle figshare
    sites.google arxiv ar5iv scirate doi.org 10.48550
""".split()
)
"""An address with one of these is, for a reader of RIS, that of code, data or another page."""

TEXTS = {
    "type": "type",
    "short_name": "short_name",
    "pages": "page",
    "url": "url",
    "note": "note",
    "genre": "genre",
    "edition": "edition",
    "isbn": "isbn",
    "issn": "issn",
    "preprint": "preprint",
    "source": "source",
}
"""Word -> record field, for those that are one text."""

_BETWEEN_NAMES = "|"
_CODE = "https://github.com/"
_BETWEEN_WORDS = str.maketrans("/-_.", "aaaa")
_LONGEST_NOTE = 300
_BEGINS_OF_NOTES = frozenset(
    """
    accession cited coden conference copyright correspondence date document doi export from funding
    isbn issn issue language last m1 m3 name nr number publication reference references source
    subject times tp
""".split()
)
_IN_NOTES = ("copyright", "united states", "arxiv", "10.", "/", "©")


def to_ris_name(name: Name) -> str:
    """Write a name as RIS does: `Family, Given, Suffix`, or the whole of an institution's."""
    text = name.literal or ", ".join(filter(None, (name.family, name.given, name.suffix)))
    return " ".join(text.split())


def is_plain_note(note: str) -> bool:
    """Say whether nobody can take a note for what a database says of its record."""
    small = note.lower()
    begin = small.replace(":", " ").split()[0]
    is_said = begin in _BEGINS_OF_NOTES or any(sign in small for sign in _IN_NOTES)
    return len(note) <= _LONGEST_NOTE and not is_said


def is_plain_address(url: str) -> bool:
    """Say whether a reader takes an address for that of a paper."""
    small = url.lower()
    is_web = small.startswith(("https://", "http://")) and "." in url
    return is_web and len(url.split()) == 1 and not any(host in small for host in OTHER_HOSTS)


def is_plain_code(url: str) -> bool:
    """Say whether a reader takes an address for that of code."""
    rest = url.removeprefix(_CODE)
    return rest != url and rest[:1].isalnum() and rest.translate(_BETWEEN_WORDS).isalnum()


def to_name_words(names: Iterable[Name]) -> Iterator[tuple[str, str]]:
    """Give the names that a reader of `Family, Given` would take for others."""
    for name in dict.fromkeys(names):
        text = to_ris_name(name)
        is_one = not (";" in text or " and " in text.lower() or text.endswith(","))
        if is_one and _read_name(text) == name:
            continue
        if name.literal:
            yield "institution", name.literal
        else:
            yield "name", _BETWEEN_NAMES.join((name.family, name.given, name.suffix)).rstrip("|")


def _read_name(text: str) -> Name | None:
    family, _, given = text.partition(", ")
    if family.isalpha() and given.isalpha() and family.isascii() and given.isascii():
        return parse_name(text)  # what `find_name` comes to for nearly every name
    return find_name(text)


def parse_words(texts: Iterable[str]) -> dict[str, list[str]]:
    """Read the values of `TAG`: word to values; what has another form is not ours."""
    found: dict[str, list[str]] = {}
    for text in texts:
        word, separator, value = text.partition(":")
        if separator and word in _WORDS:
            found.setdefault(word, []).append(value.strip())
    return found


def apply_words(
    record: Record,
    words: Mapping[str, Sequence[str]],
    authors: Sequence[str],
    editors: Sequence[str],
    translators: Sequence[str],
) -> Record:
    """Give a record with what its own words say.

    Args:
        record: As the standard tags say it.
        words: From `parse_words`.
        authors: The lines of the authors.
        editors: The same of the editors.
        translators: The same of the translators.
    """
    texts = {name: words[word][0] for word, name in TEXTS.items() if word in words}
    links = tuple(Link(rel, url) for rel in words if rel in LINKS for url in words[rel])
    exact = dict(_to_exact(words))
    has_addresses = not words.keys().isdisjoint(("url", *LINKS))
    has_translators = bool(exact) or "translators" in words
    get = texts.get
    return replace(
        record,
        type=get("type") or record.type,
        short_name=get("short_name") or record.short_name,
        page=get("page") or record.page,
        url=(get("url") or None) if has_addresses else record.url,
        note=get("note") or record.note,
        genre=get("genre") or record.genre,
        edition=get("edition") or record.edition,
        isbn=get("isbn") or record.isbn,
        issn=get("issn") or record.issn,
        preprint=get("preprint") or record.preprint,
        source=get("source") or record.source,
        links=links if has_addresses else record.links,
        other_ids=tuple(words.get("other_id", record.other_ids)),
        authors=_to_names(authors, exact) if exact else record.authors,
        editors=_to_names(editors, exact) if exact else record.editors,
        translators=_to_names(translators, exact) if has_translators else record.translators,
        more_authors=record.more_authors or "more_authors" in words,
    )


def _to_exact(words: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Name]]:
    for literal in words.get("institution", ()):
        yield literal, Name(literal=literal)
    for parts in words.get("name", ()):
        family, given, suffix = (*map(str.strip, parts.split(_BETWEEN_NAMES)), "", "")[:3]
        name = Name(family, given, suffix)
        yield to_ris_name(name), name


def _to_names(texts: Sequence[str], exact: Mapping[str, Name]) -> tuple[Name, ...]:
    draft = Draft()
    for text in texts:
        if text in exact:
            draft.authors.append(exact[text])
        else:
            draft.add_author(text)
    return tuple(draft.authors)


def to_paragraph_words(abstract: str) -> Iterator[tuple[str, str]]:
    """Say after how many words each paragraph of an abstract ends but the last."""
    paragraphs = abstract.split("\n\n")
    if len(paragraphs) > 1:
        yield "paragraphs", " ".join(str(len(part.split())) for part in paragraphs[:-1])


def restore_paragraphs(abstract: str, own: Mapping[str, Sequence[str]]) -> str:
    """Part an abstract of one line again where `to_paragraph_words` said that it was parted."""
    counts = own.get("paragraphs")
    if not counts:
        return abstract
    words = abstract.split()
    paragraphs: list[str] = []
    for count in counts[0].split():
        if not count.isdecimal() or int(count) > len(words):
            return abstract
        paragraphs.append(" ".join(words[: int(count)]))
        words = words[int(count) :]
    return "\n\n".join(filter(None, (*paragraphs, " ".join(words))))


_WORDS = frozenset(
    {*TEXTS, *LINKS, "other_id", "institution", "name", "more_authors", "translators", "paragraphs"}
)

"""A paper as a COinS: its citation as an OpenURL, from which Zotero and others save it.

Source:
    ANSI/NISO Z39.88-2004 (formats journal, book and dissertation) and ocoins.info. A reader of
    it in the wild: Zotero's parseContextObject (zotero/utilities, openurl.js).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shelflist.formats.fields import find_type, to_arxiv_address, to_publication
from shelflist.library.papers import ListedPaper
from shelflist.model import Name
from shelflist.site.papers import find_typed_doi
from shelflist.site.views.text import to_plain, to_query

Form = tuple[str, str, str, str]
"""Format, genre, key of the title, key of where it was published."""

_FORMS: dict[str, Form] = {
    "article-journal": ("journal", "article", "atitle", "jtitle"),
    "article-magazine": ("journal", "article", "atitle", "jtitle"),
    "article-newspaper": ("journal", "article", "atitle", "jtitle"),
    "review": ("journal", "article", "atitle", "jtitle"),
    "paper-conference": ("book", "proceeding", "atitle", "btitle"),
    "chapter": ("book", "bookitem", "atitle", "btitle"),
    "book": ("book", "book", "btitle", "series"),
    "report": ("book", "report", "btitle", "pub"),
    "thesis": ("dissertation", "", "title", "inst"),
}
_PREPRINT: Form = ("journal", "preprint", "atitle", "pub")
_UNKNOWN: Form = ("journal", "unknown", "atitle", "jtitle")
_DASHES = re.compile(r"--|[—–-]")
_JOINTS = str.maketrans("", "", "-'’ ")


def to_openurl(paper: ListedPaper, address: str) -> str:
    """Give the OpenURL of a paper.

    Args:
        paper: As its page has it.
        address: Of its page from the root of the web; empty if that is not known.
    """
    record, csl_type = paper.record, find_type(paper.record)
    server = record.preprint or ("arXiv" if record.arxiv else "")
    is_preprint = bool(server) and csl_type not in _FORMS
    form, genre, _, _ = _FORMS.get(csl_type, _PREPRINT if is_preprint else _UNKNOWN)
    head = f"ctx_ver=Z39.88-2004&rft_val_fmt=info:ofi/fmt:kev:mtx:{form}"
    head += f"&rft.genre={genre}" if genre else ""
    pairs = _to_pairs(paper, address, csl_type, server if is_preprint else "")
    return head + "".join(f"&{key}={to_query(value)}" for key, value in pairs if value)


def _to_pairs(
    paper: ListedPaper, address: str, csl_type: str, server: str
) -> Iterator[tuple[str, str]]:
    record, publication = paper.record, to_publication(paper.record)
    _, _, title, holder = _FORMS.get(csl_type, _PREPRINT if server else _UNKNOWN)
    first, last = split_pages(record.page or "")
    yield f"rft.{title}", to_plain(paper.title)
    yield f"rft.{holder}", publication.container or server
    yield from _to_authors(record.authors)
    yield "rft.date", str(publication.year or "")
    yield "rft.volume", record.volume or ""
    yield "rft.issue", record.issue or ""
    yield "rft.pages", record.page or ""
    if last:
        yield from (("rft.spage", first), ("rft.epage", last))
    yield "rft.pub", (record.publisher or "") if holder != "pub" else ""
    yield "rft_id", f"info:doi/{find_typed_doi(paper)}" if record.doi else ""
    yield "rft_id", f"info:arxiv/{record.arxiv}" if record.arxiv else ""
    yield "rft_id", _find_address(paper, address)
    yield "rft.type", "preprint" if server else ""


def _find_address(paper: ListedPaper, address: str) -> str:
    record = paper.record
    if record.url and record.url.lower().startswith(("https://", "http://")):
        return record.url
    if record.doi:
        return ""
    return to_arxiv_address(record.arxiv) if record.arxiv else address


def split_pages(page: str) -> tuple[str, str]:
    """Give the first and the last of a range of pages; what is no range is all first."""
    ends = _DASHES.split(page)
    return (ends[0].strip(), ends[1].strip()) if len(ends) == 2 else (page, "")


def _to_authors(authors: Sequence[Name]) -> Iterator[tuple[str, str]]:
    """Give the authors by name, the first also taken apart if Zotero sees that both are one."""
    for number, name in enumerate(authors):
        if number == 0 and _is_plain(name):
            yield from (("rft.aulast", name.family), ("rft.aufirst", name.given))
        yield "rft.au", to_inverted(name)


def to_inverted(name: Name) -> str:
    """Give a name in reading order; a comma tells a family name of several words apart."""
    if name.literal or not name.given:
        return name.literal or name.family
    if name.suffix or " " in name.family or name.is_family_first:
        return ", ".join(filter(None, (name.family, name.given, name.suffix)))
    return f"{name.given} {name.family}"


def _is_plain(name: Name) -> bool:
    """Say whether Zotero reads the name itself as it reads its parts: it parts `EJ` as `E. J.`."""
    given = name.given.replace(". ", " ").removesuffix(".").translate(_JOINTS)
    is_word = given.isalpha() and name.family.translate(_JOINTS).isalpha()
    return is_word and (len(given) == 1 or not name.given.isupper())

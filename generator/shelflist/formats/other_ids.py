"""The further ids of a paper: `doi:10.1101/2020.01.01` and `arxiv:2304.08485`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from urllib.parse import unquote

from shelflist.formats.preprints import strip_version
from shelflist.text.addresses import find_arxiv, find_doi

_ARXIV = re.compile(r"arxiv\s*:\s*(\S+?)(?:v\d+)?", re.IGNORECASE)
_RXIV = re.compile(r"(?:bio|med)rxiv\.org/content/(?:\w+/)?(10\.\d{4,9}/[^\s?#]+)", re.I)
_PAGE_OF_DOI = re.compile(r"(?<=[\w)])/(?:full|abstract|pdf|epdf|fulltext|meta|html)/?$")


def parse_id(text: str) -> str:
    """Read an id of a paper in any of its forms.

    Args:
        text: `doi:10.1101/…`, `arXiv:2304.08485v2`, `2304.08485`, or an address of either.

    Returns:
        `arxiv:<id>` without a version, or `doi:<doi>` as it is written; in lower case.

    Raises:
        ValueError: It is neither a DOI nor an arXiv id.
    """
    text = text.strip().strip("<>")
    if found := find_arxiv(text):
        return f"arxiv:{found.casefold()}"
    if match := _ARXIV.fullmatch(text):
        return f"arxiv:{match[1].casefold()}"
    if found := find_doi(unquote(text) if "%" in text else text):
        is_address = "://" in text and "doi.org/" not in text
        return f"doi:{_PAGE_OF_DOI.sub('', found.partition('?')[0]) if is_address else found}"
    raise ValueError(f"neither a DOI nor an arXiv id: {text!r}")


def to_key(id: str) -> str:
    """Give the key of an id as `parse_id` gives it: without the version of a preprint."""
    return f"doi:{strip_version(id[4:])}" if id.startswith("doi:") else id


def to_other_ids(texts: Iterable[str], doi: str | None, arxiv: str | None) -> tuple[str, ...]:
    """Give the ids that some texts hold, each once, without those that the paper has already."""
    found: dict[str, str] = {}
    for text in texts:
        with suppress(ValueError):
            each = parse_id(text)
            found.setdefault(to_key(each), each)
    found.pop(to_key(f"doi:{(doi or '').lower()}"), None)
    found.pop(f"arxiv:{(arxiv or '').lower()}", None)
    return tuple(found.values())


def take_arxiv(ids: tuple[str, ...], arxiv: str | None) -> tuple[str | None, tuple[str, ...]]:
    """Give the arXiv id of a paper, if need be the first of its further ids, and the others."""
    first = next((each for each in ids if each.startswith("arxiv:")), None)
    if arxiv or first is None:
        return arxiv, ids
    return first.partition(":")[2], tuple(each for each in ids if each != first)


def find_preprint_doi(text: str) -> str | None:
    """Find the DOI in the address of a preprint on bioRxiv or medRxiv, without its version."""
    match = _RXIV.search(text)
    return strip_version(match[1].lower()) if match else None

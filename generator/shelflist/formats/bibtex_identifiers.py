"""What identifies the paper of a BibTeX entry: DOI, arXiv id, addresses."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

from shelflist.formats import bibtex_types as types
from shelflist.formats.arxiv_marks import find_arxiv_number, is_arxiv_id_alone
from shelflist.formats.bibtex_values import to_plain_address
from shelflist.formats.other_ids import find_preprint_doi, to_other_ids
from shelflist.formats.preprints import find_server, is_preprint_doi
from shelflist.model import Link
from shelflist.text.addresses import find_arxiv, find_doi, find_links, trim_address

DOI = re.compile(
    r"(?:https?://)?(?:[\w.-]{1,60}/){0,5}?(?:doi\s?[:=]?\s?)?(10\.\d{4,9}(?:\.\d+)*/\S+)", re.I
)
_RESOLVER = re.compile(r"https?://(?:[\w-]+\.)*doi\.org/|doi\s*:", re.IGNORECASE)
WEB = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_ARXIV_FIRST = re.compile(r"arxiv", re.IGNORECASE)
_PREPRINT_NOTE = re.compile(
    r"[\W\d]*(?:(?:also|first) (?:(?:available|posted|published) )?(?:at|on|as|in) )?"
    r"(?:a )?(?:preprint|\w*rxiv|ssrn|research square|osf|zenodo|doi of (?:the )?preprint)",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(r"\b(?:retract|withdr)", re.IGNORECASE)
"""What a note says of the paper whose DOI follows, which is another one."""
_OLD_NUMBER = re.compile(r"\d{7}(?:v\d+)?")

_HOLDERS = frozenset(types.ARXIV_HOLDERS)
_ARXIV_FIELDS = frozenset(name for name in types.ARXIV_HOLDERS if name.startswith("arxiv"))
_VERSION_HOLDERS = ("eprint", *types.ADDRESSES, "pdf", "note", "addendum")
"""Fields that may name a preprint beside the paper's own ids."""


def find_paper_doi(fields: dict[str, str]) -> str | None:
    """Give the DOI, also out of a resolver's address; arXiv's own is no DOI of ours."""
    if value := fields.get("doi", "").strip():
        text = unquote(unescape(to_plain_address(value)).split("\n")[0].strip())
        match = DOI.match(text.split(" ")[0]) or DOI.match(text)
        if match and not find_arxiv(match[1]):
            return trim_address(match[1]).lower()
    for name in (*types.ADDRESSES, "note"):
        value = fields.get(name, "")
        if "10." in value and not (name == "note" and _OF_ANOTHER.search(value)):
            text = to_plain_address(value)
            if _RESOLVER.search(text) and (doi := find_doi(text)) and not find_arxiv(doi):
                return doi
            if doi := find_preprint_doi(text):
                return doi
    return None


def find_paper_versions(
    fields: dict[str, str], doi: str | None, arxiv: str | None
) -> tuple[tuple[str, ...], str | None]:
    """Give the ids of a preprint that stand beside the paper's own, and its server.

    A note may speak of other papers, so it counts only where it begins with the preprint.
    """
    archive = (fields.get("archiveprefix") or fields.get("eprinttype") or "").strip("{} ")
    server = find_server(archive) if archive else None
    found: list[str] = []
    for name in _VERSION_HOLDERS:
        value = fields.get(name, "")
        is_note = name in ("note", "addendum")
        if "10." not in value or (is_note and not _PREPRINT_NOTE.match(value[:99])):
            continue
        text = to_plain_address(value)
        each = find_preprint_doi(text) or find_doi(text)
        if each and is_preprint_doi(each):
            found.append(each)
    return to_other_ids(found, doi, arxiv) if found else (), server


def find_paper_arxiv(fields: dict[str, str]) -> str | None:
    """Give the arXiv id: of `eprint`, else of any field that names arXiv."""
    archive = (fields.get("archiveprefix") or fields.get("eprinttype") or "").strip("{} ").lower()
    if archive and archive != "arxiv" and "/" not in fields.get("eprint", ""):
        eprint = "" if not _is_arxiv_archive(archive) else fields.get("eprint", "")
    else:
        eprint = fields.get("eprint", "")
    if eprint:
        text = to_plain_address(eprint)
        found = find_arxiv(text) or find_arxiv_number(text)
        if found is None and _OLD_NUMBER.fullmatch(text):
            subject = fields.get("primaryclass") or fields.get("eprintclass") or archive
            if subject and subject != "arxiv":
                found = find_arxiv(f"arXiv:{subject.split('.')[0]}/{text}")
        if found:
            return found
    if not _may_name_arxiv(fields):
        return None
    for name in types.ARXIV_HOLDERS:
        value = fields.get(name)
        if not value or name == "eprint" or not _may_hold_arxiv(name, value):
            continue
        text = to_plain_address(value)
        if name == "note" and not is_arxiv_id_alone(text):
            continue
        is_bare = name.startswith("arxiv") or (name == "volume" and text.startswith("abs/"))
        if name in ("number", "volume", "pages") and not is_bare and not _ARXIV_FIRST.match(text):
            continue
        if found := (find_arxiv_number(text) if is_bare else None) or find_arxiv(text):
            return found
    return None


def _may_name_arxiv(fields: dict[str, str]) -> bool:
    """Say whether any holder may name arXiv: all at once, since nearly none does."""
    held = [fields[name] for name in fields if name in _HOLDERS]
    return _may_hold_arxiv("", " ".join(held)) or not _ARXIV_FIELDS.isdisjoint(fields)


def _may_hold_arxiv(name: str, value: str) -> bool:
    lowered = value.lower()
    return "xiv" in lowered or "/papers/" in lowered or "abs/" in lowered or name[:5] == "arxiv"


def _is_arxiv_archive(archive: str) -> bool:
    """Say whether an archive is one of arXiv's own, as old entries name them."""
    return archive in ("hep-th", "hep-ph", "hep-ex", "hep-lat", "gr-qc", "astro-ph", "cond-mat",
                       "quant-ph", "math", "math-ph", "nucl-th", "nucl-ex", "physics", "cs",
                       "nlin", "q-bio", "cmp-lg", "stat")  # fmt: skip


def find_paper_addresses(fields: dict[str, str]) -> tuple[str | None, tuple[Link, ...]]:
    """Give the paper's own address, and the other addresses; identifiers are neither."""
    url: str | None = None
    links: dict[str, Link] = {}
    for name in types.ADDRESSES:
        value = fields.get(name)
        if not value or ("/" not in value and "www" not in value):
            continue
        for address in _find_web(to_plain_address(value)):
            if url is None:
                url = address
            elif address != url:
                links.setdefault(address.casefold(), Link(_find_rel(address, "link"), address))
    for name, rel in () if types.LINKS.keys().isdisjoint(fields) else types.LINKS.items():
        value = fields.get(name)
        if value and "/" in value:
            for address in _find_web(to_plain_address(value)):
                found = rel if rel != "link" else _find_rel(address, rel)
                links.setdefault(address.casefold(), Link(found, address))
    if "/" in fields.get("note", ""):
        for link in find_links(to_plain_address(fields["note"])):
            links.setdefault(link.url.casefold(), link)
    return url, tuple(links.values())


def _find_web(text: str) -> list[str]:
    found = []
    for match in WEB.finditer(text):
        address = trim_address(match[0])
        if address.lower().startswith("www."):
            address = f"https://{address}"
        if "." in address and not _RESOLVER.match(address) and not find_arxiv(address):
            found.append(address)
    return found


def _find_rel(address: str, default: str) -> str:
    found = find_links(address)
    return found[0].rel if found else default

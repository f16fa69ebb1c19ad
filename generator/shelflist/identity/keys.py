"""The names by which a paper is known: ids, title and abstract as short stable strings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache

from shelflist.formats.other_ids import parse_id, to_key
from shelflist.identity.similarity import Sketch, sketch_abstract, stable_hash
from shelflist.model import Name, Record
from shelflist.text.titles import title_key

_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+?)(?:v\d+)?", re.IGNORECASE)
_ARXIV_VERSION = re.compile(r"v\d+$", re.IGNORECASE)

# Letters that Unicode does not take apart, and the German spelling of umlauts, so
# that "Müller" and "Mueller", "Sørensen" and "Soerensen" are one family.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "a", "œ": "o"})
_DIGRAPHS = re.compile(r"([aou])e")


def find_arxiv_id(record: Record) -> str | None:
    """Find a record's arXiv id in lower case; a DOI of arXiv counts as one."""
    if record.arxiv:
        return _ARXIV_VERSION.sub("", record.arxiv.strip().casefold()) or None
    if record.doi and (match := _ARXIV_DOI.fullmatch(record.doi.strip())):
        return match[1].casefold()
    return None


def find_doi_name(record: Record) -> str | None:
    """Find a record's DOI in lower case, unless it is only another name of an arXiv id."""
    doi = (record.doi or "").strip().casefold()
    return doi if doi and not _ARXIV_DOI.fullmatch(doi) else None


def find_known_ids(record: Record) -> list[str]:
    """Find all ids of a record, its own first, each once and as it is written.

    Further ids that are neither DOIs nor arXiv ids are left out.
    """
    found: dict[str, str] = {}
    if arxiv := find_arxiv_id(record):
        found[f"arxiv:{arxiv}"] = f"arxiv:{arxiv}"
    if doi := find_doi_name(record):
        found.setdefault(to_key(f"doi:{doi}"), f"doi:{doi}")
    for text in record.other_ids:
        with suppress(ValueError):
            other = parse_id(text)
            found.setdefault(to_key(other), other)
    return list(found.values())


@cache  # many papers have the same authors
def family_key(name: Name) -> str:
    """Fold a family name for comparison: its last word without case, accents, digraphs."""
    if name.is_family_first:  # `王, 小明` in one place is `王小明` in another
        return str(name)
    text = (name.family or name.literal).casefold().translate(_LETTERS)
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    words = text.replace("-", "").replace("'", "").replace("’", "").split()
    return _DIGRAPHS.sub(r"\1", words[-1].strip(".,;")) if words else ""


def given_keys(name: Name) -> frozenset[str]:
    """Give the folded given names of a person."""
    return frozenset(family_key(Name(literal=word)) for word in name.given.split())


def family_keys(names: Iterable[Name]) -> frozenset[str]:
    """Give the folded family names of some people."""
    return frozenset(key for name in names if (key := family_key(name)))


def identity_keys(record: Record, sketch: Sketch | None = None) -> tuple[str, ...]:
    """Give the short strings by which a page remembers what paper it is.

    Args:
        record: What is said of the paper.
        sketch: Of the record's abstract, if it is known already.

    Returns:
        Of `arxiv:<id>`, `doi:<doi>`, `title:<hash>` and `abstract:<hash>` those that
        the record supports, its own ids first, then further ones. A provisional title
        gives none: it is not what the paper is called.
    """
    return tuple(_each_key(record, sketch))


def remembered_keys(record: Record, keys: Iterable[str]) -> list[str]:
    """Give the keys by which a page remembers a record that it was made from.

    Args:
        record: What is said of the paper.
        keys: The record's `identity_keys`.

    Returns:
        These, and the key by which the seed names its entry, which other seeds may give to
        other papers. A title without words stands for itself.
    """
    found = [*keys, *([f"entry:{stable_hash(record.key)}"] if record.key else [])]
    return found if keys or not record.title else [*found, f"title:{stable_hash(record.title)}"]


def find_identity_key(record: Record) -> str | None:
    """Find the strongest of a record's `identity_keys`."""
    return next(_each_key(record, None), None)


def _each_key(record: Record, sketch: Sketch | None) -> Iterator[str]:
    is_named = False
    for each in find_known_ids(record):
        is_named = True
        yield to_key(each)
    if record.title and (key := title_key(record.title)):
        is_named = True
        yield f"title:{stable_hash(key)}"
    sketch = sketch or sketch_abstract(record.abstract or "")
    # A few words such as "No abstract available." name a paper only for want of better.
    if sketch.sample or (sketch.length and not is_named):
        yield f"abstract:{sketch.digest}"

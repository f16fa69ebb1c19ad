"""CSL items become references, each on its own.

citeproc-py needs 2–8 ms for an item, so long lists are cut into chunks for two
processes. A chunk's result does not depend on the others, so the bytes are the same
however many processes there are.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from citeproc import Citation, CitationItem, CitationStylesBibliography
from citeproc.source.json import CiteProcJSON

from shelflist.citations.markup import MarkFormatter, to_reference, to_safe_text
from shelflist.citations.processor import correct_processor
from shelflist.citations.styles import Style, read_style
from shelflist.formats.csl_values import strip_tags
from shelflist.formats.fields import PREPRINT_TYPE
from shelflist.formats.json_items import Json
from shelflist.interrupts import unheard
from shelflist.model import Name

_TEXTS = (
    "title",
    "container-title",
    "volume",
    "issue",
    "page",
    "publisher",
    "publisher-place",
    "edition",
    "genre",
    "number",
    "DOI",
    "URL",
)
"""What a reference needs. Where a preprint is archived is left out: its address says it,
and styles print both. So is the preprint's year of a paper published later, which styles
take for a reprint's."""

correct_processor()
_NAME_PARTS = ("family", "given", "suffix", "literal")
_NUMBER = re.compile(r"[\[(]?1[\]).]?\s*")
_Chunk = tuple[Sequence[tuple[str, Mapping[str, Json]]], str]
_Rendered = list[tuple[str, str]]
_ALONE = 3_000
"""Up to so many references another process would cost more than it saves."""
_CHUNK = 100
_PROCESSES = 2


def render_bibliography(
    items: Sequence[tuple[str, Mapping[str, Json]]], style: str
) -> dict[str, str]:
    """Render references.

    Args:
        items: Key and CSL-JSON item of each paper, as `to_csl_json` gives them.
        style: One of `CITATION_STYLES`, or the path of a `.csl` file.

    Returns:
        For each key, in the order of `items`, the reference as one line of Markdown,
        without a number.

    Raises:
        ConfigError: There is no such style.
    """
    read_style(style)
    chunks = [
        (list(items[start : start + _CHUNK]), style) for start in range(0, len(items), _CHUNK)
    ]
    found = _render_together(chunks) if len(items) > _ALONE else map(_render_chunk, chunks)
    return {key: reference for chunk in found for key, reference in chunk}


def _render_together(chunks: Sequence[_Chunk]) -> Iterable[_Rendered]:
    """Render in several processes; when one of them dies, or none can be had, in this one."""
    try:
        # Not `fork`: numerical libraries may have started threads in this process.
        with ProcessPoolExecutor(_PROCESSES, mp_context=get_context("spawn")) as pool:
            with unheard():  # here the processes are started
                found = pool.map(_render_chunk, chunks)
            return list(found)
    except (BrokenProcessPool, OSError):
        return map(_render_chunk, chunks)


def _render_chunk(chunk: _Chunk) -> _Rendered:
    items, name = chunk
    style = read_style(name)
    with warnings.catch_warnings():
        # The processor warns of every field that it does not know; none is ours to mend.
        warnings.simplefilter("ignore")
        return [(key, render_item(item, style)) for key, item in items]


def render_item(item: Mapping[str, Json], style: Style) -> str:
    """Render one reference; the same for the same item and style."""
    source = CiteProcJSON([_to_plain(item)])
    bibliography = CitationStylesBibliography(style.parsed, source, MarkFormatter)
    bibliography.register(Citation([CitationItem("item")]))
    marked = str(bibliography.bibliography()[0])
    if style.is_numbered:
        marked = _NUMBER.sub("", marked, count=1) if _NUMBER.match(marked) else marked
    return to_reference(marked)


def _to_plain(item: Mapping[str, Json]) -> dict[str, Json]:
    plain: dict[str, Json] = {"id": "item", "type": item.get("type") or PREPRINT_TYPE}
    for key in _TEXTS:
        value = item.get(key)
        if isinstance(value, str) and value:
            plain[key] = to_safe_text(strip_tags(value))
    for role in ("author", "editor", "translator"):
        names = item.get(role)
        if isinstance(names, list) and names:
            plain[role] = [_to_plain_name(name) for name in names if isinstance(name, dict)]
    if item.get("issued"):
        plain["issued"] = item["issued"]
    return plain


def _to_plain_name(name: Mapping[str, Json]) -> Json:
    """Give the parts of a name; one without capitals whole, as it has no initials."""
    given = str(name.get("given") or "")
    if given and given.upper() == given.lower():
        family, suffix = str(name.get("family") or ""), str(name.get("suffix") or "")
        return {"literal": to_safe_text(str(Name(family, given, suffix)))}
    return {part: to_safe_text(str(name[part])) for part in _NAME_PARTS if name.get(part)}

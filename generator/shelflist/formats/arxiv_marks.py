"""How arXiv shows in the fields of a bibliography: as archive, journal, publisher, volume or page.

Source:
    What Zotero, Google Scholar, DBLP (`CoRR abs/…`) and ADS (`arXiv e-prints`) write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from shelflist.text.addresses import find_arxiv

_ITSELF = re.compile(r"\s*(?:arxiv(?: preprint)?|corr|cornell university)\b.*", re.I | re.S)
_NUMBER = re.compile(
    r"(?:abs/)?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?)(?:\s*\[[\w.-]+\])?"
)
_ONLY_ID = re.compile(r"arxiv:\s*\S+(?:\s*\[[^\]]*\])?", re.IGNORECASE)


def is_arxiv_itself(text: str) -> bool:
    """Say whether a journal, publisher or volume names arXiv (or one of its ids) alone."""
    return bool(_ITSELF.fullmatch(text) or _NUMBER.fullmatch(text.strip()))


def is_arxiv_id_alone(text: str) -> bool:
    """Say whether a note is only the paper's own id; others may name another paper."""
    return bool(_ONLY_ID.fullmatch(text))


def find_arxiv_number(text: str) -> str | None:
    """Find the id in a field of a paper that is known to be on arXiv: `abs/2304.08485`."""
    match = _NUMBER.fullmatch(text.strip())
    return find_arxiv(f"arXiv:{match[1]}") if match else None


def find_arxiv_among(texts: Iterable[str], *, is_arxiv: bool) -> str | None:
    """Find the first id in texts that can hold one.

    Args:
        texts: Fields, the surest first.
        is_arxiv: Whether another field says that the paper is on arXiv, so that a bare
            number is its id.
    """
    for text in texts:
        found = find_arxiv(text) or (find_arxiv_number(text) if is_arxiv else None)
        if found:
            return found
    return None

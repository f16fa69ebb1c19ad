"""Months, as numbers in a record and by other words in each form.

Source:
    ISO 8601 for `2020-05`; the RIS format (2011) for `2020/05/17/`; btxdoc (1988) for the
    macros of months. `05/06/2020` names a month that nobody can tell, so it names none.
"""

from __future__ import annotations

import re

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
"""Their names; the first three letters are BibTeX's macro."""

_ISO = re.compile(r"(?<!\d)\d{4}(?:[-/.](\d{1,2})(?!\d)|([01]\d)[0-3]\d(?!\d))")
_NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS)
_NAME = re.compile(rf"(?<![^\W\d_])(?:{_NAMES}|sept)(?![^\W\d_])", re.IGNORECASE)
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})(?:[-/.](\d{1,2}))?[-/.]\d{4}(?!\d)")
_YEAR = re.compile(r"(?<!\d)\d{4}")


def parse_month(text: str) -> int:
    """Read a month on its own: `5`, `05`, `May`, `sept`.

    Raises:
        ValueError: It is none.
    """
    word = text.strip().rstrip(".").lower()
    if word.isascii() and word.isdigit() and len(word) <= 2 and 1 <= int(word) <= len(MONTHS):
        return int(word)
    found = [n for n, name in enumerate(MONTHS, 1) if len(word) > 2 and name.startswith(word)]
    if not found:
        raise ValueError(f"no month: {text!r}")
    return found[0]


def find_month(year: int | None, *texts: str | None) -> int | None:
    """Find the month of a year in the first date that has one.

    Args:
        year: Of which the month is meant; a date that names another year alone says nothing.
        texts: Dates as worded, `2020-05-17`, `17 May 2020`, `05/2020`, or a month alone.
    """
    if year is None:
        return None
    for text in texts:
        if not text or text == str(year):
            continue
        if str(year) in text or not _YEAR.search(text):
            month = _find_in(text)
            if month is not None and 1 <= month <= len(MONTHS):
                return month
    return None


def _find_in(text: str) -> int | None:
    if found := _ISO.search(text):
        return int(found[1] or found[2])
    if found := _NAME.search(text):
        return parse_month(found[0])
    if found := _NUMBERS.search(text):
        first, second = int(found[1]), int(found[2] or 0)
        if not second or first == second:
            return first
        return second if first > len(MONTHS) else first if second > len(MONTHS) else None
    alone = text.strip()
    return int(alone) if alone.isascii() and alone.isdigit() and len(alone) <= 2 else None

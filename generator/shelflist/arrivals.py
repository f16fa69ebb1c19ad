"""On which day a paper came into the list: from seeds.yml, else from git, never from the clock."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from shelflist.config import Settings
from shelflist.model import Record
from shelflist.revisions import find_days
from shelflist.seeds import SEEDS, find_source

_LENGTH = len("2026-03-21")


def is_day(text: str) -> bool:
    """Say whether a text is a day of the calendar, as in `2026-03-21`."""
    if len(text) != _LENGTH or text[4] != "-":
        return False
    from datetime import date  # here: most runs meet no day

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


class Arrivals:
    """Finds the day of a paper's records; git is asked at most once, and only for new papers.

    Args:
        root: The list's folder.
        settings: What `seeds.yml` says of the seeds.
    """

    def __init__(self, root: Path, settings: Settings) -> None:
        self._root = root
        self._settings = settings

    @cached_property
    def _committed(self) -> tuple[dict[str, str], str]:
        return find_days(self._root, SEEDS)

    def find(self, records: Sequence[Record]) -> str:
        """Give the first day on which a seed with one of the records came.

        It is the `date` of the seed in `seeds.yml` if that is a whole day; else the day of
        the commit that brought the seed; of one that is not committed yet, that of the
        newest commit. Without git there is none.
        """
        files = dict.fromkeys(record.place.file for record in records)
        return min(filter(None, map(self._find_day, files)), default="")

    def _find_day(self, file: str) -> str:
        entry = self._settings.seeds.get(find_source(file))
        said = entry.date.strip() if entry else ""
        if is_day(said):
            return said
        days, newest = self._committed
        return days.get(file, newest)

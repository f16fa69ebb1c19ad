"""The library: every paper with its page, what the seeds say of it and what people made of it.

Records are joined into works, works are matched with the pages in `docs/papers/`
(`building`), and for each field it is decided whose value stands (`deciding`). Everything
after this reads papers only.
"""

from shelflist.edits.following import ABSTRACT
from shelflist.library.building import Library, build_library
from shelflist.library.deciding import OWN_FIELDS, say_abstract
from shelflist.library.papers import ListedPaper, Paper, remember

__all__ = [
    "ABSTRACT",
    "OWN_FIELDS",
    "Library",
    "ListedPaper",
    "Paper",
    "build_library",
    "remember",
    "say_abstract",
]

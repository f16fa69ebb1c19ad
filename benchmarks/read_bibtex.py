"""Time the reading of BibTeX beside what bibtexparser takes to parse the same file.

    python benchmarks/read_bibtex.py [FILE | FOLDER | N | NxM …]

`N` entries in one file, `NxM` entries in a folder of `M` files; if nothing is given one file, ten
files and files of one entry each, 7,000 and 70,000 entries. A folder is read as `shelflist read`
reads it, and its files are parsed by bibtexparser one after another.

Ours is the whole way to records: macros, names, LaTeX, dates, identifiers. What to hold: at most
1.5 times bibtexparser's parse, growth no faster than the file, and less than 2 GB.
"""

from __future__ import annotations

import logging
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import bibtexparser

from shelflist.readers.table import read_seed
from shelflist.seeds import read_folder

SIZES = ("7000", "70000", "70000x10", "7000x7000", "70000x70000")
WORDS = (
    "deep neural network attention transformer learning efficient large scale language model "
    "graph optimization robust adaptive inference quantization pruning survey towards"
).split()
FAMILIES = "Müller Smith Zhang Garc{\\'\\i}a {\\O}stergaard van~der~Maaten Hu Li Kowalski".split()


def make_entries(count: int) -> Iterator[str]:
    """Give entries of the size of a conference's, every second one with an abstract."""
    draw = random.Random(1)
    for number in range(count):
        words = " ".join(draw.choices(WORDS, k=9))
        names = (f"{draw.choice(FAMILIES)}, {draw.choice('ABCDE')}." for _ in range(4))
        sentences = (f"{' '.join(draw.choices(WORDS, k=20))} {n}\\% of it." for n in range(9))
        abstract = f"  abstract = {{{' '.join(sentences)}}},\n" if number % 2 else ""
        yield (
            f"@inproceedings{{key{number},\n  title = {{{{GPT}}: {words}}},\n"
            f"  author = {{{' and '.join(names)}}},\n"
            f"  booktitle = {{Proceedings of the {number % 60}th Annual Meeting}},\n"
            f"  month = jul,\n  year = {{{1990 + number % 35}}},\n  publisher = {{A Publisher}},\n"
            f"  pages = {{{number}--{number + 9}}},\n  doi = {{10.1234/x.{number}}},\n"
            f"  url = {{https://example.org/papers/{number}}},\n{abstract}}}\n"
        )


def measure(name: str, text: str) -> None:
    """Print one line: entries, seconds of both, their ratio, peak memory."""
    data = text.encode()
    started = time.process_time()
    reading = read_seed(name, data)
    ours = time.process_time() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    count = len(reading.records) + len(reading.refused)
    del reading
    started = time.process_time()
    bibtexparser.parse_string(text)
    theirs = time.process_time() - started
    print(f"{name:>20} {count:8} {ours:8.2f} {theirs:13.2f} {ours / theirs:6.2f} {megabytes:6}")


def measure_folder(name: str, folder: Path) -> None:
    """Print the same line for all files of a folder."""
    started = time.process_time()
    readings = read_folder(folder, name, read_seed, None, [])
    count = sum(len(reading.records) + len(reading.refused) for reading in readings)
    ours = time.process_time() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    started = time.process_time()
    for path in sorted(folder.rglob("*.bib")):
        bibtexparser.parse_string(path.read_text(encoding="utf-8"))
    theirs = time.process_time() - started
    print(f"{name:>20} {count:8} {ours:8.2f} {theirs:13.2f} {ours / theirs:6.2f} {megabytes:6}")


def make_folder(folder: Path, entries: int, files: int) -> None:
    """Write entries into a folder, shared out among files, a thousand files a sub-folder."""
    made = list(make_entries(entries))
    each = -(-entries // files)
    for number, start in enumerate(range(0, entries, each)):
        path = folder / f"{number // 1000:03}" / f"{number:05}.bib"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(made[start : start + each]), encoding="utf-8")


def main() -> None:
    """Measure the files, folders or sizes of the command line."""
    logging.disable(logging.CRITICAL)
    print("                file  entries    ours  bibtexparser  ratio     MB")
    for argument in sys.argv[1:] or SIZES:
        entries, is_shared, files = argument.partition("x")
        if argument.isdigit():
            measure(argument, "\n".join(make_entries(int(argument))))
        elif is_shared and entries.isdigit() and files.isdigit():
            with tempfile.TemporaryDirectory() as folder:
                make_folder(Path(folder), int(entries), int(files))
                measure_folder(argument, Path(folder))
        elif Path(argument).is_dir():
            measure_folder(argument[-20:], Path(argument))
        else:
            measure(Path(argument).name[-20:], Path(argument).read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()

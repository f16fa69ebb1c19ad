"""The file of redirects as it shall be: people's lines as they are, the generator's kept true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from shelflist.config import nearest
from shelflist.problems import Location, Problem, Severity
from shelflist.redirects import REDIRECTS_FILE
from shelflist.redirects.lines import (
    AUTOMATIC,
    Redirect,
    Target,
    parse_redirects,
    to_stem,
    to_word,
)
from shelflist.redirects.table import Published, flatten, to_table

_HEADER = (
    "# Old addresses and where they lead now:  old new  a line. After a merge keep both sides.\n"
    f'# Lines that end in "{AUTOMATIC}" come and go by themselves; the others are people\'s.\n'
)
_MOST_LOOKED_UP = 10
"""Targets for which the nearest page is looked for: in a long list each takes a while."""


@dataclass(frozen=True, slots=True)
class RedirectPlan:
    """What a run makes of the redirects.

    Attributes:
        text: The file as it shall be; empty if there is none and none is needed.
        ends: Where each old address leads in the end, without those that lead nowhere.
        problems: What is wrong, an `ERROR` where a person's line cannot hold.
    """

    text: str = ""
    ends: Mapping[str, Target] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def plan_redirects(
    text: str, docs_dir: str, published: Published, moved: Mapping[str, str], site_url: str = ""
) -> RedirectPlan:
    """Bring the file up to date and say what is wrong with it.

    Args:
        text: The file as it stands; empty if there is none.
        docs_dir: For the names in problems.
        published: The list's pages and files as they will be.
        moved: Pages that went from one path to another, or whose path is gone and which
            another page now stands for.
        site_url: The site's own address.
    """
    file = f"{docs_dir}/{REDIRECTS_FILE}"
    redirects, problems = parse_redirects(text, file, site_url)
    live = {stem.casefold(): name for stem, name in published.pages.items()}
    live |= {name.casefold(): name for name in published.files} | {"404": "404.html"}
    wanted = dict(_to_stems(moved, live))
    dropped = {r.line for r in _find_untrue(redirects, live, wanted)}
    kept = [redirect for redirect in redirects if redirect.line not in dropped]
    have = {redirect.old for redirect in kept}
    added = {old: new for old, new in wanted.items() if old not in have}
    kept += [Redirect(old, Target(new), 0, True) for old, new in added.items()]
    text = _update_text(text, dropped, added)
    table = to_table(kept)
    ends, loops = flatten(table)
    problems += _check_loops(loops, table, file)
    problems += _check_shadows(table, live, file, docs_dir)
    problems += _check_targets(table, published, file)
    ends = {
        old: end
        for old, end in ends.items()
        if old.casefold() not in live and (end.is_elsewhere or published.find(end.path) is not None)
    }
    return RedirectPlan(text, ends, tuple(problems))


def check_returned(text: str, docs_dir: str, pages: Iterable[str]) -> Iterator[Problem]:
    """Say which papers of the seeds get no page because their address leads to another.

    Args:
        text: The file of redirects.
        docs_dir: For the names in problems.
        pages: Their paths in `docs_dir`, had they been written.
    """
    file = f"{docs_dir}/{REDIRECTS_FILE}"
    table = to_table(parse_redirects(text, file)[0])
    for page in pages:
        redirect = table.get(page.removesuffix(".md"))
        if redirect is None:
            continue
        yield Problem(
            Location(file, redirect.line),
            "redirected-paper",
            f'a paper of the seeds would be "{redirect.old}", which leads to "{redirect.new}":'
            " it gets no page of its own",
            "Write its page by hand under another name if it is not the same paper.",
            Severity.NOTICE,
        )


def _to_stems(moved: Mapping[str, str], live: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give the moves that a line can say, as stems."""
    for old, new in moved.items():
        try:
            stems = to_stem(to_word(old)), to_stem(to_word(new))
        except ValueError:  # no line could name such a page, nor could a link
            continue
        if stems[0].casefold() not in live and stems[0] != stems[1]:
            yield stems


def _find_untrue(
    redirects: tuple[Redirect, ...], live: Mapping[str, str], wanted: Mapping[str, str]
) -> Iterator[Redirect]:
    """Find the generator's lines that no longer hold, and those that another line repeats."""
    own = {redirect.old for redirect in redirects if not redirect.is_automatic}
    seen: set[tuple[str, Target]] = set()
    for redirect in redirects:
        if not redirect.is_automatic:
            continue
        is_live = redirect.old.casefold() in live
        has_moved = wanted.get(redirect.old, redirect.new.path) != redirect.new.path
        said = (redirect.old, redirect.new)
        if is_live or has_moved or redirect.old in own or said in seen:
            yield redirect
        seen.add(said)


def _update_text(text: str, dropped: set[int], added: Mapping[str, str]) -> str:
    """Take lines out and put the generator's in by their order, so that branches merge."""
    newline = "\r\n" if "\r\n" in text else "\n"
    if not added and not dropped:
        return text
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    *whole, last = text.removeprefix(mark).split("\n")
    lines = [f"{line}\n" for line in whole] + ([last] if last else [])
    lines = [line for number, line in enumerate(lines, 1) if number not in dropped]
    if not lines:
        lines = _HEADER.replace("\n", newline).splitlines(keepends=True) if added else []
    for old, new in sorted(added.items()):
        line = f"{to_word(old)} {to_word(new)} {AUTOMATIC}{newline}"
        later = (n for n, other in enumerate(lines) if _is_automatic(other) and other > line)
        position = next(later, len(lines))
        if position and not lines[position - 1].endswith("\n"):
            lines[position - 1] += newline
        lines.insert(position, line)
    return mark + "".join(lines)


def _is_automatic(line: str) -> bool:
    return line.rstrip().endswith(f" {AUTOMATIC}") and not line.lstrip().startswith("#")


def _check_loops(
    loops: list[tuple[str, ...]], table: Mapping[str, Redirect], file: str
) -> Iterator[Problem]:
    for loop in loops:
        lines = [table[stem] for stem in loop]
        own = [redirect for redirect in lines if not redirect.is_automatic]
        start = min(own or lines, key=lambda redirect: redirect.line)
        place = loop.index(start.old)
        way = " → ".join(to_word(stem) for stem in (*loop[place:], *loop[:place], start.old))
        yield Problem(
            Location(file, start.line),
            "redirect-loop",
            f"leads round in a circle: {way}",
            "Take out one of these lines, or let it lead to a page that exists.",
            Severity.ERROR if own else Severity.WARNING,
        )


def _check_shadows(
    table: Mapping[str, Redirect], live: Mapping[str, str], file: str, docs_dir: str
) -> Iterator[Problem]:
    for redirect in table.values():
        page = live.get(redirect.old.casefold())
        if page is not None:
            yield Problem(
                Location(file, redirect.line),
                "redirect-shadows",
                f'"{to_word(redirect.old)}" is the address of a page, {docs_dir}/{page}',
                "Take the line out, or delete or rename the page.",
            )


def _check_targets(
    table: Mapping[str, Redirect], published: Published, file: str
) -> Iterator[Problem]:
    known = [to_word(stem) for stem in (*published.pages, *published.files)]
    looked_up = 0
    for redirect in table.values():
        path = redirect.new.path
        if redirect.new.is_elsewhere or path in table or published.find(path) is not None:
            continue
        looked_up += 1
        near = nearest(to_word(path), known) if known and looked_up <= _MOST_LOOKED_UP else ""
        near = near if near.startswith("Did") else "No page has an address like it."
        yield Problem(
            Location(file, redirect.line),
            "redirect-target",
            f'"{to_word(redirect.old)}" leads to "{to_word(path)}", which does not exist',
            f"{near} Write the address of a page that exists, or take the line out.",
            Severity.WARNING if redirect.is_automatic else Severity.ERROR,
        )

"""A list that lives through a long history, and what must hold after each run over it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from contract_edits import ABSTRACT, EDITS
from contract_model import LISTS, SCALARS, Fate, Unit, merge_fates
from contract_pages import Sheet, Value, read_sheet

from lists import TOPICS, Item, PaperList
from shelflist.build import Account
from shelflist.problems import Problem

WORDS = (
    "Walnut Shells Kept Dry",
    "Glaciers Seen From Orbit",
    "Violin Varnish by Candlelight",
    "Comets Without Any Tail",
    "Orchids on Northern Balconies",
    "Harbours After the Storm",
)
IDS = tuple(words.split()[0].lower() for words in WORDS)
ATTRIBUTES = "* -text\n"
_LONE_COMMENT = re.compile(r"^ *# c\d+\r?\n", re.MULTILINE)
Said = dict[str, Value | None]


def doi_of(paper: str) -> str:
    """Give the DOI by which a paper is known."""
    return f"10.1000/{paper}"


def to_item(paper: str) -> Item:
    """Give what the seed of a paper says at first."""
    title = WORDS[IDS.index(paper)]
    people = [{"family": f"{paper.title()}{n}", "given": given} for n, given in enumerate(GIVEN)]
    return {
        "id": paper,
        "type": "article",
        "title": title,
        **({} if paper in NAMELESS else {"DOI": doi_of(paper)}),
        "issued": {"date-parts": [[2001]]},
        "author": people[: 1 + IDS.index(paper) % 3],
        **({} if paper == IDS[3] else {"abstract": f"Long ago {paper} was known. {title} came."}),
    }


NAMELESS = IDS[1::2]
"""Papers without any id."""
GIVEN = ("Ada", "Elias", "Mia")


def say(item: Item) -> Said:
    """Give what an item says of each unit of the page."""
    people = item.get("author", [])
    assert isinstance(people, list)
    issued = item.get("issued")
    year = str(issued["date-parts"][0][0]) if isinstance(issued, dict) else None
    words = str(item.get("keyword", ""))
    text = item.get("abstract")
    return {
        "title": str(item["title"]),
        "year": year,
        "venue": _text(item.get("container-title")),
        "url": _text(item.get("URL")),
        "doi": _text(item.get("DOI")),
        "authors": tuple(f"{p['given']} {p['family']}" for p in people) or None,
        "keywords": tuple(words.split(", ")) if words else None,
        ABSTRACT: f"{text}\n" if text else None,
    }


def _text(value: object) -> str | None:
    return str(value) if value else None


@dataclass
class Branch:
    """What the model knows on one branch: the fate of each paper's page."""

    fates: dict[str, Fate] = field(default_factory=dict)


class Story:
    """A list, its seeds, the people and the model of what they did."""

    def __init__(self, made: PaperList) -> None:
        """Begin with four papers and one run."""
        self.made = made
        self.now = Branch()
        self.base: Branch | None = None
        self.other: Branch | None = None
        self.count = 0
        made.write("mkdocs.yml", "site_name: Story\n")
        made.write("seeds/topics.yml", TOPICS)
        made.write(".gitignore", ".cache/\n")
        made.write(".gitattributes", ATTRIBUTES)
        for paper in IDS[:4]:
            self.write_seed(paper, to_item(paper))
        self.git("init", "-q", "-b", "main")
        self.run()

    # What the seeds do.

    def seed(self, paper: str) -> Item | None:
        """Give what the seed of a paper says, if there is one."""
        path = self.made.path(f"seeds/{paper}.json")
        if not path.exists():
            return None
        [item] = json.loads(path.read_text())
        assert isinstance(item, dict)
        return item

    def write_seed(self, paper: str, item: Item | None) -> None:
        """Write the seed of a paper, or remove it."""
        if item is None:
            self.made.path(f"seeds/{paper}.json").unlink(missing_ok=True)
        else:
            self.made.write(f"seeds/{paper}.json", json.dumps([item], indent=1) + "\n")

    # What people do.

    def page_name(self, fate: Fate) -> str:
        """Give the path of a page."""
        return f"docs/papers/{fate.name}.md"

    def sheet(self, fate: Fate) -> Sheet:
        """Read a page."""
        return read_sheet(self.made.path(self.page_name(fate)).read_bytes())

    def fresh(self, choice: int) -> int:
        """Give a number that was never given before, which still carries the choice."""
        self.count += 1
        return 1000 * self.count + choice

    def edit(self, paper: str, kind: int, choice: int) -> None:
        """Let a person edit a page."""
        fate = self.now.fates.get(paper)
        if fate is None or fate.is_deleted:
            return
        text = EDITS[kind](fate, self.sheet(fate), self.fresh(choice))
        if text is not None:
            self.made.write(self.page_name(fate), text)

    def delete(self, paper: str) -> None:
        """Let a person delete a page."""
        fate = self.now.fates.get(paper)
        if fate and not fate.is_deleted:
            self.made.path(self.page_name(fate)).unlink()
            fate.is_deleted = True
            if not fate.is_met:  # no run ever saw it, so nobody can know that it was there
                del self.now.fates[paper]

    def rename(self, paper: str) -> None:
        """Let a person give a page another name."""
        fate = self.now.fates.get(paper)
        if self.other and self.base:
            there, base = (branch.fates.get(paper) for branch in (self.other, self.base))
            if there and base and there.name != base.name:
                return  # git leaves both names, and a person has to choose
        if fate and not fate.is_deleted:
            old = self.made.path(self.page_name(fate))
            number = self.fresh(0)
            fate.name = f"{'moved/' * (number // 1000 % 2)}renamed-{number}"
            new = self.made.path(self.page_name(fate))
            new.parent.mkdir(exist_ok=True)
            old.rename(new)

    def swap(self, paper: str, other: str) -> None:
        """Let two pages change places; git could not tell that apart from two edits."""
        one, two = (self.now.fates.get(each) for each in (paper, other))
        is_there = one and two and not one.is_deleted and not two.is_deleted
        if paper == other or not is_there or self.other is not None:
            return
        assert one and two
        texts = [self.made.text(self.page_name(fate)) for fate in (one, two)]
        one.name, two.name = two.name, one.name
        for fate, text in zip((one, two), texts, strict=True):
            self.made.write(self.page_name(fate), text)
        self.run()

    def write_by_hand(self, paper: str, choice: int) -> None:
        """Let a person write the page of a paper that has none, here or on the other branch."""
        if paper in self.now.fates or self.other is not None:
            return
        number = self.fresh(choice)
        fate = Fate(f"by-hand-{number}", is_by_hand=True)
        title = f"{WORDS[IDS.index(paper)]} by Hand"
        fields: dict[str, str] = {"title": title, "doi": doi_of(paper)}
        if paper in NAMELESS:
            fields = {"title": WORDS[IDS.index(paper)]}
        if choice % 2:
            fields["venue"] = f"Mine {number}"
        front = "".join(f"{name}: {value}\n" for name, value in fields.items())
        for name in ("title", "venue", "doi"):
            if name in fields:
                fate.units[name] = Unit(fields[name], True)
        fate.units[ABSTRACT] = Unit(None, True)
        self.now.fates[paper] = fate
        self.made.write(self.page_name(fate), f"---\n{front}---\n\nBy hand {number}.\n")

    def _is_beyond_knowing(self, paper: str) -> bool:
        """Say whether seed and page of a paper without ids have two titles already."""
        item, fate = self.seed(paper), self.now.fates.get(paper)
        if item is None or fate is None or fate.is_deleted:
            return False
        return self.sheet(fate).values.get("title") != item["title"]

    def lose_memory(self) -> None:
        """Let the file that remembers get lost: everything on the pages is a person's."""
        if self.other is not None or any(map(self._is_beyond_knowing, NAMELESS)):
            return
        self.made.lose_memory()
        fates = self.now.fates
        for paper in [paper for paper, fate in fates.items() if fate.is_deleted]:
            del fates[paper]
        for fate in fates.values():
            fate.is_unknown = True
            values, has_passages = self.sheet(fate).values, bool(self.sheet(fate).passages)
            for name in (*SCALARS, *LISTS):
                here = values.get(name)
                if here is not None or has_passages:
                    added = set(here) if isinstance(here, tuple) else set()
                    is_whole = name == "authors" and not has_passages
                    fate.units[name] = Unit(here, True, added=added, is_whole=is_whole)
                else:
                    fate.units[name] = Unit()
        self.run()

    # What git does.

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run git, and say what it said."""
        options = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "gc.auto=0")
        command = ["git", "-C", str(self.made.root), *options, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def commit(self) -> None:
        """Commit whatever there is."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "more")

    def branch(self) -> None:
        """Start a second branch, or go over to it, or back."""
        self.commit()
        if self.other is None:
            self.base, self.other = deepcopy(self.now), deepcopy(self.now)
            self.git("branch", "-f", "side")
            return
        name = self.git("branch", "--show-current").stdout.strip()
        self.git("checkout", "-q", "side" if name == "main" else "main")
        self.now, self.other = self.other, self.now

    def merge(self, *, prefers_ours: bool, is_settled: bool) -> None:
        """Merge the other branch; a person settles what git cannot, by taking a side.

        Args:
            prefers_ours: Which side that is.
            is_settled: Whether the generator is run before the merge is committed.
        """
        if self.other is None or self.base is None:
            return
        self.commit()
        name = self.git("branch", "--show-current").stdout.strip()
        self.git("merge", "-q", "--no-edit", "side" if name == "main" else "main")
        unmerged = self.git("diff", "--name-only", "--diff-filter=U").stdout.splitlines()
        for file in unmerged:
            if not file.startswith(".shelflist/"):
                self._take_side(file, prefers_ours)
        self._merge_model(set(unmerged), prefers_ours)
        if is_settled:
            self.run()
        self.commit()
        if name != "main":
            self.git("checkout", "-q", "-B", "main")

    def _take_side(self, file: str, prefers_ours: bool) -> None:
        side = "--ours" if prefers_ours else "--theirs"
        if self.git("checkout", side, "--", file).returncode:
            self.git("rm", "-q", "--", file)
        else:
            self.git("add", "--", file)

    def _merge_model(self, unmerged: set[str], prefers_ours: bool) -> None:
        assert self.other is not None and self.base is not None
        ours, theirs, base = self.now.fates, self.other.fates, self.base.fates
        merged: dict[str, Fate] = {}
        for paper in {*ours, *theirs}:
            mine, other = ours.get(paper), theirs.get(paper)
            if mine is None or other is None:
                merged[paper] = mine or other or Fate("")
            elif unmerged & {self.page_name(mine), self.page_name(other)}:
                merged[paper] = mine if prefers_ours else other
            else:
                merged[paper] = merge_fates(base.get(paper), mine, other)
            fate = merged[paper]
            fate.is_deleted = not self.made.path(self.page_name(fate)).exists()
            if fate.is_deleted:
                continue
            _blur(fate, mine, other)
        self.now, self.base, self.other = Branch(merged), None, None

    # What the generator does, and what must hold.

    def run(self) -> Account:
        """Generate, and hold everything against the model."""
        before = self._read_pages()
        account = self.made.generate()
        after = self._read_pages()
        for paper in IDS:
            self._check_paper(paper, before, after, account)
        known = {f"{fate.name}.md" for fate in self.now.fates.values() if not fate.is_deleted}
        assert set(after) == known
        tree = self.made.tree()
        again = self.made.generate()
        assert again.files_written == 0, changed_files(tree, self.made.tree())
        assert self.made.tree() == tree
        assert same(again.problems) == same(account.problems)
        return account

    def forget_cache(self) -> None:
        """Let the cache be removed, which nobody may notice."""
        shutil.rmtree(self.made.path(".cache"), ignore_errors=True)

    def _pages(self) -> list[Path]:
        folder = self.made.path("docs/papers")
        return sorted(p for p in folder.rglob("*.md") if p.name not in ("index.md", "README.md"))

    def _read_pages(self) -> dict[str, bytes]:
        folder = self.made.path("docs/papers")
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in self._pages()}

    def _check_paper(
        self, paper: str, before: dict[str, bytes], after: dict[str, bytes], account: Account
    ) -> None:
        item, fate = self.seed(paper), self.now.fates.get(paper)
        said = say(item) if item else None
        if fate is None:
            if said is not None:
                self._meet(paper, said, before, after)
            return
        file = f"{fate.name}.md"
        if fate.is_deleted:
            assert file not in after
            return
        assert file in after, f"{file} is gone"
        old, new = read_sheet(before[file]), read_sheet(after[file])
        check_bytes(old, new)
        told = [p for p in account.problems if p.location.file == self.page_name(fate)]
        for name in SCALARS:
            check_text(fate.unit(name), name, old.values.get(name), new.values.get(name), said)
            check_report(fate.unit(name), name, said, told)
        for name in LISTS:
            check_list(fate.unit(name), name, old.values.get(name), new.values.get(name), said)
        check_passage(fate.unit(ABSTRACT), old, new, said)
        if fate.unit(ABSTRACT).value is not None:
            check_report(fate.unit(ABSTRACT), ABSTRACT, said, told)
        if said is None and not fate.is_by_hand and not fate.is_unknown:
            assert "orphan" in {p.rule for p in told}
        fate.is_met = True
        if said is not None:
            # Without its memory a page stays a person's own: no seed can leave it an orphan.
            fate.is_by_hand = False

    def _meet(
        self, paper: str, said: Said, before: dict[str, bytes], after: dict[str, bytes]
    ) -> None:
        """Look at the page of a paper that had none; it is all ours."""
        new = [name for name in after if name not in before]
        sheets = {name: read_sheet(after[name]) for name in new}
        [name] = [n for n, sheet in sheets.items() if sheet.values["title"] == said["title"]]
        fate = self.now.fates[paper] = Fate(name.removesuffix(".md"), is_met=True)
        for unit_name, value in said.items():
            fate.units[unit_name] = Unit(value, False, {value}, is_ours=True)
            here = sheets[name].values.get(unit_name)
            if unit_name == ABSTRACT:
                here = _content(sheets[name], "abstract") or None
            assert here == value, (unit_name, here, value)


def _blur(fate: Fate, ours: Fate | None, theirs: Fate | None) -> None:
    """After a merge both sides' memories hold: what either side saw counts as seen."""
    for side in (ours, theirs):
        for name, unit in side.units.items() if side else ():
            fate.unit(name).seen |= unit.seen
    for name in (*SCALARS, *LISTS):
        if ours and theirs and ours.unit(name) != theirs.unit(name):
            fate.unit(name).is_unsure = True


def same(problems: tuple[Problem, ...]) -> set[Problem]:
    return {p for p in problems if not p.rule.startswith(("redirect", "settled-conflict"))}


def changed_files(old: dict[str, bytes], new: dict[str, bytes]) -> list[str]:
    """Name the files that are not the same."""
    return sorted(name for name in {*old, *new} if old.get(name) != new.get(name))


def check_bytes(old: Sheet, new: Sheet) -> None:
    """What keeps its value keeps its bytes, and so does everything between."""
    fields = {n for n in {*old.values, *new.values} if old.values.get(n) != new.values.get(n)}
    passages = {n for n in {*old.passages, *new.passages} if _whole(old, n) != _whole(new, n)}
    before, after = old.rest(fields, passages), new.rest(fields, passages)
    if fields:  # what stood behind a value that went may stand on a line of its own
        before, after = _LONE_COMMENT.sub("", before), _LONE_COMMENT.sub("", after)
    assert before == after, f"{before!r}\n{after!r}"
    assert sorted(old.comments()) == sorted(new.comments()), (old.text, new.text)
    assert old.text.endswith("\n") == new.text.endswith("\n")
    is_crlf = all(line.endswith("\r\n") for line in old.lines[:-1])
    ending = "\r\n" if is_crlf else "\n"
    is_mixed = not is_crlf and any(line.endswith("\r\n") for line in old.lines)
    ends = {line[len(line.rstrip("\r\n")) :] for line in new.lines[:-1]}
    assert is_mixed or ends == {ending}, ends
    for name in fields & old.blocks.keys() & new.blocks.keys():
        here = new.values[name]
        if isinstance(old.values[name], tuple) and isinstance(here, tuple):
            _check_entry_lines(old.block(name), new.block(name), here)


def _check_entry_lines(old: str, new: str, here: tuple[str, ...]) -> None:
    """Each entry of a list is a unit: the lines of those that stay are as they were."""
    for line in old.splitlines():
        text = line.strip().removeprefix("- ").partition("  #")[0].strip("'\" ")
        if line.lstrip().startswith("- ") and text in here:
            assert line in new.splitlines(), line


def _whole(sheet: Sheet, name: str) -> str | None:
    if name not in sheet.passages:
        return None
    start, end = sheet.passages[name]
    return "".join(sheet.lines[start:end])


def _content(sheet: Sheet, name: str) -> str | None:
    if name not in sheet.passages:
        return None
    return sheet.passage(name).replace("\r\n", "\n")


def check_text(
    unit: Unit, name: str, old: Value | None, new: Value | None, said: Said | None
) -> None:
    """A text is the person's who set it, else the seeds'."""
    value = said[name] if said else None
    _meet_unknown(unit, value)
    if unit.is_persons:
        assert new == unit.value, (name, new, unit)
    elif said is None:
        assert new == old, (name, new, old)
    elif unit.is_unsure and new == old != value:
        unit.value, unit.is_persons = old, True  # whoever settled the merge chose this
    else:
        assert new == value, (name, new, value)
        unit.value, unit.seen, unit.is_ours, unit.is_unsure = value, {value}, True, False


def check_report(unit: Unit, name: str, said: Said | None, told: list[Problem]) -> None:
    """What the seeds newly say of a person's unit is reported until it is settled."""
    label = f"{name.strip('<>')}:"
    is_told = any(p.rule == "seeds-differ" and p.message.startswith(label) for p in told)
    value = said[name] if said else None
    if unit.is_unsure:
        return
    if not unit.is_persons or value is None or value == unit.value or unit.seen == {value}:
        assert not is_told, (name, unit, value)
    elif value not in unit.seen:
        assert is_told, (name, unit, value)


def check_list(
    unit: Unit, name: str, old: Value | None, new: Value | None, said: Said | None
) -> None:
    """A list has the entries of the seeds and of people, but for those that people removed."""
    value = said[name] if said else None
    assert isinstance(new, tuple | None) and isinstance(value, tuple | None)
    _meet_unknown(unit, value)
    if not unit.is_persons and not unit.is_unsure:
        expected = value if said is not None else old
        assert new == expected, (name, new, expected)
        unit.value, unit.seen, unit.is_ours = expected, {expected}, True
        return
    if unit.value in (None, ()) and unit.is_persons:
        assert new == unit.value, (name, new, unit)
        return
    if unit.is_whole:
        assert new == unit.value, (name, new, unit)
        return
    here = set(new or ())
    assert unit.added <= here and not unit.removed & here, (name, new, unit)
    if said is not None and not unit.is_unsure:
        assert here == (set(value or ()) - unit.removed) | unit.added, (name, new, value, unit)
    before = [entry for entry in old or () if entry in here and unit.is_persons]
    assert before == [entry for entry in new or () if entry in before], (name, old, new)
    unit.value = new


def check_passage(unit: Unit, old: Sheet, new: Sheet, said: Said | None) -> None:
    """An abstract is the person's who changed it, else the seeds'."""
    here, value = _content(new, "abstract"), said[ABSTRACT] if said else None
    if not unit.seen and unit.is_persons:
        unit.seen = {value}
    if unit.is_persons:
        assert here == unit.value
    elif said is None or value is None:
        assert here == _content(old, "abstract")
    else:
        assert here == value
        unit.value, unit.seen, unit.is_ours = value, {value}, True


def _meet_unknown(unit: Unit, value: Value | None) -> None:
    """Where nothing is known of a person's unit, what the seeds say now was passed over."""
    if unit.seen or not unit.is_persons:
        return
    unit.seen = {value}
    if isinstance(value, tuple):
        unit.removed |= set(value) - set(unit.value or ())
    unit.is_persons = not (unit.value is None and value is None)

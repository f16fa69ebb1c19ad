"""Long random histories of a list, in which no edit of a person is ever lost."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from contract_edits import EDITS
from contract_story import IDS, Story, to_item
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from lists import Item, PaperList

papers = st.sampled_from(IDS)
numbers = st.integers(0, 11)


class Histories(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.story = Story(PaperList(self.folder))

    def teardown(self) -> None:
        try:
            self.story.run()
        finally:
            shutil.rmtree(self.folder)

    @rule()
    def generate(self) -> None:
        self.story.run()

    @rule(paper=papers, kind=st.integers(0, len(EDITS) - 1), number=numbers)
    def edit(self, paper: str, kind: int, number: int) -> None:
        self.story.edit(paper, kind, number)

    @rule(paper=papers, kind=st.integers(0, len(EDITS) - 1), number=numbers)
    def edit_too(self, paper: str, kind: int, number: int) -> None:
        self.story.edit(paper, kind, number)

    @rule(paper=papers)
    def seeds_gain(self, paper: str) -> None:
        if self.story.seed(paper) is None:
            self.story.write_seed(paper, to_item(paper))

    @rule(paper=papers)
    def seeds_lose(self, paper: str) -> None:
        self.story.write_seed(paper, None)

    @rule(paper=papers, number=numbers)
    def seeds_change(self, paper: str, number: int) -> None:
        item = self.story.seed(paper)
        if item is None:
            return
        fresh = self.story.fresh(number)
        text: dict[int, Item] = {
            0: {"title": f"{to_item(paper)['title']} in {fresh}"},
            1: {"issued": {"date-parts": [[2000 + fresh % 20]]}},
            2: {"container-title": f"Venue {fresh}"},
            3: {"container-title": None},
            4: {"URL": f"https://example.org/{fresh}"},
            5: {"URL": None},
            6: {"abstract": f"Words {fresh} on {paper} come first, and others after them."},
            7: {"keyword": f"word {fresh}, other {fresh % 3}"},
            8: {"keyword": None},
        }
        changed = item | text.get(number, {})
        self.story.write_seed(paper, {k: v for k, v in changed.items() if v})

    @rule(paper=papers, number=numbers)
    def seeds_change_authors(self, paper: str, number: int) -> None:
        item = self.story.seed(paper)
        if item is None:
            return
        people = item.get("author", [])
        assert isinstance(people, list)
        if number % 4 == 0 and people:
            people.pop(number % len(people))
        elif number % 4 == 1:
            people.reverse()
        else:
            new = {"family": f"New{self.story.fresh(0)}", "given": "Noor"}
            people.insert(number % (len(people) + 1), new)
        self.story.write_seed(paper, item | {"author": people})

    @rule(paper=papers)
    def delete(self, paper: str) -> None:
        self.story.delete(paper)

    @rule(paper=papers)
    def rename(self, paper: str) -> None:
        self.story.rename(paper)

    @rule(paper=papers, other=papers)
    def swap(self, paper: str, other: str) -> None:
        self.story.swap(paper, other)

    @rule(paper=papers, number=numbers)
    def write_by_hand(self, paper: str, number: int) -> None:
        self.story.write_by_hand(paper, number)

    @rule()
    def lose_memory(self) -> None:
        self.story.lose_memory()

    @rule()
    def forget_cache(self) -> None:
        self.story.forget_cache()

    @rule()
    def branch(self) -> None:
        self.story.branch()

    @rule(ours=st.booleans(), settled=st.booleans())
    def merge(self, ours: bool, settled: bool) -> None:
        self.story.merge(prefers_ours=ours, is_settled=settled)


Histories.TestCase.settings = settings(
    max_examples=int(os.environ.get("STORY_EXAMPLES", "10")),
    stateful_step_count=30,
    deadline=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
test_histories = Histories.TestCase

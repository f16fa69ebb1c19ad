"""Short histories that once went wrong; the long random ones found them."""

from __future__ import annotations

from lists import GPTQ, GPTQ_MEMORY, GPTQ_PAGE, LENS, TREES, Item, PaperList, to_csl
from shelflist.build import Account

NOOR = {"family": "Haddad", "given": "Noor"}
FRANTAR = {"family": "Frantar", "given": "Elias"}
ALISTARH = {"family": "Alistarh", "given": "Dan"}


def say(made: PaperList, **changes: object) -> Account:
    """Let the seed say something else of one paper, and generate."""
    item: Item = {name: value for name, value in (GPTQ | changes).items() if value}
    made.write("seeds/papers.json", to_csl(item, LENS, TREES))
    return made.generate()


def rules(account: Account) -> list[str]:
    return [problem.rule for problem in account.problems]


def test_a_field_removed_after_the_memory_was_lost_stays_away(small: PaperList) -> None:
    small.generate()
    small.lose_memory()
    small.generate()
    small.change(GPTQ_PAGE, "year: 2022\n", "")
    small.change(GPTQ_PAGE, "  - Dan Alistarh\n", "")
    small.generate()
    assert "year:" not in small.text(GPTQ_PAGE)
    assert "Dan Alistarh" not in small.text(GPTQ_PAGE)


def test_after_the_memory_was_lost_only_what_is_new_is_reported(small: PaperList) -> None:
    small.generate()
    small.lose_memory()
    small.generate()
    small.change(GPTQ_PAGE, "year: 2022", "year: 1999")
    assert "seeds-differ" not in rules(small.generate())
    assert "seeds-differ" in rules(say(small, issued={"date-parts": [[2023]]}))


def test_an_entry_removed_after_the_memory_was_lost_stays_away(small: PaperList) -> None:
    small.generate()
    small.lose_memory()
    small.generate()
    say(small, author=[FRANTAR, ALISTARH, NOOR])
    small.change(GPTQ_PAGE, "  - Elias Frantar\n", "")
    small.change(GPTQ_PAGE, "  - Dan Alistarh\n", "")
    small.generate()
    assert "authors:\n  - Noor Haddad\nyear" in small.text(GPTQ_PAGE)


def test_a_field_that_the_seeds_took_back_follows_them_after_a_merge(small: PaperList) -> None:
    say(small, **{"container-title": "One"})
    ours = small.text(GPTQ_MEMORY)
    say(small)
    small.write(GPTQ_MEMORY, f"{ours}{small.text(GPTQ_MEMORY)}")
    small.generate()
    say(small, **{"container-title": "Two"})
    assert "venue: Two" in small.text(GPTQ_PAGE)


def test_a_list_that_person_and_seeds_emptied_together_follows_the_seeds(small: PaperList) -> None:
    small.generate()
    small.change(GPTQ_PAGE, "  - Elias Frantar\n", "")
    say(small, author=[FRANTAR])
    assert "authors" not in small.text(GPTQ_PAGE)
    say(small, author=[FRANTAR, NOOR])
    assert "authors:\n  - Noor Haddad\n" in small.text(GPTQ_PAGE)


def test_a_list_put_in_order_and_then_shortened_is_settled_at_once(small: PaperList) -> None:
    small.generate()
    small.change(
        GPTQ_PAGE, "  - Elias Frantar\n  - Dan Alistarh\n", "  - Dan Alistarh\n  - Elias Frantar\n"
    )
    say(small, author=[ALISTARH])
    before = small.tree()
    assert small.generate().files_written == 0
    assert small.tree() == before


def test_comments_in_a_list_outlive_its_entries(small: PaperList) -> None:
    small.generate()
    small.change(GPTQ_PAGE, "authors:\n", "authors:  # as printed\n  # first\n")
    small.change(GPTQ_PAGE, "Dan Alistarh\n", "'Dan Alistarh'  # of ISTA\n")
    small.change(GPTQ_PAGE, "year: 2022\n", "year: 2022  # on arXiv\n")
    say(small, author=[FRANTAR, NOOR, ALISTARH], issued={"date-parts": [[2023]]})
    assert (
        "authors:  # as printed\n  # first\n  - Elias Frantar\n  - Noor Haddad\n"
        "  - 'Dan Alistarh'  # of ISTA\nyear: 2023  # on arXiv\n"
    ) in small.text(GPTQ_PAGE)
    say(small, author=[NOOR])
    text = small.text(GPTQ_PAGE)
    assert all(comment in text for comment in ("# as printed", "# first", "# of ISTA"))


def test_a_page_renamed_while_no_seed_speaks_of_it_is_followed(small: PaperList) -> None:
    small.generate()
    small.write("seeds/papers.json", to_csl(LENS, TREES))
    small.path(GPTQ_PAGE).rename(small.path("docs/papers/mine.md"))
    account = small.generate()
    assert "orphan" in rules(account)
    assert rules(small.generate()) == rules(account)
    say(small, issued={"date-parts": [[2023]]})
    assert "year: 2023" in small.text("docs/papers/mine.md")
    assert not small.path(GPTQ_PAGE).exists()


def test_a_page_deleted_while_no_seed_speaks_of_it_stays_deleted(small: PaperList) -> None:
    small.generate()
    small.write("seeds/papers.json", to_csl(LENS, TREES))
    small.generate()
    small.path(GPTQ_PAGE).unlink()
    small.generate()
    say(small)
    assert len(small.papers()) == 2


def test_a_page_that_a_person_made_unlike_its_seed_gets_no_twin(small: PaperList) -> None:
    small.generate()
    small.change(GPTQ_PAGE, "GPTQ: Accurate Quantization", "Something Else Altogether")
    account = say(small, author=[NOOR])
    assert len(small.papers()) == 3
    assert "  - Noor Haddad\nyear" in small.text(GPTQ_PAGE)
    assert rules(small.generate()) == rules(account)


def test_a_page_that_never_had_a_seed_is_no_orphan(small: PaperList) -> None:
    small.write("docs/papers/mine.md", "---\ntitle: Gardens Under Snow\n---\nMine.\n")
    assert "orphan" not in rules(small.generate())
    assert "orphan" not in rules(small.generate())

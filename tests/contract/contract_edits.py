"""Everything a person does to a page, byte by byte, each told to the model."""

from __future__ import annotations

import json
from collections.abc import Callable

from contract_model import LISTS, SCALARS, Fate
from contract_pages import Sheet, Value

Edit = Callable[[Fate, Sheet, int], str | None]
"""Changes a page: its fate, the page, a number for whatever is to be chosen or made up;
gives the new text, or `None` where the page has nothing to edit so."""

ABSTRACT = "<abstract>"


def write_scalar(text: str, style: int) -> str:
    """Write a text as YAML in one of the ways people do."""
    plain = text if text.replace(" ", "").isalnum() else json.dumps(text, ensure_ascii=False)
    single = "'" + text.replace("'", "''") + "'"
    return (plain, single, json.dumps(text, ensure_ascii=False))[style % 3]


def _pick(fate: Fate, sheet: Sheet, names: tuple[str, ...], number: int) -> str | None:
    there = [name for name in names if name in sheet.blocks]
    return there[number % len(there)] if there else None


def _make_up(name: str, number: int) -> str:
    made = {"year": str(1900 + number % 90), "doi": f"10.1000/mine-{number}"}
    return made.get(name, f"Mine {number}")


def change_field(fate: Fate, sheet: Sheet, number: int) -> str | None:
    """Give a text field another value."""
    name = _pick(fate, sheet, SCALARS, number)
    if name is None:
        return None
    mine = _make_up(name, number)
    unit = fate.unit(name)
    unit.value, unit.is_persons = mine, True
    comment = f"  # c{number}" if number % 2 else ""
    old = _comments_of(sheet, name)
    return sheet.with_lines(
        *sheet.blocks[name], f"{name}: {write_scalar(mine, number)}{old or comment}\n"
    )


def _comments_of(sheet: Sheet, name: str) -> str:
    part = Sheet((sheet.block(name),), {}, {}, 0)
    return "".join(f"  {found}" for found in part.comments())


def add_known_field(fate: Fate, sheet: Sheet, number: int) -> str | None:
    """Fill in a field that the seeds know and that the page lacks."""
    lacking = [name for name in SCALARS if name not in sheet.blocks]
    if not lacking:
        return None
    name = lacking[number % len(lacking)]
    mine = _make_up(name, number)
    unit = fate.unit(name)
    unit.value, unit.is_persons = mine, True
    return sheet.with_lines(1, 1, f"{name}: {write_scalar(mine, number)}\n")


def undo_field(fate: Fate, sheet: Sheet, number: int) -> str | None:
    """Write back what the generator had written."""
    for name in SCALARS:
        unit = fate.unit(name)
        if unit.is_persons and unit.value is not None and len(unit.seen) == 1 and unit.is_ours:
            [value] = unit.seen
            if isinstance(value, str):
                unit.value, unit.is_persons = value, False
                text = f"{name}: {write_scalar(value, 2)}{_comments_of(sheet, name)}\n"
                return sheet.with_lines(*sheet.blocks[name], text)
    return None


def remove_field(fate: Fate, sheet: Sheet, number: int) -> str | None:
    """Take a field out."""
    name = _pick(fate, sheet, (*SCALARS, *LISTS), number)
    if name is None:
        return None
    unit = fate.unit(name)
    unit.value, unit.is_persons = None, unit.seen != {None}
    return sheet.with_lines(*sheet.blocks[name])


def add_own_field(fate: Fate, sheet: Sheet, number: int) -> str | None:
    """Add a field of which the generator knows nothing."""
    at = (1, sheet.close)[number % 2]
    letters = "".join("abcdefghij"[int(digit)] for digit in str(number))
    return sheet.with_lines(at, at, f"own_{letters}: note\n")


def write_list(name: str, entries: list[str], style: int) -> str:
    """Write a list in one of the ways people do."""
    texts = [write_scalar(entry, style) for entry in entries]
    if style % 4 == 3 or not entries:
        return f"{name}: [{', '.join(texts)}]\n"
    indent = "" if style % 4 == 2 else "  "
    return f"{name}:\n" + "".join(f"{indent}- {text}\n" for text in texts)


def _edit_list(
    fate: Fate, sheet: Sheet, number: int, change: Callable[[list[str], int], None]
) -> str | None:
    name = _pick(fate, sheet, LISTS, number)
    entries = sheet.values.get(name or "")
    if name is None or not isinstance(entries, tuple) or _comments_of(sheet, name):
        return None
    after = list(entries)
    change(after, number)
    if after == list(entries):
        return None
    note_list(fate, name, entries, after)
    return sheet.with_lines(*sheet.blocks[name], write_list(name, after, number))


def note_list(fate: Fate, name: str, before: Value, after: list[str]) -> None:
    """Tell the model what a person did to a list."""
    unit = fate.unit(name)
    came, went = set(after) - set(before), set(before) - set(after)
    unit.removed = (unit.removed | went) - came
    unit.added = (unit.added | came) - went
    unit.value = tuple(after)
    unit.is_persons = not (unit.is_ours and unit.seen == {unit.value} and not unit.added)


def add_entry(fate: Fate, sheet: Sheet, number: int) -> str | None:
    """Add an entry to a list."""
    return _edit_list(fate, sheet, number, lambda e, n: e.insert(n % (len(e) + 1), f"Mine X{n}"))


def remove_entry(fate: Fate, sheet: Sheet, number: int) -> str | None:
    """Take an entry out of a list."""

    def remove(entries: list[str], number: int) -> None:
        if entries:
            del entries[number % len(entries)]

    return _edit_list(fate, sheet, number, remove)


def correct_entry(fate: Fate, sheet: Sheet, number: int) -> str | None:
    """Correct an entry of a list."""

    def correct(entries: list[str], number: int) -> None:
        if entries:
            entries[number % len(entries)] = f"Mine Y{number}"

    return _edit_list(fate, sheet, number, correct)


def reorder_entries(fate: Fate, sheet: Sheet, number: int) -> str | None:
    """Turn a list round."""
    return _edit_list(fate, sheet, number, lambda entries, _: entries.reverse())


def empty_list(fate: Fate, sheet: Sheet, number: int) -> str | None:
    """Empty a list so that nothing shall come into it."""
    return _edit_list(fate, sheet, number, lambda entries, _: entries.clear())


def requote(fate: Fate, sheet: Sheet, number: int) -> str | None:
    """Write a field in another style without changing what it says."""
    name = _pick(fate, sheet, (*SCALARS, *LISTS), number)
    if name is None or _comments_of(sheet, name):
        return None
    value = sheet.values[name]
    if isinstance(value, tuple):
        text = write_list(name, list(value), number)
    elif number % 5 == 4 and value:
        text = f"{name}: >-\n  {value}\n"
    else:
        text = f"{name}:  {write_scalar(value, number)}\n"
    return sheet.with_lines(*sheet.blocks[name], text)


def comment_line(fate: Fate, sheet: Sheet, number: int) -> str | None:
    """Write a comment on a line of its own, between fields."""
    starts = [start for start, _ in sheet.blocks.values()] + [sheet.close]
    at = starts[number % len(starts)]
    return sheet.with_lines(at, at, f"# c{number}\n")


def comment_behind(fate: Fate, sheet: Sheet, number: int) -> str | None:
    """Write a comment behind a field or an entry of a list."""
    lines = [
        at
        for start, end in sheet.blocks.values()
        for at in range(start, end)
        if "#" not in sheet.lines[at] and ">" not in sheet.lines[start]
    ]
    if not lines:
        return None
    at = lines[number % len(lines)]
    said = sheet.lines[at].rstrip()
    return sheet.with_lines(at, at + 1, f"{said}  # c{number}\n")


def comment_in_list(fate: Fate, sheet: Sheet, number: int) -> str | None:
    """Write a comment between the entries of a list."""
    name = _pick(fate, sheet, (*LISTS, "topics"), number)
    if name is None or sheet.blocks[name][1] - sheet.blocks[name][0] < 3:
        return None
    at = sheet.blocks[name][0] + 2
    return sheet.with_lines(at, at, f"  # c{number}\n")


def move_field(fate: Fate, sheet: Sheet, number: int) -> str | None:
    """Move a field to the top."""
    names = list(sheet.blocks)
    if not names:
        return None
    start, end = sheet.blocks[names[number % len(names)]]
    if not sheet.lines[end - 1].endswith("\n"):
        return None
    lines = list(sheet.lines)
    moved = lines[start:end]
    del lines[start:end]
    lines[1:1] = moved
    return "".join(lines)


def blank_line(fate: Fate, sheet: Sheet, number: int) -> str | None:
    """Put an empty line between two fields."""
    starts = [start for start, _ in sheet.blocks.values()]
    at = starts[number % len(starts)] if starts else 1
    return sheet.with_lines(at, at, "\n")


def _edit_passage(fate: Fate, sheet: Sheet, name: str, change: Callable[[str], str]) -> str | None:
    if name not in sheet.passages:
        return None
    start, end = sheet.passages[name]
    after = change(sheet.passage(name).replace("\r\n", "\n"))
    after += "" if after.endswith("\n") else "\n"
    unit = fate.unit(f"<{name}>")
    unit.value, unit.is_persons = after, True
    return sheet.with_lines(start + 1, end - 1, *after.splitlines(keepends=True))


def edit_sentence(fate: Fate, sheet: Sheet, number: int) -> str | None:
    """Change a sentence of the abstract."""
    return _edit_passage(fate, sheet, "abstract", lambda text: f"Mine {number}. {text}")


def delete_passage(fate: Fate, sheet: Sheet, number: int) -> str | None:
    """Delete a passage with its marks."""
    there = list(sheet.passages)
    if not there:
        return None
    name = there[number % len(there)]
    unit = fate.unit(f"<{name}>")
    unit.value, unit.is_persons = None, True
    return sheet.with_lines(*sheet.passages[name])


def write_note(fate: Fate, sheet: Sheet, number: int) -> str | None:
    """Write a line of one's own: on top, between the passages or at the end."""
    places = [sheet.close + 1, *(end for _, end in sheet.passages.values()), len(sheet.lines)]
    at = places[number % len(places)]
    if at and not sheet.lines[at - 1].endswith("\n"):
        return None
    return sheet.with_lines(at, at, f"Note {number}: mine.\n")


def turn_line_ends(fate: Fate, sheet: Sheet, number: int) -> str | None:
    """Save the page with the line ends of another system."""
    if "\r\n" in sheet.text:
        return sheet.text.replace("\r\n", "\n")
    return sheet.text.replace("\n", "\r\n")


def drop_final_newline(fate: Fate, sheet: Sheet, number: int) -> str | None:
    """Save the page as some editors do, without a last line end."""
    return sheet.text.rstrip("\r\n")


def toggle_mark(fate: Fate, sheet: Sheet, number: int) -> str | None:
    """Save the page with a byte-order mark, or without it."""
    text = sheet.text
    return text[1:] if text.startswith("\ufeff") else f"\ufeff{text}"


EDITS: tuple[Edit, ...] = (
    change_field,
    add_known_field,
    undo_field,
    remove_field,
    add_own_field,
    add_entry,
    remove_entry,
    correct_entry,
    reorder_entries,
    empty_list,
    requote,
    comment_line,
    comment_behind,
    comment_in_list,
    move_field,
    blank_line,
    edit_sentence,
    delete_passage,
    write_note,
    turn_line_ends,
    drop_final_newline,
    toggle_mark,
)

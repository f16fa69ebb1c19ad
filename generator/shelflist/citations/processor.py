"""citeproc-py made to follow CSL where it departs from it and styles print wrong facts.

Source:
    CSL 1.0.2: "Group" (one that asks for variables and finds none prints nothing; a macro or
    a group in it that prints something counts as one), "Substitute"
    (what stood in for a name is not printed again), "Text-case" (also of labels).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from citeproc.model import (
    CitationStylesElement,
    Date,
    Group,
    Label,
    Names,
    Number,
    SomewhatObjectifiedElement,
    Substitute,
    Text,
)
from citeproc.source import VariableError


def correct_processor() -> None:
    """Put the corrections into the processor; a second time changes nothing."""
    if Group.process is _process_group:
        return
    for element in (Text, Names, Date, Number):
        element.render = _count_variables(element.render)
    Group.process = _process_group
    Names.process = _process_names
    Substitute.render = _render_substitute
    Label.markup = _mark_up_label
    # Most of its time went into finding the same places of a style again, which never changes.
    SomewhatObjectifiedElement.__getattr__ = cache(SomewhatObjectifiedElement.__getattr__)
    CitationStylesElement.xpath_search = cache(CitationStylesElement.xpath_search)


def _count_variables(render: Callable[..., Any]) -> Callable[..., Any]:
    """Let an element tell its item when it asks for a variable, and when it prints one."""

    def count(element: Any, item: Any, *args: Any, **options: Any) -> Any:
        _tell(item, asked=element.get("variable") is not None)
        text = render(element, item, *args, **options)
        if text and (element.get("variable") or element.get("macro")):
            _tell(item, printed=True)
        return text

    return count


def _tell(item: Any, *, asked: bool = False, printed: bool = False) -> None:
    before = _counted(item)
    item["counted"] = before[0] + asked, before[1] + printed


def _counted(item: Any) -> tuple[int, int]:
    """Give how often variables of an item were asked for, and how often printed."""
    counted: tuple[int, int] = item.get("counted", (0, 0))
    return counted


_process_any_group = Group.process
_process_any_names = Names.process
_render_any_substitute = Substitute.render


def _process_group(group: Any, item: Any, *args: Any, **options: Any) -> Any:
    asked, printed = _counted(item)
    text = _process_any_group(group, item, *args, **options)
    asked_then, printed_then = _counted(item)
    if asked_then > asked and printed_then == printed:
        raise VariableError
    _tell(item, printed=True)  # to a group around it
    return text


def _render_substitute(substitute: Any, item: Any, *args: Any, **options: Any) -> Any:
    before = item.get("roles", ())
    text = _render_any_substitute(substitute, item, *args, **options)
    if text:
        item["substituted"] = item.get("substituted", ()) + item.get("roles", ())[len(before) :]
    return text


def _process_names(names: Any, item: Any, *args: Any, **options: Any) -> Any:
    said = names.get("variable")
    left = [role for role in said.split() if role not in item.get("substituted", ())]
    if not left:
        raise VariableError
    try:
        names.set("variable", " ".join(left))
        text = _process_any_names(names, item, *args, **options)
    finally:
        names.set("variable", said)
    item["roles"] = item.get("roles", ()) + tuple(role for role in left if role in item.reference)
    return text


def _mark_up_label(label: Any, text: Any) -> Any:
    if not text:
        return None
    language = label.get_root().get("default-locale", "en")[:2]
    return label.wrap(label.format(label.case(label.strip_periods(text), language)))

"""The theme shows what the plugin computes: templates neither call Python nor choose a format."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from jinja2.filters import FILTERS

from lists import ROOT

THEME = ROOT / "generator/shelflist/theme"
TEMPLATES = sorted(THEME.rglob("*.html"))
MOST = 500


def parse(path: Path) -> nodes.Template:
    """Take a template apart."""
    return Environment().parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(THEME).as_posix())
def test_a_template_only_shows(path: Path) -> None:
    tree = parse(path)
    imported = {found.target for found in tree.find_all(nodes.Import)}
    macros = {found.name for found in tree.find_all(nodes.Macro)}
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Getattr):
            assert isinstance(call.node.node, nodes.Name), call
            assert call.node.node.name in imported, f"line {call.lineno}: .{call.node.attr}()"
        else:
            assert isinstance(call.node, nodes.Name) and call.node.name in macros, call
    for each in (*tree.find_all(nodes.Import), *tree.find_all(nodes.FromImport)):
        assert not each.with_context, f"line {each.lineno}: import … with context"
    used = {found.name for found in tree.find_all(nodes.Filter)}
    assert used <= FILTERS.keys()
    assert "safe" not in used  # what is HTML already says so by its type


def test_templates_are_few() -> None:
    lines = [len(path.read_text(encoding="utf-8").splitlines()) for path in TEMPLATES]
    assert len(TEMPLATES) > 10
    assert sum(lines) <= MOST

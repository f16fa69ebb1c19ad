"""Papers per year as inline SVG, drawn when the site is built."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

HEIGHT = 120
BAR = 28
GAP = 10
MOST_BARS = 40
_TOP, _BOTTOM = 18, 22


def render_chart(counts: Mapping[int, int], title: str, caption: str) -> str:
    """Draw one bar a year, the empty years between included, below a caption.

    Caption and chart are one line of the page: what one paper more changes.

    Args:
        counts: Papers by year.
        title: What the chart shows; read out by screen readers with every number.
        caption: How many papers there are, in words.

    Returns:
        An HTML block on one line; only the caption when fewer than two years have
        papers. Of a longer span than `MOST_BARS` years the latest are drawn.
    """
    return f'<div class="sl-chart"><p>{escape(caption)}</p>{_draw(counts, title)}</div>'


def _draw(counts: Mapping[int, int], title: str) -> str:
    if len(counts) < 2:
        return ""
    last = max(counts)
    first = max(min(counts), last - MOST_BARS + 1)
    years = range(first, last + 1)
    most = max(counts.values())
    width = len(years) * (BAR + GAP) + GAP
    bars = "".join(_bar(i, year, counts.get(year, 0), most) for i, year in enumerate(years))
    said = ", ".join(f"{year}: {counts[year]}" for year in years if year in counts)
    label = escape(f"{title}. {said}", quote=True)
    height = _TOP + HEIGHT + _BOTTOM
    return (
        f'<svg role="img" aria-label="{label}" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'style="max-width:100%;height:auto" fill="currentColor" font-size="11" '
        f'text-anchor="middle">{bars}</svg>'
    )


def _bar(index: int, year: int, count: int, most: int) -> str:
    x = GAP + index * (BAR + GAP)
    size = round(HEIGHT * count / most)
    middle = x + BAR // 2
    top = _TOP + HEIGHT - size
    drawn = (
        f'<rect x="{x}" y="{top}" width="{BAR}" height="{size}" rx="2"/>'
        f'<text x="{middle}" y="{top - 5}">{count}</text>'
        if count
        else ""
    )
    return f'{drawn}<text x="{middle}" y="{_TOP + HEIGHT + 15}">{year}</text>'

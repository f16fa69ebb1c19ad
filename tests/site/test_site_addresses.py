"""The files that name a site's addresses: sitemaps, llms.txt."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from drawing_pages import BASE, to_pages

from shelflist.site import addresses
from shelflist.site.addresses import to_llms, to_sitemaps

TEXTS = {
    "index.md": "# Home\n",
    "papers/index.md": "---\ntitle: All papers\ndescription: Every paper.\n---\n",
    "papers/a.md": "---\ntitle: First\nadded: 2024-01-02\n---\n",
    "papers/b&c.md": "---\ntitle: Second\nadded: soon\n---\n",
    "topics/index.md": "# Topics\n",
    "topics/ponds.md": "---\ntitle: Ponds [and lakes]\ndescription: Still water.\n---\n",
    "authors/index.md": "# Authors\n",
}
URLS = [
    *(BASE, f"{BASE}authors/", f"{BASE}papers/", f"{BASE}papers/a/", f"{BASE}papers/b%26c/"),
    *(f"{BASE}topics/", f"{BASE}topics/ponds/"),
]


def read_urls(text: str) -> list[str]:
    return [found.text or "" for found in ElementTree.fromstring(text).iterfind(".//{*}loc")]


def test_a_sitemap_names_every_page_and_when_a_paper_came() -> None:
    [(name, text)] = to_sitemaps(to_pages(TEXTS)).items()
    assert name == "sitemap.xml"
    assert read_urls(text) == URLS
    root = ElementTree.fromstring(text)
    assert root.tag.endswith("}urlset")
    days = {u.findtext("{*}loc"): u.findtext("{*}lastmod") for u in root}
    assert {url: day for url, day in days.items() if day} == {f"{BASE}papers/a/": "2024-01-02"}


def test_a_site_without_an_address_has_no_sitemap() -> None:
    assert to_sitemaps(to_pages(TEXTS, "")) == {}


@pytest.mark.parametrize(("most", "pieces"), [(7, 0), (6, 2), (3, 3), (1, 7)])
def test_a_long_list_has_sitemaps_in_pieces(
    monkeypatch: pytest.MonkeyPatch, most: int, pieces: int
) -> None:
    monkeypatch.setattr(addresses, "MOST_ADDRESSES", most)
    found = to_sitemaps(to_pages(TEXTS))
    whole = found.pop("sitemap.xml")
    names = [f"sitemap-{number}.xml" for number in range(1, pieces + 1)]
    assert list(found) == names
    if pieces:
        assert ElementTree.fromstring(whole).tag.endswith("}sitemapindex")
        assert read_urls(whole) == [f"{BASE}{name}" for name in names]
        assert [url for name in names for url in read_urls(found[name])] == URLS
        assert max(len(read_urls(text)) for text in found.values()) <= most
    else:
        assert read_urls(whole) == URLS


def test_a_language_model_is_told_of_data_lists_and_topics() -> None:
    lines = to_llms(to_pages(TEXTS)).splitlines()
    assert lines[0] == "# A list"
    assert [line for line in lines if line.startswith("## ")] == [
        "## Data",
        "## Lists",
        "## Topics",
    ]
    assert f"- [papers.json]({BASE}exports/papers.json): every paper with every field" in lines
    assert f"- [All papers]({BASE}papers/): Every paper." in lines
    assert lines[-1] == f"- [Ponds (and lakes)]({BASE}topics/ponds/): Still water."
    assert not any("references" in line for line in lines)  # there is no such page
    assert not re.search(r"\d", "".join(lines))


def test_it_is_told_nothing_of_what_there_is_not() -> None:
    pages = to_pages({"index.md": "# Home\n", "papers/a.md": "---\ntitle: First\n---\n"})
    pages.atlas.is_exported = False
    assert to_llms(pages).split("\n## ") == ["# A list\n", "Lists\n\n"]

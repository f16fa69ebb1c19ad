"""The files that name the addresses of a site: sitemaps and llms.txt.

Source:
    sitemaps.org/protocol.html: a file holds at most 50,000 addresses; llmstxt.org.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from mkdocs.structure.pages import Page

from shelflist.arrivals import is_day
from shelflist.site.pages import SitePages

MOST_ADDRESSES = 50_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def to_sitemaps(pages: SitePages) -> dict[str, str]:
    """Give the sitemaps by name; none where the site's address is not known.

    A longer list has pieces `sitemap-1.xml`, `sitemap-2.xml` …, of which `sitemap.xml` is the
    index. A paper's day is the one on which it was added, never that of the build.
    """
    listed = [page for page in pages.pages if page.canonical_url]
    if not listed:
        return {}
    if len(listed) <= MOST_ADDRESSES:
        return {"sitemap.xml": _to_sitemap(listed, pages)}
    pieces = {
        f"sitemap-{number}.xml": _to_sitemap(listed[start : start + MOST_ADDRESSES], pages)
        for number, start in enumerate(range(0, len(listed), MOST_ADDRESSES), 1)
    }
    base = str(pages.config.site_url).removesuffix("/")
    index = "".join(
        f"\n<sitemap><loc>{escape(f'{base}/{name}')}</loc></sitemap>" for name in pieces
    )
    whole = f'{_HEAD}<sitemapindex xmlns="{_NAMESPACE}">{index}\n</sitemapindex>\n'
    return {"sitemap.xml": whole, **pieces}


def _to_sitemap(listed: Sequence[Page], pages: SitePages) -> str:
    urls = "".join(f"\n{_to_url(page, pages)}" for page in listed)
    return f'{_HEAD}<urlset xmlns="{_NAMESPACE}">{urls}\n</urlset>\n'


def _to_url(page: Page, pages: SitePages) -> str:
    paper = pages.find_paper(page)
    day = str(paper.fields.get("added", "") if paper else page.meta.get("added", ""))
    changed = f"<lastmod>{day}</lastmod>" if is_day(day) else ""
    return f"<url><loc>{escape(page.canonical_url or '')}</loc>{changed}</url>"


def to_llms(pages: SitePages) -> str:
    """Say what a language model is told of the site; without counts, so that it seldom changes."""
    return "\n".join(_each_line(pages)) + "\n"


def _each_line(pages: SitePages) -> Iterator[str]:
    config, base = pages.config, pages.config.site_url or ""
    yield f"# {config.site_name}"
    if config.site_description:
        yield from ("", f"> {config.site_description}")
    if pages.atlas.is_exported:
        yield from ("", "## Data", "")
        for name, what in (
            ("papers.json", "every paper with every field"),
            ("papers.csl.json", "the same as CSL-JSON"),
            ("papers.csv", "the same as a table"),
            ("papers.atom.xml", "the papers that came last"),
        ):
            yield f"- [{name}]({base}exports/{name}): {what}"
    indexes = [f"{folder}/index.md" for folder in ("papers", "topics", "authors", "references")]
    by_uri = {page.file.src_uri: page for page in pages.pages}
    yield from ("", "## Lists", "")
    yield from (_to_line(by_uri[uri], pages) for uri in indexes if uri in by_uri)
    if found := [uri for uri in by_uri if uri.startswith("topics/") and uri not in indexes]:
        yield from ("", "## Topics", "")
        yield from (_to_line(by_uri[uri], pages) for uri in found)


def _to_line(page: Page, pages: SitePages) -> str:
    title = str(page.meta.get("title") or page.title or page.file.name)
    title = title.replace("[", "(").replace("]", ")")
    about = page.meta.get("description")
    return f"- [{title}]({pages.config.site_url or ''}{page.url})" + (f": {about}" if about else "")

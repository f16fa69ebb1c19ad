"""The small pages at old addresses, which lead a browser, a person and a search engine on."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from posixpath import dirname, relpath
from urllib.parse import quote

from shelflist.redirects.lines import INDEX_NAMES, Target
from shelflist.redirects.plan import plan_redirects
from shelflist.redirects.table import to_address, to_published

_HTML = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Moved to {label}</title>
<meta http-equiv="refresh" content="0; url={link}">
<link rel="canonical" href="{canonical}">
</head>
<body>
<main>
<h1>This page has moved</h1>
<p>It is now at <a href="{link}">{label}</a>.</p>
</main>
</body>
</html>
"""
POLICY = "default-src 'self'; base-uri 'none'"
_SAFE = "/:?#[]@!$&'()*+,;=%~"
"""What stays as it is in an address that a person gave whole."""


def render_redirects(
    text: str,
    names: Iterable[str],
    site_url: str = "",
    *,
    is_directory_urls: bool = True,
    policy: str = POLICY,
    language: str = "en",
) -> dict[str, str]:
    """Draw the pages of every old address that leads somewhere.

    Args:
        text: The file of redirects.
        names: Paths in `docs_dir` of what the site publishes, also of pages that it draws.
        site_url: Where the site is, with a slash at its end; empty if that is not known.
        is_directory_urls: Whether addresses are folders.
        policy: What the pages may load, as a content security policy says it.
        language: Of the pages.

    Returns:
        HTML by path in the site, `old/index.html` and `old.html` of each address.
    """
    published = to_published(names)
    pages: dict[str, str] = {}
    for old, target in plan_redirects(text, "", published, {}, site_url).ends.items():
        src_uri = None if target.is_elsewhere else published.find(target.path)
        address = _find_address(target, src_uri, is_directory_urls)
        place = f"#{quote(target.fragment, safe=_SAFE)}" if target.fragment else ""
        is_known = bool(site_url) and src_uri is not None
        for name in (f"{old}/index.html", f"{old}.html"):
            link = address if src_uri is None else _relative(address, dirname(name))
            pages[name] = _HTML.format(
                language=escape(language),
                policy=escape(policy),
                label=escape(_label(target, address)),
                link=escape(link + place),
                canonical=escape(f"{site_url}{quote(address)}" if is_known else link),
            )
    return pages


def _find_address(target: Target, src_uri: str | None, is_directory_urls: bool) -> str:
    """Give where a target is published, below the site's own address unless it is elsewhere."""
    if src_uri is None:
        return quote(target.path, safe=_SAFE)
    stem = src_uri.removesuffix(".md")
    if stem == src_uri:
        return src_uri
    folder, _, last = stem.rpartition("/")
    if last in INDEX_NAMES:
        return to_address(folder) + ("" if is_directory_urls else "index.html")
    return stem + ("/" if is_directory_urls else ".html")


def _relative(address: str, folder: str) -> str:
    relative = quote(relpath(address or ".", folder or "."))
    return f"{relative}/" if not address or address.endswith("/") else relative


def _label(target: Target, address: str) -> str:
    place = f"#{target.fragment}" if target.fragment else ""
    return str(target) if target.is_elsewhere else f"{address or '/'}{place}"

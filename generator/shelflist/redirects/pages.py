"""The small pages at old addresses, which lead a browser, a person and a search engine on.

A link from one page to another looks different in a site whose addresses are folders
(`../new/`) and in one whose addresses are files (`new.html`), and only the builder knows
which it makes. So `old/README.md` is drawn by the theme's `redirect.html`; its own address,
`old/index.html`, is the same in both. `old.html` is for who comes by a file's address.
"""

from __future__ import annotations

from html import escape
from posixpath import dirname, relpath
from urllib.parse import quote

from shelflist.config import Settings
from shelflist.redirects import REDIRECTS_FILE
from shelflist.redirects.docs import MARK
from shelflist.redirects.lines import INDEX_NAMES, Target, to_word
from shelflist.redirects.plan import RedirectPlan
from shelflist.redirects.table import Published, to_address, written_pages

_PAGE = """\
---
# {mark} {file}: change that file instead.
title: {title}
template: redirect.html
redirect: {target}
search:
  exclude: true
---

This page has moved to [{label}]({link}).
"""
_HTML = """\
<!doctype html>
<!-- {mark} {file}: change that file instead. -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; base-uri 'none'">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
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


def render_redirects(
    plan: RedirectPlan, published: Published, settings: Settings
) -> dict[str, str]:
    """Draw the pages of every redirect, by path in `docs_dir`.

    Args:
        plan: Where the old addresses lead.
        published: The list's pages and files.
        settings: Where the site is, and which form its addresses have.
    """
    file = f"{settings.docs_dir}/{REDIRECTS_FILE}"
    form = "/" if settings.is_directory_urls else ".html"
    pages: dict[str, str] = {}
    for old, target in plan.ends.items():
        drawn, static = written_pages(old)
        src_uri = None if target.is_elsewhere else published.find(target.path)
        pages[drawn] = _render_drawn(drawn, file, target, src_uri)
        pages[static] = _render_static(static, file, target, src_uri, settings.site_url, form)
    return pages


def _render_drawn(drawn: str, file: str, target: Target, src_uri: str | None) -> str:
    link = target.path if src_uri is None else quote(relpath(src_uri, dirname(drawn)))
    place = f"#{target.fragment}" if target.fragment else ""
    leads_to = f"{target.path if src_uri is None else quote(src_uri)}{place}"
    return _PAGE.format(
        mark=MARK,
        file=file,
        title=_quoted(f"Moved to {_label(target)}"),
        target=_quoted(leads_to),
        label=_escape_markdown(_label(target)),
        link=f"<{link}>" if src_uri is None else link,
    )


def _render_static(
    static: str, file: str, target: Target, src_uri: str | None, site_url: str, form: str
) -> str:
    """Draw `old.html`: straight to what has one address in both forms, else by the drawn page."""
    place = f"#{quote(target.fragment, safe=_SAFE)}" if target.fragment else ""
    here = dirname(static)
    if src_uri is None:
        canonical = quote(target.path, safe=_SAFE)
        link = canonical + place
    else:
        path, is_same = _published_path(src_uri, form)
        shown = path.removesuffix("index.html") if is_same and form == "/" else path
        canonical = site_url + quote(shown) if site_url else _relative(path, here)
        drawn = written_pages(static.removesuffix(".html"))[0].replace("README.md", "index.html")
        link = _relative(path, here) + place if is_same else _relative(drawn, here)
    return _HTML.format(
        mark=MARK,
        file=escape(file),
        title=escape(f"Moved to {_label(target)}"),
        link=escape(link),
        canonical=escape(canonical),
        label=escape(_label(target)),
    )


_SAFE = "/:?#[]@!$&'()*+,;=%~"
"""What stays as it is in an address that a person gave whole."""


def _published_path(src_uri: str, form: str) -> tuple[str, bool]:
    """Give where a file is published, and whether both forms have it there."""
    if not src_uri.endswith(".md"):
        return src_uri, True
    stem = src_uri.removesuffix(".md")
    folder, _, last = stem.rpartition("/")
    if last in INDEX_NAMES:
        return f"{to_address(folder)}index.html", True
    return stem + form, False


def _relative(path: str, folder: str) -> str:
    relative = quote(relpath(path, folder or "."))
    return f"{relative}/" if path.endswith("/") else relative


def _label(target: Target) -> str:
    return str(target) if target.is_elsewhere else to_address(target.path) or to_word("")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _escape_markdown(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>&#" else sign for sign in text)

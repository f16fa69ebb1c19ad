"""The frame of every page, and the one function from a view to a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from jinja2 import Environment
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from shelflist.formats.json_items import Json
from shelflist.site.views.edit import EditView
from shelflist.site.views.lists import Download, ListView
from shelflist.site.views.paper import PaperView
from shelflist.site.views.text import NOTHING


@dataclass(frozen=True, slots=True)
class NavLink:
    """An entry of a navigation.

    Attributes:
        title: For a reader.
        url: From the page; empty for a heading.
        current: `page` if it is this page, `true` if this page is within it, else empty.
        below: What stands below it.
    """

    title: str
    url: str
    current: str = ""
    below: tuple[NavLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that the head of a page names."""

    type: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What pages of a site share.

    Attributes:
        site_name: The list's name.
        language, direction: Of the interface.
        policy: Content security policy; empty while MkDocs serves.
        copyright: As HTML.
        repo_url: Of the list's repository; may be empty.
    """

    site_name: str
    language: str
    direction: str
    policy: str
    copyright: Markup
    repo_url: str


@dataclass(frozen=True, slots=True)
class PageView:
    """What one page shows. Every address is from the page itself.

    Attributes:
        frame: What it shares with the others.
        template: Name of the template that draws it.
        root: What stands before the path of a file in the site; ends in a slash, or is empty.
        home: Address of the home page.
        title: As text; of the window, `window_title`.
        description: No two pages have the same.
        canonical: From the root of the web; empty if that is not known.
        kind: What it is for social networks: website, article or book.
        is_found: Whether it is a page and not what stands for a missing one.
        tags: Names and contents of further `<meta>` elements.
        data: Descriptions in JSON-LD.
        feeds: Of the papers that it lists.
        styles, scripts: Style sheets, and elements that load scripts of the list's own.
        tabs: The main navigation.
        path: The way to it from the home page.
        sidebar: Its section of the navigation.
        contents: Its headings.
        opening: The body up to its heading, where downloads follow; `body` is the rest.
        has_heading: Whether the body has a heading of its own.
        coins: Papers that it lists, as OpenURLs.
        downloads: Files with the papers that it lists; `download_label` says what they hold.
        exports, papers: Addresses of the pages about these files and about all papers.
        edit: What to change where it is wrong.
        paper: What it shows if it is a paper's.
    """

    frame: Frame
    template: str
    root: str
    home: str
    title: str
    window_title: str
    description: str
    styles: tuple[str, ...]
    scripts: tuple[Markup, ...]
    tabs: tuple[NavLink, ...]
    canonical: str = ""
    kind: str = "website"
    is_found: bool = True
    path: tuple[NavLink, ...] = ()
    sidebar: NavLink | None = None
    contents: tuple[NavLink, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    data: tuple[Markup, ...] = ()
    feeds: tuple[Feed, ...] = ()
    opening: Markup = NOTHING
    body: Markup = NOTHING
    has_heading: bool = False
    coins: tuple[str, ...] = ()
    downloads: tuple[Download, ...] = ()
    download_label: str = ""
    exports: str = ""
    papers: str = ""
    edit: EditView = field(default_factory=lambda: EditView(()))
    paper: PaperView | None = None


def to_json_ld(data: Mapping[str, Json]) -> Markup:
    """Write JSON that can stand in a `<script>`; keys are sorted, signs of HTML escaped."""
    return htmlsafe_json_dumps(data, sort_keys=True)


def render_view(
    environment: Environment, view: PageView, others: Mapping[str, object] | None = None
) -> str:
    """Draw a page: the same bytes as MkDocs gives, which hands the view to the same template.

    Args:
        environment: Has our templates, which escape what they print.
        view: What the page shows; our templates need nothing else.
        others: Further values, for templates of a list's own.
    """
    return environment.get_template(view.template).render({**(others or {}), "view": view})


def render_list(environment: Environment, view: ListView) -> Markup:
    """Draw the list that stands in a page."""
    return Markup(environment.get_template(f"lists/{view.template}.html").render(list=view))

"""What a list's keeper sets, read once into typed values.

Settings stand in `mkdocs.yml` under `extra: shelflist:`; what a seed cannot say of
itself stands in `seeds/seeds.yml`. Every problem is found before any is raised.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TypeVar
from urllib.parse import urlsplit

from shelflist.output import read_ordinary
from shelflist.problems import GUIDE, ConfigError, Location, Problem
from shelflist.strict_yaml import Node, ParseYaml, parse_yaml

MKDOCS_FILE = "mkdocs.yml"
SEEDS_FILE = "seeds/seeds.yml"
TOPICS_FILE = "seeds/topics.yml"
OFFLINE_DIR = "site-offline"
"""Where `build --offline` puts the site."""
CITATION_STYLES = {
    "ieee": "IEEE",
    "apa": "APA, 7th edition",
    "acm-sig-proceedings": "ACM SIG proceedings",
    "nlm-citation-sequence": "Vancouver (NLM)",
}
"""CSL styles that come with Shelflist: name in the settings -> name for a reader. Styles that
the processor gets wrong are not here."""
PAGE_STYLES = {
    "apa": "APA",
    "modern-language-association": "MLA",
    "chicago-author-date": "Chicago",
    "harvard-cite-them-right": "Harvard",
    "ieee": "IEEE",
    "association-for-computing-machinery": "ACM",
    "nlm-citation-sequence": "Vancouver",
    "acm-sig-proceedings": "ACM SIG",
    "nature": "Nature",
}
"""CSL styles that a paper's page can be cited in without further files, by another processor."""
SERVICES = {
    "arxiv": "https://export.arxiv.org",
    "crossref": "https://api.crossref.org",
    "openalex": "https://api.openalex.org",
    "dblp": "https://dblp.org",
    "doi": "https://doi.org",
}
"""Services that papers are looked up in -> their addresses."""
_T = TypeVar("_T")
RESERVED_IN_SEEDS = frozenset({"seeds.yml", "topics.yml", "README.md"})


@dataclass(frozen=True, slots=True)
class SeedEntry:
    """What `seeds.yml` says of one seed; every part may be missing."""

    name: str = ""
    """Short name for addresses: `references/<name>.md`. Default: from the file name."""
    title: str = ""
    """What a reader should call the seed. Default: what the format is called."""
    source: str = ""
    """Where it came from: an address or a sentence."""
    date: str = ""
    """When it was made or fetched, as a reader should see it."""
    format: str = ""
    """A reader's name, where the format cannot be recognised."""
    note: str = ""
    """Anything else a reader should know."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one list."""

    site_name: str = "Shelflist"
    """`site_name` of `mkdocs.yml`."""
    site_description: str = ""
    """`site_description` of `mkdocs.yml`; the first words of the home page."""
    site_url: str = ""
    """`site_url` of `mkdocs.yml`, with a slash at its end."""
    is_directory_urls: bool = True
    """Whether `use_directory_urls` of `mkdocs.yml` is not plainly `false`."""
    docs_dir: str = "docs"
    """`docs_dir` of `mkdocs.yml`."""
    site_dir: str = "site"
    """`site_dir` of `mkdocs.yml`."""
    citation_style: str = "ieee"
    """The CSL style of the bibliography: a name that comes with Shelflist or a `.csl` file."""
    citation_styles: tuple[str, ...] = tuple(PAGE_STYLES)[:7]
    """The CSL styles that a paper's page offers: names of `PAGE_STYLES`, or `.csl` files."""
    related: int = 5
    """How many related papers a page shows at most, 0 to 20."""
    newest: int = 10
    """How many papers the home page shows, 0 to 100."""
    contact: str = ""
    """A mail address for the services that `shelflist add` asks."""
    services: dict[str, str] = field(default_factory=dict)
    """Other addresses of these services, by name."""
    hosts: tuple[str, ...] = ()
    """Other hosts from which the site's pages may load something, as `https://cdn.example.org`."""
    seeds: dict[str, SeedEntry] = field(default_factory=dict)
    """What `seeds.yml` says, by file name."""


_ENTRY_FIELDS = tuple(SeedEntry.__slots__)
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MKDOCS_TEXTS = (
    "site_name",
    "site_description",
    "site_url",
    "use_directory_urls",
    "docs_dir",
    "site_dir",
)
_TAGS = ("!ENV", "!relative", "tag:yaml.org,2002:python/name:")
"""What MkDocs knows beside plain YAML; Material's guide names functions so."""
_STYLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_HTTP = re.compile(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?")
_HOST = re.compile(r"https?://(?:\*\.)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::\d{1,5})?")
_NUMBERS = {"related": (0, 20), "newest": (0, 100)}


def read_settings(root: Path, parse: ParseYaml = parse_yaml) -> Settings:
    """Read `mkdocs.yml` and `seeds/seeds.yml` of the list in `root`.

    Raises:
        ConfigError: With every problem of both files.
    """
    problems: list[Problem] = []

    def read(name: str) -> Node | None:
        return _read_file(root / name, name, parse, problems)

    mkdocs, seeds = read(MKDOCS_FILE), read(SEEDS_FILE)
    settings = _parse_mkdocs(mkdocs, root, problems) if mkdocs else Settings()
    entries = _parse_seeds(seeds, problems) if seeds else {}
    style = settings.citation_style
    if style.endswith(".csl"):
        style = str(root / style)
    if style not in CITATION_STYLES and not Path(style).is_file():
        message = f'there is no citation style "{settings.citation_style}"'
        mend = nearest(style, CITATION_STYLES) + " Or name a .csl file in the list's folder."
        problems.append(_problem(MKDOCS_FILE, 0, message, mend))
    if problems:
        raise ConfigError(*problems)
    return replace(settings, seeds=entries, citation_style=style)


def read_text(path: Path, name: str) -> str:
    """Read a UTF-8 text file of the list.

    Raises:
        ConfigError: It cannot be read or is not UTF-8; names the line of the first bad byte.
    """
    try:
        data = read_ordinary(path)
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        mend = "Make it an ordinary file that you may read."
        raise ConfigError(Problem(Location(name), "unreadable", message, mend)) from None
    return decode_text(data, name)


def decode_text(data: bytes, name: str) -> str:
    """Decode UTF-8, with or without a byte-order mark.

    Raises:
        ConfigError: The bytes are not UTF-8; names the line of the first bad byte.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        bad = data[error.start : error.start + 4]
        message = f"not UTF-8: the bytes {bad!r} cannot be read"
        mend = "Save the file again with the encoding UTF-8."
        raise ConfigError(Problem(Location(name, line), "not-utf8", message, mend)) from None


def _read_file(path: Path, name: str, parse: ParseYaml, problems: list[Problem]) -> Node | None:
    """Read one settings file; `None` if it is missing or cannot be used."""
    if not path.exists():
        return None
    try:
        root = parse(read_text(path, name), name, own_tags=_TAGS)
        root.mapping()
    except ConfigError as error:
        problems.extend(error.problems)
    except ValueError as error:
        problems.append(_problem(name, 1, str(error)))
    else:
        return root
    return None


def _problem(file: str, line: int, message: str, mend: str = "") -> Problem:
    mend = mend or f"Write it as the table in {GUIDE}settings/ shows."
    return Problem(Location(file, line), "settings", message, mend)


def nearest(name: str, known: Iterable[str]) -> str:
    """Give `Did you mean …` for the known name nearest to a misspelt one, or all names."""
    known = list(known)
    near = difflib.get_close_matches(name, known, 1, 0.6)
    if near:
        return f'Did you mean "{near[0]}"?'
    return "Known are: " + ", ".join(known) + "."


def _text_of(node: Node, file: str, key: str, problems: list[Problem]) -> str:
    try:
        return node.text().strip()
    except ValueError as error:
        problems.append(_problem(file, node.line, f"{key}: {error}"))
        return ""


def _parse_mkdocs(root: Node, home: Path, problems: list[Problem]) -> Settings:
    top = root.mapping()
    texts = {
        key: _text_of(top[key], MKDOCS_FILE, key, problems)
        for key in _MKDOCS_TEXTS
        if key in top and not isinstance(top[key].value, list)
    }
    default = Settings()
    docs_dir = texts.get("docs_dir", default.docs_dir)
    site_dir = texts.get("site_dir", default.site_dir)
    for key, folder, *others in (
        ("docs_dir", docs_dir),
        ("site_dir", site_dir, docs_dir, OFFLINE_DIR),
    ):
        wrong = find_wrong_folder(home, folder, others)
        if wrong and (said := top.get(key) or top.get("docs_dir")):
            message = f'{key}: "{folder}" {wrong}'
            problems.append(_problem(MKDOCS_FILE, said.line, message, "Name a folder of its own."))
    own: dict[str, Node] = {}
    try:
        extra = top["extra"].mapping() if "extra" in top else {}
        own = extra["shelflist"].mapping() if "shelflist" in extra else {}
    except ValueError as error:
        problems.append(_problem(MKDOCS_FILE, top["extra"].line, f"extra: {error}"))
    known = ("citation_style", "citation_styles", "contact", "hosts", "services", *_NUMBERS)
    for key in set(own) - {*known}:
        mend = nearest(key, known)
        problems.append(_problem(MKDOCS_FILE, own[key].line, f'unknown setting "{key}"', mend))
    site_url = texts.get("site_url", "")
    style = default.citation_style
    if "citation_style" in own:
        style = _text_of(own["citation_style"], MKDOCS_FILE, "citation_style", problems)
    return Settings(
        site_name=texts.get("site_name", default.site_name),
        site_description=texts.get("site_description", default.site_description),
        site_url=f"{site_url.rstrip('/')}/" if site_url.startswith("http") else "",
        is_directory_urls=texts.get("use_directory_urls", "").lower() != "false",
        docs_dir=docs_dir,
        site_dir=site_dir,
        citation_style=style,
        citation_styles=_styles(own, home, default.citation_styles, problems),
        related=_number(own, "related", default.related, problems),
        newest=_number(own, "newest", default.newest, problems),
        contact=_contact(own, problems),
        services=_services(own, problems),
        hosts=_hosts(own, problems),
    )


def find_wrong_folder(home: Path, name: str, others: Iterable[str]) -> str:
    """Say why the generator or MkDocs must not write into a folder; empty if they may.

    A site's folder is emptied. Capital and small letters count as the same, as for many systems.

    Args:
        home: The list's folder.
        name: The folder as the settings name it.
        others: Folders beside `seeds/` that it must have nothing to do with.
    """
    parts = PureWindowsPath(name)  # which parts at both slashes
    if parts.anchor or ".." in parts.parts or name.startswith("~"):
        return "leads out of the list's folder"
    root, folder, package = (_to_real(p) for p in (home, home / name, Path(__file__).parent))
    if root.is_relative_to(folder):
        return "is the list's own folder, or holds it"
    # In a checkout, or an environment in the list, what stands beside the package counts too.
    package = package.parent if root in package.parent.parents else package
    kept = {f"{other}/": _to_real(home / other) for other in ("seeds", *others)}
    for said, other in {**kept, "the generator": package}.items():
        if folder.is_relative_to(other) or other.is_relative_to(folder):
            return f"is {said}, holds it or lies in it"
    return ""


def _to_real(path: Path) -> Path:
    return Path(os.path.realpath(path).casefold())


def _styles(
    own: dict[str, Node], folder: Path, default: tuple[str, ...], problems: list[Problem]
) -> tuple[str, ...]:
    """Read the styles of a paper's page; each has a name of its own, without `.csl`."""
    if "citation_styles" not in own:
        return default
    setting = own["citation_styles"]
    try:
        nodes = [setting] if isinstance(setting.value, str) else setting.sequence()
    except ValueError as error:
        problems.append(_problem(MKDOCS_FILE, setting.line, f"citation_styles: {error}"))
        return default
    names: dict[str, str] = {}
    for node in nodes:
        name = _text_of(node, MKDOCS_FILE, "citation_styles", problems)
        stem = PurePosixPath(name).name.removesuffix(".csl")
        message, mend = f'there is no citation style "{name}"', ""
        if name.endswith(".csl"):
            path = folder / name
            is_inside = path.resolve().is_relative_to(folder.resolve())
            if not (is_inside and path.is_file() and _STYLE.fullmatch(stem)):
                message = f'"{name}" is not a .csl file in the list\'s folder'
                mend = "Put it there; letters, digits, dots and hyphens make its name."
        elif name not in PAGE_STYLES:
            mend = nearest(name, PAGE_STYLES) + " Or name a .csl file in the list's folder."
        if not mend and stem in names:
            message = f'"{name}" has the same name as "{names[stem]}"'
            mend = "Name one of them alone, or give the file another name."
        if mend:
            problems.append(_problem(MKDOCS_FILE, node.line, message, mend))
        names.setdefault(stem, name)
    return tuple(names.values())


def _contact(own: dict[str, Node], problems: list[Problem]) -> str:
    """Read a mail address; it goes into the head of requests, so nothing else may."""
    if "contact" not in own:
        return ""
    text = _text_of(own["contact"], MKDOCS_FILE, "contact", problems)
    if text and not _MAIL.fullmatch(text):
        message = f'extra.shelflist.contact: "{text}" is not a mail address'
        mend = "Write one such as  lists@example.org ."
        problems.append(_problem(MKDOCS_FILE, own["contact"].line, message, mend))
    return text


def _services(own: dict[str, Node], problems: list[Problem]) -> dict[str, str]:
    """Read other addresses of the services that are asked, such as a mirror's."""
    if "services" not in own:
        return {}
    try:
        nodes = own["services"].mapping()
    except ValueError as error:
        problems.append(_problem(MKDOCS_FILE, own["services"].line, f"services: {error}"))
        return {}
    addresses: dict[str, str] = {}
    for name, node in nodes.items():
        address = _text_of(node, MKDOCS_FILE, f"services.{name}", problems)
        if name not in SERVICES:
            message, mend = f'unknown service "{name}"', nearest(name, SERVICES)
        elif not _is_http(address):
            message = f'services.{name}: "{address}" is not an address'
            mend = "Write one that begins with  https://  or  http://  and names no user."
        else:
            addresses[name] = address
            continue
        problems.append(_problem(MKDOCS_FILE, node.line, message, mend))
    return addresses


def _hosts(own: dict[str, Node], problems: list[Problem]) -> tuple[str, ...]:
    """Read hosts; each goes into every page's policy, so nothing but a host may."""
    if "hosts" not in own:
        return ()
    try:
        nodes = own["hosts"].sequence()
    except ValueError as error:
        problems.append(_problem(MKDOCS_FILE, own["hosts"].line, f"hosts: {error}"))
        return ()
    hosts = {_text_of(node, MKDOCS_FILE, "hosts", problems): node.line for node in nodes}
    for host, line in hosts.items():
        if not _HOST.fullmatch(host):
            message = f'extra.shelflist.hosts: "{host}" is not a host'
            mend = "Write it without a path, as in  https://cdn.example.org ."
            problems.append(_problem(MKDOCS_FILE, line, message, mend))
    return tuple(hosts)


def _is_http(address: str) -> bool:
    try:
        return bool(_HTTP.fullmatch(address)) and urlsplit(address).port != 0
    except ValueError:  # no port can be that, or no host
        return False


def _number(own: dict[str, Node], key: str, default: int, problems: list[Problem]) -> int:
    """Read a whole number of `extra: shelflist:` within its range."""
    if key not in own:
        return default
    text = _text_of(own[key], MKDOCS_FILE, key, problems)
    low, high = _NUMBERS[key]
    if text.isascii() and text.isdigit() and low <= int(text) <= high:
        return int(text)
    message = f'extra.shelflist.{key}: "{text}" is not a whole number from {low} to {high}'
    problems.append(_problem(MKDOCS_FILE, own[key].line, message))
    return default


def _parse_seeds(root: Node, problems: list[Problem]) -> dict[str, SeedEntry]:
    entries: dict[str, SeedEntry] = {}
    names: dict[str, str] = {}
    for file, node in root.mapping().items():
        try:
            fields = node.mapping()
        except ValueError as error:
            problems.append(_problem(SEEDS_FILE, node.line, f"{file}: {error}"))
            continue
        values: dict[str, str] = {}
        for key, value in fields.items():
            if key not in _ENTRY_FIELDS:
                mend = nearest(key, _ENTRY_FIELDS)
                problems.append(_problem(SEEDS_FILE, value.line, f'unknown key "{key}"', mend))
                continue
            values[key] = _text_of(value, SEEDS_FILE, f"{file}.{key}", problems)
        _check_name(values.get("name", ""), file, node.line, names, problems)
        entries[file] = SeedEntry(**values)
    return entries


def _check_name(
    name: str, file: str, line: int, names: dict[str, str], problems: list[Problem]
) -> None:
    """Refuse a seed's short name that cannot be an address or is taken."""
    if not name:
        return
    if not _NAME.fullmatch(name) or name == "index":
        message = f'{file}: the name "{name}" cannot be an address'
        mend = "Use lower-case letters, digits and single hyphens, and not the word index."
        problems.append(_problem(SEEDS_FILE, line, message, mend))
    elif name in names:
        message = f'{file}: the name "{name}" is also that of {names[name]}'
        problems.append(_problem(SEEDS_FILE, line, message, "Give one of them another name."))
    names.setdefault(name, file)

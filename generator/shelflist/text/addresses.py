"""Web addresses, arXiv ids and DOIs in running text: mend what is broken, find what is there."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

from shelflist.model import Link

_TLD = (
    r"(?:com|org|net|io|ai|co|edu|gov|dev|app|info|me|cn|de|uk|fr|jp|eu|ch|it|nl|ca|au|kr|in|us|"
    r"se|es|at|be|dk|fi|no|pl|ru|br|tw|hk|sg|il|ly|gg|ms|gl|to|xyz|site|tech|cloud|science|ac|int)"
)
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})"
_HOST = rf"(?:{_LABEL}\.)+[A-Za-z]{{2,24}}"
_KNOWN_HOST = rf"(?:{_LABEL}\.){{1,6}}{_TLD}(?![A-Za-z0-9-])"
_BODY = r"(?:[^\s<>\"{}|`$\\“”‘’\ue000]|\\[_%#&~])"
_LAST = r"[^\s<>\"{}|`$“”‘’.,;:!?'\\*\ue000]"

ADDRESS = re.compile(rf"https?://{_BODY}*{_LAST}", re.IGNORECASE)
"""An address with its scheme; the caller cuts closing brackets with `trim_address`."""

_BARE = re.compile(
    rf"(?<![\w@/.:-])(?:www\.{_KNOWN_HOST}|(?:github|gitlab|bitbucket|huggingface|codeberg|zenodo)"
    rf"\.(?:com|org|co)(?=/))(?:/{_BODY}*{_LAST})?",
    re.IGNORECASE,
)
_SCHEME = re.compile(
    rf"\b(https?)(?: ?[:;] ?/{{1,3}}|//)(?: ?https? ?[:;]//){{0,3}} ?(?={_HOST}|localhost)",
    re.IGNORECASE,
)
_NO_SCHEME = re.compile(rf"(?<![\w:/.\\)-])//(?={_KNOWN_HOST})", re.IGNORECASE)
_GLUED = re.compile(r"(?<!\S)([^\s/]*[A-Za-z0-9][:;,.)\]]?)(?=https?://)", re.IGNORECASE)
_SPACED_STOP = re.compile(r"(?<=[\w/]) (?=[.,;](?:\s|$))")
_MAYBE_ADDRESS = re.compile(r"//|https?[ :;]|:/", re.IGNORECASE)

_PAIRS = {")": "(", "]": "["}


def trim_address(url: str) -> str:
    """Cut closing punctuation and unmatched brackets off the end of an address."""
    while url:
        last = url[-1]
        opening = _PAIRS.get(last)
        if last in ".,;:!?'*\\" or (opening and url.count(last) > url.count(opening)):
            url = url[:-1]
        else:
            break
    return url


def mend_addresses(text: str) -> str:
    """Restore broken or missing schemes; leave paths, comments and `and//or` alone."""
    if not _MAYBE_ADDRESS.search(text):
        return text
    text = _SCHEME.sub(lambda match: f"{match[1].lower()}://", text)
    text = _NO_SCHEME.sub("https://", text)
    text = _GLUED.sub(r"\1 ", text)
    return _SPACED_STOP.sub(_close_up, text)


def _close_up(match: re.Match[str]) -> str:
    """Take out the blank before a full stop, but only where an address ends."""
    text, end = match.string, match.start()
    last_word = text[max(text.rfind(" ", 0, end), text.rfind("\n", 0, end)) + 1 : end]
    return "" if "://" in last_word else " "


_PROXY_PREFIX = re.compile(
    r"https?://[^\s/?#]{1,200}(?:/[^\s?#]{0,200})?\?(?:[^\s#&]{0,200}&){0,8}?q?url="
    r"(?:(?=https?://)|(?P<encoded>https?(?::|%3A)[\w.%~+/-]+)(?:&[\w.=%~+-]*)*)",
    re.IGNORECASE,
)
_PROXY = re.compile(r"proxy|/login|openathens|oclc\.org", re.IGNORECASE)
_PROXY_HOST = re.compile(
    r"(?<=://)(?:(?P<host>[\w.-]{1,90}?[-.](?:com|org|net|edu|gov))\."
    r"(?:[\w-]+\.){0,4}?(?:[\w-]*ezproxy[\w-]*|\w*proxy\d*|idm\.oclc)\.[\w.-]+"
    r"|(?P<id_host>(?:[a-z]+[-.])?(?:doi|arxiv)[-.]org)\.[\w.-]+)(?::\d+)?(?=/)",
    re.IGNORECASE,
)
_ENCODED_SIGN = re.compile(r"%(?:2[356F]|3[ADF])", re.IGNORECASE)


def undo_proxies(text: str) -> str:
    """Give addresses behind a library's proxy as everybody reaches them, in text of any form.

    Source:
        EZproxy's manual: "Starting point URLs" (`login?url=`, `login?qurl=`) and
        "HttpsHyphens" (`doi-org.proxy.example.edu`; a hyphen of the host is doubled).
    """
    lowered = text.lower()
    if "url=http" in lowered:
        text = _PROXY_PREFIX.sub(_undo_prefix, text)
    if "proxy" in lowered or "org." in lowered:
        text = _PROXY_HOST.sub(_undo_host, text)
    return text


def _undo_prefix(match: re.Match[str]) -> str:
    if not _PROXY.search(match[0].partition("?")[0]):
        return match[0]
    return _ENCODED_SIGN.sub(lambda sign: unquote(sign[0]), match["encoded"] or "")


def _undo_host(match: re.Match[str]) -> str:
    host = match["host"] or match["id_host"]
    return host if "." in host else host.replace("--", "\0").replace("-", ".").replace("\0", "-")


_ARXIV_ID = r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})"
_ARXIV = re.compile(
    rf"(?:arxiv\.org/(?:abs|pdf|html|format|e-print|ps|src)/|semanticscholar\.org/arxiv/|"
    rf"alphaxiv\.org/(?:\w+/)?(?:abs|pdf|overview|resources)/|arxiv-vanity\.com/papers/|"
    rf"scirate\.com/arxiv/|huggingface\.co/papers/|hf\.co/papers/|ar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html)/|"
    rf"10\.48550/arxiv\.|corr,?\s+abs/|arxiv\s?:\s?|arxiv preprint\s+)({_ARXIV_ID})(?:v\d+)?(?!\d)",
    re.IGNORECASE,
)
_BARE_ARXIV = re.compile(rf"^\s*({_ARXIV_ID})(?:v\d+)?\s*(?:\[[\w.-]+\])?\s*$")
_DOI = re.compile(
    r"(?:(?<![\w.])|(?<=%2f))10\.\d{4,9}(?:/|%2f)(?:[^\s\"<>{}|\\^`]|<\d+::[\w-]+>)+", re.IGNORECASE
)
"""Old DOIs made of a SICI hold `<1661::AID-SIM968>`; in addresses signs may be percent-encoded."""


def find_arxiv(text: str) -> str | None:
    """Find the first arXiv id, without its version.

    Reads addresses of arXiv, Hugging Face papers and alphaXiv, `arXiv:2304.08485v2`,
    DOIs of arXiv and, where the text is nothing else, the bare id.
    """
    match = _ARXIV.search(text) or _BARE_ARXIV.match(text)
    return match[1] if match else None


def find_doi(text: str) -> str | None:
    """Find the first DOI in lower case, without the punctuation after it."""
    match = _DOI.search(unescape(text) if "&lt;" in text else text)
    if match and "%" in match[0]:
        match = _DOI.match(unquote(match[0]))
    return trim_address(match[0]).lower() if match else None


_RELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (rel, re.compile(pattern, re.IGNORECASE))
    for rel, pattern in (
        ("id", r"^(?:\w+\.)*(?:arxiv\.org|alphaxiv\.org|ar5iv\.org|doi\.org)/|"
               r"^(?:huggingface|hf)\.co/papers/"),
        ("data", r"^(?:huggingface|hf)\.co/datasets/|^(?:\w+\.)*zenodo\.org/|"
                 r"^(?:www\.)?kaggle\.com/(?:datasets|c|competitions)/|^(?:\w+\.)*figshare\.com/"),
        ("project", r"^(?:huggingface|hf)\.co/spaces/|^[\w-]+\.(?:github|gitlab)\.io(?:/|$)|"
                    r"^sites\.google\.com/|^[\w-]+\.hf\.space"),
        ("model", r"^(?:huggingface|hf)\.co/(?!blog|docs|collections|learn|join|tasks)"
                  r"[\w.-]+/[\w.-]+/?$"),
        ("code", r"^(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)/[\w.-]+|"
                 r"^(?:\w+\.)?sourceforge\.net/|^gitlab\.[\w.-]+/[\w.-]+/|^gitee\.com/[\w.-]+/"),
    )
)  # fmt: skip
_SAYS_PROJECT = re.compile(
    r"\b(?:project|home|demo|web)\s?-?(?:page|site|website)?s?\b[^.!?]{0,40}$|\bwebsite\b[^.!?]{0,40}$",
    re.IGNORECASE,
)
_VALID = re.compile(
    rf"https?://(?:{_HOST}|\d{{1,3}}(?:\.\d{{1,3}}){{3}})(?::\d+)?(?=[/?#]|$)", re.I
)


def _find_rel(url: str, before: str) -> str:
    bare = url.split("://", 1)[1]
    for rel, pattern in _RELS:
        if pattern.search(bare):
            return rel
    return "project" if _SAYS_PROJECT.search(before) else "link"


def find_links(text: str) -> tuple[Link, ...]:
    """Find the addresses in clean text, in order, each once.

    Addresses of arXiv, DOIs and Hugging Face papers are ids, not links, and are left out.

    Returns:
        Links whose `rel` is `code`, `project`, `model`, `data` or `link`.
    """
    if "/" not in text and "www." not in text.lower():
        return ()
    found: dict[str, Link] = {}
    spans = sorted(
        [(m.start(), m[0]) for m in ADDRESS.finditer(text)]
        + [(m.start(), f"https://{m[0]}") for m in _BARE.finditer(text)]
    )
    for start, raw in spans:
        url = trim_address(raw)
        if not _VALID.match(url):
            continue
        rel = _find_rel(url, text[max(0, start - 60) : start])
        if rel != "id":
            found.setdefault(url.rstrip("/").casefold(), Link(rel, url))
    return tuple(found.values())

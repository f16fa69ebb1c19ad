"""Polite HTTP: answers are kept, questions are spaced, a busy service is given its time.

Where an answer leads on, each step is looked at before it is taken; no step is taken for us.

Source:
    arXiv's API manual asks for three seconds between requests; DBLP's for one or two;
    Crossref and OpenAlex for a contact address (`mailto`) and no more than a few a second.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import monotonic
from types import TracebackType
from urllib.parse import urljoin, urlsplit

import requests
from requests_cache import CachedSession
from urllib3.exceptions import ProtocolError, ReadTimeoutError

from shelflist import __version__
from shelflist.lookup.outside import LookupFailedError, check_address, fail
from shelflist.lookup.steps import INSTEAD, LATER, Clock, Pace, Steps
from shelflist.problems import Location, Problem, ShelflistError

TIMEOUT = (10.0, 30.0)
"""Seconds to connect, and between two pieces of an answer."""
DEADLINE = 120.0
"""Seconds for an answer, with all waiting, trying again and following where it leads."""
KEPT = timedelta(days=30)
"""How long an answer is good for; facts of a paper seldom change."""
_HOME = "https://github.com/shelflist/shelflist"
_MISSING = (404, 410)
_MOVED = (301, 302, 303, 307, 308)
_MOST_STEPS = 6
_ANY = Pace(5, 1)


class NotThereError(ShelflistError):
    """A service was asked and does not know the paper."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service said.

    Attributes:
        body: Its bytes, unpacked.
        by: The address that answered, without its query, if the one that was asked led there.
    """

    body: bytes
    by: str = ""


class Web:
    """Asks services on behalf of one list.

    Args:
        cache: The file in which answers are kept.
        contact: A mail address that the services may write to; may be empty.
        paces: How often each address (the start of its URL) may be asked. These are ours or the
            keeper's own: only their hosts may be in a private network.
    """

    def __init__(self, cache: Path, contact: str, paces: Mapping[str, Pace]) -> None:
        self.contact = contact
        self._unreachable: dict[str, LookupFailedError] = {}
        self._keys: dict[str, list[str]] = {}
        self._clock = Clock()
        cache.parent.mkdir(parents=True, exist_ok=True)
        self._session = CachedSession(
            str(cache), backend="sqlite", expire_after=KEPT, allowable_codes=(200, *_MOVED)
        )
        about = f"; mailto:{contact}" if contact else ""
        self._session.headers["User-Agent"] = f"Shelflist/{__version__} ({_HOME}{about})"
        self._session.headers["Accept-Encoding"] = "gzip"
        self._session.auth = lambda request: request  # else a password comes from ~/.netrc
        origins = tuple(origin for address in paces for origin in _to_origins(address))
        everything = dict.fromkeys(("http://", "https://", *origins), _ANY)
        for address, pace in (everything | {f"{a.rstrip('/')}/": paces[a] for a in paces}).items():
            is_named = address.startswith(origins)
            self._session.mount(address, Steps(pace, self._clock, is_named=is_named))

    def __enter__(self) -> Web:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._session.close()  # type: ignore[no-untyped-call]

    def get(self, address: str, parameters: Mapping[str, str], accept: str) -> Answer:
        """Ask a service.

        Args:
            address: Without a query.
            parameters: The query.
            accept: The media type that is wanted.

        Raises:
            NotThereError: It knows no such thing.
            LookupFailedError: It cannot be reached, is too busy, answers with an error or too
                much, or leads where nobody may be led.
        """
        self._clock.end = monotonic() + DEADLINE
        self._keys[address] = []
        try:
            return _read(self._follow(address, dict(parameters), accept), address)
        except ShelflistError:
            self.forget(address)  # steps on the way that led to nothing
            raise

    def _follow(self, address: str, query: dict[str, str], accept: str) -> requests.Response:
        at = address
        for _ in range(_MOST_STEPS):
            response, target = self._step(at, query, accept)
            self._keys[address].append(getattr(response, "cache_key", ""))
            if not target:
                return response
            at, query = target, {}
        raise fail(urlsplit(address).netloc, "leads from address to address", INSTEAD)

    def _step(
        self, address: str, query: dict[str, str], accept: str
    ) -> tuple[requests.Response, str]:
        """Ask one address; give its answer and where that leads, if anywhere."""
        check_address(address)
        host = urlsplit(address).netloc
        if host in self._unreachable:
            raise self._unreachable[host]
        try:
            response = self._session.get(
                address,
                params=query,
                headers={"Accept": accept},
                timeout=TIMEOUT,
                allow_redirects=False,
            )
            target = self._session.get_redirect_target(response)
            return response, urljoin(response.url, target) if target else ""
        except requests.exceptions.RetryError as error:
            failed = fail(host, f"is too busy to answer: {error}", LATER)
        except requests.Timeout:
            failed = fail(host, "gave no answer in time", LATER)
        except requests.exceptions.ChunkedEncodingError:
            failed = fail(host, "broke its answer off", LATER)
        except requests.ConnectionError as error:
            failed = _tell_why(host, error.args[0] if error.args else None)
        except (requests.RequestException, ValueError) as error:  # or it leads to no address
            failed = fail(host, f"cannot be asked: {error}", LATER)
        self._unreachable[host] = failed
        raise failed from None

    def forget(self, address: str) -> None:
        """Ask anew the next time: the last answer from there was of no use."""
        self._session.cache.delete(*filter(None, self._keys.pop(address, [])))


def _to_origins(address: str) -> tuple[str, ...]:
    """Give the starts of all addresses of a host, each to its slash: `a.org.example` is another."""
    parts = urlsplit(address.lower())
    schemes = (parts.scheme,) if parts.port else ("http", "https")
    return tuple(f"{scheme}://{parts.netloc}/" for scheme in schemes)


def _read(response: requests.Response, asked: str) -> Answer:
    host = urlsplit(response.url).netloc
    if response.status_code in _MISSING:
        problem = Problem(
            Location(host), "look-up", "does not know it", "Look at the id once more."
        )
        raise NotThereError(problem)
    if response.status_code != requests.codes.ok:
        what = f"answers {response.status_code} {response.reason}"
        raise fail(host, what, f"Try again later, or {INSTEAD.lower()}")
    by = response.url.partition("#")[0].partition("?")[0]
    return Answer(response.content, "" if by == asked else by)


def _tell_why(host: str, error: object) -> LookupFailedError:
    """Say why there is no answer, after the last try."""
    reason = getattr(error, "reason", error)
    if isinstance(reason, ReadTimeoutError):
        return fail(host, "gave no answer in time", LATER)
    if isinstance(reason, ProtocolError):
        return fail(host, "broke the connection off", LATER)
    mend = "Look at your connection; without one, add a file or a text instead."
    return fail(host, "cannot be reached: there is no network, it seems", mend)

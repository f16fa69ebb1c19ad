"""Polite HTTP: answers are kept, questions are spaced, a busy service is given its time.

Source:
    arXiv's API manual asks for three seconds between requests; DBLP's for one or two;
    Crossref and OpenAlex for a contact address (`mailto`) and no more than a few a second.
    RFC 9110, 10.2.3, for `Retry-After`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

import requests
from requests_cache import CachedSession
from requests_ratelimiter import LimiterAdapter
from urllib3.exceptions import MaxRetryError, ProtocolError, ReadTimeoutError, ResponseError
from urllib3.util.retry import Retry

from shelflist import __version__
from shelflist.problems import Location, Problem, ShelflistError

TIMEOUT = (10.0, 30.0)
"""Seconds to connect, and between two pieces of an answer."""
PATIENCE = 60
"""The longest `Retry-After` that is waited for, in seconds."""
KEPT = timedelta(days=30)
"""How long an answer is good for; facts of a paper seldom change."""
MOST_BYTES = 20_000_000
_HOME = "https://github.com/shelflist/shelflist"
_BUSY = (429, 500, 502, 503, 504)
_MISSING = (404, 410)
_TRIES = 3


class LookupFailedError(ShelflistError):
    """A service cannot be asked, or gave no answer; its problem says why."""


class NotThereError(ShelflistError):
    """A service was asked and does not know the paper."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a service may be asked: so many questions in so many seconds."""

    questions: int
    seconds: int


class _Patient(Retry):
    """Tries again after a busy answer, but never sleeps for longer than `PATIENCE`."""

    def increment(  # type: ignore[no-untyped-def]  # the parent's arguments, passed on whole
        self, method=None, url=None, response=None, error=None, _pool=None, _stacktrace=None
    ):
        if response is not None:
            wait = self.get_retry_after(response)
            if wait is not None and wait > PATIENCE:
                reason = ResponseError(f"asks to wait {wait:.0f} seconds")
                raise MaxRetryError(_pool, url or "", reason)
        return super().increment(method, url, response, error, _pool, _stacktrace)


class Web:
    """Asks services on behalf of one list.

    Args:
        cache: The file in which answers are kept.
        contact: A mail address that the services may write to; may be empty.
        paces: How often each address (the start of its URL) may be asked.
    """

    def __init__(self, cache: Path, contact: str, paces: Mapping[str, Pace]) -> None:
        self.contact = contact
        self._unreachable: dict[str, LookupFailedError] = {}
        self._keys: dict[str, str] = {}
        cache.parent.mkdir(parents=True, exist_ok=True)
        self._session = CachedSession(
            str(cache), backend="sqlite", expire_after=KEPT, allowable_codes=(200,)
        )
        about = f"; mailto:{contact}" if contact else ""
        self._session.headers["User-Agent"] = f"Shelflist/{__version__} ({_HOME}{about})"
        patience = _Patient(
            total=_TRIES, connect=1, read=1, backoff_factor=1, status_forcelist=_BUSY, redirect=5
        )
        for address, pace in paces.items():
            self._session.mount(
                address, LimiterAdapter(pace.questions / pace.seconds, max_retries=patience)
            )

    def __enter__(self) -> Web:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._session.close()  # type: ignore[no-untyped-call]

    def get(self, address: str, parameters: Mapping[str, str], accept: str) -> bytes:
        """Ask a service.

        Args:
            address: Without a query.
            parameters: The query.
            accept: The media type that is wanted.

        Raises:
            NotThereError: It knows no such thing.
            LookupFailedError: It cannot be reached, is too busy, or answers with an error.
        """
        host = urlsplit(address).netloc
        if host in self._unreachable:
            raise self._unreachable[host]
        try:
            with self._session.get(
                address, params=dict(parameters), headers={"Accept": accept}, timeout=TIMEOUT
            ) as response:
                self._keys[address] = getattr(response, "cache_key", "")
                return _read(response, host)
        except requests.exceptions.RetryError as error:
            reason = getattr(error.args[0], "reason", None) if error.args else None
            failed = _fail(host, f"is too busy to answer: {_say(reason)}", "Try again later.")
        except requests.Timeout:
            failed = _fail(host, "gave no answer in time", "Try again later.")
        except requests.exceptions.ChunkedEncodingError:
            failed = _fail(host, "broke its answer off", "Try again later.")
        except requests.ConnectionError as error:
            failed = _tell_why(host, getattr(error.args[0], "reason", None) if error.args else None)
        except requests.RequestException as error:
            failed = _fail(host, f"cannot be asked: {error}", "Try again later.")
        self._unreachable[host] = failed
        raise failed from None

    def forget(self, address: str) -> None:
        """Ask anew the next time: the last answer from there was of no use."""
        if key := self._keys.pop(address, ""):
            self._session.cache.delete(key)


def _read(response: requests.Response, host: str) -> bytes:
    if response.status_code in _MISSING:
        raise NotThereError(_problem(host, "does not know it", "Look at the id once more."))
    if response.status_code != requests.codes.ok:
        what = f"answers {response.status_code} {response.reason}"
        raise _fail(host, what, "Try again later, or add a file or a text instead.")
    if len(response.content) > MOST_BYTES:
        raise _fail(host, "answers with too much", "Add a file or a text instead.")
    return response.content


def _tell_why(host: str, reason: object) -> LookupFailedError:
    """Say why there is no answer, after the last try."""
    if isinstance(reason, ResponseError):
        return _fail(host, f"is too busy to answer: {_say(reason)}", "Try again later.")
    if isinstance(reason, ReadTimeoutError):
        return _fail(host, "gave no answer in time", "Try again later.")
    if isinstance(reason, ProtocolError):
        return _fail(host, "broke the connection off", "Try again later.")
    mend = "Look at your connection; without one, add a file or a text instead."
    return _fail(host, "cannot be reached: there is no network, it seems", mend)


def _say(reason: object) -> str:
    return " ".join(str(reason).split())[:200] if reason else "too many questions"


def _problem(host: str, message: str, mend: str) -> Problem:
    return Problem(Location(host), "look-up", message, mend)


def _fail(host: str, message: str, mend: str) -> LookupFailedError:
    return LookupFailedError(_problem(host, message, mend))

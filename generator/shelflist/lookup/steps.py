"""One step to one address: paced, patient, and never longer or larger than is allowed.

What answers is a stranger's: its bytes are counted while they come and again while they are
unpacked, and whatever it does, the step ends at the deadline.

Source:
    RFC 9110, 10.2.3, for `Retry-After`; RFC 1952 and 1950 for what is unpacked.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from threading import Thread
from typing import Any, TypeVar
from urllib.parse import urlsplit

import requests
from requests_ratelimiter import LimiterAdapter
from urllib3 import BaseHTTPResponse, HTTPResponse
from urllib3.exceptions import HTTPError, ReadTimeoutError
from urllib3.util.retry import Retry

from shelflist.lookup.outside import POOLS, check_host, fail

PATIENCE = 60
"""The longest `Retry-After` that is waited for, in seconds."""
MOST_BYTES = 20_000_000
"""What an answer may hold, as it comes and unpacked."""
LATER, INSTEAD = "Try again later.", "Add a file or a text instead."
_BUSY = (429, 500, 502, 503, 504)
_TRIES = 3
_PIECE = 65_536
_PLAIN = ("", "identity")
_EITHER = zlib.MAX_WBITS | 32
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a service may be asked: so many questions in so many seconds."""

    questions: int
    seconds: int


@dataclass(slots=True)
class Clock:
    """When an answer must be there at the latest, by `time.monotonic`."""

    end: float = 0

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return max(0.0, self.end - time.monotonic())


class Steps(LimiterAdapter):
    """Takes steps to some addresses; gives answers whose body is read and unpacked.

    Args:
        pace: How often they are asked.
        clock: When the answer must be there.
        is_named: Whether the keeper named them; others in a private network are not asked.
    """

    def __init__(self, pace: Pace, clock: Clock, *, is_named: bool) -> None:
        self._clock, self._is_named = clock, is_named
        # Tried again here is only what has no answer: else urllib3 reads answers of any length.
        retries = Retry(total=1, connect=1, read=1, respect_retry_after_header=False)
        super().__init__(per_second=pace.questions / pace.seconds, max_retries=retries)

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        """Make connections, to the open network alone where the keeper named no other."""
        super().init_poolmanager(*arguments, **options)
        if not self._is_named:
            self.poolmanager.pool_classes_by_scheme = POOLS

    def send(  # type: ignore[override]  # the parent's options, passed on whole
        self, request: requests.PreparedRequest, **options: Any
    ) -> requests.Response:
        """Take a step; a busy service is asked again when it says.

        Raises:
            LookupFailedError: It answers with too much, or must not be asked.
            requests.RequestException: It cannot be reached, is too busy or gives no answer.
        """
        return _in_time(self._clock.left, lambda: self._ask(request, options))

    def _ask(self, request: requests.PreparedRequest, options: dict[str, Any]) -> requests.Response:
        host = urlsplit(str(request.url)).netloc
        if not self._is_named:
            check_host(str(request.url))
        for tried in range(_TRIES + 1):
            response = super().send(request, **options | {"stream": True})
            if response.status_code not in _BUSY:
                return _take(response, host)
            response.close()  # unread, whatever it holds
            wait = _to_wait(response, tried)
            if wait > min(PATIENCE, self._clock.left):
                raise requests.exceptions.RetryError(f"asks to wait {wait:.0f} seconds")
            if tried < _TRIES:
                time.sleep(wait)
        raise requests.exceptions.RetryError(f"{response.status_code} {response.reason}")


def _take(response: requests.Response, host: str) -> requests.Response:
    """Give a response whose body has come, unpacked."""
    packing = response.headers.pop("Content-Encoding", "").strip().lower()
    with closing(response.raw) as raw:
        try:
            body = BytesIO(_read(raw, host, packing))
        except ReadTimeoutError as error:
            raise requests.ReadTimeout(error) from error
        except (HTTPError, zlib.error) as error:
            raise requests.exceptions.ChunkedEncodingError(error) from error
    response.raw = HTTPResponse(body, status=response.status_code, preload_content=False)
    return response


def _to_wait(response: requests.Response, tried: int) -> float:
    """Give the seconds that a busy service asks for; else longer ones from try to try."""
    try:
        return Retry().parse_retry_after(response.headers["Retry-After"])
    except (KeyError, HTTPError, OverflowError):
        return float(2**tried if tried else 0)


def _read(raw: BaseHTTPResponse, host: str, packing: str) -> bytes:
    """Read what comes until it is whole, unpacked.

    Raises:
        LookupFailedError: It is too much, as it comes or unpacked.
        urllib3.exceptions.HTTPError, zlib.error: It ends too early or cannot be unpacked.
    """
    if packing not in (*_PLAIN, "gzip", "x-gzip", "deflate"):
        raise zlib.error(f"packed as {packing}")
    unpacker = None if packing in _PLAIN else zlib.decompressobj(_EITHER)
    body, came = bytearray(), 0
    while piece := raw.read(_PIECE, decode_content=False):
        came += len(piece)
        body += unpacker.decompress(piece, MOST_BYTES + 1 - len(body)) if unpacker else piece
        if max(came, len(body)) > MOST_BYTES:
            raise fail(host, "answers with too much", INSTEAD)
    if unpacker and came and not unpacker.eof:
        raise zlib.error("broken off")
    return bytes(body)


def _in_time(seconds: float, do: Callable[[], _T]) -> _T:
    """Do something that ends in so many seconds, though it may wait on a stranger for ever.

    Raises:
        requests.Timeout: It did not; whatever comes of it later is nobody's.
    """
    done: Future[_T] = Future()

    def run() -> None:
        try:
            done.set_result(do())
        except BaseException as error:
            done.set_exception(error)

    Thread(target=run, daemon=True).start()
    try:
        return done.result(seconds)
    except TimeoutError as error:
        raise requests.Timeout from error

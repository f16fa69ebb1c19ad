"""Machines that anybody may ask: no answer of a stranger leads a question into a private network.

A name is looked at before a connection is made, and the machine that is then talked to once more
before anything is sent, because a name may be another's a moment later (DNS rebinding). What goes
through a proxy is checked by name alone; the proxy is the keeper's own.

Source:
    IANA's registries of special-purpose addresses, as `ipaddress` has them; RFC 6052 for IPv4
    addresses within IPv6 ones.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from shelflist.problems import Location, Problem, ShelflistError

_NAT64 = IPv6Network("64:ff9b::/96")
_SCHEMES = ("http", "https")


class LookupFailedError(ShelflistError):
    """A service cannot be asked, or gave no answer; its problem says why."""


def fail(host: str, message: str, mend: str) -> LookupFailedError:
    """Say why a machine gives no answer."""
    return LookupFailedError(Problem(Location(host), "look-up", message, mend))


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the open network, also one of IPv4 within IPv6."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        nat64 = IPv4Address(int(found) & 0xFFFFFFFF) if found in _NAT64 else None
        found = found.ipv4_mapped or found.sixtofour or nat64 or found
    is_special = found.is_multicast or found.is_reserved or getattr(found, "is_site_local", False)
    return found.is_global and not is_special


def check_address(address: str) -> None:
    """Refuse an address that is not of the web, or that holds somebody's name and password.

    Raises:
        LookupFailedError: It is refused.
    """
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2] or address
    if parts.scheme.lower() not in _SCHEMES or not parts.hostname:
        raise _refuse(host, f'leads to "{parts.scheme}:", which is not the web')
    if "@" in parts.netloc:
        raise _refuse(host, "is named with a user or a password")


def check_host(address: str) -> None:
    """Refuse an address whose host is in a private network, however it is written.

    Raises:
        LookupFailedError: It is refused.
    """
    host = urlsplit(address).hostname or ""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return  # whoever asks it will say that it is not there; a proxy may know it
    for *_, place in found:
        _check_machine(host, str(place[0]))


def _check_machine(host: str, address: str) -> None:
    if not is_public(address):
        raise _refuse(host, f"is a machine of a private network ({address})")


def _refuse(host: str, what: str) -> LookupFailedError:
    mend = "Add a file or a text instead; a mirror of yours is named under services in mkdocs.yml."
    return fail(host, f"{what}, so it is not asked", mend)


if TYPE_CHECKING:
    _Base = HTTPConnection
else:
    _Base = object


class _Watched(_Base):
    """A connection that is given up before anything is sent if it leads into a private network."""

    def _new_conn(self) -> socket.socket:
        made = super()._new_conn()
        try:
            _check_machine(self.host, str(made.getpeername()[0]))
        except BaseException:
            made.close()
            raise
        return made


class _Http(_Watched, HTTPConnection):
    pass


class _Https(_Watched, HTTPSConnection):
    pass


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _Http


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _Https


POOLS = {"http": _HttpPool, "https": _HttpsPool}
"""Connections to the open network alone, by scheme, for urllib3's `PoolManager`."""

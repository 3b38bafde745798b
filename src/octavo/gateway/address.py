"""Which addresses may be asked: by spelling before the request, by number before the connection.

The numbers are judged in ranges.py. A numeric host is taken only in its canonical spelling, because
`127.1`, `0177.0.0.1` and `2130706433` are written to fool.
"""

import ipaddress
import re
from dataclasses import dataclass

from yarl import URL

from octavo.errors import Refused
from octavo.gateway.ranges import Address, may_be_asked
from octavo.gateway.rules import Rules

MAX_URL = 8_000
"""Characters of an address that is asked; servers refuse longer ones."""

ENDS_IN_A_NUMBER = re.compile(r"(?:.*\.)?(?:0x[0-9a-f]*|\d+)\.?", re.IGNORECASE)
LOW_PORTS = frozenset({80, 443})
SERVICE_PORTS = frozenset(
    {1433, 1521, 2049, 2375, 2376, 3306, 3389, 5432, 5900, 6379, 6443, 6667, 9200, 11211, 27017}
)


@dataclass(frozen=True, slots=True)
class Place:
    """An address that may be asked. `key` is what politeness counts by; `is_private` says that it
    is, or may turn out to be, inside the private network."""

    url: URL
    key: str
    is_private: bool
    user: str = ""
    password: str = ""


def place(text: str, rules: Rules, *, first: bool) -> Place:
    """Returns the place an address names; raises `Refused` (bad_url, bad_scheme, blocked_address).

    Only the first address of a chain, which a person gave, may hold credentials."""
    url = _parsed(text)
    spelled = f"{url.raw_host}:{url.port}"
    if not first and (url.user is not None or url.password is not None):
        raise Refused(str(url.with_user(None)), "credentials in a redirect", code="bad_url")
    is_listed = spelled in rules.allowed or f"[{url.raw_host}]:{url.port}" in rules.allowed
    bare = url.with_user(None).with_fragment(None)
    if not is_listed:
        _check_host(bare, rules)
        _check_port(bare)
    return Place(
        bare, _key(url), is_listed or rules.allow_private, url.user or "", url.password or ""
    )


def _parsed(text: str) -> URL:
    if len(text) > MAX_URL:
        raise Refused(text[:200], "address too long", code="bad_url")
    try:
        url = URL(text.strip())
        scheme, host, port = url.scheme, url.raw_host, url.port
    except (ValueError, TypeError) as problem:
        raise Refused(text[:200], str(problem)[:200], code="bad_url") from None
    if scheme not in ("http", "https"):
        raise Refused(text[:200], f"scheme {scheme[:20]!r}", code="bad_scheme")
    if not host or not port or any(c in host for c in "%\\ \t\r\n") or len(host) > 255:
        raise Refused(text[:200], "no usable host", code="bad_url")
    return url


def _key(url: URL) -> str:
    return f"{url.raw_host}" if url.port in LOW_PORTS else f"{url.raw_host}:{url.port}"


def _check_host(url: URL, rules: Rules) -> None:
    host = url.raw_host or ""
    number = address(host)
    if number is None:
        if ENDS_IN_A_NUMBER.fullmatch(host):
            raise Refused(str(url), "host in an unusual spelling", code="blocked_address")
        return
    if isinstance(number, ipaddress.IPv6Address) and number.ipv4_mapped:
        raise Refused(str(url), "mapped IPv4 address", code="blocked_address")
    if not may_be_asked(number, allow_private=rules.allow_private):
        raise Refused(str(url), "not a public address", code="blocked_address")


def _check_port(url: URL) -> None:
    port = url.port or 0
    if (port < 1024 and port not in LOW_PORTS) or port in SERVICE_PORTS:
        raise Refused(str(url), f"port {port} is not for the web", code="blocked_address")


def address(host: str) -> Address | None:
    """Returns the number a host spells, None if it is a name."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None

"""Which addresses may be asked: by spelling before the request, by number before the connection.

Ranges: the IANA special-purpose registries (RFC 6890 and its updates). A numeric host is taken
only in its canonical spelling, because `127.1`, `0177.0.0.1` and `2130706433` are written to fool.
"""

import ipaddress
import re
from dataclasses import dataclass

from yarl import URL

from octavo.errors import Refused
from octavo.gateway.rules import Rules

MAX_URL = 8_000
"""Characters of an address that is asked; servers refuse longer ones."""

ENDS_IN_A_NUMBER = re.compile(r"(?:.*\.)?(?:0x[0-9a-f]*|\d+)\.?", re.IGNORECASE)
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
NOT_PUBLIC_V6 = tuple(
    ipaddress.IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
NOT_PUBLIC_V4 = ipaddress.IPv4Network("192.88.99.0/24")
LOW_PORTS = frozenset({80, 443})
SERVICE_PORTS = frozenset(
    {1433, 1521, 2049, 2375, 2376, 3306, 3389, 5432, 5900, 6379, 6443, 6667, 9200, 11211, 27017}
)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


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
    if not rules.allow_private and not is_public(number):
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


def is_public(number: Address) -> bool:
    """Whether a number belongs to the public Internet, with every v4-in-v6 disguise undone."""
    if isinstance(number, ipaddress.IPv4Address):
        return (
            number.is_global
            and not number.is_multicast
            and not number.is_reserved
            and number not in NOT_PUBLIC_V4
        )
    if number in NAT64:
        return is_public(ipaddress.IPv4Address(int(number) & 0xFFFFFFFF))
    return number in GLOBAL_UNICAST and not any(number in net for net in NOT_PUBLIC_V6)

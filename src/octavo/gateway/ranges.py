"""Which numbers belong to the public Internet, which to private networks, and which to neither.

The tables are ours, for Python's follow the registries of its release: the IANA IPv4 and IPv6
Special-Purpose Address Registries (RFC 6890 and its updates, all blocks, whether or not they are
called reachable: no publisher lives in any), multicast, and what clouds answer their machines at.
"""

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def _networks(text: str) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    return tuple(ipaddress.ip_network(part) for part in text.split())


PRIVATE = _networks(
    "10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 172.16.0.0/12 192.168.0.0/16 ::1 fc00::/7"
)
"""What an owner may mean by private networks: RFC 1918, shared, loopback, unique local."""

CLOUDS = _networks("169.254.0.0/16 168.63.129.16 100.100.100.200 192.0.0.192 fd00:ec2::/32"
                   " fd20:ce::254 fe80::/10")  # fmt: skip
"""Where clouds give their machines names, keys and passwords (AWS, Google, Azure, Alibaba, Oracle),
and link-local numbers: never asked, whatever is allowed."""

SPECIAL = _networks(
    "0.0.0.0/8 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24"
    " 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4"
    " 2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20"
)
"""The other blocks of the registries; those of IPv6 that lie in the unicast space."""

UNICAST_V6 = ipaddress.IPv6Network("2000::/3")
"""All IPv6 that is given out for the Internet: the rest is special as a whole."""

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""IPv6 in which an IPv4 number stands (RFC 6052)."""


def may_be_asked(number: Address, *, allow_private: bool) -> bool:
    """Whether a request may go to a number, private networks allowed or not."""
    bare = embedded(number)
    if _is_among(bare, CLOUDS):
        return False
    return is_public(number) or (allow_private and _is_among(bare, PRIVATE))


def is_public(number: Address) -> bool:
    """Whether a number belongs to the public Internet, with every v4-in-v6 disguise undone; a v4
    number in any form but NAT64's is not: nobody writes it so in earnest."""
    if isinstance(number, ipaddress.IPv6Address) and number not in NAT64:
        is_candidate = number in UNICAST_V6
    else:
        number, is_candidate = embedded(number), True
    return is_candidate and not any(
        _is_among(number, table) for table in (PRIVATE, CLOUDS, SPECIAL)
    )


def embedded(number: Address) -> Address:
    """The IPv4 number that stands in an IPv6 one (mapped, compatible, NAT64, 6to4, Teredo); any
    other number as it is."""
    if isinstance(number, ipaddress.IPv4Address):
        return number
    if number in NAT64 or 1 < int(number) < 2**32:
        return ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
    teredo = number.teredo[1] if number.teredo else None
    return number.ipv4_mapped or number.sixtofour or teredo or number


def _is_among(
    number: Address, table: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]
) -> bool:
    return any(number in network for network in table)

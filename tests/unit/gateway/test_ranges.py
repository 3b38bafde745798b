"""Numbers of the public Internet, held to the IANA special-purpose registries block by block."""

import ipaddress

import pytest

from octavo.errors import Refused
from octavo.gateway.address import place
from octavo.gateway.ranges import is_public, may_be_asked
from octavo.gateway.rules import Rules
from rows import every_row

V4 = """0.0.0.0/8 0.0.0.0/32 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12
192.0.0.0/24 192.0.0.0/29 192.0.0.8/32 192.0.0.9/32 192.0.0.10/32 192.0.0.170/32 192.0.0.171/32
192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.88.99.2/32 192.168.0.0/16
192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4
255.255.255.255/32""".split()
"""The IANA IPv4 Special-Purpose Address Registry (as of 2025)."""

V6 = """::1/128 ::/128 ::ffff:0:0/96 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2001::/23 2001::/32
2001:1::1/128 2001:1::2/128 2001:1::3/128 2001:2::/48 2001:3::/32 2001:4:112::/48 2001:10::/28
2001:20::/28 2001:30::/28 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20 5f00::/16 fc00::/7
fe80::/10""".split()
"""The IANA IPv6 Special-Purpose Address Registry (as of 2025), but 64:ff9b::/96, whose numbers are
those of IPv4."""

CLOUD = """169.254.169.254 169.254.170.2 168.63.129.16 100.100.100.200 192.0.0.192 fd00:ec2::254
fd20:ce::254 fe80::a9fe:a9fe""".split()
"""Where clouds tell their machines secrets."""

PRIVATE = """10.1.2.3 127.0.0.1 172.31.0.1 192.168.0.9 100.64.0.1 ::1 fd12::1""".split()
PUBLIC = """8.8.8.8 1.1.1.1 9.9.9.9 100.63.255.255 100.128.0.0 172.15.255.255 172.32.0.0 192.0.1.0
192.0.3.0 168.63.129.15 168.63.129.17 198.17.255.255 198.20.0.0 223.255.255.255 2606:4700::1111
2620:4f:8001::1 64:ff9b::808:808""".split()


def _edges(block: str) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    network = ipaddress.ip_network(block)
    return [network[0], network[-1], network[network.num_addresses // 2]]


def _forms(number: ipaddress.IPv4Address) -> list[ipaddress.IPv6Address]:
    """The IPv6 numbers in which an IPv4 number may stand."""
    at, first = int(number), ipaddress.IPv6Address
    return [
        first(f"::ffff:{number}"), first(f"::{number}"),
        first(int(first("64:ff9b::")) | at), first(int(first("2002::")) | at << 80),
        first(int(first("2001::")) | (~at & 0xFFFFFFFF)),
    ]  # fmt: skip


@every_row("block", [*V4, *V6, "224.0.0.0/4", "ff00::/8"])
def test_no_number_of_a_special_block_is_public(block):
    for number in _edges(block):
        assert not is_public(number)
        forms = _forms(number) if isinstance(number, ipaddress.IPv4Address) else []
        assert not [form for form in forms if is_public(form)]


@every_row("text", PUBLIC)
def test_what_lies_beside_them_is(text):
    assert is_public(ipaddress.ip_address(text))
    assert may_be_asked(ipaddress.ip_address(text), allow_private=False)


@every_row("text", CLOUD)
def test_a_clouds_secrets_are_never_asked_for_even_where_private_networks_are(text):
    number = ipaddress.ip_address(text)
    forms = _forms(number) if isinstance(number, ipaddress.IPv4Address) else []
    for allow in (False, True):
        assert not [one for one in (number, *forms) if may_be_asked(one, allow_private=allow)]
    host = f"[{text}]" if ":" in text else text
    with pytest.raises(Refused):
        place(f"http://{host}/latest/meta-data/", Rules(allow_private=True), first=True)


@every_row("text", PRIVATE)
def test_private_networks_are_asked_only_where_the_owner_allows_it(text):
    number = ipaddress.ip_address(text)
    assert may_be_asked(number, allow_private=True)
    assert not may_be_asked(number, allow_private=False)


@every_row("text", ["0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.2.1", "ff02::1"])
def test_what_is_no_network_at_all_is_not_private_either(text):
    assert not may_be_asked(ipaddress.ip_address(text), allow_private=True)

"""Which addresses the gateway would ask, told by their spelling alone."""

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.errors import Refused
from octavo.gateway.address import place
from octavo.gateway.ranges import is_public
from octavo.gateway.rules import Rules
from rows import every_row

RULES = Rules()


@every_row(
    "host",
    [
        "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1",
        "127.0.0.1.", "10.0.0.8", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "0", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1",
        "192.88.99.1", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:8.8.8.8]", "[::127.0.0.1]",
        "[64:ff9b::7f00:1]", "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2001:0:1::1]", "[fe80::1]",
        "[fc00::1]", "[fd12::1]", "[ff02::1]", "[2001:db8::1]", "１２７.0.0.1", "۱۲۷.0.0.1",
    ],
)  # fmt: skip
def test_inside_addresses_are_refused_however_they_are_spelled(host: str) -> None:
    with pytest.raises(Refused) as refusal:
        place(f"http://{host}/feed", RULES, first=True)
    assert refusal.value.code in ("blocked_address", "bad_url")


@every_row(
    ("url", "code"),
    [
        ("file:///etc/passwd", "bad_scheme"), ("gopher://x.example/", "bad_scheme"),
        ("javascript:alert(1)", "bad_scheme"), ("//x.example/", "bad_scheme"),
        ("http:///x", "bad_url"), ("http://", "bad_url"), ("http://x.example:99999/", "bad_url"),
        ("http://[::1", "bad_url"), ("http://[fe80::1%25eth0]/", "bad_url"),
        ("http://%31%32%37.0.0.1/", "bad_url"), ("http://x.example/" + "a" * 9000, "bad_url"),
        ("http://x.example:25/", "blocked_address"), ("http://x.example:6379/", "blocked_address"),
        ("http://x.example:22/", "blocked_address"),
    ],
)  # fmt: skip
def test_a_refusal_names_its_cause(url: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        place(url, RULES, first=True)
    assert refusal.value.code == code


@every_row(
    "url",
    ["https://example.org/feed", "http://example.org:8080/", "http://8.8.8.8/", "http://bücher.example/",
     "http://[2606:4700::1111]/", "https://999.example/"],
)  # fmt: skip
def test_public_addresses_pass(url: str) -> None:
    assert place(url, RULES, first=True).is_private is False


def test_the_allow_list_matches_one_spelling_only() -> None:
    rules = Rules(allowed=("127.0.0.1:8900",))
    assert place("http://127.0.0.1:8900/x", rules, first=True).is_private
    for other in (
        "http://127.0.0.1:8901/",
        "http://127.1:8900/",
        "http://[::ffff:127.0.0.1]:8900/",
    ):
        with pytest.raises(Refused):
            place(other, rules, first=True)


def test_credentials_are_kept_off_the_address_and_out_of_redirects() -> None:
    first = place("https://ann:secret@example.org/feed", RULES, first=True)
    assert str(first.url) == "https://example.org/feed"
    assert (first.user, first.password) == ("ann", "secret")
    with pytest.raises(Refused) as refusal:
        place("https://ann:secret@example.org/feed", RULES, first=False)
    assert "secret" not in refusal.value.url


def test_both_web_ports_of_a_host_share_one_queue() -> None:
    keys = {
        place(f"{scheme}://example.org/", RULES, first=True).key for scheme in ("http", "https")
    }
    assert keys == {"example.org"}


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_no_private_v4_number_is_public_in_any_disguise(number: int) -> None:
    plain = ipaddress.IPv4Address(number)
    if plain.is_private or plain.is_loopback or plain.is_link_local or plain.is_multicast:
        assert not is_public(plain)
        assert not is_public(ipaddress.IPv6Address(f"::ffff:{plain}"))
        assert not is_public(
            ipaddress.IPv6Address(int(ipaddress.IPv6Address("64:ff9b::")) | number)
        )


@settings(max_examples=30)
@given(st.text(max_size=60))
def test_any_text_is_placed_or_refused(text: str) -> None:
    for url in (text, f"http://{text}/", f"http://{text}@x.example/"):
        try:
            place(url, RULES, first=True)
        except Refused as refusal:
            assert refusal.code in ("bad_url", "bad_scheme", "blocked_address")

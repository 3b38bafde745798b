"""The gateway's limits at their borders: every special range, each port, a body of exactly the
limit and one byte more, and what a chain of redirects carries along."""

import gzip
import ipaddress

import brotli
import pytest

from octavo.errors import Refused, TooLarge
from octavo.gateway.address import MAX_URL, place
from octavo.gateway.body import Cap, unpacked
from octavo.gateway.chain import MAX_COOKIE, Chain
from octavo.gateway.client import _host_of, _retry_after
from octavo.gateway.ranges import is_public
from octavo.gateway.resolver import _may_be_asked
from octavo.gateway.rules import Ask, Rules
from rows import every_row

RULES = Rules()
START = "https://a.example/feed"


# ---------------------------------------------------------------- numbers


@every_row(
    ("inside", "beside"),
    [
        ("10.0.0.0", "9.255.255.255"), ("10.255.255.255", "11.0.0.0"),
        ("100.64.0.0", "100.63.255.255"), ("100.127.255.255", "100.128.0.0"),
        ("127.0.0.0", "126.255.255.255"), ("127.255.255.255", "128.0.0.0"),
        ("169.254.0.0", "169.253.255.255"), ("172.16.0.0", "172.15.255.255"),
        ("172.31.255.255", "172.32.0.0"), ("192.88.99.0", "192.88.98.255"),
        ("192.88.99.255", "192.88.100.0"), ("192.168.0.0", "192.167.255.255"),
        ("198.18.0.0", "198.17.255.255"), ("198.19.255.255", "198.20.0.0"),
        ("198.51.100.9", "198.51.101.0"), ("203.0.113.9", "203.0.114.0"),
        ("224.0.0.0", "223.255.255.255"), ("0.255.255.255", "1.0.0.0"),
        ("2001:db8:ffff::", "2001:db9::"), ("2001:1ff::", "2001:200::"),
        ("2002::", "2003::"), ("3fff:fff::", "2fff::"), ("3fff::", "3ffe:ffff::"),
        ("4000::", "3ffe::"), ("1fff::", "2000::"),
        ("64:ff9b::10.0.0.1", "64:ff9b::8.8.8.8"), ("64:ff9b::127.8.8.8", "64:ff9b::1.8.8.8"),
        ("::ffff:10.0.0.1", "2606:4700::1111"),
    ],
)  # fmt: skip
def test_a_special_range_is_closed_up_to_its_last_number(inside: str, beside: str) -> None:
    assert not is_public(ipaddress.ip_address(inside))
    assert is_public(ipaddress.ip_address(beside))


@every_row("host", ["fe80::1%eth0", "127.0.0.1", "herald.example", "", "%"])
def test_what_a_name_leads_to_is_checked_like_an_address(host: str) -> None:
    assert not _may_be_asked(host, allow_private=False)


def test_a_public_number_with_a_zone_is_public() -> None:
    assert _may_be_asked("2606:4700::1111%eth0", allow_private=False)


# ---------------------------------------------------------------- spellings


@every_row("port", [1, 22, 79, 81, 442, 444, 1023, 1433, 1521, 2049, 5432, 27017])
def test_ports_that_are_not_for_the_web_are_refused(port: int) -> None:
    with pytest.raises(Refused) as refusal:
        place(f"http://herald.example:{port}/", RULES, first=True)
    assert refusal.value.code == "blocked_address"


@every_row("port", [80, 443, 1024, 8080, 65535])
def test_ports_of_web_servers_are_asked(port: int) -> None:
    assert place(f"http://herald.example:{port}/", RULES, first=True).url.port == port


def test_an_address_may_be_long_but_not_longer() -> None:
    base = "https://herald.example/"
    assert place(base + "a" * (MAX_URL - len(base)), RULES, first=True)
    with pytest.raises(Refused):
        place(base + "a" * (MAX_URL - len(base) + 1), RULES, first=True)


@pytest.mark.parametrize(("labels", "is_fine"), [(4, True), (5, False)])
def test_a_name_is_no_longer_than_names_are(labels: int, is_fine: bool) -> None:
    url = f"https://{'.'.join(['a' * 53] * labels)}/"
    if is_fine:
        assert place(url, RULES, first=True)
        return
    with pytest.raises(Refused) as refusal:
        place(url, RULES, first=True)
    assert refusal.value.code == "bad_url"


def test_spaces_around_an_address_and_what_follows_the_hash_are_left_out() -> None:
    found = place("  https://herald.example/feed?a=1#top\n", RULES, first=True)
    assert str(found.url) == "https://herald.example/feed?a=1"


def test_another_port_is_another_queue() -> None:
    keys = [
        place(f"http://herald.example:{port}/", RULES, first=True).key for port in (80, 443, 8080)
    ]
    assert keys == ["herald.example", "herald.example", "herald.example:8080"]


def test_a_private_network_that_is_opened_is_asked_and_known_as_private() -> None:
    rules = Rules(allow_private=True)
    for host in ("10.0.0.8", "127.0.0.1", "[::1]", "herald.example"):
        assert place(f"http://{host}/", rules, first=True).is_private, host
    for host in ("127.1", "[::ffff:127.0.0.1]", "0x7f.1"):
        with pytest.raises(Refused):
            place(f"http://{host}/", rules, first=True)


def test_a_listed_address_of_six_is_written_in_brackets() -> None:
    rules = Rules(allowed=("[::1]:8900",))
    assert place("http://[::1]:8900/", rules, first=True).is_private
    with pytest.raises(Refused):
        place("http://[::1]:8901/", rules, first=True)


# ---------------------------------------------------------------- bodies


TEXT = bytes(range(256)) * 8


@pytest.mark.parametrize("pack", [gzip.compress, brotli.compress])
def test_a_body_of_exactly_the_limit_is_whole_and_one_byte_more_is_not(pack) -> None:
    label = "gzip" if pack is gzip.compress else "br"
    for cut in (False, True):
        whole = Cap("", RULES, len(TEXT), cut=cut)
        assert unpacked(pack(TEXT), label, whole) == TEXT
        assert not whole.is_cut
    short = Cap("", RULES, len(TEXT) - 1, cut=True)
    assert unpacked(pack(TEXT), label, short) == TEXT[:-1]
    assert short.is_cut
    with pytest.raises(TooLarge) as refusal:
        unpacked(pack(TEXT), label, Cap("", RULES, len(TEXT) - 1))
    assert refusal.value.code == "too_large"


def test_a_limit_of_ones_own_goes_before_that_of_the_rules() -> None:
    assert Cap("", RULES, 7).limit == 7
    assert Cap("", RULES).limit == RULES.max_bytes


@every_row(
    ("size", "consumed", "is_bomb"),
    [(1000, 1, False), (1001, 1, True), (5000, 50, False), (5001, 50, True), (1000, 0, False)],
)
def test_a_body_is_a_bomb_beyond_the_floor_and_the_ratio_only(size, consumed, is_bomb) -> None:
    cap = Cap("", Rules(max_ratio=100, ratio_floor=1000))
    if is_bomb:
        with pytest.raises(TooLarge) as refusal:
            cap.allows(size, consumed)
        assert refusal.value.code == "bomb"
    else:
        assert cap.allows(size, consumed)


def test_layers_are_taken_off_from_the_last_and_labels_in_any_case() -> None:
    packed = brotli.compress(gzip.compress(TEXT))
    assert unpacked(packed, " GZIP ,, Br ", Cap("", RULES)) == TEXT


# ---------------------------------------------------------------- chains


def _chain(**headers: str) -> Chain:
    return Chain(Ask(START, "feed", headers), RULES, START, 30.0)


def test_a_caller_may_choose_encodings_but_not_who_it_says_it_is() -> None:
    way = _chain(**{"Accept-Encoding": "identity", "User-Agent": "Mozilla"})
    sent = way.request_headers(place(START, RULES, first=True))
    assert sent["Accept-Encoding"] == "identity"
    assert sent["User-Agent"] == RULES.user_agent


def test_the_same_address_with_a_new_cookie_is_no_circle() -> None:
    way = _chain()
    here = place(START, RULES, first=True)
    way.request_headers(here)
    way.keep_cookies(here.key, ['gate="open door"; Path=/'])
    assert way.request_headers(here)["Cookie"] == 'gate="open door"'


def test_a_user_without_a_password_is_credentials_too() -> None:
    way = _chain()
    sent = way.request_headers(place("https://token@a.example/feed", RULES, first=True))
    assert sent["Authorization"] == "Basic dG9rZW46"


def test_credentials_do_not_follow_to_another_scheme() -> None:
    way = _chain()
    way.request_headers(place("https://ann:pw@a.example/feed", RULES, first=True))
    other = way.request_headers(place("http://a.example/feed", RULES, first=False))
    assert "Authorization" not in other


def test_a_cookie_that_is_too_long_is_left_out() -> None:
    way = _chain()
    longest = "a=" + "x" * (MAX_COOKIE - 2)
    way.keep_cookies("a.example", [longest, "b=" + "x" * (MAX_COOKIE - 1), "c=1"])
    assert set(way.cookies["a.example"]) == {"a", "c"}


@every_row(
    ("location", "target"),
    [
        (" /news ", "https://a.example/news"), ("?page=2", "https://a.example/feed?page=2"),
        ("//b.example/x", "https://b.example/x"), ("http://c.example", "http://c.example"),
    ],
)  # fmt: skip
def test_a_redirect_leads_where_it_says(location: str, target: str) -> None:
    way = _chain()
    way.turn(302, location)
    assert (way.url, way.hops, way.permanent) == (target, 1, "")


# ---------------------------------------------------------------- what is written down


@every_row(
    ("url", "host"),
    [
        ("https://ann:secret@herald.example:8080/feed?x=a@b", "herald.example:8080"),
        ("herald.example/feed", "herald.example"), ("https://herald.example?x=1", "herald.example"),
        ("https://" + "a" * 400, "a" * 255),
    ],
)  # fmt: skip
def test_the_ledger_holds_hosts_and_no_secrets(url: str, host: str) -> None:
    assert _host_of(url) == host


@every_row(
    ("word", "seconds"),
    [
        ("120", 120.0), (" 5 ", 5.0), ("0", 0.0), ("-5", None), ("soon", None), ("", None),
        ("٣", None), ("9" * 400, 999999999999.0), ("Wed, 21 Oct 2015 07:28:00 GMT", None),
    ],
)  # fmt: skip
def test_how_long_to_wait_is_read_or_not_known(word: str, seconds: float | None) -> None:
    assert _retry_after({"Retry-After": word}) == seconds

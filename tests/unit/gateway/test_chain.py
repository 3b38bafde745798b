"""A request's way through redirects, without any network."""

import pytest

from octavo.errors import Refused
from octavo.gateway.address import place
from octavo.gateway.chain import Chain
from octavo.gateway.rules import Ask, Rules
from rows import every_row

START = "https://a.example/feed"


def chain() -> Chain:
    return Chain(Ask(START, "feed"), Rules(), START, 30.0)


def test_only_an_unbroken_run_of_permanent_redirects_counts_as_moved() -> None:
    way = chain()
    way.turn(301, "/moved")
    way.turn(302, "/today")
    way.turn(308, "/again")
    assert way.permanent == "https://a.example/moved"


def test_the_sixth_redirect_is_refused() -> None:
    way = chain()
    for step in range(5):
        way.turn(302, f"/{step}")
    with pytest.raises(Refused) as refusal:
        way.turn(302, "/6")
    assert refusal.value.code == "redirects"


@every_row("location", ["http:///x", "http:x", "https://", "http://[::1", "http:////"])
def test_a_redirect_to_nowhere_is_refused(location: str) -> None:
    with pytest.raises(Refused) as refusal:
        chain().turn(302, location)
    assert refusal.value.code == "bad_url"


def test_cookies_go_back_to_their_host_only_and_are_few() -> None:
    way = chain()
    way.keep_cookies("a.example", [f"c{n}=1; Path=/" for n in range(100)] + ["x=" + "y" * 9000])
    own = way.request_headers(place("https://a.example/2", Rules(), first=False))
    other = way.request_headers(place("https://b.example/", Rules(), first=False))
    assert own["Cookie"].count("=") == 20
    assert "Cookie" not in other


def test_credentials_stay_with_their_origin() -> None:
    way = chain()
    first = way.request_headers(place("https://ann:pw@a.example/feed", Rules(), first=True))
    same = way.request_headers(place("https://a.example/moved", Rules(), first=False))
    other = way.request_headers(place("https://b.example/", Rules(), first=False))
    assert first["Authorization"] == same["Authorization"] == "Basic YW5uOnB3"
    assert "Authorization" not in other


def test_asking_the_same_twice_is_a_circle() -> None:
    way = chain()
    here = place(START, Rules(), first=True)
    way.request_headers(here)
    with pytest.raises(Refused) as refusal:
        way.request_headers(here)
    assert refusal.value.code == "redirects"

"""Addresses made absolute, clean and comparable."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.formats.urls import absolute, absolute_html, canonical, host, server
from rows import every_row

BASE = "https://news.example/world/feed.xml"


@every_row(
    ("written", "whole"),
    [
        ("/a/1", "https://news.example/a/1"), ("../b", "https://news.example/b"),
        ("//cdn.example/x", "https://cdn.example/x"), (" https://x.example/a\n", "https://x.example/a"),
        ("https://x.example/a?utm_source=rss&id=7&fbclid=q", "https://x.example/a?id=7"),
        ("https://x.example/a?utm_source=rss", "https://x.example/a"),
        ("https://x.example/?a=1&amp;b=2", "https://x.example/?a=1&b=2"),
        ("https://x.example/a#utm_campaign=x", "https://x.example/a"),
        ("https://x.example/a?id=1#part", "https://x.example/a?id=1#part"),
        ('http://x.example/a?x="><script>', "http://x.example/a?x=%22%3E%3Cscript%3E"),
        ("https://x.example/عنوان", "https://x.example/عنوان"), ("javascript:alert(1)", ""),
        ("data:text/html,x", ""), ("mailto:a@b.example", ""), ("http://[::1", ""), ("", ""),
        ("http://", ""), ("https://x.example/" + "a" * 9000, ""),
    ],
)  # fmt: skip
def test_a_link_becomes_an_address_or_nothing(written: str, whole: str) -> None:
    assert absolute(written, BASE) == whole


@pytest.mark.parametrize(
    "same",
    ["HTTPS://News.Example/a%7eb?b=2&a=1", "https://news.example:443/a~b?a=1&b=2&utm_medium=x",
     "https://news.example/a~b?a=1&b=2#comments"],
)  # fmt: skip
def test_spellings_of_one_address_are_recognised(same: str) -> None:
    assert canonical(same) == "https://news.example/a~b?a=1&b=2"


def test_different_pages_stay_different() -> None:
    pages = [
        "https://x.example/?p=1",
        "https://x.example/?p=2",
        "https://x.example/a",
        "https://x.example/A",
    ]
    assert len({canonical(page) for page in pages}) == len(pages)


def test_a_host_is_named_without_its_www() -> None:
    assert host("https://www.News.example:8080/x") == "news.example"
    assert host("not an address") == ""


def test_relative_addresses_in_html_become_whole_and_nothing_else_changes() -> None:
    html = (
        '<p class="a">x <img alt="y" src="img.png"> <a href=\'../x\'>z</a> <a href="#n">n</a></p>'
    )
    assert absolute_html(html, BASE) == (
        '<p class="a">x <img alt="y" src="https://news.example/world/img.png"> '
        "<a href='https://news.example/x'>z</a> <a href=\"#n\">n</a></p>"
    )


@settings(max_examples=40)
@given(st.text(max_size=200))
def test_the_canonical_form_is_its_own(url: str) -> None:
    once = canonical(f"http://x.example/{url}")
    assert canonical(once) == once
    assert not absolute(url, BASE) or absolute(url, BASE).startswith(("http://", "https://"))


@every_row(
    ("url", "expected"),
    [
        ("https://www.herald.example/1", "www.herald.example"),
        ("https://m.herald.example/1", "m.herald.example"),
        ("https://herald.example:8443/1", "herald.example:8443"),
        ("http://127.0.0.1:8017/1", "127.0.0.1:8017"),
    ],
)
def test_a_server_is_what_is_asked_one_at_a_time(url, expected):
    """Politeness is counted by it: two ports, and a page with and without its device, are two."""
    assert server(url) == expected


def test_a_host_is_known_without_www_alone():
    assert [host(f"https://{name}/") for name in ("www.a.example", "m.a.example", "www.com")] == [
        "a.example",
        "m.a.example",
        "com",
    ]

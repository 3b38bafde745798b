"""What a person may have meant."""

import pytest

from octavo.errors import UsageError
from octavo.fetch.discover import Found, addresses, is_of_comments, own_feeds
from octavo.fetch.parse.document import alternates
from rows import every_row


@every_row(
    ("typed", "meant"),
    [
        ("example.org", ("https://example.org", "http://example.org")),
        (" https://example.org/feed ", ("https://example.org/feed",)),
        ("example.org/news", ("https://example.org/news", "http://example.org/news")),
        ("feed://example.org/rss", ("https://example.org/rss", "http://example.org/rss")),
        ("feed:https://example.org/rss", ("https://example.org/rss",)),
        ("//example.org/x", ("https://example.org/x", "http://example.org/x")),
    ],
)
def test_what_is_typed_becomes_addresses(typed: str, meant: tuple[str, ...]) -> None:
    assert addresses(typed) == meant


@every_row("typed", ["", "  ", "two words", "ftp://example.org", "https://", "file:///etc"])
def test_what_is_no_address_is_answered_in_plain_words(typed: str) -> None:
    with pytest.raises(UsageError) as refusal:
        addresses(typed)
    assert refusal.value.detail


def test_a_page_names_its_feeds_in_any_spelling() -> None:
    page = (
        "<LINK REL='alternate' TYPE='application/rss+xml' TITLE='News' HREF='/rss'>"
        '<link href=/atom.xml type=application/atom+xml rel="alternate home">'
        '<link rel="alternate" hreflang="fr" href="/fr"><link rel="stylesheet" href="/x.css">'
        '<link rel="alternate" type="application/feed+json" href="javascript:x">'
    )
    found = alternates(page, "https://x.example/")
    assert [(url, title) for url, title, _ in found] == [
        ("https://x.example/rss", "News"),
        ("https://x.example/atom.xml", ""),
    ]


@every_row(
    ("page", "in_head", "linked", "own"),
    [
        ("/blog/index.html", "/all.xml", "/blog/feed.xml", True),
        ("/shows/tide", "/all.xml", "/shows/tide/rss", True),
        ("/u/ada?tab=1", "/all.xml", "/u/ada.rss", True),
        ("/blog/", "/blog/atom.xml", "/blog/feed.xml", False),
        ("/", "/all.xml", "/blog/feed.xml", False),
        ("/index.html", "/all.xml", "/blog/feed.xml", False),
        ("/blog/", "/all.xml", "/blogroll/feed.xml", False),
    ],
)
def test_a_page_s_own_feed_is_told_from_the_site_s(
    page: str, in_head: str, linked: str, own: bool
) -> None:
    host = "https://x.example"
    found = own_feeds([host + in_head], [host + linked], host + page)
    assert found == ([host + linked] if own else [])


def test_feeds_of_comments_come_last() -> None:
    found = [
        Found("https://x.example/2026/owl/feed/", "Comments on: Owls"),
        Found("https://x.example/comments/feed", "Post"),
        Found("https://x.example/feed", "Post"),
    ]
    assert [is_of_comments(one) for one in found] == [True, True, False]

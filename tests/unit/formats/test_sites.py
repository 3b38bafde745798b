"""Whose address it is: sites by the Public Suffix List, and tracking that follows readers."""

from octavo.formats.urls import absolute, canonical, clean_url, is_same_site, registrable, site
from rows import every_row


@every_row(
    ("url", "name"),
    [
        ("https://web.de/a", "web.de"), ("https://www.web.de/", "web.de"), ("https://mobile.de/", "mobile.de"),
        ("https://m.de/", "m.de"), ("https://amp.dev/", "amp.dev"), ("https://www.gov.uk/x", "www.gov.uk"),
        ("https://www.bbc.co.uk/news", "bbc.co.uk"), ("https://m.bbc.co.uk", "bbc.co.uk"),
        ("https://amp.theguardian.com", "theguardian.com"), ("https://edition.cnn.com", "cnn.com"),
        ("https://sport.orf.at", "sport.orf.at"), ("https://foo.github.io", "foo.github.io"),
        ("https://m.foo.github.io", "foo.github.io"), ("https://WWW.X.Example.", "x.example"),
        ("http://127.0.0.1:8000/x", "127.0.0.1"), ("http://[::1]:80/", "::1"), ("http://localhost:9", "localhost"),
        ("http://herald.localhost:8000/a", "herald.localhost"), ("http://m.localhost", "m.localhost"),
        ("https://www.münchen.de", "münchen.de"), ("nothing", ""), ("http://[::1", ""),
    ],
)  # fmt: skip
def test_a_label_for_devices_is_left_out_where_a_name_is_left(url: str, name: str) -> None:
    assert site(url) == name


@every_row(
    ("host", "name"),
    [
        ("news.bbc.co.uk", "bbc.co.uk"), ("a.foo.github.io", "foo.github.io"), ("x.blogspot.com", "x.blogspot.com"),
        ("web.de", "web.de"), ("de", ""), ("co.uk", ""), ("github.io", ""), ("localhost", ""),
        ("127.0.0.1", ""), ("::1", ""), ("", ""), ("a.x.example", "x.example"),
    ],
)  # fmt: skip
def test_what_somebody_registered(host: str, name: str) -> None:
    assert registrable(host) == name


@every_row(
    ("one", "other", "same"),
    [
        ("https://web.de/", "https://mobile.de/", False), ("https://news.x.example/", "https://x.example/", True),
        ("https://www.x.example/", "https://m.x.example/", True), ("https://a.github.io", "https://b.github.io", False),
        ("https://a.github.io", "https://github.io", False), ("https://x.co.uk", "https://y.co.uk", False),
        ("http://a.localhost", "http://b.localhost", False), ("http://127.0.0.1/", "http://127.0.0.1:81/", True),
        ("http://1.0.0.1", "http://0.0.1", False), ("", "", False), ("https://notx.example", "https://x.example", False),
    ],
)  # fmt: skip
def test_a_site_and_its_parts(one: str, other: str, same: bool) -> None:
    assert is_same_site(one, other) is is_same_site(other, one) is same


@every_row(
    ("tracked", "clean"),
    [
        ("utm_source=rss&id=7", "id=7"), ("at_campaign=x&at_medium=y", ""), ("wt_mc=a&xtor=b", ""),
        ("ref=nav&source=twitter", ""), ("cid=4711", "cid=4711"), ("feature=youtu.be&v=1", "v=1"),
        ("src=https%3A%2F%2Fx.example%2Fpic.jpg", "src=https%3A%2F%2Fx.example%2Fpic.jpg"),
        ("src=photo.jpg", "src=photo.jpg"), ("FBCLID=x&a=1", "a=1"), ("rss=1&ftag=MSF0951a18", ""),
        ("share=", ""), ("referrer=me", "referrer=me"), ("q=a%20b&p", "q=a%20b&p"),
    ],
)  # fmt: skip
def test_links_pages_and_comparisons_know_one_list_of_tracking(tracked: str, clean: str) -> None:
    url, right = f"https://x.example/a?{tracked}", f"https://x.example/a?{clean}".rstrip("?")
    assert absolute(url) == right
    assert clean_url(url) == right
    assert canonical(url) == canonical(right)


@every_row(
    ("url", "clean"),
    [
        ("HTTPS://User@News.Example:443/a?b=1#top", "https://news.example/a?b=1"),
        ("http://x.example", "http://x.example/"), ("http://[::1]:8000/a", "http://[::1]:8000/a"),
        ("ftp://x.example/", ""), ("http://", ""), ("//x.example/a", ""), ("http://[::1", ""),
    ],
)  # fmt: skip
def test_an_article_is_known_by_a_clean_address(url: str, clean: str) -> None:
    assert clean_url(url) == clean

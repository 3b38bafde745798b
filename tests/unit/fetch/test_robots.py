"""robots.txt, read as RFC 9309 says."""

from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.fetch.robots import policy
from rows import every_row

TEXT = b"""\xef\xbb\xbfUser-agent: *   # everyone
Disallow: /
Sitemap: https://x.example/news.xml

User-Agent: Octavo/2.0
User-agent: otherbot
Allow: /news/
Disallow: /news/private/
Disallow: /*.pdf$
Disallow: /search?
Disallow: /a*b*c
Allow: /caf%C3%A9
Disallow: /caf
Crawl-delay: 99
Disallow:
"""


@every_row(
    ("path", "allowed"),
    [
        ("/", True), ("/news/1", True), ("/news/private/1", False), ("/x/y.pdf", False),
        ("/x/y.pdf?z", True), ("/search?q=1", False), ("/search", True), ("/axxbyyc1", False),
        ("/acb", True), ("/café", True), ("/caf%c3%a9", True), ("/cafe", False),
        ("/robots.txt", True), ("", True),
    ],
)  # fmt: skip
def test_the_longest_rule_of_the_own_group_decides(path: str, allowed: bool) -> None:
    assert policy(TEXT).allows(path) is allowed


def test_without_an_own_group_the_one_for_everybody_counts() -> None:
    found = policy(
        b"User-agent: *\nDisallow: /canary/\nCrawl-delay: 1.5\nUser-agent: x\nDisallow: /\n"
    )
    assert not found.allows("/canary/x")
    assert found.allows("/else")
    assert found.delay == 1.5


def test_of_two_rules_as_long_the_kinder_counts() -> None:
    assert policy(b"User-agent: octavo\nDisallow: /page\nAllow: /page").allows("/page")


def test_delay_and_sitemaps_are_told_and_bounded() -> None:
    found = policy(TEXT)
    assert found.delay == 10.0
    assert found.sitemaps == ("https://x.example/news.xml",)


def test_groups_for_the_same_reader_are_one() -> None:
    found = policy(b"User-agent: octavo\nDisallow: /a\n\nUser-agent: octavo\nDisallow: /b")
    assert not found.allows("/a")
    assert not found.allows("/b")


def test_a_longer_name_is_another_reader() -> None:
    assert policy(b"User-agent: octavobot\nDisallow: /").allows("/x")


def test_many_stars_take_no_time() -> None:
    rule = b"User-agent: *\nDisallow: /" + b"*a" * 5_000 + b"$\n"
    assert policy(rule).allows("/" + "a" * 4_000)


@settings(max_examples=40)
@given(st.binary(max_size=300), st.text(max_size=50))
def test_any_bytes_are_a_policy(body: bytes, path: str) -> None:
    found = policy(b"User-agent: *\nDisallow: " + body)
    assert found.allows(path) in (True, False)

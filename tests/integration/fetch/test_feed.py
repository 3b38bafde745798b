"""Polling feeds and fetching pages from a publisher on loopback."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from octavo.errors import BadStatus, Unreachable, UsageError
from octavo.fetch.discover import Found, feeds_at
from octavo.fetch.feed import feed
from octavo.fetch.page import page
from octavo.fetch.robots import Robots
from octavo.gateway import Gateway, Rules
from octavo.types import Egress, Entry, Failed, Fetched, Page, Target
from octavo.walk.retry import may_pass

from .press import Press, Reply, reply

NOW = datetime(2026, 6, 1, tzinfo=UTC)
MAP = b"<urlset><url><loc>/a</loc></url></urlset>"
ITEM = "<item><title>T{0}</title><link>/a/{0}</link><guid isPermaLink='false'>{0}</guid></item>"


def rss(count: int = 2) -> bytes:
    items = "".join(ITEM.format(n) for n in range(count))
    return f"<rss version='2.0'><channel><title>Post</title>{items}</channel></rss>".encode()


def run(routes: dict[str, Reply], task):
    """Returns what the task returned, and the press it asked."""

    async def whole():
        ledger: list[Egress] = []
        async with Press(routes) as press:
            rules = Rules(per_host_gap=0, timeout=3, allowed=(press.host,))
            async with Gateway(rules, ledger.append) as gateway:
                return await task(gateway, press), press

    return asyncio.run(whole())


def poll(path: str = "/feed", **remembered: object):
    async def task(gateway: Gateway, press: Press) -> Fetched | Failed[Target]:
        return await feed(gateway, Target(5, press.url(path), **remembered))

    return task


def test_a_poll_brings_entries_and_what_to_remember() -> None:
    routes = {"/feed": reply(rss(), ETag='"v1"', Last_Modified="Mon, 01 Jun 2026 10:00:00 GMT",
                             Cache_Control="public, max-age=900")}  # fmt: skip
    fetched, press = run(routes, poll())
    assert [entry.url for entry in fetched.entries] == [press.url("/a/0"), press.url("/a/1")]
    assert {entry.feed_id for entry in fetched.entries} == {5}
    assert (fetched.channel.title, fetched.etag, fetched.hint) == ("Post", '"v1"', 900.0)
    assert fetched.last_modified == "Mon, 01 Jun 2026 10:00:00 GMT"
    assert len(fetched.body_hash) == 32


def test_the_second_poll_is_conditional() -> None:
    def answer(head: str) -> bytes:
        if 'If-None-Match: "v1"' in head and "If-Modified-Since: x" in head:
            return reply(b"", "304 Not Modified", ETag='"v1"')
        return reply(rss())

    fetched, _ = run({"/feed": answer}, poll(etag='"v1"', last_modified="x", body_hash="h"))
    assert fetched.not_modified
    assert (fetched.entries, fetched.etag, fetched.body_hash) == ((), '"v1"', "h")


def test_the_same_bytes_are_not_read_twice_and_other_bytes_always_are() -> None:
    first, _ = run({"/feed": reply(rss(), ETag='"lie"')}, poll())
    same, _ = run({"/feed": reply(rss(), ETag='"lie"')}, poll(body_hash=first.body_hash))
    other, _ = run({"/feed": reply(rss(3), ETag='"lie"')}, poll(body_hash=first.body_hash))
    assert same.not_modified
    assert not other.not_modified
    assert len(other.entries) == 3


def test_an_absurd_etag_is_neither_kept_nor_sent() -> None:
    fetched, press = run({"/feed": reply(rss(), ETag='"' + "x" * 5000)}, poll(etag="y" * 5000))
    assert fetched.etag == ""
    assert "If-None-Match" not in press.heads[0]


def test_a_cut_feed_gives_its_whole_items_and_is_asked_for_again() -> None:
    body = rss(6)

    def cut(_: str) -> bytes:
        whole = reply(body, ETag='"v1"')
        return whole[: len(whole) - 70]

    fetched, _ = run({"/feed": cut}, poll())
    assert [entry.key for entry in fetched.entries] == ["0", "1", "2", "3", "4"]
    assert (fetched.partial, fetched.etag, fetched.body_hash) == ("truncated", "", "")


def test_a_redirect_inside_needs_the_hosts_leave() -> None:
    routes = {
        "/feed": reply(b"", "302 Found", Location="/canary/x"),
        "/old": reply(b"", "301 Moved", Location="/new"),
        "/robots.txt": reply(b"User-agent: *\nDisallow: /canary/\n"),
        "/canary/x": reply(rss()),
        "/new": reply(rss()),
    }
    refused, press = run(routes, poll())
    assert refused.error.code == "robots"
    assert "/canary/x" not in press.paths
    moved, press = run(routes, poll("/old"))
    assert moved.moved_to == press.url("/new")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (reply(b""), "empty"), (reply(b"<!doctype html><p>x"), "not_a_feed"),
        (reply(b"", "410 Gone"), "http_410"), (reply(b"", "304 Not Modified"), "http_304"),
        (reply(b"\x1f\x8b" + b"x" * 50, Content_Encoding="gzip"), "not_a_feed"),
    ],
)  # fmt: skip
def test_a_failure_is_a_value_with_a_named_cause(answer: bytes, code: str) -> None:
    failed, _ = run({"/feed": answer}, poll())
    assert isinstance(failed, Failed)
    assert failed.error.code == code


@pytest.mark.parametrize(
    "end", [b"<link>http://post.exa", b"<title>T", b"<link>/a/1</link><guid>1</guid>"]
)
def test_of_an_item_that_was_cut_no_address_is_made(end: bytes) -> None:
    body = b"<rss version='2.0'><channel><title>Post</title><item><title>Fog</title>" + end
    failed, _ = run({"/feed": reply(body)}, poll())
    assert isinstance(failed, Failed)
    assert failed.error.code == "malformed"


def test_what_the_fast_path_cannot_read_the_fallback_may() -> None:
    hopeless = b'<rss version="2.0"><channel><title>x</title><<<item><title>Saved</title></channel'
    outcome, _ = run({"/feed": reply(hopeless)}, poll())
    code = outcome.error.code if isinstance(outcome, Failed) else outcome.partial
    assert code in ("malformed", "mended", "cut")


def test_a_sitemap_index_is_followed_to_its_news() -> None:
    loc = "<url><loc>/a/{}</loc></url>"
    routes = {
        "/map.xml": reply(
            b"<sitemapindex><sitemap><loc>/news.xml</loc></sitemap>"
            b"<sitemap><loc>/gone.xml</loc></sitemap></sitemapindex>"
        ),
        "/news.xml": reply(f"<urlset>{loc.format(1)}{loc.format(2)}</urlset>".encode()),
    }
    fetched, press = run(routes, poll("/map.xml", kind="sitemap"))
    assert {entry.url for entry in fetched.entries} == {press.url("/a/1"), press.url("/a/2")}
    assert fetched.partial == "cut"


def visit(path: str):
    async def task(gateway: Gateway, press: Press) -> Page | Failed[Entry]:
        entry = Entry(5, "k", press.url(path), "t")
        return await page(gateway, Robots(), entry, NOW)

    return task


def test_of_a_long_sitemap_the_newest_addresses_are_read_and_the_cut_is_said() -> None:
    days = [(NOW - timedelta(hours=n * 7 % 600)).isoformat() for n in range(600)]
    rows = [f"<url><loc>/a/{n}</loc><lastmod>{day}</lastmod></url>" for n, day in enumerate(days)]
    long = reply(f"<urlset>{''.join(rows)}</urlset>".encode())
    fetched, press = run({"/map.xml": long}, poll("/map.xml", kind="sitemap"))
    newest = sorted(range(600), key=lambda n: days[n], reverse=True)[:500]
    assert {one.url for one in fetched.entries} == {press.url(f"/a/{n}") for n in newest}
    assert fetched.partial == "too_many"


def test_a_page_is_fetched_and_robots_are_heeded() -> None:
    html = "<!doctype html><meta charset=windows-1251><p>Привет".encode("cp1251")
    routes = {
        "/robots.txt": reply(b"User-agent: octavo\nDisallow: /private/"),
        "/a": reply(b"", "302 Found", Location="/b"),
        "/b": reply(html, Content_Type="text/html"),
        "/sly": reply(b"", "302 Found", Location="/private/x"),
        "/private/x": reply(html, Content_Type="text/html"),
    }
    found, press = run(routes, visit("/a"))
    assert isinstance(found, Page)
    assert found.html.endswith("Привет")
    assert (found.url, found.final_url) == (press.url("/a"), press.url("/b"))
    assert found.fetched == NOW
    for path in ("/private/x", "/sly"):
        refused, press = run(routes, visit(path))
        assert refused.error.code == "robots"
        assert "/private/x" not in press.paths


@pytest.mark.parametrize(
    ("robots", "code"),
    [
        (reply(b"", "404 Not Found"), ""), (reply(b"", "403 Forbidden"), ""),
        (reply(b"", "500 Oops"), "http_500"), (reply(b"", "302 Found", Location="/robots.txt"), ""),
    ],
)  # fmt: skip
def test_missing_robots_allow_and_broken_ones_do_not(robots: bytes, code: str) -> None:
    routes = {"/robots.txt": robots, "/a": reply(b"<html>x", Content_Type="text/html")}
    found, _ = run(routes, visit("/a"))
    assert (found.error.code if isinstance(found, Failed) else "") == code


@pytest.mark.parametrize("status", ["429 Slow down", "500 Oops", "503 Busy"])
def test_a_host_in_trouble_has_forbidden_nothing_for_good(status: str) -> None:
    """Its page is not fetched now, and read when it is well again."""
    found, press = run(
        {"/robots.txt": reply(b"", status), "/a": reply(b"<html>x", Content_Type="text/html")},
        visit("/a"),
    )
    assert may_pass(found.error)
    assert "/a" not in press.paths


def test_a_host_that_does_not_answer_has_forbidden_nothing() -> None:
    """Its page may be tried again later; a page that robots.txt forbids may not."""

    def cut(head: str) -> bytes:
        return b""

    found, press = run({"/robots.txt": cut, "/a": reply(b"<html>x")}, visit("/a"))
    assert isinstance(found.error, Unreachable)
    assert "/a" not in press.paths, "and it is not fetched unasked"


def test_robots_are_asked_once_for_many_pages() -> None:
    async def task(gateway: Gateway, press: Press) -> None:
        robots = Robots()
        asked = [robots.allows(gateway, press.url(f"/{n}")) for n in range(20)]
        assert all(await asyncio.gather(*asked))

    _, press = run({"/robots.txt": reply(b"")}, task)
    assert press.paths == ["/robots.txt"]


def discover(path: str):
    async def task(gateway: Gateway, press: Press) -> tuple[Found, ...]:
        return await feeds_at(gateway, press.url(path))

    return task


def test_a_feeds_own_address_is_enough() -> None:
    found, press = run({"/x": reply(rss())}, discover("/x"))
    assert found == (Found(press.url("/x"), "Post"),)


def test_a_name_without_a_scheme_is_tried_both_ways() -> None:
    async def task(gateway: Gateway, press: Press) -> tuple[Found, ...]:
        return await feeds_at(gateway, f"{press.host}/x")

    found, press = run({"/x": reply(rss())}, task)
    assert found == (Found(press.url("/x"), "Post"),)


def test_a_place_that_is_not_there_is_an_error_of_the_wire() -> None:
    async def task(gateway: Gateway, press: Press) -> tuple[Found, ...]:
        return await feeds_at(gateway, press.url("/nothing"))

    with pytest.raises(BadStatus):
        run({}, task)


def test_a_page_names_its_feeds_and_comments_come_last() -> None:
    home = (
        b'<html><head><link rel="alternate" type="application/rss+xml" href="/comments/feed">'
        b'<link rel="alternate" type="application/rss+xml" href="/feed">'
        b'<link rel="alternate" type="application/rss+xml" href="/dead">'
    )
    routes = {"/": reply(home), "/feed": reply(rss()), "/comments/feed": reply(rss())}
    found, press = run(routes, discover("/"))
    assert [one.url for one in found] == [press.url("/feed"), press.url("/comments/feed")]


@pytest.mark.parametrize(
    ("routes", "path", "kind"),
    [
        ({"/": reply(b'<html><a class=x href="/our.rss">RSS</a>'), "/our.rss": reply(rss())},
         "/our.rss", "feed"),
        ({"/": reply(b"<html>"), "/atom.xml": reply(rss())}, "/atom.xml", "feed"),
        ({"/": reply(b"<html>"), "/robots.txt": reply(b"Sitemap: /bad\n"),
          "/sitemap.xml": reply(b"")}, "", ""),
        ({"/": reply(b"<html>"), "/news-sitemap.xml": reply(MAP)},
         "/news-sitemap.xml", "sitemap"),
    ],
)  # fmt: skip
def test_feeds_nobody_names_are_looked_for(routes: dict[str, bytes], path: str, kind: str) -> None:
    if not path:
        with pytest.raises(UsageError):
            run(routes, discover("/"))
        return
    found, press = run(routes, discover("/"))
    assert [(one.url, one.kind) for one in found] == [(press.url(path), kind)]

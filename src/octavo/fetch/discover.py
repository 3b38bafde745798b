"""Feeds to be had at what a person types: a name, a page, a feed's own address.

The address itself, then what its page names, then links that look like feeds, then the usual paths,
then news sitemaps from robots.txt. Each is fetched and read before it is offered.
"""

import re
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from octavo.errors import OctavoError, Unreadable, UsageError, WireError
from octavo.fetch import sitemap
from octavo.fetch.parse import text
from octavo.fetch.parse.document import alternates, parsed
from octavo.fetch.robots import Robots
from octavo.formats import urls
from octavo.formats.channels import channel_of
from octavo.formats.encodings import decoded
from octavo.gateway import Ask, Gateway, Response

PATHS = (
    "/feed",
    "/rss.xml",
    "/atom.xml",
    "/feed.xml",
    "/rss",
    "/index.xml",
    "/feed.json",
    "/feeds",
)
SITEMAPS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml")
MAX_NAMED = 6
"""Feeds that a page names which are looked at; large sites name dozens. Chosen by hand; not
measured."""

MAX_LOOKS = 4
"""Addresses in the text of a page that look like feeds and are tried. Chosen by hand; not
measured."""

LOOKS = re.compile(
    r"""<a\b[^<>]{0,1000}?\bhref\s*=\s*["']?([^"'<>\s]{1,500}(?:/feeds?/?|/rss/?|/atom/?"""
    r"""|\.rss|\.atom|(?:rss|atom|feed|index|news)\w{0,20}\.xml|feed\.json)(?:\?[^"'<>\s]{0,200})?)["'\s>]""",
    re.IGNORECASE,
)
PAGE_FILE = re.compile(r"(?:(?<=/)[^/?#]*\.\w{2,5})?(?:[?#].*)?\Z", re.DOTALL)
"""The end of an address that names a file or asks for something: what is before it is its
folder."""
COMMENTS = re.compile(r"comment|/author/|/tag/", re.IGNORECASE)
COMMENTS_TITLE = re.compile(r"comment|kommentar|com+entari|коммент|تعليق|コメント", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that was fetched and read: its address, title and kind (`feed` or `sitemap`)."""

    url: str
    title: str
    kind: str = "feed"


async def feeds_at(
    gateway: Gateway, address: str, robots: Robots | None = None
) -> tuple[Found, ...]:
    """Returns the feeds at an address, best first; raises UsageError when there are none or the
    address is none, and a WireError when the place cannot be reached."""
    start = await _first_answer(gateway, address)
    if itself := _feed_in(start):
        return (itself,)
    page = decoded(start.body, start.headers.get("content-type", ""))
    named = sorted(alternates(page, start.url), key=lambda one: bool(COMMENTS.search(one[0])))
    in_head = [url for url, _, _ in named[:MAX_NAMED]]
    own = own_feeds(in_head, _looking_like(page, start.url), start.url)
    found = [one async for one in _read(gateway, [*own, *in_head])]
    found.sort(key=is_of_comments)
    if not found:
        found = [one async for one in _read(gateway, _looking_like(page, start.url))]
    if not found:
        found = [one async for one in _guessed(gateway, start.url)]
    if not found:
        found = [one async for one in _sitemaps(gateway, start.url, robots or Robots())]
    if not found:
        raise UsageError(f"No feed was found at {start.url}. Try the address of the feed itself.")
    return tuple({urls.canonical(one.url): one for one in reversed(found)}.values())[::-1]


def addresses(typed: str) -> tuple[str, ...]:
    """Returns the addresses a person may have meant, likeliest first; raises UsageError."""
    word = typed.strip()
    if word.lower().startswith("feed:"):
        word = word[5:].lstrip("/") if not word[5:].startswith("http") else word[5:]
    if "://" in word:
        meant: tuple[str, ...] = (word,)
    else:
        meant = (f"https://{word.lstrip('/')}", f"http://{word.lstrip('/')}")
    host = urls.host(meant[0])
    if not host or not re.search(r"[\w]", host) or re.search(r"\s", word):
        raise UsageError(f"“{word[:100]}” is no address. Type one such as example.org.")
    if not meant[0].lower().startswith(("http://", "https://")):
        raise UsageError("Only http and https addresses can be followed.")
    return meant


async def _first_answer(gateway: Gateway, typed: str) -> Response:
    meant = addresses(typed)
    for at, address in enumerate(meant):
        try:
            return await gateway.ask(Ask(address, "discover", cut=True))
        except WireError as problem:
            is_last = at == len(meant) - 1
            if is_last or problem.code not in ("tls", "connect", "reset", "timeout", "protocol"):
                raise
    raise UsageError("There is nothing to ask.")


def _feed_in(response: Response) -> Found | None:
    kind = response.headers.get("content-type", "")
    try:
        read = parsed(response.body, response.url, kind)
    except Unreadable:
        return _sitemap_in(response)
    return Found(response.permanent or response.url, read.channel.title or _named(response.url))


def _named(url: str) -> str:
    """What a publisher is called that gives no name."""
    return channel_of(url) or urls.host(url)


def _sitemap_in(response: Response) -> Found | None:
    try:
        if sitemap.entries(response.body, response.url) or sitemap.children(
            response.body, response.url
        ):
            return Found(response.url, _named(response.url), "sitemap")
    except OctavoError:
        pass
    return None


async def _read(gateway: Gateway, addresses: Iterable[str]) -> AsyncIterator[Found]:
    for url in addresses:
        try:
            found = _feed_in(await gateway.ask(Ask(url, "discover", cut=True)))
        except WireError:
            continue
        if found is not None:
            yield found


def is_of_comments(found: Found) -> bool:
    """Whether a feed is one of readers' comments, by its address or its title."""
    return bool(COMMENTS.search(found.url) or COMMENTS_TITLE.search(found.title))


def own_feeds(in_head: Sequence[str], linked: Iterable[str], url: str) -> list[str]:
    """Returns the linked feeds that lie below the page itself, where its head names only feeds of
    the whole site: a blog's or a show's own one."""
    below = re.compile(re.escape(PAGE_FILE.sub("", url).rstrip("/")) + r"(?:[/.?]|\Z)")
    is_root = not urlsplit(PAGE_FILE.sub("", url)).path.strip("/")
    if is_root or not in_head or any(map(below.match, in_head)):
        return []
    return [one for one in linked if below.match(one)]


def _looking_like(page: str, url: str) -> list[str]:
    hrefs = (urls.absolute(unescape(href), url) for href in LOOKS.findall(page[:500_000]))
    return list(dict.fromkeys(href for href in hrefs if href))[:MAX_LOOKS]


async def _guessed(gateway: Gateway, url: str) -> AsyncIterator[Found]:
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    folder = parts.path.rsplit("/", 1)[0] if parts.path not in ("", "/") else ""
    roots = [f"{origin}{folder}", origin] if folder else [origin]
    for root in roots:
        async for found in _read(gateway, [root + path for path in PATHS]):
            if found.kind == "feed":
                yield found
                return


async def _sitemaps(gateway: Gateway, url: str, robots: Robots) -> AsyncIterator[Found]:
    parts = urlsplit(url)
    try:
        policy = await robots.policy(gateway, url)
    except WireError:
        return
    origin = f"{parts.scheme}://{parts.netloc}"
    named = sorted(policy.sitemaps, key=lambda one: "news" not in one.lower())[:3]
    guesses = [] if named else [origin + path for path in SITEMAPS]
    async for found in _read(gateway, [*named, *guesses]):
        yield Found(found.url, text.line(found.title), "sitemap")
        return

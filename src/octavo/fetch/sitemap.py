"""Sitemaps as feeds: of news, plain, and indexes of either (sitemaps.org, Google News)."""

from datetime import UTC, datetime

from octavo.errors import Unreadable
from octavo.fetch import dates, link, text, tree
from octavo.fetch.document import ENTITIES, MAX_ITEMS
from octavo.fetch.encoding import decoded
from octavo.fetch.entry import digest, fingerprint, language
from octavo.gateway import Cap, Rules, unpacked
from octavo.types import Entry, Picture

CHILDREN = 3
GZIP = b"\x1f\x8b"


def entries(
    body: bytes, url: str, feed_id: int = 0, now: datetime | None = None
) -> tuple[Entry, ...]:
    """Returns the newest 500 addresses of a sitemap, newest first; none for an index.

    Raises Unreadable: empty, not_a_feed, malformed; TooLarge for a compressed bomb."""
    root = _root(body, url)
    if tree.local(root.tag) != "urlset":
        return ()
    found: dict[str, Entry] = {}
    for node in root.iter("{*}url"):
        one = _entry(tree.fields(node), url, feed_id, now or datetime.now(UTC))
        if one is not None:
            found.setdefault(one.key, one)
    return tuple(sorted(found.values(), key=_age)[:MAX_ITEMS])


def children(body: bytes, url: str) -> tuple[str, ...]:
    """Returns the newest few sitemaps of an index: those about news first, then by date, then the
    last named. None for what is no index."""
    root = _root(body, url)
    if tree.local(root.tag) != "sitemapindex":
        return ()
    found = []
    for at, node in enumerate(root.iter("{*}sitemap")):
        own = tree.fields(node)
        address = link.absolute(tree.text(own, "loc"), url)
        changed = dates.moment(tree.text(own, "lastmod"))
        if address:
            stamp = changed.timestamp() if changed else 0.0
            found.append(("news" in address.lower(), stamp, at, address))
    return tuple(one[3] for one in sorted(found, reverse=True)[:CHILDREN])


def _root(body: bytes, url: str) -> tree.Element:
    if body[:2] == GZIP:
        body = unpacked(body, "gzip", Cap(url, Rules()))
    source = decoded(body).lstrip("\ufeff \t\r\n\0")
    if not source:
        raise Unreadable(url, "no body", code="empty")
    try:
        root, _ = tree.tree(source)
    except tree.Bomb:
        raise Unreadable(url, ENTITIES, code="malformed") from None
    if root is None or tree.local(str(root.tag)) not in ("urlset", "sitemapindex"):
        raise Unreadable(url, "no sitemap", code="not_a_feed")
    return root


def _age(entry: Entry) -> float:
    return -entry.published.timestamp() if entry.published else 0.0


def _entry(own: tree.Fields, base: str, feed_id: int, now: datetime) -> Entry | None:
    url = link.absolute(tree.text(own, "loc"), base)
    if not url:
        return None
    news = tree.fields(own["news:news"][0]) if "news:news" in own else {}
    about = tree.fields(news["news:publication"][0]) if "news:publication" in news else {}
    written, changed = tree.text(news, "news:publication_date"), tree.text(own, "lastmod")
    updated = dates.moment(changed, now)
    title = text.title(tree.text(news, "news:title"))
    key = link.canonical(url)
    return Entry(
        feed_id=feed_id,
        key=key if len(key) <= 300 else f"hash:{digest(key)}",
        url=url,
        title=title,
        published=dates.moment(written, now) or updated,
        updated=updated,
        tags=_tags(tree.text(news, "news:keywords")),
        language=language(tree.text(about, "news:language")),
        picture=_picture(own, base),
        fingerprint=fingerprint(title, "", "", changed),
    )


def _tags(words: str) -> tuple[str, ...]:
    plain = (text.title(word)[:80] for word in words.split(",")[:20])
    return tuple(dict.fromkeys(word for word in plain if word))


def _picture(own: tree.Fields, base: str) -> Picture | None:
    for node in own.get("image:image", ()):
        about = tree.fields(node)
        url = link.absolute(tree.text(about, "image:loc"), base)
        if url:
            return Picture(url, caption=text.plain(tree.text(about, "image:caption"), 1_000))
    return None

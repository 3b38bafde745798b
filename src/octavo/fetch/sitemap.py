"""Sitemaps as feeds: of news, plain, and indexes of either (sitemaps.org, Google News)."""

from datetime import UTC, datetime

from octavo.errors import Unreadable
from octavo.fetch.parse import text, xml_tree
from octavo.fetch.parse.document import ENTITIES
from octavo.fetch.parse.entry import digest, fingerprint
from octavo.formats import dates, urls
from octavo.formats.encodings import decoded
from octavo.formats.languages import language
from octavo.gateway import Cap, Rules, unpacked
from octavo.types import Entry, Picture

CHILDREN = 3
"""Sitemaps of an index that are read, the newest: the news is in them."""

GZIP = b"\x1f\x8b"


def entries(
    body: bytes, url: str, feed_id: int = 0, now: datetime | None = None
) -> tuple[Entry, ...]:
    """Returns the addresses of a sitemap, newest first; none for an index.

    Raises Unreadable: empty, not_a_feed, malformed; TooLarge for a compressed bomb."""
    root = _root(body, url)
    if xml_tree.local(root.tag) != "urlset":
        return ()
    found: dict[str, Entry] = {}
    for node in root.iter("{*}url"):
        one = _entry(xml_tree.fields(node), url, feed_id, now or datetime.now(UTC))
        if one is not None:
            found.setdefault(one.key, one)
    return tuple(sorted(found.values(), key=_age))


def children(body: bytes, url: str) -> tuple[str, ...]:
    """Returns the newest few sitemaps of an index: those about news first, then by date, then the
    last named. None for what is no index."""
    root = _root(body, url)
    if xml_tree.local(root.tag) != "sitemapindex":
        return ()
    found = []
    for at, node in enumerate(root.iter("{*}sitemap")):
        own = xml_tree.fields(node)
        address = urls.absolute(xml_tree.text(own, "loc"), url)
        changed = dates.moment(xml_tree.text(own, "lastmod"))
        if address:
            stamp = changed.timestamp() if changed else 0.0
            found.append(("news" in address.lower(), stamp, at, address))
    return tuple(one[3] for one in sorted(found, reverse=True)[:CHILDREN])


def _root(body: bytes, url: str) -> xml_tree.Element:
    if body[:2] == GZIP:
        body = unpacked(body, "gzip", Cap(url, Rules()))
    source = decoded(body).lstrip("\ufeff \t\r\n\0")
    if not source:
        raise Unreadable(url, "no body", code="empty")
    try:
        root, _ = xml_tree.tree(source)
    except xml_tree.Bomb:
        raise Unreadable(url, ENTITIES, code="malformed") from None
    if root is None or xml_tree.local(str(root.tag)) not in ("urlset", "sitemapindex"):
        raise Unreadable(url, "no sitemap", code="not_a_feed")
    return root


def _age(entry: Entry) -> float:
    return -entry.published.timestamp() if entry.published else 0.0


def _entry(own: xml_tree.Fields, base: str, feed_id: int, now: datetime) -> Entry | None:
    url = urls.absolute(xml_tree.text(own, "loc"), base)
    if not url:
        return None
    news = xml_tree.fields(own["news:news"][0]) if "news:news" in own else {}
    about = xml_tree.fields(news["news:publication"][0]) if "news:publication" in news else {}
    written, changed = xml_tree.text(news, "news:publication_date"), xml_tree.text(own, "lastmod")
    updated = dates.moment(changed, now)
    title = text.title(xml_tree.text(news, "news:title"))
    key = urls.canonical(url)
    return Entry(
        feed_id=feed_id,
        key=key if len(key) <= 300 else f"hash:{digest(key)}",
        url=url,
        title=title,
        published=dates.moment(written, now) or updated,
        updated=updated,
        tags=_tags(xml_tree.text(news, "news:keywords")),
        language=language(xml_tree.text(about, "news:language")),
        picture=_picture(own, base),
        fingerprint=fingerprint(title, "", "", changed),
    )


def _tags(words: str) -> tuple[str, ...]:
    plain = (text.title(word)[:80] for word in words.split(",")[:20])
    return tuple(dict.fromkeys(word for word in plain if word))


def _picture(own: xml_tree.Fields, base: str) -> Picture | None:
    for node in own.get("image:image", ()):
        about = xml_tree.fields(node)
        url = urls.absolute(xml_tree.text(about, "image:loc"), base)
        if url:
            return Picture(url, caption=text.plain(xml_tree.text(about, "image:caption"), 1_000))
    return None

"""A feed document, whatever its dialect: bytes to a Channel and its entries. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from octavo.errors import Unreadable
from octavo.fetch.parse import atom, jsonfeed, rss, xml_tree
from octavo.fetch.parse.entry import Context
from octavo.fetch.parse.identity import entries
from octavo.formats import urls
from octavo.formats.dates import moment
from octavo.formats.encodings import decoded
from octavo.types import Channel, Entry

MAX_ITEMS = 500
"""Items of one document that are read: far more than feeds show. Chosen by hand; not measured."""

CROWDED = "too_many"
CUT = "cut, and no entries"
ENTITIES = "entity declarations that multiply"
ROOTS = {"rss": rss, "rdf": rss, "channel": rss, "feed": atom, "entry": atom}
LINK_TAG = re.compile(r"<link\b[^<>]{0,2000}>", re.IGNORECASE)
FEED_TYPE = re.compile(r"application/(?:(?:rss|atom|rdf)\+xml|feed\+json|json)", re.IGNORECASE)
HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Document:
    """A feed as read: `partial` is "", "mended", "cut" or, where only the newest MAX_ITEMS were
    taken, "too_many"; `hint` the wished interval in seconds."""

    channel: Channel
    entries: tuple[Entry, ...]
    partial: str = ""
    hint: float = 0.0


def document(
    body: bytes, url: str, content_type: str = "", feed_id: int = 0
) -> tuple[Channel, tuple[Entry, ...], str]:
    """Returns the channel, the entries in document order and, where the document had to be mended
    or its end is missing, that as a word. Raises Unreadable: empty, not_a_feed, malformed."""
    read = parsed(body, url, content_type, feed_id)
    return read.channel, read.entries, read.partial


def parsed(
    body: bytes, url: str, content_type: str = "", feed_id: int = 0, now: datetime | None = None
) -> Document:
    """Returns a feed document; as `document`. `now` is what the future is measured by."""
    text = decoded(body, content_type).lstrip("\ufeff \t\r\n\0")
    if not text:
        raise Unreadable(url, "no body", code="empty")
    context = Context(url, feed_id, now or datetime.now(UTC), has_base="xml:base" in text)
    if text[0] in "{[":
        return _json(text, url, context)
    return _xml(text, url, context)


def _json(text: str, url: str, context: Context) -> Document:
    feed, partial = jsonfeed.loaded(text)
    if feed is None:
        raise Unreadable(url, "JSON, but no feed", code="not_a_feed")
    channel = jsonfeed.channel(feed, url)
    context = replace(context, language=channel.language, home=channel.home)
    raws = [jsonfeed.raw(node, context) for node in feed["items"][:MAX_ITEMS]]
    found = entries(raws, context, jsonfeed.language_tag(feed))
    _check(partial, found, url)
    return Document(channel, found, partial or _crowded(feed["items"]))


def _xml(text: str, url: str, context: Context) -> Document:
    try:
        root, partial = xml_tree.tree(text)
    except xml_tree.Bomb:
        raise Unreadable(url, ENTITIES, code="malformed") from None
    dialect = ROOTS.get(xml_tree.local(str(root.tag))) if root is not None else None
    if root is None or dialect is None:
        raise _no_feed(text, url)
    channel = dialect.channel(root, url)
    context = replace(context, language=channel.language, home=channel.home)
    nodes = dialect.items(root)
    raws = [dialect.raw(node, context) for node in _newest(nodes, context)]
    found = entries(raws, context, dialect.language_tag(root))
    _check(partial, found, url)
    return Document(channel, found, partial or _crowded(nodes), rss.hint(root))


def _check(partial: str, found: Sequence[Entry], url: str) -> None:
    if partial and not found:
        raise Unreadable(url, f"{partial}, and no entries", code="malformed")


def _crowded(items: Sequence[object]) -> str:
    return CROWDED if len(items) > MAX_ITEMS else ""


def _no_feed(text: str, url: str) -> Unreadable:
    if re.search(r"<(?:rss|feed|rdf:rdf|channel)[\s>]", text[:4_096], re.IGNORECASE):
        return Unreadable(url, "not well-formed", code="malformed")
    found = [address for address, _, _ in alternates(text, url)]
    return Unreadable(url, " ".join(["no feed", *found[:5]]), code="not_a_feed")


def alternates(html: str, url: str) -> list[tuple[str, str, str]]:
    """Returns the feeds an HTML page names in its head: (address, title, media type)."""
    found = []
    for tag in LINK_TAG.findall(html[:300_000])[:500]:
        kind = FEED_TYPE.search(tag)
        href = HREF.search(tag)
        if (
            kind
            and href
            and re.search(r"rel\s*=\s*[\"']?[^\"'>]*\balternate\b", tag, re.IGNORECASE)
        ):
            address = urls.absolute(
                (href[1] or href[2] or href[3] or "").replace("&amp;", "&"), url
            )
            title = re.search(r"""\btitle\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag, re.IGNORECASE)
            if address:
                found.append(
                    (address, (title[1] or title[2] or "") if title else "", kind[0].lower())
                )
    return found


def _newest(nodes: Sequence[xml_tree.Element], context: Context) -> Sequence[xml_tree.Element]:
    if len(nodes) <= MAX_ITEMS:
        return nodes
    first, last = _moment(nodes[0], context), _moment(nodes[-1], context)
    is_oldest_first = first is not None and last is not None and first < last
    return nodes[-MAX_ITEMS:] if is_oldest_first else nodes[:MAX_ITEMS]


def _moment(node: xml_tree.Element, context: Context) -> datetime | None:
    found = xml_tree.fields(node)
    written = xml_tree.text(
        found, "pubdate", "dc:date", "atom:published", "atom:updated", "published"
    )
    return moment(written, context.now)

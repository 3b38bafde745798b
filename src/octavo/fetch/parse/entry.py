"""The last step of every dialect: a raw item becomes an Entry with key and fingerprint."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b

from octavo.fetch.parse import text
from octavo.formats import dates, urls
from octavo.formats.languages import language
from octavo.types import Enclosure, Entry, Picture

MAX_KEY = 300
"""Characters of a guid that are stored as they are; longer ones are hashed."""

MAX_NAMES = 10
"""Authors of an item that are read. Chosen by hand; not measured."""

MAX_TAGS = 20
"""Categories of an item that are read. Chosen by hand; not measured."""

BLOCK = re.compile(r"<(?:p|div|ul|ol|h[1-6]|figure|blockquote|table|br|section)\b", re.IGNORECASE)
WHOLE_TEXT = 1_000
"""Characters from which a summary with paragraphs is the whole text under another name. Chosen
by hand; not measured."""

IMAGE = re.compile(
    r"""<img\b[^<>]{0,2000}?\ssrc\s*=\s*["']?([^"'<>\s]{4,2000})[^<>]{0,2000}>""", re.I
)
PIXEL = re.compile(
    r"""(?:width|height)\s*=\s*["']?[01]\b|/pixel|feedburner|doubleclick|/beacon""", re.I
)
ALT = re.compile(r"""\salt\s*=\s*["']([^"'<>]{0,500})["']""", re.IGNORECASE)
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,255}")


@dataclass(frozen=True, slots=True)
class Context:
    """What the items of one document share."""

    base: str
    feed_id: int
    now: datetime
    language: str = ""
    has_base: bool = False
    habits: dates.Habits = dates.UNKNOWN
    home: str = ""


@dataclass(slots=True)
class Raw:
    """An item as its dialect wrote it: markup not yet made plain, addresses not yet absolute."""

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    published: str = ""
    updated: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    picture: Picture | None = None
    enclosures: tuple[Enclosure, ...] = ()
    base: str = ""
    content_base: str = ""


def entry(raw: Raw, context: Context) -> Entry | None:
    """Returns the entry of a raw item, or None for an item that says nothing at all."""
    base = raw.base or context.base
    url = urls.absolute(raw.link, base) if raw.link else ""
    inside = raw.content_base or url or base
    content = urls.absolute_html(text.clean(raw.content[: text.MAX_CONTENT]), inside)
    title, summary = text.title(raw.title), text.plain(raw.summary)
    key = _key(raw.guid, url, title, summary or content)
    if not key or not (url or title or summary or content):
        return None
    if not content and len(summary) >= WHOLE_TEXT and BLOCK.search(raw.summary):
        content = urls.absolute_html(text.clean(raw.summary[: text.MAX_CONTENT]), url or base)
    if not summary and content and not url:
        summary = text.plain(content)
    published = dates.moment(raw.published, context.now, context.habits)
    updated = dates.moment(raw.updated, context.now, context.habits) if raw.updated else None
    return Entry(
        feed_id=context.feed_id,
        key=key,
        url=url,
        title=title,
        summary=summary,
        content_html=content,
        published=published or updated,
        updated=updated,
        authors=names(raw.authors),
        tags=tags(raw.tags),
        language=language(raw.language) or context.language,
        picture=raw.picture or _shown(raw.content or raw.summary, inside),
        enclosures=raw.enclosures,
        fingerprint=fingerprint(title, summary, content, raw.updated),
    )


def _key(guid: str, url: str, title: str, body: str) -> str:
    guid = text.line(guid, MAX_KEY * 10) if guid else ""
    if not guid:
        guid = urls.canonical(url) if url else ""
    if not guid:
        return text_key(title, body) if title or body else ""
    return short_key(guid)


def short_key(name: str) -> str:
    """Returns a key as it is, or its hash where it is long."""
    return name if len(name) <= MAX_KEY else f"hash:{digest(name)}"


def text_key(title: str, body: str) -> str:
    """Returns the key of an item that has nothing but its words."""
    return f"text:{digest(title, body)}"


def digest(*parts: str) -> str:
    """Returns a short stable hash of texts, as 16 hexadecimal digits."""
    joined = "\0".join(parts).encode("utf-8", "replace")
    return blake2b(joined, digest_size=8).hexdigest()


def fingerprint(title: str, summary: str, content: str, updated: str) -> str:
    """Returns a hash that changes when the publisher changes the item."""
    return digest(title, summary, content, updated.strip())


def names(raw: tuple[str, ...]) -> tuple[str, ...]:
    """Returns people's names without addresses, brackets and "By", each once."""
    found: dict[str, None] = {}
    for one in raw[:MAX_NAMES]:
        if name := _name(one):
            found[name] = None
    return tuple(found)


@lru_cache(4_096)
def _name(raw: str) -> str:
    name = text.title(raw)
    if "@" in name:
        name = EMAIL.sub("", name)
    if "(" in name:
        name = name.replace("(", " ").replace(")", " ")
    return text.line(re.sub(r"^[Bb]y:?\s+", "", name.strip(" ,;<>")), 200)


def tags(raw: tuple[str, ...]) -> tuple[str, ...]:
    """Returns tags as plain text, each once."""
    plain = [_tag(one) for one in raw[:MAX_TAGS]]
    return tuple(dict.fromkeys(one for one in plain if one))


@lru_cache(4_096)
def _tag(raw: str) -> str:
    return text.title(raw)[:80].strip()


def _shown(markup: str, base: str) -> Picture | None:
    if "<img" not in markup[: text.MAX_CONTENT]:
        return None
    for found in IMAGE.finditer(markup, 0, 20_000):
        url = "" if PIXEL.search(found[0]) else urls.absolute(text.plain(found[1], 2_000), base)
        if url:
            alt = ALT.search(found[0])
            return Picture(url, alt=text.title(alt[1]) if alt else "")
    return None

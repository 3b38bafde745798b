"""A list as an Atom or a JSON Feed document; both well-formed whatever the texts hold.

Atom is written by Django's feed generator. JSON Feed 1.1 is ours: Django has none, and a document
that is one dict is no work for a library.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import StringIO
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html_join
from django.utils.xmlutils import SimplerXMLGenerator

EMPTY_SINCE = datetime(2000, 1, 1, tzinfo=UTC)
"""When a feed without items was last updated: not now, or reader apps would see news in it."""

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 (section 2.2) has no way to write: controls, lone surrogates."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence, word for word, its source, and the address of the article here that has it."""

    text: str
    source: str
    address: str


@dataclass(frozen=True, slots=True)
class Item:
    """A feed item: `key` never changes, `address` is on this site, `text` is plain; `lines`, where
    there are any, are shown in its place, each with its source; `coverage` is what only JSON Feed
    has room for, in an object of our own."""

    key: str
    address: str
    title: str
    text: str
    published: datetime
    updated: datetime
    author: str
    tags: tuple[str, ...] = ()
    language: str = ""
    lines: tuple[Cited, ...] = ()
    coverage: Mapping[str, object] = field(default_factory=dict)

    @property
    def plain(self) -> str:
        """What it says, as plain text."""
        return "\n".join(f"{line.text} ({line.source})" for line in self.lines) or self.text

    @property
    def html(self) -> str:
        """The cited lines as HTML, each linked to its article; empty where there are none."""
        rows = ((line.text, line.address, line.source) for line in self.lines)
        return format_html_join("", '<p>{} <a href="{}">{}</a></p>', rows)


@dataclass(frozen=True, slots=True)
class Feed:
    """A list as a feed: `home` is the address of the list as a page, `address` its own, and keys of
    items follow `base`."""

    title: str
    base: str
    home: str
    address: str
    language: str
    items: tuple[Item, ...]


def atom(feed: Feed) -> str:
    """The feed as RFC 4287 has it."""
    clean = cleaned(feed)
    made = _Atom(clean.title, clean.home, None, language=clean.language, feed_url=clean.address)
    for item in clean.items:
        made.add_item(
            item.title, item.address, item.plain, author_name=item.author, pubdate=item.published,
            updateddate=item.updated, unique_id=f"{clean.base}/{item.key}", categories=item.tags,
            language=item.language or "en", html=item.html,
        )  # fmt: skip
    out = StringIO()
    made.write(out, "utf-8")
    return out.getvalue()


class _Atom(Atom1Feed):
    """Atom with the language of each entry, a summary that is plain text, and our name."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=EMPTY_SINCE)

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("generator", "Octavo")

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item | {"description": None})
        handler.addQuickElement("summary", item["description"])
        if item["html"]:
            handler.addQuickElement("content", item["html"], {"type": "html"})


def json_feed(feed: Feed) -> str:
    """The feed as JSON Feed 1.1 has it."""
    clean = cleaned(feed)
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean.title,
        "home_page_url": clean.home,
        "feed_url": clean.address,
        "language": clean.language,
        "items": [_json_item(clean.base, item) for item in clean.items],
    }
    return json.dumps(value, ensure_ascii=False)


def _json_item(base: str, item: Item) -> dict[str, object]:
    return {
        "id": f"{base}/{item.key}",
        "url": item.address,
        "title": item.title,
        "content_text": item.plain,
        **({"content_html": item.html} if item.lines else {}),
        "date_published": item.published.isoformat(),
        "date_modified": item.updated.isoformat(),
        "authors": [{"name": item.author}],
        "tags": list(item.tags),
        "_octavo": dict(item.coverage),
        "language": item.language,
    }


def cleaned(feed: Feed) -> Feed:
    """The feed without the characters that no XML document and no UTF-8 text can hold."""
    items = tuple(
        replace(
            item, title=_clean(item.title), text=_clean(item.text), author=_clean(item.author),
            tags=tuple(map(_clean, item.tags)), language=_clean(item.language),
            lines=tuple(
                Cited(_clean(line.text), _clean(line.source), line.address) for line in item.lines
            ),
        )
        for item in feed.items
    )  # fmt: skip
    return replace(feed, title=_clean(feed.title), items=items)


def _clean(text: str) -> str:
    return NOT_XML.sub("", text)

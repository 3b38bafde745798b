"""JSON Feed 1.0 and 1.1 (jsonfeed.org), read with a distrust of every type."""

import html
import json
import re
from typing import Any

from octavo.fetch.parse import media, text
from octavo.fetch.parse.entry import Context, Raw
from octavo.formats import urls
from octavo.formats.languages import language
from octavo.formats.nearly_json import json_value
from octavo.types import Channel, Enclosure, Picture


def loaded(source: str) -> tuple[dict[str, Any] | None, str]:
    """Returns the feed object of a JSON text, or None when it is none, and "cut" when the end was
    missing and only the items before it are there."""
    value = json_value(source)
    if value is None:
        value = json_value(_up_to_last_item(source))
        if isinstance(value, dict) and is_feed(value):
            return value, "cut"
        return None, ""
    return (value, "") if isinstance(value, dict) and is_feed(value) else (None, "")


def is_feed(value: dict[str, Any]) -> bool:
    """Whether an object is a JSON Feed: it says so, or has items like one."""
    return isinstance(value.get("items"), list) and (
        "jsonfeed.org" in str(value.get("version", ""))[:200] or "feed_url" in value
    )


def _up_to_last_item(source: str) -> str:
    start = re.search(r'"items"\s*:\s*\[', source)
    if start is None:
        return ""
    decoder, at, end = json.JSONDecoder(strict=False), start.end(), start.end()
    while True:
        at += len(source[at : at + 100]) - len(source[at : at + 100].lstrip(" \t\r\n,"))
        try:
            _, at = decoder.raw_decode(source, at)
        except (ValueError, RecursionError):
            return source[:end] + "]}"
        end = at


def language_tag(feed: dict[str, Any]) -> str:
    """Returns the language of a document as it is written."""
    return word(feed, "language")


def channel(feed: dict[str, Any], base: str) -> Channel:
    """Returns what a JSON Feed says about its publisher."""
    return Channel(
        title=text.line(word(feed, "title")),
        home=urls.absolute(word(feed, "home_page_url"), base),
        description=text.line(word(feed, "description"), text.MAX_SUMMARY),
        language=language(language_tag(feed)),
        logo=urls.absolute(word(feed, "icon") or word(feed, "favicon"), base),
    )


def raw(item: Any, context: Context) -> Raw:
    """Returns one item as it was written, an empty one where it is no object."""
    if not isinstance(item, dict):
        return Raw()
    written = word(item, "content_html")
    plain = word(item, "content_text")
    summary = word(item, "summary") or plain
    return Raw(
        guid=count(item, "id"),
        link=word(item, "url") or word(item, "external_url"),
        title=text.literal(word(item, "title")),
        summary=html.escape(summary, quote=False) if summary else written,
        content=written or _paragraphs(plain),
        published=word(item, "date_published") or word(item, "date_modified"),
        updated=word(item, "date_modified"),
        authors=_authors(item),
        tags=tuple(one for one in rows(item, "tags") if isinstance(one, str)),
        language=word(item, "language"),
        picture=_picture(item, context),
        enclosures=_enclosures(item, context),
    )


def word(item: dict[str, Any], name: str) -> str:
    """Returns a field as clean text, "" where it is none."""
    value = item.get(name)
    return text.clean(value).strip() if isinstance(value, str) else ""


def count(item: dict[str, Any], name: str) -> str:
    """Returns a field that may be a string or a number, as text."""
    value = item.get(name)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return str(value)[:400] if is_number else word(item, name)


def rows(item: dict[str, Any], name: str) -> list[Any]:
    """Returns a field as a list, empty where it is none."""
    value = item.get(name)
    return value[:100] if isinstance(value, list) else []


def _paragraphs(plain: str) -> str:
    parts = (part.strip() for part in plain.split("\n\n"))
    return "".join(f"<p>{html.escape(part)}</p>" for part in parts if part)


def _authors(item: dict[str, Any]) -> tuple[str, ...]:
    people = [*rows(item, "authors"), item.get("author")]
    return tuple(word(one, "name") for one in people if isinstance(one, dict))


def _picture(item: dict[str, Any], context: Context) -> Picture | None:
    url = urls.absolute(word(item, "image") or word(item, "banner_image"), context.base)
    return Picture(url) if url else None


def _enclosures(item: dict[str, Any], context: Context) -> tuple[Enclosure, ...]:
    hung = []
    for one in rows(item, "attachments"):
        if isinstance(one, dict) and (url := urls.absolute(word(one, "url"), context.base)):
            seconds = media.duration(count(one, "duration_in_seconds"))
            size = media.number(count(one, "size_in_bytes"))
            hung.append(Enclosure(url, word(one, "mime_type")[:100], size, seconds))
    return tuple(hung)

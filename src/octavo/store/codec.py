"""Small packed forms: entries waiting in the queue, knowledge of articles, pages, and the keys by
which things are known again."""

import hashlib
import json
import threading
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

import zstandard

from octavo.formats.urls import canonical
from octavo.types import Article, Enclosure, Entry, Picture

LEVEL = 3
"""zstd's own default."""

MAX_UNPACKED = 64 * 2**20
"""Bytes that stored data may unpack to."""

_FROM_ISO = ("published", "updated")
ENTRY_FIELDS = tuple(one.name for one in fields(Entry))


def key(*parts: object) -> str:
    """A 128-bit key of what identifies a thing."""
    text = "\x1f".join(map(str, parts))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def url_key(url: str) -> str:
    """The key of an address: the same for every spelling of it we can tell."""
    return key(canonical(url) or url)


def entry_key(feed_id: int, entry: str) -> str:
    """The key of an entry among all feeds."""
    return key(feed_id, entry)


def place_key(entry: Entry) -> str:
    """The key of what an entry leads to: its address, or itself where it has no page of its own."""
    if entry.is_pageless or not entry.url:
        return entry_key(entry.feed_id, entry.key)
    return url_key(entry.url)


def article_key(article: Article) -> str:
    """The key of an article: its address, or its feed item where that has no page of its own."""
    entry = article.entry
    is_item = entry is not None and (entry.is_pageless or not article.url)
    return place_key(entry) if entry and is_item else url_key(article.url)


class _Tools(threading.local):
    """A thread's own compressor: making one costs more than packing an entry with it."""

    def __init__(self) -> None:
        self.compressor = zstandard.ZstdCompressor(level=LEVEL)


_TOOLS = _Tools()


def packed(data: bytes) -> bytes:
    """Compressed bytes."""
    return _TOOLS.compressor.compress(data)


def unpacked(data: bytes) -> bytes:
    """The bytes that were packed."""
    return zstandard.ZstdDecompressor().decompress(bytes(data), max_output_size=MAX_UNPACKED)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value)} has no packed form")


_JSON = json.JSONEncoder(default=_plain, ensure_ascii=False, separators=(",", ":"))


def packed_json(value: Any) -> bytes:
    """A JSON value, compressed."""
    return packed(_JSON.encode(value).encode("utf-8", "replace"))


def unpacked_json(data: bytes) -> Any:
    """The value of packed_json, times as text."""
    return json.loads(unpacked(data))


def packed_entry(entry: Entry) -> bytes:
    """An entry for the queue; empty fields cost nothing."""
    values = {name: value for name in ENTRY_FIELDS if (value := getattr(entry, name))}
    if entry.picture:
        values["picture"] = asdict(entry.picture)
    if entry.enclosures:
        values["enclosures"] = [asdict(one) for one in entry.enclosures]
    return packed_json(values)


def unpacked_entry(data: bytes) -> Entry:
    """The entry of a queue row."""
    values = unpacked_json(data)
    for name in _FROM_ISO:
        if name in values:
            values[name] = datetime.fromisoformat(values[name])
    if "picture" in values:
        values["picture"] = Picture(**values["picture"])
    for name in ("authors", "tags"):
        values[name] = tuple(values.get(name, ()))
    values["enclosures"] = tuple(Enclosure(**e) for e in values.get("enclosures", ()))
    values.setdefault("feed_id", 0)
    values.setdefault("title", "")
    values.setdefault("url", "")
    return Entry(**values)

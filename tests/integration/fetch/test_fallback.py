"""feedparser in a process of its own, with a deadline."""

import asyncio
import time
from datetime import UTC, datetime

import pytest

from octavo.errors import Unreadable
from octavo.fetch.parse import fallback
from octavo.fetch.parse.entry import Context
from octavo.types import Entry

CONTEXT = Context("https://x.example/feed", 5, datetime(2026, 7, 1, tzinfo=UTC))
FEED = b"""<rss version="2.0"><channel><title>Post</title><item><title>A &amp; B</title>
<guid>1</guid><link>/a</link><pubDate>Mon, 01 Jun 2026 10:00:00 GMT</pubDate>
<description>It rained.</description></item><item><title>C</title>"""


def test_what_feedparser_saves_becomes_entries() -> None:
    read = asyncio.run(fallback.salvaged(FEED, CONTEXT))
    first: Entry = read.entries[0]
    assert (first.key, first.title, first.url) == ("1", "A & B", "https://x.example/a")
    assert first.published == datetime(2026, 6, 1, 10, tzinfo=UTC)
    assert (first.summary, first.feed_id, read.partial) == ("It rained.", 5, "mended")
    assert read.channel.title == "Post"


def test_nothing_to_save_is_named() -> None:
    with pytest.raises(Unreadable) as refusal:
        asyncio.run(fallback.salvaged(b"nothing here", CONTEXT))
    assert refusal.value.code == "malformed"


def test_a_stalled_parser_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fallback, "DEADLINE", 1.0)
    stalling = b"<rss><channel><item " + b"".join(b'a%d="1" ' % n for n in range(90_000))
    started = time.monotonic()
    with pytest.raises(Unreadable) as refusal:
        asyncio.run(fallback.salvaged(stalling + b"></item></channel></rss>", CONTEXT))
    assert time.monotonic() - started < 3
    assert refusal.value.code in ("deadline", "malformed")

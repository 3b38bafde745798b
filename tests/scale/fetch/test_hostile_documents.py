"""Feeds made to be slow are read or refused in bounded time."""

import time

import pytest

from octavo.errors import Unreadable
from octavo.fetch.parse.document import MAX_ITEMS, parsed
from unit.fetch.parse.test_document import URL, rss


@pytest.mark.parametrize(
    "hostile",
    [
        rss("<item><title>d</title><description>" + "<x>" * 50_000 + "</description></item>"),
        rss("<item " + " ".join(f'a{n}="1"' for n in range(20_000)) + "><title>d</title></item>"),
        rss("<item><title>" + "T" * 1_000_000 + "</title></item>"),
        rss("<item><title>d</title><description><![CDATA[" + "<div>" * 50_000 + "]]>"),
        rss("<![CDATA[" * 50_000), rss("<!DOCTYPE [" * 20_000), rss("<title>" * 50_000),
        rss("<item>" * 20_000), rss("<item><title>x</title>" * 20_000), b"<!DOCTYPE [" * 20_000,
        rss("&" * 200_000),
        b'{"version":"https://jsonfeed.org/version/1","items":[' + b"{" * 100_000,
        b'<feed xmlns="http://www.w3.org/2005/Atom">' + b"<entry>" * 20_000,
    ],
    ids=range(13),
)  # fmt: skip
def test_hostile_documents_cost_little(hostile: bytes) -> None:
    started = time.process_time()
    try:
        read = parsed(hostile, URL)
        assert len(read.entries) <= MAX_ITEMS
        assert all(len(entry.title) <= 500 for entry in read.entries)
    except Unreadable:
        pass
    assert time.process_time() - started < 2.0

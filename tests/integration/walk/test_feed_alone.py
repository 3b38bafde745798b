"""Entries that the feed alone has to speak for: their articles, and causes of their own."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from articles import STRIKE
from octavo import walk
from octavo.actions import polls, subscriptions
from octavo.fetch.opml import Subscription
from octavo.fetch.pace import Pace
from octavo.gateway import Rules
from octavo.store.models import Article, Attempt, Entry
from octavo.types import Entry as FeedEntry
from octavo.types import Fetched, Target
from octavo.walk.context import Report
from octavo.walk.reading import read_queue
from press import Press

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime.now(UTC)
TEXT = "".join(f"<p>{line}</p>" for line in STRIKE * 3)


def _read(*entries: FeedEntry) -> None:
    """Queue the entries of a feed, and read the queue."""
    feed = subscriptions.subscribe([Subscription(url="https://x.example/feed")])[0].feed
    mine = tuple(
        FeedEntry(feed.pk, one.key, one.url, one.title, one.summary, one.content_html,
                  one.published or NOW, is_pageless=one.is_pageless)
        for one in entries
    )  # fmt: skip
    done = Fetched(Target(feed.pk, feed.url), mine)
    polls.save_polls([polls.Poll(done, Pace(3600.0, NOW + timedelta(hours=1)))], NOW)

    async def once() -> None:
        rules = Rules(allow_private=True, per_host_gap=0)
        async with walk.walk_context(rules, workers=0, window_days=14) as context:
            await read_queue(context, Report(), until_empty=True)

    asyncio.run(once())


def test_items_without_a_page_are_read_from_the_feed():
    home = "https://x.example/"
    _read(
        FeedEntry(0, "1", home, "Strike", "", TEXT, is_pageless=True),
        FeedEntry(0, "2", home, "Another", "", TEXT, is_pageless=True),
        FeedEntry(0, "3", home, "Silence", is_pageless=True),
    )
    assert set(Article.objects.values_list("headline", "url")) == {
        ("Strike", home),
        ("Another", home),
    }
    assert Entry.objects.get(title="Silence").cause == "empty_body"


def test_a_page_that_is_gone_is_the_cause_only_where_the_feed_is_silent():
    with Press("Harbour Herald", (("a", "Port report", STRIKE),)).open() as press:
        gone = f"{press.home}gone/"
        _read(
            FeedEntry(0, "1", gone + "1", "Terse", "Too short."),
            FeedEntry(0, "2", gone + "2", "Silence"),
            FeedEntry(0, "3", gone + "3", "Strike", "", TEXT),
        )
    causes = dict(Attempt.objects.values_list("url", "cause"))
    assert causes == {gone + "1": "too_short", gone + "2": "http_404"}
    assert Article.objects.get().headline == "Strike"

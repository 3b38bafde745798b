"""What a batch costs: a fixed number of statements, however many articles or feeds are in it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import MEASLES, STRIKE, article, reading
from octavo.actions import ingest, polls, subscriptions
from octavo.actions.article_rows import Reading
from octavo.actions.stories.live_window import LiveWindow
from octavo.fetch.opml import Subscription
from octavo.fetch.pace import Pace
from octavo.store.models import Article, Feed, Revision
from octavo.types import Channel, Fetched, Target

NOW = datetime.now(UTC)

pytestmark = pytest.mark.django_db


def _count(work) -> int:
    with CaptureQueriesContext(connection) as caught:
        work()
    searchable = ("store_search", "SAVEPOINT")  # the index is written word by word
    return sum(
        not any(word in one["sql"] for word in searchable) for one in caught.captured_queries
    )


def _batch(count: int, source_id: int, more: str = "") -> list[Reading]:
    lines = (*STRIKE, *MEASLES)
    return [
        reading(
            source_id,
            article(
                f"Report {n} {more}",
                (*(f"{line} {n} {more}" for line in lines),),
                url=f"https://herald.example/{n}",
            ),
        )
        for n in range(count)
    ]


@pytest.fixture
def source_id() -> int:
    """The source of one feed."""
    wanted = [Subscription(url="https://herald.example/feed")]
    return subscriptions.subscribe(wanted)[0].feed.source_id


@pytest.mark.parametrize("size", [4, 16])
def test_revisions_cost_the_same_for_few_and_many(source_id, size):
    window = LiveWindow(14)
    ingest.save_readings(_batch(16, source_id), window, NOW)
    later = _batch(size, source_id, "corrected")
    assert _count(lambda: ingest.save_readings(later, window, NOW)) <= 46
    assert Revision.objects.count() == size
    row = Article.objects.select_related("body").get(url="https://herald.example/1")
    assert row.headline == "Report 1 corrected"
    assert "corrected" in row.body.text
    assert "corrected" not in Revision.objects.get(article=row).text
    assert row.modified == NOW


def test_one_article_twice_in_a_batch_is_revised_once(source_id):
    window = LiveWindow(14)
    (first,) = _batch(1, source_id)
    ingest.save_readings([first], window, NOW)
    one, two = (
        replace(r, article=replace(r.article, headline=h))
        for r, h in ((first, "One"), (first, "Two"))
    )
    saved = ingest.save_readings([one, two], window, NOW)
    assert len(saved.revised) == 1
    assert Revision.objects.count() == 1
    assert Article.objects.get().headline == "Two"


@pytest.mark.parametrize("size", [3, 30])
def test_polls_cost_the_same_for_few_and_many(size):
    wanted = [Subscription(url=f"https://p{n}.example/feed") for n in range(size)]
    feeds = [one.feed for one in subscriptions.subscribe(wanted)]
    pace = Pace(3600.0, NOW + timedelta(hours=1), moved_to="", move_now=False)
    batch = [
        polls.Poll(
            Fetched(
                Target(feed.pk, feed.url),
                (),
                channel=Channel(title=f"Paper {feed.pk}", home=f"https://p{feed.pk}.example/"),
            ),
            pace,
        )
        for feed in feeds
    ]
    assert _count(lambda: polls.save_polls(batch, NOW)) <= 12
    named = Feed.objects.select_related("source").get(pk=feeds[-1].pk)
    assert (named.title, named.source.name) == (f"Paper {named.pk}", f"Paper {named.pk}")


def test_two_feeds_that_move_to_one_address_do_not_meet():
    wanted = [Subscription(url=f"https://p{n}.example/feed") for n in range(2)]
    feeds = [one.feed for one in subscriptions.subscribe(wanted)]
    pace = Pace(3600.0, NOW, moved_to="https://new.example/feed", move_now=True)
    batch = [polls.Poll(Fetched(Target(feed.pk, feed.url), ()), pace) for feed in feeds]
    polls.save_polls(batch, NOW)
    assert Feed.objects.filter(url="https://new.example/feed").count() == 1
    assert Feed.objects.count() == 2

"""Hosts are remembered with the batch that taught, recalled with the queue, forgotten at will."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError

from articles import article, reading
from octavo.actions import article_rows, host_memories, ingest, polls, subscriptions
from octavo.actions.stories.live_window import LiveWindow
from octavo.extract.body.host_memory import PageObservations, packed_observations, unpacked_memory
from octavo.fetch.opml import Subscription
from octavo.fetch.pace import Pace
from octavo.store import feed_queue, site_settings
from octavo.store.feed_queue import host_memories as recalled
from octavo.store.models import Article, HostMemory
from octavo.types import Entry as FeedEntry
from octavo.types import Fetched, Target

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime.now(UTC)
HOST = "herald.example"


@pytest.fixture
def herald() -> subscriptions.Feed:
    site_settings.forget()
    wanted = Subscription(url=f"https://{HOST}/feed", title="Herald", home=f"https://{HOST}/")
    return subscriptions.subscribe([wanted])[0].feed


def taught(number: int, host: str = HOST) -> bytes:
    return packed_observations(
        PageObservations(host, f"page {number}", ("line",), {"place": (200, 3)}, 0.9)
    )


def lately(feed: subscriptions.Feed, number: int) -> article_rows.Reading:
    clean = article(f"Report {number}", url=f"https://{HOST}/{number}", hours=number)
    return reading(feed.source_id, replace(clean, observations=taught(number)))


def queued(feed: subscriptions.Feed, number: int) -> None:
    entry = FeedEntry(feed.pk, str(number), f"https://www.{HOST}/{number}", "Title")
    pace = Pace(3600.0, NOW + timedelta(hours=1))
    polls.save_polls([polls.Poll(Fetched(Target(feed.pk, feed.url), (entry,)), pace)], NOW)


def test_a_batch_is_folded_into_its_hosts_rows(herald):
    window = LiveWindow(14)
    ingest.save_readings([lately(herald, 1), lately(herald, 2)], window, NOW)
    ingest.save_readings([lately(herald, 3)], window, NOW)
    row = HostMemory.objects.get()
    assert (row.host, row.pages, row.confidence, row.relearned) == (HOST, 3, 0.9, 0)
    memory = unpacked_memory(row.data)
    assert memory.is_boilerplate("line", "story")
    assert memory.holds_body("place")


def test_a_batch_that_fails_teaches_nothing(herald, monkeypatch):
    def broken(*_):
        raise DatabaseError("disk full")

    monkeypatch.setattr(LiveWindow, "keep_pace", broken)
    with pytest.raises(DatabaseError):
        ingest.save_readings([lately(herald, 1)], LiveWindow(14), NOW)
    assert not HostMemory.objects.exists()
    assert not Article.objects.exists()


def test_many_hosts_are_one_query_and_one_write(django_assert_num_queries):
    with django_assert_num_queries(2):
        host_memories.learn([taught(n, f"paper{n % 20}.example") for n in range(40)], NOW)
    assert HostMemory.objects.count() == 20
    with django_assert_num_queries(0):
        host_memories.learn([b"", b""], NOW)


def test_the_queue_brings_what_is_remembered_of_its_hosts(herald, django_assert_num_queries):
    queued(herald, 1)
    assert [one.memory for one in feed_queue.waiting(NOW, 10)] == [b""]
    host_memories.learn([taught(1)], NOW)
    queued(herald, 2)
    with django_assert_num_queries(2):
        found = feed_queue.waiting(NOW, 10)
    assert [unpacked_memory(one.memory).pages for one in found] == [1, 1]


def test_a_host_is_forgotten_by_itself(herald):
    host_memories.learn([taught(1), taught(2, "tribune.example")], NOW)
    assert host_memories.forget_hosts([HOST]) == 1
    assert list(recalled([HOST, "tribune.example"])) == ["tribune.example"]


def test_an_admin_forgets_a_host(client):
    host_memories.learn([taught(1), taught(2, "tribune.example")], NOW)
    form = {"username": "owner", "email": "", "password": "long enough it is", "site_name": "Leaf"}
    client.post("/welcome", form)
    page = client.get("/admin/store/hostmemory/")
    assert HOST in page.content.decode()
    chosen = {"action": "forget", "_selected_action": [HOST]}
    client.post("/admin/store/hostmemory/", chosen)
    assert [row.host for row in HostMemory.objects.all()] == ["tribune.example"]

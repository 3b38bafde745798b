"""A clock that leaps loses nothing: nothing is deleted by it, nothing waits for it, and what it
stamped is set right when the true time has proved to be steady."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from articles import NOON, article, reading
from octavo.actions import ingest, maintenance, subscriptions
from octavo.actions.retention import clock, tidying
from octavo.actions.stories.live_window import LiveWindow
from octavo.cli import main
from octavo.fetch.opml import Subscription
from octavo.store import feed_queue, read, site_settings
from octavo.store.models import Article, Edition, Entry, FeedState, Story, User

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


@pytest.fixture
def feed():
    site_settings.forget()
    made = subscriptions.subscribe([Subscription(url="https://herald.example/feed")])
    yield made[0].feed
    site_settings.forget()


def arrive(feed, count: int, now: datetime = NOW) -> None:
    """So many articles of the feed."""
    for n in range(count):
        one = article(f"Ferry {n}", (f"Ferry number {n} left.",), url=f"https://herald.example/{n}")
        row = feed.entries.create(key=str(n), url=one.url)
        ingest.save_readings([reading(feed.source_id, one, row.pk)], LiveWindow(14), now)


def goes_evenly(start: datetime, days: int) -> datetime:
    """The walk looks at the clock every day; returns the last time."""
    for n in range(days + 1):
        maintenance.after_walk(start + n * DAY)
    return start + days * DAY


def test_a_leap_ahead_deletes_nothing(feed, settings):
    settings.KEEP_DAYS = 30
    arrive(feed, 3)
    maintenance.after_walk(NOW)
    for ahead in (120, 120.1, 121):
        maintenance.after_walk(NOW + ahead * DAY)
    assert Article.objects.count() == 3
    maintenance.after_walk(NOW)
    assert Article.objects.count() == 3


def test_what_is_old_goes_by_a_clock_that_goes_evenly(feed, settings):
    settings.KEEP_DAYS = 3
    arrive(feed, 3)
    goes_evenly(NOW, 6)
    assert Article.objects.count() == 3
    goes_evenly(NOW + 7 * DAY, 3)
    assert Article.objects.count() == 0


def test_nothing_waits_for_a_time_that_was_wrong(feed):
    clock.look(NOW + 120 * DAY)
    FeedState.objects.update(next_at=NOW + 121 * DAY)
    feed.entries.create(key="a", url="https://herald.example/a", payload=b"x",
                        due_at=NOW + 120 * DAY)  # fmt: skip
    assert feed_queue.feeds_due(NOW, 10) == []
    clock.look(NOW)
    assert [one.id for one in feed_queue.feeds_due(NOW, 10)] == [feed.pk]
    assert len(feed_queue.waiting(NOW, 10)) == 1


def test_a_poll_that_is_put_off_for_a_day_is_left_alone(feed):
    FeedState.objects.update(next_at=NOW + DAY)
    clock.look(NOW + 20 * timedelta(minutes=1))
    clock.look(NOW)
    assert FeedState.objects.get().next_at == NOW + DAY


def test_stamps_are_set_right_when_the_clock_has_proved_to_be_steady(feed):
    arrive(feed, 1)
    wrong = NOW + 120 * DAY
    Article.objects.update(published=wrong, fetched=wrong)
    Story.objects.update(last_at=wrong)
    Edition.objects.create(day=wrong.date(), language="en", stories=[1], made_at=wrong)
    clock.look(wrong)
    maintenance.after_walk(NOW)
    assert Article.objects.get().published == wrong, "which time is right is not known yet"
    assert read.edition("en") is None or read.edition("en").day < wrong.date()
    now = goes_evenly(NOW, 8)
    assert Article.objects.get().published <= now
    assert Story.objects.get().last_at <= now
    assert not Edition.objects.filter(day__gt=(now + 2 * DAY).date()).exists()


def test_a_clock_at_its_beginning_changes_no_stamp(feed):
    """A board without a battery begins in 1970, until it has asked a time server."""
    arrive(feed, 1)
    clock.look(NOW)
    before = Article.objects.values("published", "fetched").get()
    maintenance.after_walk(datetime(1970, 1, 1, 0, 5, tzinfo=UTC))
    maintenance.after_walk(NOW + timedelta(minutes=1))
    assert Article.objects.values("published", "fetched").get() == before


def test_an_unusual_share_is_not_deleted_without_being_told_to(feed, settings, capsys):
    settings.KEEP_DAYS = 30
    arrive(feed, 60)
    Article.objects.update(fetched=NOW - 60 * DAY, published=NOW - 60 * DAY)
    assert tidying.tidy(NOW)["articles"] == 0
    assert read.doubts().too_many == 60
    assert main(["tidy"]) == 1
    assert "60 articles" in capsys.readouterr().err
    assert Article.objects.count() == 60
    assert main(["tidy", "--force"]) == 0
    assert Article.objects.count() == 0
    assert read.doubts().too_many == 0


def test_the_admin_is_told_of_a_leap(feed):
    owner = Client()
    owner.force_login(User.objects.create(username="ada", role=User.Role.ADMIN))
    clock.look(NOW)
    assert "clock has leapt" not in owner.get("/admin/").content.decode()
    clock.look(NOW + 3 * DAY)
    assert "clock has leapt" in owner.get("/admin/").content.decode()


def test_quarantined_entries_are_never_tidied_away(feed, settings):
    feed.entries.create(
        key="q", url="https://herald.example/q", state=Entry.State.QUARANTINED, seen_at=NOON
    )
    tidying.tidy(NOW + 10 * settings.KEEP_DAYS * DAY)
    assert Entry.objects.filter(key="q").exists()

"""Articles whose publisher tells no time that can be, and items that say no more than a line."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from articles import REWRITTEN, STRIKE, article, reading
from octavo.actions import ingest, subscriptions
from octavo.actions.stories.live_window import LiveWindow
from octavo.fetch.opml import Subscription
from octavo.store import read, site_settings
from octavo.store.models import Article, User

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC)


@pytest.fixture
def source():
    site_settings.forget()
    wanted = Subscription(url="https://herald.example/feed", title="Herald")
    return subscriptions.subscribe([wanted])[0].feed.source


def test_the_time_it_was_first_seen_stays_until_the_publisher_tells_one(source):
    window = LiveWindow(14)
    seen = {"date_precision": "seen"}
    first = article(hours=1, **seen)
    later = article(lines=REWRITTEN, hours=20, **seen)
    told = article(lines=STRIKE, hours=-3)
    untold = article(lines=REWRITTEN, hours=21, **seen)
    ingest.save_readings([reading(source.pk, first)], window, NOW)
    for one, published, precision in (
        (later, first.published, "seen"),
        (told, told.published, "time"),
        (untold, told.published, "time"),
    ):
        ingest.save_readings([reading(source.pk, one)], window, NOW)
        row = Article.objects.get()
        assert (row.published, row.date_precision) == (published, precision)


def test_a_reader_is_told_that_the_time_is_unclear(source):
    one = article(date_precision="seen")
    ingest.save_readings([reading(source.pk, one)], LiveWindow(14), NOW)
    number = Article.objects.get().pk
    page = Client().get(f"/article/{number}", follow=True).content.decode()
    assert "first seen" in page
    assert "time unclear" in page
    assert "شوهد أول مرة" in Client().get(f"/ar/article/{number}", follow=True).content.decode()


def test_a_short_item_is_in_no_story_and_on_the_front_page_of_followers_alone(source):
    whole = article()
    short = article(lines=STRIKE[:1], url="https://herald.example/post", hours=1, partial="short")
    ingest.save_readings(
        [reading(source.pk, whole), reading(source.pk, short)], LiveWindow(14), NOW
    )
    one, other = Article.objects.order_by("pk")
    assert one.story_id != other.story_id
    assert not read.related(one.pk)
    assert {face.article_id for face in read.faces("en")} == {one.pk}
    assert {face.article_id for face in read.faces("en", follows=[f"source:{source.slug}"])} == {
        one.pk, other.pk,
    }  # fmt: skip
    page = Client().get(f"/article/{other.pk}", follow=True).content.decode()
    assert "A short item" in page
    follower = Client()
    user = User.objects.create(username="lella", follows=[f"source:{source.slug}"])
    follower.force_login(user)
    assert f"/article/{other.pk}" in follower.get("/").content.decode()
    assert f"/article/{other.pk}" not in Client().get("/").content.decode()

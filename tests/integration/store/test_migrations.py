"""Migrations that rewrite rows."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from articles import MEASLES, STRIKE, article, reading
from octavo.actions import ingest, subscriptions
from octavo.actions.stories.live_window import LiveWindow
from octavo.fetch.opml import Subscription
from octavo.formats.urls import site
from octavo.store.models import (
    Article,
    ArticleCountry,
    Entry,
    Feed,
    FeedState,
    HostMemory,
    KeptRule,
    SiteSetting,
    Snapshot,
    Source,
    User,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 27, tzinfo=UTC)


def test_hosts_cut_to_a_public_suffix_get_their_names_again(django_assert_max_num_queries):
    feed = Subscription(url="https://s.example/feed", title="Herald")
    herald = next(one.feed.source_id for one in subscriptions.subscribe([feed]))
    urls = ("https://web.de/1", "https://m.web.de/2", "https://mobile.de/3", "https://x.example/4")
    texts = (STRIKE, MEASLES, STRIKE[:2], MEASLES[:2])
    batch = [
        reading(herald, article(f"Report {at}", text, url=url))
        for at, (url, text) in enumerate(zip(urls, texts, strict=True))
    ]
    ingest.save_readings(batch, LiveWindow(14), NOW)
    Snapshot.objects.all().delete()
    for row in Article.objects.order_by("pk"):
        host = "x.example" if "x.example" in row.url else "de"
        Snapshot.objects.create(article=row, fetched=NOW, host=host, page=b"")
    for host in ("de", "x.example"):
        HostMemory.objects.create(host=host, data=b"")
        KeptRule.objects.create(host=host, rule={})
    migration = import_module("octavo.store.migrations.0013_hosts_by_suffix")
    with django_assert_max_num_queries(20):
        migration.mend_hosts(apps, None)
    found = dict(Snapshot.objects.order_by("pk").values_list("article__url", "host"))
    assert found == {url: site(url) for url in found}
    assert set(found.values()) == {"web.de", "mobile.de", "x.example"}
    assert list(HostMemory.objects.values_list("host", flat=True)) == ["x.example"]
    assert set(KeptRule.objects.values_list("host", flat=True)) == {"web.de", "x.example"}
    migration.mend_hosts(apps, None)
    assert dict(Snapshot.objects.values_list("article__url", "host")) == found


def test_items_without_an_address_are_parted():
    feed = Subscription(url="https://s.example/feed", title="Talk", home="https://s.example/")
    made = next(one.feed for one in subscriptions.subscribe([feed]))
    ingest.save_readings(
        [reading(made.source_id, article("Second", STRIKE, url=""))], LiveWindow(14), NOW
    )
    row = Article.objects.get()
    for n, title in enumerate(("First", "Second", "Third")):
        Entry.objects.create(
            feed=made, key=str(n), url_key=str(n), title=title, fingerprint="f", state="done",
            article=row if n < 2 else None,
        )  # fmt: skip
    FeedState.objects.update(etag="e", body_hash="b")
    migration = import_module("octavo.store.migrations.0015_items_without_address")
    migration.part_items(apps, None)
    row.refresh_from_db()
    assert (row.url_key, row.url) == ("1", "https://s.example/")
    assert list(row.entries.values_list("title", flat=True)) == ["Second"]
    assert set(Entry.objects.values_list("fingerprint", flat=True)) == {""}
    assert (FeedState.objects.get().etag, FeedState.objects.get().body_hash) == ("", "")
    migration.part_items(apps, None)


def test_a_site_that_has_an_admin_was_set_up():
    shut = import_module("octavo.store.migrations.0016_set_up").shut
    shut(apps, None)
    assert not SiteSetting.objects.filter(key="set_up").exists()
    User.objects.bulk_create([User(username="host", role=User.Role.ADMIN)])
    shut(apps, None)
    shut(apps, None)
    assert SiteSetting.objects.get(key="set_up").value is True


def test_channels_that_were_one_publisher_are_parted():
    videos = "https://www.youtube.com/feeds/videos.xml?channel_id="
    lumped = Source.objects.create(slug="y", name="youtube.com", host="youtube.com")
    paper = Source.objects.create(slug="p", name="Herald", host="herald.example")
    feeds = [
        Feed.objects.create(source=lumped, url=f"{videos}{name}", title=title)
        for name, title in (("UCone", "One"), ("UCtwo", "Two"))
    ]
    Feed.objects.create(source=paper, url="https://feeds.megaphone.fm/HERALD")
    batch = [
        reading(
            lumped.pk, article(url=f"https://www.youtube.com/watch?v={n}", headline=f"Film {n}")
        )
        for n in (1, 2)
    ]
    ingest.save_readings(batch, LiveWindow(14), NOW)
    for feed, row in zip(feeds, Article.objects.order_by("pk"), strict=True):
        key = f"k{row.pk}"
        Entry.objects.create(feed=feed, key=key, url_key=key, title="t", article=row)
    part = import_module("octavo.store.migrations.0021_channels").part_channels
    for _ in range(2):
        part(apps, None)
        known = dict(Source.objects.values_list("host", "name"))
        assert known == {
            "youtube.com/channel/UCone": "One",
            "youtube.com/channel/UCtwo": "Two",
            "herald.example": "Herald",
        }
        for feed, row in zip(feeds, Article.objects.order_by("pk"), strict=True):
            feed.refresh_from_db()
            assert feed.source_id == row.source_id


def test_each_channel_of_a_host_gets_a_row_of_its_own():
    """Also where a channel's name does not read as an address of that channel."""
    lumped = Source.objects.create(slug="s", name="spreaker.com", host="spreaker.com")
    for name in ("tide", "harbour", "pier"):
        Feed.objects.create(source=lumped, url=f"https://www.spreaker.com/show/{name}", title=name)
    import_module("octavo.store.migrations.0021_channels").part_channels(apps, None)
    assert dict(Feed.objects.values_list("title", "source__host")) == {
        name: f"spreaker.com/{name}" for name in ("tide", "harbour", "pier")
    }


def test_articles_stand_under_the_country_that_they_had():
    feed = Subscription(url="https://s.example/feed", title="Herald")
    herald = next(one.feed.source_id for one in subscriptions.subscribe([feed]))
    ingest.save_readings([reading(herald, article())], LiveWindow(14), NOW)
    ArticleCountry.objects.all().delete()
    Article.objects.update(country="NO")
    with connection.cursor() as cursor:
        cursor.execute(import_module("octavo.store.migrations.0020_article_countries").FIRST)
    row = Article.objects.get()
    (about,) = row.countries.all()
    assert (about.country, about.place, about.published) == ("NO", 0, row.published)

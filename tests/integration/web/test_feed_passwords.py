"""Names and passwords of feeds: sent to their server, seen by nobody, read with our key alone."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection

from octavo.actions import polls, subscriptions
from octavo.fetch.opml import Subscription
from octavo.fetch.pace import Pace
from octavo.store import feed_queue
from octavo.store.models import Attempt, Feed, Source
from octavo.store.sealed import opened, sealed
from octavo.types import Fetched

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 27, tzinfo=UTC)
URL, BARE = "https://lella:s3cr%40t@herald.example/feed?x=1", "https://herald.example/feed?x=1"
HOME = "https://lella:s3cr%40t@herald.example/"


@pytest.fixture
def feed(db) -> Feed:
    return subscriptions.subscribe([Subscription(url=URL, home=HOME)])[0].feed


def _asked() -> list[tuple[str, str]]:
    Feed.objects.get().state.save()
    return [(one.url, one.password) for one in feed_queue.feeds_due(datetime.now(UTC), 9)]


def test_what_is_sealed_opens_with_our_key_alone(settings):
    token = sealed("lella:s3cret")
    assert "s3cret" not in token
    assert opened(token) == "lella:s3cret"
    assert sealed("lella:s3cret") != token
    settings.SECRET_KEY = "another"
    assert opened(token) == opened("") == opened("nonsense") == ""


def test_a_feeds_password_is_used_and_stands_nowhere(feed):
    assert _asked() == [(BARE, "lella:s3cr%40t")]
    assert "s3cr" not in repr(feed_queue.feeds_due(datetime.now(UTC), 9))
    with connection.cursor() as cursor:
        for table in ("store_feed", "store_source"):
            cursor.execute(f"SELECT * FROM {table}")
            assert "s3cr" not in repr(cursor.fetchall())


def test_no_reader_sees_it_on_any_page_nor_the_admin(feed, reader, admin):
    pages = [reader.get(path) for path in ("/export", "/sources", f"/source/{feed.source.slug}")]
    pages += [admin.get(f"/admin/store/{path}") for path in ("feed/", f"feed/{feed.pk}/change/")]
    for page in [
        *pages,
        admin.get("/admin/"),
        admin.get(f"/admin/store/source/{feed.source.pk}/change/"),
    ]:
        assert page.status_code == 200
        assert b"s3cr" not in page.content
        assert b"lella:" not in page.content


def test_a_feed_that_is_given_again_with_another_password_is_asked_with_that(feed):
    subscriptions.subscribe([Subscription(url="https://lella:new@herald.example/feed?x=1")])
    assert _asked() == [(BARE, "lella:new")]
    subscriptions.subscribe([Subscription(url=BARE)])
    assert _asked() == [(BARE, "lella:new")]


def test_an_admin_types_it_into_the_address_and_a_taken_address_is_said(feed, admin):
    source = {"source": feed.source.pk, "kind": "feed", "title": "", "folder": ""}
    admin.post("/admin/store/feed/add/", source | {"url": "https://u:p1@herald.example/other"})
    made = Feed.objects.get(url="https://herald.example/other")
    assert made.password == "u:p1"
    taken = admin.post(
        "/admin/store/feed/add/", source | {"url": "https://u:p1@herald.example/other"}
    )
    assert "already exists" in taken.content.decode()
    with pytest.raises(ValidationError):
        Feed(source=feed.source, url=URL).full_clean()


@pytest.mark.parametrize(
    ("moved_to", "password"),
    [
        ("https://herald.example/new", "lella:s3cr%40t"),
        ("http://herald.example/new", ""),
        ("https://thief.example/feed", ""),
        ("https://herald.example:8443/feed", ""),
    ],
)
def test_a_feed_that_moves_takes_its_password_only_to_the_same_server(feed, moved_to, password):
    target = feed_queue.feeds_due(datetime.now(UTC), 9)[0]
    pace = Pace(3600.0, NOW, moved_to, move_now=True)
    polls.save_polls([polls.Poll(Fetched(target), pace)], NOW)
    assert _asked() == [(moved_to, password)]


def test_passwords_that_stood_in_addresses_are_taken_out_of_them():
    source = Source.objects.create(slug="s", name="S", host="s", home=HOME)
    Feed.objects.bulk_create([Feed(source=source, url=url) for url in (URL, BARE, URL[:-1] + "2")])
    Attempt.objects.create(at=NOW, step="feed", url=URL, cause="x")
    part = import_module("octavo.store.migrations.0017_feed_credentials").part_credentials
    for _ in range(2):
        part(apps, None)
        first, plain, other = Feed.objects.order_by("pk")
        assert (first.url, plain.url, other.url) == (f"{BARE}#{first.pk}", BARE, BARE[:-1] + "2")
        assert (first.password, plain.password) == ("lella:s3cr%40t", "")
        assert other.password == "lella:s3cr%40t"
    assert Attempt.objects.get().url == BARE
    assert Source.objects.get().home == "https://herald.example/"

"""A stored strike and measles, and who comes to read: a reader, a moderator, an admin."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import translation

from articles import MEASLES, REWRITTEN, article, quoted, reading
from octavo.actions import ingest, maintenance, subscriptions
from octavo.actions.stories.live_window import LiveWindow
from octavo.fetch.opml import Subscription
from octavo.store import site_settings
from octavo.store.models import Article, User

NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def language_left_behind() -> Iterator[None]:
    """A page asked for in Arabic leaves its thread in Arabic; the next test begins in English."""
    yield
    translation.deactivate()


@pytest.fixture
def stored(db) -> None:
    """Two outlets on a strike, one on measles."""
    site_settings.forget()
    wanted = [
        Subscription(url=f"https://{host}/feed", title=name, home=f"https://{host}/", country="SG")
        for name, host in (("Harbour Herald", "herald.example"), ("Vareno Post", "post.example"))
    ]
    herald, post = (one.feed.source_id for one in subscriptions.subscribe(wanted))
    other = article(
        "Port strike in Vareno is over",
        REWRITTEN,
        url="https://post.example/1",
        hours=1,
    )
    health = article("Measles drive by postal boat", MEASLES, url="https://post.example/2")
    batch = [reading(herald, article()), reading(post, other), reading(post, health)]
    ingest.save_readings(batch, LiveWindow(14), NOW)
    for row in Article.objects.filter(story__articles_count__gt=1):
        quoted(row, f"Nobody at {row.source.name} was told.")
    maintenance.after_walk(NOW)
    site_settings.values()


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def reader(db) -> Client:
    return _client(User.objects.create(username="lella"))


@pytest.fixture
def moderator(db) -> Client:
    return _client(User.objects.create(username="mod", role=User.Role.MODERATOR))


@pytest.fixture
def admin(db) -> Client:
    return _client(User.objects.create(username="host", role=User.Role.ADMIN))

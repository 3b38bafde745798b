"""Where words are cut another way than before, the search index is made anew by the walk."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from articles import STRIKE, article, reading
from octavo.actions import ingest, maintenance, subscriptions
from octavo.actions.stories.live_window import LiveWindow
from octavo.fetch.opml import Subscription
from octavo.store import search, site_settings
from octavo.store.query import query

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def _count(text: str) -> int:
    return len(search.found(query(text)).articles)


def test_an_index_of_older_words_is_made_anew_once():
    (one,) = subscriptions.subscribe([Subscription(url="https://s.example/feed", title="Post")])
    ingest.save_readings(
        [reading(one.feed.source_id, article("Dockers end strike", STRIKE))], LiveWindow(14), NOW
    )
    maintenance.after_walk(NOW)
    with connection.cursor() as cursor:
        table = "store_searchrow" if connection.vendor == "sqlite" else "store_search"
        cursor.execute(f"DELETE FROM {table}")
    maintenance.after_walk(NOW + timedelta(minutes=5))
    assert _count("dockers") == 0
    site_settings.put("indexed_words", 0)
    maintenance.after_walk(NOW + timedelta(minutes=10))
    assert _count("dockers") == 1

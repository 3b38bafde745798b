"""Where words are cut another way than before, the search index is made anew, the newest first."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from articles import article, reading
from octavo.actions import ingest, maintenance, subscriptions
from octavo.actions.stories.live_window import LiveWindow
from octavo.fetch.opml import Subscription
from octavo.store import search, site_settings
from octavo.store.models import Article, Body
from octavo.store.query import query

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _two_at_a_time(monkeypatch):
    monkeypatch.setattr(maintenance, "REINDEXED", 2)


@pytest.fixture
def source(db) -> int:
    (one,) = subscriptions.subscribe([Subscription(url="https://s.example/feed", title="Post")])
    return one.feed.source_id


def _saved(source: int, *numbers: int) -> None:
    """Articles that all hold `dockers`, and nine words of their own each."""
    for n in numbers:
        text = "The dockers of " + " ".join(f"harbour{n}place{place}" for place in range(9))
        one = article(f"Report {n}", (text,), url=f"https://s.example/{n}", hours=n)
        ingest.save_readings([reading(source, one)], LiveWindow(14), NOW)


def _of_an_older_version() -> None:
    """The index as an older version left it, in a database that was brought up to this one."""
    site_settings.put(site_settings.INDEXED_WORDS, [1, 0])
    if connection.vendor == "sqlite":
        with connection.schema_editor() as editor:
            import_module("octavo.store.migrations.0022_marks_in_words").forward(apps, editor)
    else:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE store_search SET words = 'older:1'::tsvector")


def _found(text: str, limit: int = 400) -> list[int]:
    """The numbers of the articles that hold these words, the first to be taken first."""
    ids = search.matches(query(text), limit=limit)
    urls = dict(Article.objects.filter(pk__in=ids).values_list("pk", "url"))
    return [int(urls[number].rpartition("/")[2]) for number in ids]


def _all_reindexed() -> int:
    return sum(iter(maintenance.reindexed, 0))


@pytest.fixture
def old(transactional_db, source) -> int:
    """The source of five articles that an older version indexed."""
    _saved(source, *range(5))
    _of_an_older_version()
    return source


def test_an_index_of_an_older_version_is_made_anew_newest_first(old):
    found = []
    while maintenance.reindexed():
        found.append(_found("dockers"))
    assert found == [[4, 3], [4, 3, 2, 1], [4, 3, 2, 1, 0]]
    assert _found("dockers", limit=2) == [4, 3]
    assert maintenance.reindexed() == 0


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="its tokenizer changed: it is emptied")
def test_what_is_not_yet_indexed_anew_is_found_as_before(old):
    maintenance.reindexed()
    assert (_found("dockers"), _found("older")) == ([4, 3], [2, 1, 0])


def test_what_comes_in_or_is_changed_meanwhile_is_found_and_nothing_twice(old):
    assert maintenance.reindexed() == 2
    _saved(old, 5, 6)
    Body.objects.filter(article__url__endswith="/1").update(text="The dockers went to Skerra")
    changed = Article.objects.get(url__endswith="/2").pk
    Body.objects.filter(pk=changed).update(text="The dockers went to Halden")
    search.index([(changed, "report", "the docker went to halden")])
    assert _found("halden") == [2]
    assert _all_reindexed() == 3
    assert _found("dockers") == [6, 5, 4, 3, 2, 1, 0]
    assert _found("dockers", limit=3) == [6, 5, 4]
    assert (_found("skerra"), _found("went"), _found("harbour2place2")) == ([1], [2, 1], [])


def test_a_batch_that_fails_is_done_again_whole(old, monkeypatch):
    maintenance.reindexed()

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(site_settings, "put", broken)
        with pytest.raises(ZeroDivisionError):
            maintenance.reindexed()
    assert _found("dockers") == [4, 3]
    assert _all_reindexed() == 3
    assert _found("dockers") == [4, 3, 2, 1, 0]


def test_an_index_of_this_version_is_left_alone(source, django_assert_num_queries):
    _saved(source, 0)
    assert _all_reindexed() == 1
    with django_assert_num_queries(1):
        assert maintenance.reindexed() == 0


def test_reindexing_begun_by_hand_leaves_one_row_an_article(source):
    _saved(source, *range(3))
    for _ in range(2):
        maintenance.begin_reindexing()
        assert _all_reindexed() == 3
        assert _found("dockers") == [2, 1, 0]
    table = "store_search_docsize" if connection.vendor == "sqlite" else "store_search"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone() == (3,)

"""The shelf: articles once, stories kept together, revisions kept, nothing half done."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError

from articles import MEASLES, NOON, REWRITTEN, STRIKE, article, reading
from octavo.actions import ingest, maintenance, polls, subscriptions
from octavo.actions.retention import tidying
from octavo.actions.stories import story_rows
from octavo.actions.stories.live_window import LiveWindow
from octavo.errors import NoArticle
from octavo.fetch.opml import Subscription
from octavo.fetch.pace import Pace
from octavo.store import feed_queue, read, search, site_settings
from octavo.store.models import Article, EgressRecord, Entry, FeedState, Revision, Story
from octavo.store.query import query
from octavo.types import Egress, Failed, Fetched, Target
from octavo.types import Entry as FeedEntry

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime.now(UTC)


@pytest.fixture
def herald() -> subscriptions.Feed:
    site_settings.forget()
    return _feed("Harbour Herald", "herald.example")


def _feed(name: str, host: str) -> subscriptions.Feed:
    wanted = Subscription(url=f"https://{host}/feed", title=name, home=f"https://{host}/")
    return subscriptions.subscribe([wanted])[0].feed


def _poll(feed: subscriptions.Feed, *entries: FeedEntry, etag: str = '"1"') -> polls.Poll:
    target = Target(feed.pk, feed.url)
    pace = Pace(3600.0, NOW + timedelta(hours=1))
    return polls.Poll(Fetched(target, entries, etag=etag), pace)


def _entry(feed: subscriptions.Feed, number: int, fingerprint: str = "a") -> FeedEntry:
    url = f"https://{feed.source.host}/{number}"
    return FeedEntry(feed.pk, str(number), url, f"Title {number}", fingerprint=fingerprint)


def test_an_entry_is_queued_once_and_again_when_its_publisher_changes_it(herald):
    assert polls.save_polls([_poll(herald, _entry(herald, 1), _entry(herald, 2))], NOW) == 2
    assert polls.save_polls([_poll(herald, _entry(herald, 1), _entry(herald, 2))], NOW) == 0
    assert polls.save_polls([_poll(herald, _entry(herald, 1, "b"))], NOW) == 1
    assert Entry.objects.count() == 2


def test_a_busy_publisher_keeps_nobody_waiting(herald):
    """Publishers are told apart by host and port, and those of whom nothing is in hand go first."""
    urls = [f"http://127.0.0.1:{port}/{n}" for port in (8001, 8002, 8003) for n in range(20)]
    entries = [
        FeedEntry(herald.pk, url, url, f"Title {n}", fingerprint="a") for n, url in enumerate(urls)
    ]
    polls.save_polls([_poll(herald, *entries)], NOW)
    first = feed_queue.waiting(NOW, 2)
    ports = {one.url[:21] for one in first}
    assert len(ports) == 2
    then = feed_queue.waiting(NOW, 1, but=[one.id for one in first])
    assert {one.url[:21] for one in then}.isdisjoint(ports)
    every = feed_queue.waiting(NOW, 100)
    assert len(every) == 3 * feed_queue.PER_HOST


def test_validators_and_entries_are_saved_together_or_not_at_all(herald, monkeypatch):
    def broken(*_):
        raise DatabaseError("disk full")

    monkeypatch.setattr(polls, "_introduce", broken)
    with pytest.raises(DatabaseError):
        polls.save_polls([_poll(herald, _entry(herald, 1), etag='"new"')], NOW)
    assert Entry.objects.count() == 0
    assert FeedState.objects.get().etag == ""


def test_the_same_address_in_two_feeds_is_read_once(herald):
    other = _feed("Herald sport", "sport.herald.example")
    twin = FeedEntry(other.pk, "x", f"https://{herald.source.host}/1", "Title", fingerprint="z")
    polls.save_polls([_poll(herald, _entry(herald, 1)), _poll(other, twin)], NOW)
    assert [one.url for one in feed_queue.waiting(NOW, 10)] == ["https://herald.example/1"]


def _item(feed: subscriptions.Feed, key: str, title: str, url: str, **more) -> FeedEntry:
    return FeedEntry(feed.pk, key, url, title, fingerprint=title, **more)


def test_a_guid_used_again_for_another_item_overwrites_nothing(herald):
    old, new = (_item(herald, "g", f"T{n}", f"https://herald.example/{n}") for n in range(2))
    assert polls.save_polls([_poll(herald, old)], NOW) == 1
    assert polls.save_polls([_poll(herald, new)], NOW) == 1
    assert polls.save_polls([_poll(herald, new)], NOW) == 0
    assert [one.url for one in Entry.objects.order_by("pk")] == [old.url, new.url]
    assert all(one.payload for one in Entry.objects.all())


def test_an_item_that_moved_is_read_at_its_new_address(herald):
    old, new = (_item(herald, "g", "T", f"https://herald.example/{n}") for n in range(2))
    polls.save_polls([_poll(herald, old)], NOW)
    assert polls.save_polls([_poll(herald, replace(new, fingerprint="b"))], NOW) == 1
    assert Entry.objects.get().url == new.url


def test_items_without_a_page_are_articles_of_their_own(herald):
    home = "https://herald.example/"
    items = [_item(herald, f"g{n}", f"T{n}", home, is_pageless=True) for n in range(2)]
    assert polls.save_polls([_poll(herald, *items)], NOW) == 2
    assert len(feed_queue.waiting(NOW, 10)) == 2
    texts = (STRIKE, MEASLES)
    batch = [
        reading(herald.source_id, replace(article(one.title, text, url=home), entry=one))
        for one, text in zip(items, texts, strict=True)
    ]
    window = LiveWindow(14)
    assert len(ingest.save_readings(batch, window, NOW).new) == 2
    assert ingest.save_readings(batch, window, NOW).known == 2
    keys = set(Entry.objects.values_list("url_key", flat=True))
    assert keys == set(Article.objects.values_list("url_key", flat=True))


def test_a_failed_poll_keeps_its_named_cause(herald):
    target = Target(herald.pk, herald.url)
    failed = Failed(target, NoArticle("no", code="dns"))
    polls.save_polls([polls.Poll(failed, Pace(3600.0, NOW + timedelta(hours=2)))], NOW)
    state = FeedState.objects.get()
    assert (state.outcome, state.failures) == ("dns", 1)
    assert read.health()[0].attempts.get().cause == "dns"


def test_articles_are_stored_once_with_a_story_and_can_be_found(herald):
    window = LiveWindow(14)
    batch = [reading(herald.source_id, article())]
    assert ingest.save_readings(batch, window, NOW).new
    again = ingest.save_readings(batch, window, NOW)
    assert (again.new, again.known) == ([], 1)
    assert Article.objects.get().story is not None
    found = search.found(query('"port strike" -ferry'))
    assert [row.headline for row in found.articles] == [batch[0].article.headline]
    assert search.found(query("strikes containers")).articles, "word forms are found"
    assert not search.found(query("intitle:containers")).articles
    assert not search.found(query("submarine")).articles


def test_a_copy_is_folded_onto_the_earliest_and_never_deleted(herald):
    post = _feed("Vareno Post", "post.example")
    window = LiveWindow(14)
    long = STRIKE + MEASLES
    first = reading(herald.source_id, article(lines=long))
    copy = reading(
        post.source_id, article("Strike over", long, url="https://post.example/1", hours=1)
    )
    ingest.save_readings([first, copy], window, NOW)
    one, two = Article.objects.order_by("published")
    assert two.duplicate_of == one
    assert one.story_id == two.story_id
    assert (one.is_own, two.is_own) == (True, False)
    assert [row.pk for row in read.listing(read.visible_articles()).articles] == [one.pk]


def test_two_windows_give_one_answer(herald):
    """A second process stores articles beside us: both see each other's stories."""
    ours, theirs = LiveWindow(14), LiveWindow(14)
    post = _feed("Vareno Post", "post.example")
    ingest.save_readings([reading(herald.source_id, article())], ours, NOW)
    other = article("Port strike ends in Vareno", url="https://post.example/1", hours=1)
    ingest.save_readings([reading(post.source_id, other)], theirs, NOW)
    third = article("Vareno port strike: dockers return", url="https://herald.example/2", hours=2)
    ingest.save_readings([reading(herald.source_id, third)], ours, NOW)
    assert len(set(Article.objects.values_list("story", flat=True))) == 1
    assert Story.objects.filter(merged_into=None).get().articles_count == 3


def test_a_revision_keeps_what_was_said_before(herald):
    window = LiveWindow(14)
    ingest.save_readings([reading(herald.source_id, article())], window, NOW)
    changed = article(lines=(*STRIKE[:2], "About 600 containers were stranded.", STRIKE[3]))
    saved = ingest.save_readings([reading(herald.source_id, changed)], window, NOW)
    row = Article.objects.get()
    assert saved.revised == [row.pk]
    assert "1,200" in Revision.objects.get().text
    assert "600 containers" in row.body.text
    assert search.found(query('"600 containers"')).articles
    assert not search.found(query('"1,200 containers"')).articles


def test_a_summary_does_not_replace_the_whole_text(herald):
    window = LiveWindow(14)
    ingest.save_readings([reading(herald.source_id, article())], window, NOW)
    poorer = article(lines=STRIKE[:1], partial="summary")
    saved = ingest.save_readings([reading(herald.source_id, poorer)], window, NOW)
    assert saved.known == 1
    assert "Halden Star" in Article.objects.get().body.text


def test_a_batch_that_fails_leaves_nothing_and_works_the_second_time(herald, monkeypatch):
    window = LiveWindow(14)
    batch = [reading(herald.source_id, article())]
    with monkeypatch.context() as broken:
        broken.setattr(search, "index", _raise)
        with pytest.raises(DatabaseError):
            ingest.save_readings(batch, window, NOW)
    assert Article.objects.count() == 0
    assert Story.objects.count() == 0
    assert len(ingest.save_readings(batch, window, NOW).new) == 1


def _raise(*_):
    raise DatabaseError("database or disk is full")


def test_a_restart_refills_the_window(herald):
    ingest.save_readings([reading(herald.source_id, article())], LiveWindow(14), NOW)
    later = article(
        "Vareno port strike ends, dockers back", url="https://herald.example/2", hours=3
    )
    ingest.save_readings([reading(herald.source_id, later)], LiveWindow(14), NOW)
    assert len(set(Article.objects.values_list("story", flat=True))) == 1


def test_eight_today_holds_only_sentences_of_its_articles(herald):
    window = LiveWindow(14)
    other = article("Measles drive by postal boat", MEASLES, url="https://herald.example/m")
    batch = [reading(herald.source_id, article()), reading(herald.source_id, other)]
    ingest.save_readings(batch, window, NOW)
    maintenance.after_walk(NOW)
    edition = read.edition("en")
    assert edition is not None
    assert len(edition.stories) == 2
    for line in (line for story in edition.stories for line in story["sentences"]):
        assert line["text"] in Article.objects.get(pk=line["article"]).body.text


def test_a_story_borrows_a_picture_where_its_speaker_has_none(herald):
    window = LiveWindow(14)
    plain = article(picture=None)
    other = article(
        "Cranes move in Vareno", REWRITTEN, url="https://herald.example/2", hours=1, confidence=0.4
    )
    ingest.save_readings([reading(herald.source_id, one) for one in (plain, other)], window, NOW)
    face = Story.objects.get().faces.get()
    assert face.article.headline == plain.headline
    assert face.picture == {
        "url": "https://herald.example/port.jpg",
        "alt": "",
        "caption": "Cranes idle",
        "credit": "Ada Lind",
        "source": "Harbour Herald",
    }


def test_retention_keeps_what_was_saved(herald, django_user_model):
    window = LiveWindow(400)
    old = [
        article(f"Old {n}", (f"Line {n} of an old text about town {n}.",), hours=-24 * 200,
                url=f"https://herald.example/{n}")
        for n in range(3)
    ]  # fmt: skip
    ingest.save_readings([reading(herald.source_id, one) for one in old], window, NOW)
    by_hand = article("By hand", url="https://herald.example/archive", hours=-24 * 300)
    ingest.save_readings([reading(herald.source_id, by_hand)], window, NOW)
    Article.objects.update(fetched=NOW - timedelta(days=100))
    for polled in Article.objects.exclude(headline="By hand"):
        herald.entries.create(key=str(polled.pk), url=polled.url, article=polled, state="done")
    kept = Article.objects.filter(headline="Old 0").get()
    user = django_user_model.objects.create(username="lella")
    user.marks.create(article=kept, saved_at=NOW)
    assert tidying.tidy(NOW)["articles"] == 2
    assert {row.headline for row in Article.objects.all()} == {"Old 0", "By hand"}


def test_the_ledger_only_grows():
    polls.save_egress([Egress(NOW, "herald.example", "feed", "ok", 10, 0.1)])
    row = EgressRecord.objects.get()
    row.host = "nowhere.example"
    with pytest.raises(TypeError):
        row.save()


def test_the_demo_goes_away_whole(herald):
    window = LiveWindow(14)
    demo = Subscription(
        url="http://demo.localhost/feed", title="Demo", home="http://demo.localhost/"
    )
    source = subscriptions.subscribe([demo], is_demo=True)[0].feed.source
    fiction = article(lines=MEASLES, headline="Measles by boat", url="http://demo.localhost/1")
    ingest.save_readings(
        [reading(source.pk, fiction), reading(herald.source_id, article())], window, NOW
    )
    assert subscriptions.remove_demo() == 1
    assert [row.source for row in Article.objects.all()] == [herald.source]
    assert Story.objects.count() == 1
    assert not search.found(query("measles")).articles
    third = article("Dockers back", url="https://herald.example/9", hours=1)
    assert ingest.save_readings([reading(herald.source_id, third)], window, NOW).new


def test_dates_narrow_a_search(herald):
    ingest.save_readings([reading(herald.source_id, article())], LiveWindow(14), NOW)
    day = NOON.date().isoformat()
    assert search.found(query(f"strike date:{day}")).articles
    assert not search.found(query("strike date:2001")).articles
    assert query("date:soon").problems == ["bad_date"]


def test_an_article_that_is_drawn_into_another_story_takes_its_coverage_along(herald):
    window = LiveWindow(14)
    other = article("Measles by boat", lines=MEASLES, url="https://herald.example/2")
    ingest.save_readings(
        [reading(herald.source_id, article()), reading(herald.source_id, other)], window, NOW
    )
    strike, measles = Article.objects.order_by("pk")
    assert story_rows.move({measles.pk: strike.story_id, strike.pk: strike.story_id}) == {
        strike.story_id, measles.story_id,
    }  # fmt: skip
    story_rows.rethread({strike.story_id})
    assert Story.objects.get(pk=strike.story_id).articles_count == 2
    assert story_rows.move({measles.pk: strike.story_id}) == set()

"""add, fetch, sources, demo: what is followed, which feeds are asked, what is said of each."""

from datetime import UTC, datetime, timedelta

import pytest

from octavo.actions import subscriptions
from octavo.cli import main
from octavo.commands import follow, walking
from octavo.errors import Unreachable
from octavo.fetch import discover
from octavo.fetch.discover import Found
from octavo.fetch.opml import Subscription
from octavo.gateway import Rules
from octavo.store import gateway_rules
from octavo.store.models import Feed, FeedState
from octavo.walk import Report

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
AT = "https://herald.example"


@pytest.fixture
def discovered(monkeypatch):
    """What is found at any address, best first."""
    found = [Found(f"{AT}/feed", "Harbour Herald"), Found(f"{AT}/sport", "Herald Sport")]

    async def feeds_at(gateway, address: str) -> list[Found]:
        return found

    monkeypatch.setattr(discover, "feeds_at", feeds_at)
    monkeypatch.setattr(gateway_rules, "for_walk", Rules)
    return found


@pytest.fixture
def feeds(db) -> list[Feed]:
    wanted = [
        Subscription(url=f"https://{name}.example/feed", title=name.title())
        for name in ("herald", "post", "tide")
    ]
    return [one.feed for one in subscriptions.subscribe(wanted)]


# ---------------------------------------------------------------- add


def test_the_best_feed_is_followed_and_the_others_are_named(run, discovered):
    told = run("add", "herald.example/news", "--folder", "Coast")
    feed = Feed.objects.get()
    assert told == [
        {"feed": feed.pk, "url": f"{AT}/feed", "new": True},
        {"also": f"{AT}/sport"},
    ]
    assert (feed.folder, feed.source.home, feed.source.name) == (
        "Coast", "https://herald.example/", "Harbour Herald",
    )  # fmt: skip


def test_all_feeds_are_followed_where_that_is_wanted(run, discovered):
    assert [one["new"] for one in run("add", AT, "--all")] == [True, True]
    assert [one["new"] for one in run("add", AT, "--all")] == [False, False]
    assert Feed.objects.count() == 2


def test_a_person_is_told_in_words(discovered, capsys):
    for word in ("following", "already following"):
        assert main(["add", AT]) == 0
        assert capsys.readouterr().out.splitlines() == [
            f"{word} {AT}/feed", f"also there: {AT}/sport",
        ]  # fmt: skip


def test_where_there_is_no_feed_nothing_is_followed(fails, discovered):
    discovered.clear()
    assert "no feed was found at herald.example (no_feed)" in fails("add", "herald.example")
    assert not Feed.objects.exists()


@pytest.mark.parametrize(
    ("address", "home"),
    [
        ("https://herald.example/news/today?x=1", "https://herald.example/"),
        ("http://herald.example:8080", "http://herald.example:8080/"),
    ],
)
def test_the_home_of_an_address(address, home):
    assert follow.home_of(address) == home


# ---------------------------------------------------------------- fetch


@pytest.fixture
def walked(monkeypatch) -> list[tuple[list[int], bool]]:
    """A walk that only notes which feeds it was asked for."""
    asked: list[tuple[list[int], bool]] = []

    def walk_once(only, *, everything: bool) -> Report:
        asked.append((list(only), everything))
        return Report(feeds=3, unchanged=1, failed=1, entries=7, new=4, revised=1, refused=2,
                      retried=1, causes={"timeout": 1, "dns": 2})  # fmt: skip

    monkeypatch.setattr(walking, "walk_once", walk_once)
    return asked


def test_feeds_are_named_by_number_or_address(run, walked, feeds):
    run("fetch", str(feeds[1].pk), feeds[0].url)
    run("fetch", "--all")
    run("fetch")
    assert walked == [([feeds[1].pk, feeds[0].pk], False), ([], True), ([], False)]


@pytest.mark.parametrize("name", ["987654", "²", "9" * 30, "https://nowhere.example/", ""])
def test_a_feed_that_is_not_followed_is_named(fails, walked, feeds, name):
    assert f"{name} is not a feed that is followed" in fails("fetch", name)
    assert walked == []


def test_a_walk_is_told_in_a_sentence_with_its_causes(walked, feeds, capsys):
    assert main(["fetch"]) == 0
    first, causes = capsys.readouterr().out.splitlines()
    assert first == (
        "3 feeds polled (1 unchanged, 1 failed), 7 entries, 4 new articles, 1 revised, "
        "2 refused, 1 to be tried again"
    )
    assert causes == "causes: dns 2, timeout 1"


def test_a_bug_is_told_of_only_where_there_was_one(monkeypatch, capsys, db):
    for count, is_told in ((0, False), (2, True)):
        monkeypatch.setattr(walking, "walk_once", lambda *_, n=count, **__: Report(quarantined=n))
        assert main(["fetch"]) == 0
        told = capsys.readouterr().out
        assert ("2 put in quarantine by a bug" in told) is is_told
        assert "causes" not in told


# ---------------------------------------------------------------- sources


@pytest.fixture
def health(feeds) -> list[Feed]:
    states = (
        {"outcome": "ok", "failures": 0, "polled_at": NOON, "next_at": NOON + timedelta(hours=1)},
        {"outcome": "dns", "failures": 5, "polled_at": NOON, "is_stopped": True},
        {"outcome": "", "failures": 0},
    )
    for feed, state in zip(feeds, states, strict=True):
        FeedState.objects.filter(feed=feed).update(**state)
    return feeds


def test_every_feed_is_told_of_the_worst_first(run, health):
    rows = run("sources")
    assert [row["source"] for row in rows] == ["Post", "Herald", "Tide"]
    worst = rows[0]
    assert (worst["feed"], worst["url"]) == (health[1].pk, health[1].url)
    assert (worst["outcome"], worst["failures"], worst["stopped"]) == ("dns", 5, True)
    assert rows[1]["polled_at"] == "2026-03-02 12:00:00+00:00"
    assert rows[1]["stopped"] is False
    assert rows[2]["polled_at"] is None


def test_the_table_says_when_and_what(health, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    assert main(["sources"]) == 0
    told = {line.split()[1]: line for line in capsys.readouterr().out.splitlines()[1:]}
    assert "stopped" in told["Post"] and "dns" in told["Post"]
    assert "02 Mar 12:00" in told["Herald"] and "02 Mar 13:00" in told["Herald"]
    assert "never" in told["Tide"] and "—" in told["Tide"]
    assert "stopped" not in told["Herald"] + told["Tide"]


# ---------------------------------------------------------------- the demo


def test_the_demo_is_taken_away_and_counted(run, capsys):
    wanted = Subscription(url="http://demo.localhost/feed", title="Demo")
    subscriptions.subscribe([wanted], is_demo=True)
    assert run("demo", "remove") == [{"removed": 0}]
    assert not Feed.objects.exists()


def test_a_demo_that_cannot_be_served_stops_nothing(monkeypatch, settings, caplog):
    async def load(**_: object) -> None:
        raise OSError("no port is free")

    monkeypatch.setattr("octavo.demo.load.load", load)
    settings.DEMO = True
    walking.load_demo()
    assert "going on without it" in caplog.text


def test_a_demo_that_is_not_wanted_is_not_loaded(monkeypatch, settings):
    async def load(**_: object) -> None:
        raise Unreachable("http://demo.localhost/", code="connect")

    monkeypatch.setattr("octavo.demo.load.load", load)
    settings.DEMO = False
    walking.load_demo()

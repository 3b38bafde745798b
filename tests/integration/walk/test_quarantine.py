"""Nothing stops the walk: a bug of ours puts one entry aside with its traceback, and all others
become articles in the same start; a process that dies is laid to the page that it was reading."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import DataError, OperationalError
from django.test import Client

import faulty_steps
from articles import MEASLES, STRIKE
from octavo import walk
from octavo.actions import ingest, polls, quarantine, subscriptions
from octavo.actions.stories.live_window import LiveWindow
from octavo.errors import Bug
from octavo.fetch.opml import Subscription
from octavo.gateway import Rules
from octavo.store import claims, metrics, site_settings
from octavo.store.models import Article, Attempt, Entry, FeedState, Quarantine, User
from octavo.walk import own_death, polling, pool, reading, retry
from octavo.walk.context import Report
from press import Press
from site_process import Site

INNOCENT = 39
ROOT = Path(__file__).resolve().parents[3]

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),
]


@pytest.fixture(autouse=True)
def quiet(settings) -> None:
    """As on a real site: bugs are put aside, not raised."""
    settings.RAISE_BUGS = False


@pytest.fixture
def press(request) -> Iterator[Press]:
    """A publisher of forty articles of which one is struck by a bug, as its address says."""
    lines = (*STRIKE, *MEASLES)
    items = [
        (f"a{n}", f"Port report number {n}", tuple(f"{line} {n}" for line in lines) * 2)
        for n in range(INNOCENT)
    ]
    items.insert(17, (request.param, "The culprit comes in quietly", lines * 2))
    with Press("Harbour Herald", tuple(items)).open() as served:
        yield served


def _walked(workers: int, deadline: float = 60.0) -> Report:
    async def once() -> Report:
        rules = Rules(allow_private=True, per_host_gap=0, per_host_concurrency=8)
        async with walk.walk_context(rules, workers=workers, window_days=14) as context:
            context.pool.deadline = deadline if workers else None
            return await walk.walk(context)

    return asyncio.run(once())


def _followed(press: Press) -> None:
    subscriptions.subscribe([Subscription(url=f"{press.home}feed")])


def _in_quarantine() -> Quarantine:
    """The one row of the quarantine, all innocent entries being articles."""
    assert Article.objects.count() == INNOCENT
    assert Entry.objects.filter(state="done").count() == INNOCENT
    assert not Attempt.objects.exclude(cause="bug").exists()
    row = Quarantine.objects.select_related("entry").get()
    assert row.entry is not None
    assert (row.entry.state, row.entry.cause, row.entry.tries) == ("bug", "bug", 1)
    return row


def _by_headline(broken: str) -> Callable[..., object]:
    """Raises where the culprit is among what it is given."""

    def raising(*given: object, **named: object) -> object:
        if "The culprit comes in quietly" in repr((given, named)):
            raise ValueError(broken)
        return None

    return raising


def _break(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """Put a bug into a step of this process."""
    raising = _by_headline(f"broken {kind}")

    def before(whole: Callable[..., object]) -> Callable[..., object]:
        def both(*given: object, **named: object) -> object:
            raising(*given, **named)
            return whole(*given, **named)

        return both

    places = {
        "encoding": (reading, "with_vectors"),
        "placing": (LiveWindow, "place"),
        "saving": (ingest, "body_row"),
    }
    if kind in places:
        where, name = places[kind]
        monkeypatch.setattr(where, name, before(getattr(where, name)))
    monkeypatch.setattr(reading, "read_packed", faulty_steps.read_packed)


@pytest.mark.parametrize("workers", [0, 1, 2])
@pytest.mark.parametrize(
    ("press", "kind"),
    [
        ("breaks-analysis", "analysis"),
        ("breaks-encoding", "encoding"),
        ("breaks-placing", "placing"),
        ("breaks-saving", "saving"),
    ],
    indirect=["press"],
)
def test_a_bug_puts_one_entry_aside_and_all_others_become_articles(
    press, kind, workers, monkeypatch
):
    _followed(press)
    with monkeypatch.context() as broken:
        _break(broken, kind)
        report = _walked(workers)
    assert (report.new, report.quarantined, report.refused) == (INNOCENT, 1, 0)
    row = _in_quarantine()
    assert "ValueError" in row.trace
    assert row.url.endswith(f"breaks-{kind}")
    assert row.page
    quarantine.try_again([row.pk], datetime.now(UTC))
    assert _walked(workers).new == 1
    assert Article.objects.filter(headline="The culprit comes in quietly").exists()
    assert not Quarantine.objects.exists()
    assert not Entry.objects.exclude(state="done").exists()


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("press", ["ends-its-process"], indirect=True)
def test_a_process_that_dies_is_laid_to_the_page_it_was_reading(press, workers, monkeypatch):
    _followed(press)
    with monkeypatch.context() as broken:
        _break(broken, "nothing else")
        report = _walked(workers)
    assert (report.new, report.quarantined) == (INNOCENT, 1)
    row = _in_quarantine()
    assert row.error == "the reading process ended by SIGSEGV"
    quarantine.try_again([row.pk], datetime.now(UTC))
    assert _walked(workers).new == 1


@pytest.mark.parametrize("press", ["ends-its-process"], indirect=True)
def test_without_reading_processes_the_walks_own_death_is_laid_to_the_page(press, tmp_path):
    """The walk dies of the page and is started again, as `octavo up` does."""
    site = Site(tmp_path, OCTAVO_WORKERS="0", OCTAVO_RAISE_BUGS="0")
    site.run("add", f"{press.home}feed")
    ends = [_walked_apart(site) for _ in range(3)]
    assert ends == [-signal.SIGSEGV, -signal.SIGSEGV, 0]
    rows = sqlite3.connect(tmp_path / "octavo.sqlite3")
    assert rows.execute("SELECT count(*) FROM store_article").fetchone() == (INNOCENT,)
    (struck,) = rows.execute("SELECT url FROM store_quarantine").fetchall()
    assert struck[0].endswith("ends-its-process")
    site.run("fetch", "--all")
    assert rows.execute("SELECT count(*) FROM store_article").fetchone() == (INNOCENT,)


APART = """
import django
django.setup()
import faulty_steps
from octavo.walk import reading
reading.read_packed = faulty_steps.read_packed
from octavo.commands.walking import walk_once
walk_once(everything=True)
"""


def _walked_apart(site: Site) -> int:
    """How a walk with the faulty step, in a process of its own, ended."""
    path = os.pathsep.join(str(ROOT / part) for part in ("src", "tests"))
    env = {**site.env, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "octavo.settings"}
    done = subprocess.run(
        [sys.executable, "-c", APART], env=env, capture_output=True, check=False, timeout=60
    )
    return done.returncode


@pytest.mark.parametrize("press", ["never-ends"], indirect=True)
def test_a_page_that_never_ends_is_stopped_and_put_aside(press, monkeypatch):
    _followed(press)
    _break(monkeypatch, "nothing else")
    assert _walked(2, deadline=2.0).new == INNOCENT
    assert _in_quarantine().error == "not read within 2 seconds"


@pytest.mark.parametrize("press", ["fine"], indirect=True)
def test_what_is_tried_again_and_fails_stays_with_one_try_more(press, monkeypatch):
    _followed(press)
    _break(monkeypatch, "saving")
    _walked(0)
    first = Quarantine.objects.get()
    assert not Entry.objects.filter(state="waiting").exists(), "it is not read again by itself"
    quarantine.try_again([first.pk], datetime.now(UTC))
    assert Entry.objects.filter(state="waiting").count() == 1
    assert _walked(0).quarantined == 1
    again = Quarantine.objects.get()
    assert (again.tries, again.pk) == (2, first.pk)
    assert again.last_at > first.last_at
    assert metrics.counters()["bugs_total"][1] == 2
    assert metrics.gauges(datetime.now(UTC))["quarantined"][1] == 1


@pytest.mark.parametrize("press", ["fine"], indirect=True)
def test_another_version_tries_again_by_itself(press, monkeypatch):
    _followed(press)
    _break(monkeypatch, "saving")
    _walked(0)
    now = datetime.now(UTC)
    assert quarantine.release_after_upgrade(now) == 0
    monkeypatch.setattr(quarantine, "__version__", "99.0")
    assert quarantine.release_after_upgrade(now) == 1
    assert Entry.objects.get(quarantine__isnull=False).state == "waiting"


@pytest.mark.parametrize("press", ["fine"], indirect=True)
def test_a_bug_in_polling_one_feed_is_put_aside_and_the_others_are_read(press, monkeypatch):
    other = Press("Tribune", (("t1", "A tribune report on the port", STRIKE * 3),))
    with other.open():
        subscriptions.subscribe([Subscription(url=f"{one.home}feed") for one in (press, other)])
        whole = polling.feed

        async def broken(gateway: object, target: object, robots: object) -> object:
            if target.url.startswith(press.home):  # type: ignore[attr-defined]
                raise KeyError("no such key")
            return await whole(gateway, target, robots)  # type: ignore[arg-type]

        monkeypatch.setattr(polling, "feed", broken)
        report = _walked(0)
    assert (report.feeds, report.failed, report.new, report.causes) == (2, 1, 1, {"bug": 1})
    row = Quarantine.objects.get()
    assert (row.entry_id, row.step) == (None, "feed")
    assert "KeyError" in row.trace
    state = FeedState.objects.get(feed=row.feed_id)
    assert (state.outcome, state.failures) == ("bug", 1)
    assert state.next_at > datetime.now(UTC)
    monkeypatch.undo()
    quarantine.try_again([row.pk], datetime.now(UTC))
    assert _walked(0).failed == 0
    assert not Quarantine.objects.exists()


@pytest.mark.parametrize("press", ["fine"], indirect=True)
def test_a_feed_whose_entries_cannot_be_saved_fails_alone(press, monkeypatch):
    other = Press("Tribune", (("t1", "A tribune report on the port", STRIKE * 3),))
    with other.open():
        subscriptions.subscribe([Subscription(url=f"{one.home}feed") for one in (press, other)])
        whole = polls._enqueue

        def broken(fresh: object, now: datetime) -> None:
            if "culprit" in repr(fresh):
                raise DataError("value out of range")
            whole(fresh, now)  # type: ignore[arg-type]

        monkeypatch.setattr(polls, "_enqueue", broken)
        report = _walked(0)
    assert (report.new, report.failed) == (1, 1)
    assert Quarantine.objects.get().feed.url == f"{press.home}feed"


@pytest.mark.parametrize("press", ["fine"], indirect=True)
def test_a_bug_in_what_comes_after_a_walk_does_not_end_it(press, monkeypatch):
    def broken(now: datetime) -> None:
        raise ZeroDivisionError

    _followed(press)
    monkeypatch.setattr(walk.maintenance, "after_walk", broken)
    assert _walked(0).new == INNOCENT + 1


@pytest.mark.parametrize("press", ["breaks-analysis"], indirect=True)
def test_in_tests_bugs_are_raised(press, monkeypatch, settings):
    settings.RAISE_BUGS = True
    _followed(press)
    _break(monkeypatch, "analysis")
    with pytest.raises(Bug, match="cannot analyse"):
        _walked(0)


# ---------------------------------------------------------------- the parts


def test_a_batch_is_halved_until_the_culprits_are_alone():
    done: list[int] = []

    async def work(some: list[int]) -> None:
        if {5, 6, 30} & set(some):
            raise ValueError("one of these")
        done.extend(some)

    culprits = asyncio.run(retry.halved(list(range(40)), work))
    assert [one.item for one in culprits] == [5, 6, 30]
    assert sorted(done) == [n for n in range(40) if n not in {5, 6, 30}]
    assert all("one of these" in one.error.trace for one in culprits)


def test_a_database_in_trouble_is_nobodys_bug():
    async def work(some: list[int]) -> None:
        raise OperationalError("database or disk is full")

    with pytest.raises(OperationalError):
        asyncio.run(retry.halved([1, 2], work))


def test_a_disk_without_room_for_the_note_is_no_bug_of_the_page(settings, tmp_path):
    settings.DATA = tmp_path / "no such folder"
    read = []
    with own_death.noted(7):
        read.append(7)
    assert read == [7]


def test_what_another_worker_has_released_meanwhile_is_left_alone(tmp_path):
    (tmp_path / "12.worker").symlink_to(tmp_path / "released by another")
    claims.release_dead(tmp_path, datetime.now(UTC))


def test_many_deaths_in_a_row_are_rested_after(monkeypatch):
    rests: list[float] = []
    monkeypatch.setattr(pool, "REST_SECONDS", 0.3)

    async def all_die() -> int:
        reading_pool = pool.ReadingPool(1)
        real = asyncio.sleep

        async def noted(seconds: float) -> None:
            rests.append(seconds)
            await real(0)

        monkeypatch.setattr(pool.asyncio, "sleep", noted)
        for _ in range(4):
            with pytest.raises(Bug, match="ended"):
                await reading_pool.read(faulty_steps.end_this_process)
        reading_pool.close()
        return reading_pool.deaths

    assert asyncio.run(all_die()) == 4
    assert [rest for rest in rests if rest >= 0.1] == [0.2, 0.3, 0.3]


def test_the_admin_sees_traceback_and_page_and_can_try_again(settings):
    settings.RAISE_BUGS = False
    feed = subscriptions.subscribe([Subscription(url="https://herald.example/feed")])[0].feed
    now = datetime.now(UTC)
    entry = Entry.objects.create(feed=feed, key="k", url="https://herald.example/1", payload=b"x")
    bug = Bug("ValueError: <b>odd</b>", 'File "similarity.py", line 7')
    case = quarantine.Case("read", entry.url, bug, entry.pk, feed.pk, b"", entry.url)
    quarantine.quarantine([case], now - timedelta(hours=1))
    host = User.objects.create(username="host", role=User.Role.ADMIN)
    site_settings.forget()
    client = Client()
    client.force_login(host)
    front = client.get("/admin/").content.decode()
    assert "keeps 1 entry or feed from being read" in front
    listed = client.get("/admin/store/quarantine/").content.decode()
    assert "ValueError: &lt;b&gt;odd" in listed
    row = Quarantine.objects.get()
    page = client.get(f"/admin/store/quarantine/{row.pk}/change/").content.decode()
    assert "similarity.py&quot;, line 7" in page
    client.post("/admin/store/quarantine/", {"action": "try_again", "_selected_action": [row.pk]})
    entry.refresh_from_db()
    assert (entry.state, entry.cause) == ("waiting", "")
    assert client.post(f"/admin/store/quarantine/{row.pk}/delete/").status_code == 403
    quarantine.quarantine([case], now)
    assert client.post(f"/admin/store/quarantine/{row.pk}/change/").status_code == 302
    entry.refresh_from_db()
    assert (entry.state, entry.tries) == ("waiting", 2)
    client.force_login(User.objects.create(username="lella"))
    assert client.post(f"/admin/store/quarantine/{row.pk}/change/").status_code == 302
    assert Quarantine.objects.get().tries == 2
    assert "octavo_bugs_total 2" in client.get("/metrics").content.decode()

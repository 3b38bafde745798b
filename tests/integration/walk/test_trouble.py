"""The database in trouble, for real: a disk without room, a lock that another holds. Batches wait
and are saved, pages go on answering, nothing is lost and nothing is there twice."""

import asyncio
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import pytest
from asgiref.sync import sync_to_async
from django.db import OperationalError, connection
from django.test import Client

from articles import MEASLES, STRIKE, article, reading
from octavo import walk
from octavo.actions import article_rows, ingest, subscriptions
from octavo.actions.stories.live_window import LiveWindow
from octavo.fetch.opml import Subscription
from octavo.gateway import Rules
from octavo.store import feed_queue
from octavo.store.models import Article, Entry, Story
from octavo.walk import retry
from press import Press
from serving import serving
from site_process import Site

NOW = datetime.now(UTC)
TWO_GB = 2 << 30

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        "connection.vendor != 'sqlite'", reason="PostgreSQL's disk is not ours to fill"
    ),
]


@pytest.fixture
def press() -> Iterator[Press]:
    """A publisher of twenty articles, long enough that they need room."""
    items = tuple(
        (f"a{n}", f"Port report number {n}", (*STRIKE, *(f"{line} {n}" for line in MEASLES)) * 3)
        for n in range(20)
    )
    with Press("Harbour Herald", items).open() as served:
        yield served


@pytest.fixture(autouse=True)
def impatient(monkeypatch) -> None:
    """Waits for the database are short here."""
    monkeypatch.setattr(retry, "PATIENCE_SECONDS", 0.05)


def _fill_disk() -> None:
    """SQLite's own SQLITE_FULL: the database may not grow by a page, as on a disk without room."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # what other tests left empty would be room
        (pages,) = cursor.execute("PRAGMA page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")


def _make_room() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")


@contextmanager
def full_disk() -> Iterator[None]:
    """No room while the block runs."""
    _fill_disk()
    try:
        yield
    finally:
        _make_room()


def _batch(count: int = 20) -> list[article_rows.Reading]:
    feed = subscriptions.subscribe([Subscription(url="https://herald.example/feed")])[0].feed
    return [
        reading(
            feed.source_id,
            article(
                f"Report {n}", (*STRIKE, f"It is report {n}.") * 9, url=f"https://h.example/{n}"
            ),
        )
        for n in range(count)
    ]


def test_a_full_disk_refuses_the_whole_batch_and_later_takes_it_once():
    batch, window = _batch(), LiveWindow(14)
    ingest.save_readings(batch[:1], window, NOW)
    with full_disk():
        with pytest.raises(OperationalError, match="full"):
            ingest.save_readings(batch, window, NOW)
        assert Article.objects.count() == 1
        assert Client().get(f"/article/{Article.objects.get().pk}").status_code == 200
        assert Client().get("/").status_code == 200
        assert Client().get("/readyz").status_code == 200
    saved = ingest.save_readings(batch, window, NOW)
    assert (len(saved.new), saved.known) == (19, 1)
    assert Article.objects.count() == 20
    assert all(story.articles.exists() for story in Story.objects.filter(merged_into=None))


def test_the_walk_waits_for_room_and_loses_nothing(press, monkeypatch):
    """The disk fills up in the middle of a walk; after the third refusal somebody makes room."""
    refusals: list[str] = []

    def noted(text: str, error: Exception) -> None:
        refusals.append(str(error))
        if len(refusals) == 3:
            is_noticed.set()

    monkeypatch.setattr(retry, "log", SimpleNamespace(warning=noted, error=noted))
    is_noticed = threading.Event()
    subscriptions.subscribe([Subscription(url=f"{press.home}feed")])
    report = asyncio.run(_walk_into_a_full_disk(is_noticed))
    assert len(refusals) >= 3
    assert all("full" in refusal for refusal in refusals)
    assert report.new == Article.objects.count() == 20
    assert not Entry.objects.exclude(state="done").exists()
    assert all(count == 1 for path, count in press.asked.items() if path.startswith("/a"))


async def _walk_into_a_full_disk(is_noticed: threading.Event) -> walk.Report:
    report = walk.Report()
    async with _kit() as tools:
        targets = await sync_to_async(feed_queue.feeds_due)(tools.now(), 10)
        await walk.poll(tools, targets, report)
        await sync_to_async(_fill_disk)()
        reading_on = asyncio.create_task(walk.read_queue(tools, report, until_empty=True))
        await asyncio.to_thread(is_noticed.wait, 20)
        await sync_to_async(_make_room)()
        await reading_on
    return report


def _kit() -> AbstractAsyncContextManager[walk.WalkContext]:
    return walk.walk_context(Rules(allow_private=True, per_host_gap=0), workers=0, window_days=14)


def test_a_database_that_another_holds_is_waited_for_and_the_pages_go_on(press, tmp_path):
    """A real lock, held by a second connection to the file of a site that serves and walks."""
    site_ = Site(tmp_path)
    site_.run("migrate")
    site_.run("add", f"{press.home}feed")
    holder = sqlite3.connect(tmp_path / "octavo.sqlite3", isolation_level=None)
    with site_.up():
        site_.wait_for("/", "Port report")
        press.items = (*press.items, ("late", "A late report from the port", STRIKE * 3))
        holder.execute("BEGIN IMMEDIATE")
        worker = site_.start("fetch", "--all")
        for _ in range(8):
            time.sleep(0.5)
            for path in ("/", "/article/1", "/search?q=port", "/readyz"):
                assert "500" not in site_.wait_for(path, seconds=5)[:40]
        assert worker.poll() is None, "the walk waits"
        holder.execute("COMMIT")
        assert worker.wait(60) == 0
        waiting = "SELECT count(*) FROM store_entry WHERE state != 'done'"
        end = time.monotonic() + 30
        while holder.execute(waiting).fetchone() != (0,) and time.monotonic() < end:
            time.sleep(0.2)  # the site's own worker has the rest in hand
    assert holder.execute(waiting).fetchone() == (0,)
    counts = holder.execute("SELECT count(*), count(DISTINCT url_key) FROM store_article")
    assert counts.fetchone() == (21, 21)


class Flood(BaseHTTPRequestHandler):
    """A publisher of a feed whose articles never end: one says that it has 2 GB, one does not."""

    sent: ClassVar[int] = 0

    def do_GET(self) -> None:
        self.send_response(200)
        home = f"http://127.0.0.1:{self.server.server_port}"
        if self.path == "/feed":
            items = "".join(
                f"<item><title>{t} flood</title><link>{home}/{t}</link><guid>{t}</guid></item>"
                for t in ("told", "untold")
            )
            self.send_header("Content-Type", "application/rss+xml")
            self.end_headers()
            self.wfile.write(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode())
            return
        self.send_header("Content-Type", "text/html")
        if self.path == "/told":
            self.send_header("Content-Length", str(TWO_GB))
        self.end_headers()
        with suppress(ConnectionError):
            for _ in range(TWO_GB >> 20 if "told" in self.path else 0):
                self.wfile.write(b"<p>" + b"water " * 174_762 + b"\n")
                Flood.sent += 1

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_two_gigabytes_are_not_taken_in(tmp_path):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Flood)
    site_ = Site(tmp_path, OCTAVO_WORKERS="0")
    with serving(server):
        site_.run("add", f"http://127.0.0.1:{server.server_port}/feed")
        peak = _peak(site_.start("fetch"))
    rows = sqlite3.connect(tmp_path / "octavo.sqlite3").execute(
        "SELECT cause, count(*) FROM store_attempt GROUP BY cause"
    )
    assert rows.fetchall() == [("too_large", 2)]
    assert 0 < Flood.sent < 64, "MiB, with what the system had in its pockets"
    assert peak < 400, "MB, the encoder and all"


def _peak(process: "subprocess.Popen[bytes]") -> float:
    """The most memory a process had until it ended, in MB."""
    peak = 0
    while process.poll() is None:
        lines = Path(f"/proc/{process.pid}/status").read_text("ascii").splitlines()
        peak = max([peak, *(int(x.split()[1]) for x in lines if x.startswith("VmHWM:"))])
        time.sleep(0.02)
    assert process.returncode == 0
    return peak / 1024

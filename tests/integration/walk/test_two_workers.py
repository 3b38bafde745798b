"""Two workers on one store, in processes of their own: a host is asked by one of them at a time, as
seldom as if there were one, and no page is fetched twice."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from articles import STRIKE
from databases import new_database
from octavo.gateway.turns import Turns
from serving import serving
from site_process import Site

pytestmark = pytest.mark.enable_socket

GAP, ITEMS = 0.4, 10
"""Seconds between two requests to a publisher, and its pages."""

NAMES = [
    f"Herald of {place}" for place in "Ayle Brun Cove Dell Eske Firth Glen Holm Isle Jarl".split()
]
"""More publishers than one worker takes pages of in hand, so that the other has its share."""


@dataclass
class Visit:
    """A request: by whom, what for, from when to when."""

    who: str
    path: str
    begun: float
    done: float = 0.0


class Publisher(ThreadingHTTPServer):
    """A publisher that notes who asks for what, and when."""

    def __init__(self, name: str) -> None:
        super().__init__(("127.0.0.1", 0), Pages)
        self.name = name
        self.visits: list[Visit] = []

    @property
    def home(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def document(self, path: str) -> tuple[str, str]:
        """What stands at a path, with its kind; a page takes a moment."""
        if path == "/feed":
            items = "".join(
                f"<item><title>{self.name} {n}</title><link>{self.home}/{n}</link></item>"
                for n in range(ITEMS)
            )
            return f"<rss version='2.0'><channel>{items}</channel></rss>", "application/rss+xml"
        time.sleep(0.05)
        text = "".join(f"<p>{line} {self.name} {path}</p>" for line in STRIKE)
        date = '<meta property="article:published_time" content="2026-11-20T10:00:00Z">'
        body = f"<article><h1>{self.name} reports {path}</h1>{text}</article>"
        return f"<html><head><title>x</title>{date}</head><body>{body}</body></html>", "text/html"


class Pages(BaseHTTPRequestHandler):
    """One request, answered and noted."""

    def do_GET(self) -> None:
        assert isinstance(self.server, Publisher)
        visit = Visit(self.headers["User-Agent"], self.path, time.monotonic())
        self.server.visits.append(visit)
        if self.path == "/robots.txt":
            self.send_error(404)
        else:
            text, kind = self.server.document(self.path)
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            visit.done = time.monotonic()
            self.wfile.write(text.encode())

    def log_message(self, format: str, *given: object) -> None:
        """Nothing on the screen."""


@pytest.fixture
def publishers() -> Iterator[list[Publisher]]:
    served = [Publisher(name) for name in NAMES]
    with ExitStack() as stack:
        for one in served:
            stack.enter_context(serving(one))
        yield served


def _read(site: Site, count: int, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if len(site.json("export", "jsonl")) >= count:
            return
        time.sleep(0.5)
    raise AssertionError(f"{count} articles were not read in {seconds} s")


def test_two_workers_share_turns_and_fetch_no_page_twice(tmp_path: Path, publishers):
    settings = {"OCTAVO_WORKERS": "0", "OCTAVO_FETCH_HOST_GAP": str(GAP), **new_database()}
    site = Site(tmp_path, **settings)
    outlines = "".join(f'<outline type="rss" xmlUrl="{one.home}/feed"/>' for one in publishers)
    opml = tmp_path / "feeds.opml"
    opml.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', "utf-8")
    workers = []
    try:
        for name in ("first", "second"):
            site.env["OCTAVO_USER_AGENT"] = name
            workers.append(site.start("worker"))
        while len(list(tmp_path.glob("*.worker"))) < 2:
            time.sleep(0.05)
        site.run("import", "opml", str(opml))
        _read(site, ITEMS * len(publishers))
    finally:
        for one in workers:
            one.terminate()
        assert [one.wait(40) for one in workers] == [0, 0]
    visits = [visit for one in publishers for visit in one.visits]
    assert {visit.who for visit in visits} == {"first", "second"}, "both had their share"
    pages = Counter((one.name, v.path) for one in publishers for v in one.visits)
    twice = [page for page, times in pages.items() if times > 1 and page[1] != "/robots.txt"]
    assert twice == []
    for one in publishers:
        for earlier, later in zip(one.visits, one.visits[1:], strict=False):
            assert later.begun >= earlier.done + GAP * 0.9


def test_what_a_killed_worker_had_in_hand_is_read_by_the_other_at_once(tmp_path: Path, publishers):
    settings = {"OCTAVO_WORKERS": "0", "OCTAVO_FETCH_HOST_GAP": str(GAP), **new_database()}
    site = Site(tmp_path, **settings)
    site.run("add", f"{publishers[0].home}/feed")
    first = site.start("worker")
    end = time.monotonic() + 40
    while len(publishers[0].visits) < 4 and time.monotonic() < end:
        time.sleep(0.02)
    first.kill()
    first.wait()
    second = site.start("worker")
    try:
        _read(site, ITEMS)
    finally:
        second.terminate()
        second.wait(40)


def test_a_turn_comes_back_when_it_is_given_up(tmp_path: Path):
    import asyncio

    async def two() -> float:
        turns = Turns(str(tmp_path / "turns"))
        await turns.take("a", 0.0)
        turns.give("a", 0.2)
        started = time.monotonic()
        await turns.take("b", 0.2)
        await turns.take("a", 0.2)
        turns.close()
        return time.monotonic() - started

    assert 0.15 < asyncio.run(two()) < 1.0

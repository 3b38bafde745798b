"""The publisher farm: every fault and every hostile input ends as it should.

The farm stands beside the checkout (`../shared/farm`); without it these tests are skipped.
"""

import asyncio
import http.client
import json
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import pytest

from bench.hostile.farm import REFUSED, TITLES
from octavo.fetch.feed import feed
from octavo.fetch.robots import Robots
from octavo.gateway import Gateway, Rules
from octavo.types import Egress, Failed, Fetched, Target

FARM = Path(__file__).resolve().parents[3] / "../shared/farm/publisher_farm.py"
FEEDS, PORTS = 60, 4
OPTIONS = {
    "feeds": FEEDS, "ports": PORTS, "faults": 0.5, "slow-s": 2, "hang-s": 6, "huge-mb": 32,
}  # fmt: skip
TIMEOUT = 4.0

pytestmark = [
    pytest.mark.farm,
    pytest.mark.skipif(not FARM.exists(), reason="the farm is not beside the checkout"),
]

Outcome = Fetched | Failed[Target]


@dataclass
class Round:
    """What two polls of everything brought."""

    manifest: dict
    truth: dict[int, dict[str, dict]]
    first: dict[str, Outcome] = field(default_factory=dict)
    second: dict[str, Outcome] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    stats: dict = field(default_factory=dict)
    grown: int = 0


def free_port() -> int:
    """Returns the first of a run of free ports."""
    for port in range(18_900, 28_900, 10):
        taken = [s for s in range(PORTS) if _is_taken(port + s)]
        if not taken:
            return port
    raise RuntimeError("no free ports")


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def ask(port: int, path: str) -> bytes:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    line.request("GET", path)
    return line.getresponse().read()


@pytest.fixture(scope="module")
def farm() -> Iterator[int]:
    port = free_port()
    options = [word for name, value in OPTIONS.items() for word in (f"--{name}", str(value))]
    command = [sys.executable, str(FARM), "--port", str(port), *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert "farm:" in process.stdout.readline()
        yield port
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def polled(farm: int) -> Round:
    found = Round(json.loads(ask(farm, "/_manifest.json")), truth(farm))
    with watched_memory() as sizes:
        asyncio.run(poll(farm, found))
    found.grown = max(sizes) - sizes[0]
    found.stats = json.loads(ask(farm, "/_stats.json"))
    return found


@contextmanager
def watched_memory() -> Iterator[list[int]]:
    """This process's resident size in KiB, again and again: its peak while the block runs, whatever
    other tests needed before."""
    page, done = resource.getpagesize() // 1024, Event()

    def resident() -> int:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * page

    sizes = [resident()]

    def watch() -> None:
        while not done.wait(0.02):
            sizes.append(resident())

    thread = Thread(target=watch)
    thread.start()
    try:
        yield sizes
    finally:
        done.set()
        thread.join()


def truth(port: int) -> dict[int, dict[str, dict]]:
    articles: dict[int, dict[str, dict]] = {}
    for row in ask(port, "/_truth.jsonl").splitlines():
        article = json.loads(row)
        articles.setdefault(article["feed"], {})[article["url"]] = article
    return articles


async def poll(port: int, found: Round) -> None:
    allowed = tuple(f"127.0.0.1:{port + k}" for k in range(PORTS))
    rules = Rules(allowed=allowed, timeout=TIMEOUT, per_host_gap=0, per_host_concurrency=8)
    ledger: list[Egress] = []
    robots = Robots()
    async with Gateway(rules, ledger.append) as gateway:

        async def one(name: str, url: str) -> None:
            started = time.monotonic()
            found.first[name] = first = await feed(gateway, Target(1, url), robots)
            found.seconds[name] = time.monotonic() - started
            found.second[name] = await feed(gateway, remembered(url, first), robots)

        rows = [(row["name"], row["url"]) for row in found.manifest["hostile"]]
        rows += [(str(row["i"]), row["url"]) for row in found.manifest["feeds"]]
        await asyncio.gather(*(one(name, url) for name, url in rows))
    assert len(ledger) >= 2 * len(rows)


def remembered(url: str, outcome: Outcome) -> Target:
    if isinstance(outcome, Failed):
        return Target(1, url, failures=1)
    return Target(1, url, "feed", outcome.etag, outcome.last_modified, outcome.body_hash)


def word(outcome: Outcome) -> str:
    if isinstance(outcome, Failed):
        return outcome.error.code
    return "not_modified" if outcome.not_modified else outcome.partial or "ok"


FAULTS = {
    "301": {"ok"}, "302": {"ok"}, "308": {"ok"}, "404": {"http_404"}, "410": {"http_410"},
    "403": {"http_403"}, "500": {"http_500"}, "503": {"ok", "http_503"}, "429s": {"ok", "http_429"},
    "429d": {"ok", "http_429"}, "slow": {"ok", "timeout"}, "drip": {"ok", "timeout"},
    "trunc": {"truncated"}, "reset": {"reset"}, "badxml": {"ok", "mended"}, "charset": {"ok"},
    "html": {"not_a_feed"}, "": {"ok"},
}  # fmt: skip


def test_every_feed_ends_with_its_named_cause(polled: Round) -> None:
    seen = set()
    for row in polled.manifest["feeds"]:
        outcome = polled.first[str(row["i"])]
        assert word(outcome) in FAULTS[row["fault"]], (row["i"], row["fault"], word(outcome))
        seen.add(row["fault"])
        if row["fault"] in ("301", "308"):
            assert outcome.moved_to.endswith("feed.moved")
    assert len(seen) > 10


def test_everything_good_arrives_with_title_date_and_text(polled: Round) -> None:
    count = 0
    for row in polled.manifest["feeds"]:
        outcome = polled.first[str(row["i"])]
        if row["fault"] in ("trunc", "badxml") or isinstance(outcome, Failed):
            continue
        articles = polled.truth.get(row["i"], {})
        assert len({entry.key for entry in outcome.entries}) == len(outcome.entries)
        for entry in outcome.entries:
            article = articles[entry.url]
            count += 1
            assert entry.title == article["title"]
            lead = article["text"].split("\n")[0]
            assert entry.summary == lead
            assert entry.language == article["lang"] or row["fmt"] in ("rdf",)
            if entry.published is not None:
                assert entry.published.strftime("%Y-%m-%dT%H:%M:%SZ") == article["date"]
            else:
                assert row["fmt"] == "rss091"
    assert count > 200


def test_mended_feeds_lose_nothing(polled: Round) -> None:
    rows = [row for row in polled.manifest["feeds"] if row["fault"] == "badxml"]
    for row in rows:
        outcome = polled.first[str(row["i"])]
        articles = polled.truth.get(row["i"], {})
        titles = {article["title"].replace(" in ", " & ") for article in articles.values()}
        titles |= {article["title"] for article in articles.values()}
        assert {entry.title for entry in outcome.entries} <= titles
        assert {entry.url for entry in outcome.entries} <= set(articles)


def test_the_second_round_brings_nothing_new(polled: Round) -> None:
    for row in polled.manifest["feeds"]:
        if row["fault"] in ("", "301", "302", "308", "charset", "badxml"):
            assert word(polled.second[str(row["i"])]) == "not_modified", row
    assert polled.stats["304"] > 10


def test_every_hostile_input_has_its_outcome(polled: Round) -> None:
    names = {row["name"] for row in polled.manifest["hostile"]}
    assert names == {*REFUSED, *TITLES, "huge-title", "flapping"}
    assert {name: word(polled.first[name]) for name in REFUSED} == REFUSED
    assert {name: polled.first[name].entries[0].title for name in TITLES} == TITLES


def test_hostile_documents_are_kept_in_bounds(polled: Round) -> None:
    first = polled.first
    assert len(first["many-items"].entries) == 500
    assert len(first["huge-title"].entries[0].title) == 500
    assert len(first["bidi-title"].entries[1].title) < 10
    assert len(first["no-guid"].entries) == 2
    assert len(first["bad-dates"].entries) == 11
    assert [word(first[name]) for name in ("truncated-xml", "truncated")] == ["cut", "truncated"]
    assert first["etag-evil"].etag == ""
    assert first["javascript-links"].entries[0].is_pageless
    assert first["javascript-links"].entries[0].enclosures == ()
    assert first["rel-links"].entries[0].url.startswith("http://127.0.0.1:")
    assert polled.second["etag-lie"].entries[0].title == "ok v2"
    assert {word(first["flapping"]), word(polled.second["flapping"])} == {"http_500", "ok"}
    assert all("script" not in entry.title for entry in first["xss"].entries)


def test_the_canary_lives(polled: Round) -> None:
    assert polled.stats["canary"] == []


def test_nothing_stalls_and_memory_stays_small(polled: Round) -> None:
    waiting = TIMEOUT * 6
    assert max(polled.seconds.values()) < waiting
    assert polled.grown < 200 * 1024, "KiB; a bare process stands at about 100 MiB"

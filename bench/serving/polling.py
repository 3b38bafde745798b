"""Feeds a second, cold and unchanged, against `reader` on the same publishers: fetched, read and
stored.

python -m bench.serving.polling [FEEDS] [--tiny]          (make bench-feeds)

Both store on disk, in SQLite. Octavo asks a host for one thing at a time, as it does in production,
but without the second it waits there between two requests: on one machine the hosts are ports, and
waiting is all that would be measured. `reader` knows no hosts; it is given ten threads. The
publisher farm is used where it lies beside the checkout, else the bench's own publisher.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bench.ground import Figure, hand_over, site, sizes
from bench.serving.publisher import publisher
from tests.farm import FARM, farm

FEEDS, TINY, HOSTS, THREADS = 800, 12, 64, 10
PART = "Feeds: fetched, parsed, stored on disk"


@dataclass(slots=True)
class Round:
    """One poll of everything: wall and processor seconds, how many came as unchanged."""

    wall: float = 0.0
    cpu: float = 0.0
    unchanged: int = 0


@contextmanager
def timed() -> Iterator[Round]:
    """Measures a block of this process."""
    made, wall, cpu = Round(), time.perf_counter(), time.process_time()
    yield made
    made.wall, made.cpu = time.perf_counter() - wall, time.process_time() - cpu


def by_reader(urls: list[str], polls: int = 2) -> list[Round]:
    """Polls by `reader`, the first one cold."""
    import feedparser_sgmllib

    # reader's own copy of feedparser asks for sgmllib by its old name.
    sys.modules.setdefault("sgmllib", feedparser_sgmllib)
    from reader import make_reader

    with tempfile.TemporaryDirectory() as folder:
        reader = make_reader(f"{folder}/reader.sqlite", search_enabled=False)
        for url in urls:
            reader.add_feed(url)
        rounds = []
        for _ in range(polls):
            with timed() as one:
                reader.update_feeds(scheduled=False, workers=THREADS)
            rounds.append(one)
        reader.close()
    return rounds


def by_octavo(urls: list[str], polls: int = 2) -> list[Round]:
    """Polls by Octavo on the site that is open, the first one cold."""
    from octavo.actions import subscriptions
    from octavo.fetch.opml import Subscription

    made = subscriptions.subscribe([Subscription(url=url, title=url) for url in urls])
    return asyncio.run(_polls([one.feed.pk for one in made], polls))


async def _polls(ids: list[int], polls: int) -> list[Round]:
    from dataclasses import replace

    from asgiref.sync import sync_to_async
    from django.conf import settings

    from octavo import run, walk
    from octavo.store import feed_queue, gateway_rules

    rules = replace(await sync_to_async(gateway_rules.for_walk)(), allow_private=True)
    rounds = []
    run.leave_the_loaded_alone()
    for _ in range(polls):
        async with walk.walk_context(rules, workers=0, window_days=settings.WINDOW_DAYS) as tools:
            report = walk.Report()
            with timed() as one:
                targets = await sync_to_async(feed_queue.feeds_due)(tools.now(), 10_000, only=ids)
                await walk.poll(tools, targets, report)
                await walk.write_ledger(tools)
            one.unchanged = report.unchanged
            assert report.failed == 0, report.causes
            rounds.append(one)
    return rounds


@contextmanager
def feeds(count: int) -> Iterator[list[str]]:
    """The addresses of so many feeds that do not fail."""
    if FARM.exists() and count > TINY:
        with farm(count, HOSTS, "--faults", "0") as publishers:
            yield [feed["url"] for feed in publishers.feeds()]
    else:
        with publisher() as address:
            yield [address(n) for n in range(count)]


def figures(count: int) -> list[Figure]:
    """The figures of both, and how they compare."""
    with feeds(count) as urls, site(OCTAVO_WORKERS="0", OCTAVO_FETCH_HOST_GAP="0"):
        reader, octavo = by_reader(urls), by_octavo(urls)
    assert octavo[1].unchanged == count
    found = []
    for name, one, other in zip(("cold", "unchanged"), octavo, reader, strict=True):
        found += [
            Figure(PART, f"Octavo, {name}", count / one.wall, "feeds/s",
                   note=f"{1000 * one.cpu / count:.2f} CPU-ms a feed"),
            Figure(PART, f"reader, {name}", count / other.wall, "feeds/s",
                   note=f"{1000 * other.cpu / count:.2f} CPU-ms a feed"),
            Figure(PART, f"times as fast, {name}", other.wall / one.wall, "×", 10,
                   note=f"{other.cpu / one.cpu:.1f} × by processor time"),
        ]  # fmt: skip
    return found


def main() -> None:
    """Print the figures."""
    hand_over(figures(sizes([FEEDS], [TINY])[0]))


if __name__ == "__main__":
    main()

"""Articles a second of the whole walk: feeds polled, pages fetched and read, articles analysed,
encoded, placed into stories and stored on disk; over made-up pages and over real ones.

python -m bench.serving.walking [made-up|real] [--tiny]          (make bench-walk)

The publishers run beside the walk, on the same processors. As in production a host is asked for one
thing at a time; the second's pause between two requests is left out, as the hosts are ports here.
The made-up pages are those of the publisher farm where it lies beside the checkout, else those of
the bench's own publisher; real pages are left out without the farm's neighbour, the saved pages.
"""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bench.ground import Figure, Used, hand_over, is_tiny, site, watched
from bench.serving.publisher import publisher
from tests.farm import FARM, farm

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "data" / "extract"
REPLAY = Path(__file__).resolve().parents[2] / "tests" / "replay.py"
FEEDS, HOSTS, TINY = 250, 250, 2
GOALS = {"made-up": 60, "real": 30}
MEMORY = 400
PART = "The whole walk, encoder and clusterer included"


@contextmanager
def made_up_pages() -> Iterator[list[str]]:
    """Feeds of which none fails: the farm's, or the bench's own."""
    if FARM.exists() and not is_tiny():
        with farm(FEEDS, HOSTS, "--faults", "0", "--items", "6", "--now", "real") as publishers:
            yield [feed["url"] for feed in publishers.feeds()]
    else:
        with publisher() as address:
            yield [address(n) for n in range(TINY if is_tiny() else FEEDS)]


@contextmanager
def real_pages() -> Iterator[list[str]]:
    """The feeds of the saved pages, served by a process of its own."""
    from urllib.request import urlopen

    from octavo.fetch.opml import subscriptions

    process = subprocess.Popen([sys.executable, str(REPLAY), str(CORPUS)], stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        with urlopen(process.stdout.readline().decode().strip()) as answer:
            yield [one.url for one in subscriptions(answer.read())]
    finally:
        process.terminate()
        process.wait()


def walked_here(urls: list[str]) -> int:
    """How many pages a walk of these new feeds took in on the site that is open: everything in this
    process, nothing encoded."""
    from octavo.actions import subscriptions
    from octavo.fetch.opml import Subscription

    made = subscriptions.subscribe([Subscription(url=url, title=url) for url in urls])
    return asyncio.run(_walked_here([one.feed.pk for one in made]))


async def _walked_here(ids: list[int]) -> int:
    from asgiref.sync import sync_to_async
    from django.conf import settings

    from octavo import run, walk
    from octavo.store import feed_queue, gateway_rules

    rules = replace(await sync_to_async(gateway_rules.for_walk)(), allow_private=True)
    run.leave_the_loaded_alone()
    async with walk.walk_context(rules, workers=0, window_days=settings.WINDOW_DAYS) as tools:
        tools.encoder = None
        report = walk.Report()
        targets = await sync_to_async(feed_queue.feeds_due)(tools.now(), 10_000, only=ids)
        await walk.poll(tools, targets, report)
        await walk.read_queue(tools, report, until_empty=True)
    return report.new + report.known


def walked(urls: list[str]) -> tuple[dict[str, int], Used]:
    """What a walk of these feeds on an empty site came to, and what it used."""
    with site(OCTAVO_FETCH_HOST_GAP="0", OCTAVO_FETCHER_ALLOW_PRIVATE_NETWORKS="1"):
        from octavo.actions import subscriptions
        from octavo.fetch.opml import Subscription

        subscriptions.subscribe([Subscription(url=url, title=url) for url in urls])
        return asyncio.run(_walked())


async def _walked() -> tuple[dict[str, int], Used]:
    from asgiref.sync import sync_to_async

    from octavo import walk
    from octavo.commands.walking import site_context
    from octavo.store import feed_queue

    async with site_context() as tools:
        report = walk.Report()
        await walk.poll(
            tools, await sync_to_async(feed_queue.feeds_due)(tools.now(), 10_000), report
        )
        with watched() as used:
            await walk.read_queue(tools, report, until_empty=True)
    print(f"{report.new} articles, {report.refused} refused: {report.causes}", file=sys.stderr)
    done = report.new + report.known + report.revised + report.refused
    return {"pages": done, "articles": report.new, "waiting": report.entries - done}, used


def figures(kind: str) -> list[Figure]:
    """The figures of one kind of pages."""
    with {"made-up": made_up_pages, "real": real_pages}[kind]() as urls:
        counts, used = walked(urls)
    pages, cores = counts["pages"], os.cpu_count() or 1
    each = 1000 * used.cpu / pages
    name = {"made-up": "made-up pages", "real": "real pages"}[kind]
    busy = 100 * used.cpu / used.wall / cores
    return [
        Figure(PART, f"{name}, as the clock had it", pages / used.wall, "pages/s", GOALS[kind],
               note=f"{pages} pages, of {cores} cores {busy:.0f} % were ours"),
        Figure(PART, f"{name}, with {cores} cores to itself", cores * 1000 / each, "pages/s",
               GOALS[kind], note=f"{each:.1f} CPU-ms a page; the publishers' share not counted"),
        Figure(PART, f"{name}, peak of the walking process", used.own_peak, "MB", MEMORY, True),
        Figure(PART, f"{name}, peak with its reading processes", used.whole_peak, "MB", MEMORY,
               True),
    ]  # fmt: skip


def main() -> None:
    """Print the figures of the kinds asked for, or of both; each in a process of its own."""
    kinds = [word for word in sys.argv[1:] if word in GOALS]
    if not kinds:
        for kind in ("made-up",) if is_tiny() else GOALS:
            command = [sys.executable, "-m", "bench.serving.walking", kind, *sys.argv[1:]]
            subprocess.run(command, check=True)
    elif kinds == ["real"] and not CORPUS.exists():
        print("walk over real pages: left out, they are not beside this checkout")
    else:
        hand_over(figures(kinds[0]))


if __name__ == "__main__":
    main()

"""Articles a second of the whole walk: feeds polled, pages fetched and read, articles analysed,
encoded, placed into stories and stored on disk; over the farm's pages and over real ones.

PYTHONPATH=. python bench/walking.py [farm|real]          (make bench-walk)

The publishers run beside the walk, on the same processors. As in production a host is asked for one
thing at a time; the second's pause between two requests is left out, as the hosts are ports here.
"""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.farm import FARM, farm

from ground import Figure, Used, hand_over, site, watched

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "data" / "extract"
REPLAY = Path(__file__).resolve().parents[1] / "tests" / "replay.py"
FEEDS, HOSTS = 250, 250
GOALS = {"farm": 60, "real": 30}
MEMORY = 400
PART = "The whole walk, encoder and clusterer included"


@contextmanager
def farm_pages() -> Iterator[list[str]]:
    """The feeds of a farm where nothing fails."""
    with farm(FEEDS, HOSTS, "--faults", "0", "--items", "6", "--now", "real") as publishers:
        yield [feed["url"] for feed in publishers.feeds()]


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
    from octavo.commands.walking import site_kit
    from octavo.store import feed_queue

    async with site_kit() as tools:
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
    with {"farm": farm_pages, "real": real_pages}[kind]() as urls:
        counts, used = walked(urls)
    pages, cores = counts["pages"], os.cpu_count() or 1
    each = 1000 * used.cpu / pages
    name = {"farm": "the farm's pages", "real": "real pages"}[kind]
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
    there = {"farm": FARM.exists(), "real": CORPUS.exists()}
    if len(sys.argv) > 1:
        kind = sys.argv[1]
        if not there[kind]:
            print(f"walk over {kind} pages: left out, they are not beside this checkout")
        else:
            hand_over(figures(kind))
        return
    for kind in there:
        subprocess.run([sys.executable, __file__, kind], check=True)


if __name__ == "__main__":
    main()

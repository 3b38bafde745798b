"""How fast feeds are read: our parser against feedparser, and fetch and parse over loopback.

python -m bench.extraction.feeds parse DIR    the files of a folder, parsed by both
python -m bench.extraction.feeds poll LIST    a file or address of a list, cold and unchanged
python -m bench.extraction.feeds --tiny       both, over a few feeds of the bench's own publisher

The publisher farm makes both: `--dump DIR` writes the files, `/feeds.txt` is the list.
"""

import asyncio
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import feedparser

from bench.serving.publisher import publisher
from octavo.fetch.feed import feed
from octavo.fetch.parse.document import document
from octavo.gateway import Gateway, Rules
from octavo.types import Egress, Failed, Fetched, Target

HOME = "http://127.0.0.1:8900/p/1/feed"
SAMPLE = 150
ROUNDS = 3
TINY = 8


def cpu_seconds(work: Callable[[], object]) -> float:
    """Returns the processor seconds of the best of three runs."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def parse(bodies: list[bytes]) -> dict[str, float]:
    """Returns feeds per CPU second of both parsers over these feeds, and their ratio."""
    sample = bodies[:SAMPLE]
    ours = len(bodies) / cpu_seconds(lambda: [document(body, HOME) for body in bodies])
    theirs = len(sample) / cpu_seconds(lambda: [feedparser.parse(body) for body in sample])
    return {"octavo": ours, "feedparser": theirs, "ratio": ours / theirs}


async def poll(urls: list[str]) -> dict[str, float]:
    """Returns feeds per second, fetched and parsed, cold and unchanged, and what came."""
    targets = [Target(number, url) for number, url in enumerate(urls)]
    allowed = tuple({urlsplit(url).netloc for url in urls})
    rules = Rules(allowed=allowed, per_host_gap=0, per_host_concurrency=16, concurrency=32)
    ledger: list[Egress] = []
    async with Gateway(rules, ledger.append) as gateway:
        cold, outcomes = await timed(gateway, targets)
        again = [remembered(outcome) for outcome in outcomes if isinstance(outcome, Fetched)]
        unchanged, seconds = await timed(gateway, again)
    named = Counter(type(outcome).__name__ for outcome in outcomes)
    fresh = sum(1 for one in seconds if isinstance(one, Fetched) and not one.not_modified)
    items = sum(len(one.entries) for one in outcomes if isinstance(one, Fetched))
    counts = {"items": items, "failed": named["Failed"], "changed": fresh}
    return {"cold": len(targets) / cold, "unchanged": len(again) / unchanged, **counts}


async def timed(
    gateway: Gateway, targets: list[Target]
) -> tuple[float, list[Fetched | Failed[Target]]]:
    """Returns the seconds of polling all targets at once, and the outcomes."""
    started = time.perf_counter()
    outcomes = await asyncio.gather(*(feed(gateway, target) for target in targets))
    return time.perf_counter() - started, list(outcomes)


def remembered(outcome: Fetched) -> Target:
    """Returns the target as it would be stored after this outcome."""
    old = outcome.target
    return Target(old.id, old.url, old.kind, outcome.etag, outcome.last_modified, outcome.body_hash)


def listed(source: str) -> str:
    """Returns the text of a list, from a file or an address."""
    if source.startswith("http"):
        return urllib.request.urlopen(source).read().decode()
    return Path(source).read_text()


def tiny() -> dict[str, float]:
    """Returns the figures of both parts over a few feeds of the bench's own publisher."""
    with publisher() as address:
        urls = [address(number) for number in range(TINY)]
        bodies = [urllib.request.urlopen(url).read() for url in urls]
        return parse(bodies) | asyncio.run(poll(urls))


def main(words: list[str]) -> None:
    """Prints the figures asked for."""
    match words:
        case ["parse", folder]:
            files = sorted(Path(folder).iterdir())
            figures = parse([path.read_bytes() for path in files])
        case ["poll", source]:
            figures = asyncio.run(poll(listed(source).split()))
        case ["--tiny"]:
            figures = tiny()
        case _:
            sys.exit(__doc__)
    for name, value in figures.items():
        print(f"{name:>12} {value:10.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])

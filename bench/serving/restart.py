"""How long a restart takes: the live window refilled from a store of many articles.

python -m bench.serving.restart [ARTICLES] [--tiny]          (make bench-restart)

Articles as in bench/clustering/growth.py, with names, sounds, vectors and fingerprints of the usual
size, two to a story, of the last thirteen days, stored as the walk stores them. The window is then
filled in a process of its own, as after a restart; the clock is stopped when the next article can
be placed.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from bench.clustering.growth import article, subject
from bench.ground import Figure, hand_over, site, sizes

ARTICLES, TINY = 100_000, 300
SECONDS = 10
DAYS = 14
BATCH = 2_000
NAMES, SHINGLES, NUMBERS, NEAR = 14, 90, 6, 8


def main() -> None:
    """Fills a store and prints the figures of a restart."""
    (count,) = sizes([ARTICLES], [TINY])
    with site(OCTAVO_WORKERS="0"):
        for done in fill(count):
            print(f"\r{done:,} articles", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        here = [sys.executable, "-m", "bench.serving.restart", "--one"]
        told = subprocess.run(here, capture_output=True, text=True, check=True).stdout
        seconds, own, megabytes, found = map(float, told.split())
    assert found == count, "not all were restored"
    part = f"Restart with {count:,} articles in the window"
    note = f"{own:.1f} s of processor"
    goal = SECONDS if count >= ARTICLES else None
    hand_over([
        Figure(part, "until the next article can be placed", seconds, "s", goal, True, note),
        Figure(part, "memory of the process then", megabytes, "MB"),
    ])  # fmt: skip


def fill(count: int) -> Iterator[int]:
    """Store the articles; yields how many are there."""
    from django.db import transaction

    from octavo.store import bulk
    from octavo.store.models import Article, Source, Story

    bulk.insert([Source(pk=1, slug="outlet", name="Outlet", host="outlet.example")])
    now = datetime.now(UTC)
    for start in range(0, count, BATCH):
        numbers = range(start + 1, min(start + BATCH, count) + 1)
        times = {n: now - timedelta(days=13) * (1 - n / count) for n in numbers}
        with transaction.atomic():
            stories = {(n + 1) // 2 for n in numbers if n % 2 or n == numbers[0]}
            bulk.insert(
                [Story(pk=s, first_at=now, last_at=now, made_at=now) for s in sorted(stories)],
                unique=["id"],
            )
            bulk.insert(
                Article(pk=n, source_id=1, url=f"https://outlet.example/{n}", url_key=str(n),
                        headline=str(n), published=times[n], fetched=now, story_id=(n + 1) // 2)
                for n in numbers
            )  # fmt: skip
            bulk.insert(_knowledge(n, times[n]) for n in numbers)
        yield numbers[-1]


def _knowledge(number: int, published: datetime) -> "Knowledge":  # noqa: F821
    from dataclasses import replace

    from octavo.actions.stories.live_window import packed_features
    from octavo.analyse.vector import packed_vector
    from octavo.store.models import Knowledge
    from octavo.stories.similarity.local_density import packed_nearest

    chance = np.random.default_rng([13, number])
    features = article(number, subject((number + 1) // 2), number % 2)
    names = [f"name{int(n)} surname{int(n)}" for n in chance.integers(0, 60_000, NAMES)]
    figures = [str(int(n)) for n in chance.integers(2, 90_000, NUMBERS)]
    weights = {
        name: round(float(w), 4) for name, w in zip(names, chance.random(NAMES), strict=True)
    }
    features = replace(features, entities=weights, numbers=frozenset(figures),
                    phonetic_names={name[:7]: w for name, w in weights.items()})  # fmt: skip
    direction = chance.standard_normal(384).astype(np.float32)
    return Knowledge(
        article_id=number, published=published, known=packed_features(features),
        vector=packed_vector(direction / np.linalg.norm(direction)),
        fingerprint=chance.bytes(8 * SHINGLES), text_hash=str(number),
        near=packed_nearest(
            (int(n), 0.3) for n in chance.integers(1, number + 1, NEAR) if n < number
        ),
    )  # fmt: skip


def one() -> None:
    """Prints the seconds, those of the processor, the megabytes and how many were restored."""
    import resource

    import django

    django.setup()
    from octavo.actions.stories.live_window import LiveWindow

    window = LiveWindow(DAYS)
    started, at = time.perf_counter(), time.process_time()
    window.catch_up()
    seconds, own = time.perf_counter() - started, time.process_time() - at
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(seconds, own, peak, len(window))


if __name__ == "__main__":
    one() if "--one" in sys.argv else main()

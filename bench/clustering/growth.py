"""How placing slows and what it holds in memory as the live window grows.

    python -m bench.clustering.growth [CLUSTERS …] [--tiny]          (make bench-growth)

A background of clusters that have nothing to do with each other (terms of a Zipf vocabulary,
directions of meaning as far apart as those of real news, numbers and names of their own, all of one
hour), then articles of which half belong to one of them. Each size in a process of its own; the
rate of placing into the grown window and the memory of the process.
"""

import os
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # CPU seconds of one thread are measured

import numpy as np
import numpy.typing as npt

from bench.ground import is_tiny, sizes
from octavo.analyse.vector import COMMON, DIMENSIONS, packed_vector
from octavo.stories.corpus import PLAIN
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.window.live_window import Window
from octavo.stories.window.restore import StoredArticle

SIZES, TINY = (2_000, 20_000, 200_000), (200, 400)
PROBES = 1_000
WORDS = 150_000
START = datetime(2026, 3, 2, tzinfo=UTC)
SPREAD = np.exp(-np.arange(384) / 100).astype(np.float32)
"""How a direction of meaning spreads: so that of 200,000 stories 1,800 are near enough to an
article to be compared with it, as of real news (pairs of 574 stories)."""
MEAN = np.frombuffer(COMMON.read_bytes(), "<f2").astype(np.float32)[:DIMENSIONS]
"""What all news has in common, which the window takes out again. Without it strangers would be
alike in lacking it (.10 ± .05), and too many be worth comparing."""


def main(counts: list[int]) -> int:
    """Prints a line a size; 1 when the last is over 2 GB or under a third of the first's rate."""
    print(
        f"{'live clusters':>14}{'placed a CPU-second':>22}{'found again':>13}{'MB':>8}", flush=True
    )
    told = [_told(size) for size in counts]
    (first, _, _), (last, _, megabytes) = told[0], told[-1]
    return int(not is_tiny() and (last < first / 3 or megabytes > 2048))


def _told(size: int) -> tuple[float, float, float]:
    command = [sys.executable, "-m", "bench.clustering.growth", "--one", str(size)]
    line = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate, found, megabytes = map(float, line.split())
    print(f"{size:>14,}{rate:>22,.0f}{found:>13.3f}{megabytes:>8,.0f}", flush=True)
    return rate, found, megabytes


def one(size: int) -> None:
    """Prints the rate, the share of known articles put where they belong, and the megabytes."""
    chance = np.random.default_rng(size)
    window = Window(PLAIN)
    window.restore(StoredArticle(article(n, subject(n)), n + 1) for n in range(size))
    own = [int(n) for n in chance.integers(0, size, PROBES)]
    probes = [
        article(size + at, subject(n if at % 2 else size + at), at + 1) for at, n in enumerate(own)
    ]
    started = time.process_time()
    placed = [window.place(probe).story_id for probe in probes]
    rate = PROBES / (time.process_time() - started)
    right = sum(placed[at] == own[at] + 1 for at in range(1, PROBES, 2)) / (PROBES / 2)
    print(rate, right, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


Direction = npt.NDArray[np.float32]
Subject = tuple[list[str], Direction]


def subject(number: int) -> Subject:
    """The words and the direction of meaning of one event."""
    chance = np.random.default_rng([7, number])
    ranks = np.unique((WORDS ** chance.random(90)).astype(int))
    chance.shuffle(ranks)
    vector = SPREAD * chance.standard_normal(384).astype(np.float32)
    return [sys.intern(f"w{rank}") for rank in ranks], vector / np.linalg.norm(vector)


def article(number: int, subject: Subject, variant: int = 0) -> ArticleFeatures:
    """An article on a subject: most of its words, another order, its direction nearly."""
    chance = np.random.default_rng([11, number])
    words, direction = subject
    some = [word for word in words if not variant or chance.random() < 0.6][:70]
    weights = np.sort(chance.random(len(some)) + 0.2)[::-1]
    rarity = np.log([int(word[1:]) + 1 for word in some]) / 8
    weights = np.minimum(weights, rarity)
    weights /= np.linalg.norm(weights)
    noise = chance.standard_normal(384).astype(np.float32)
    vector = direction + 0.6 * noise / np.linalg.norm(noise) if variant else direction
    terms = {word: round(float(w), 4) for word, w in zip(some, weights, strict=True)}
    return ArticleFeatures(
        number, number, START + timedelta(seconds=number % 3600), "en", terms,
        dict(list(terms.items())[:8]), {some[0]: 0.8, some[1]: 0.6}, frozenset({str(number)}),
        vector=packed_vector(_of_news(vector)), fingerprint=chance.bytes(8 * 70),
        text_hash=str(number), words=250,
    )  # fmt: skip


def _of_news(direction: Direction) -> Direction:
    """A vector of unit length that says this beside what all news has in common."""
    rest = np.sqrt(1 - MEAN @ MEAN)
    found: Direction = MEAN + rest * direction / np.linalg.norm(direction)
    return found


if __name__ == "__main__":
    if "--one" in sys.argv:
        one(int(sys.argv[-1]))
    else:
        sys.exit(main(sizes(SIZES, TINY)))

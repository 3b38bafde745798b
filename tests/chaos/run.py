"""Everything that can happen to a machine, done to a site: prints what it bore. `make chaos`.

After each: every article that came out is there exactly once, a start is clean, the front page
answers."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from chaos import trials
from chaos.trials import CLOCKS, Outcome

SEED = 11


Outcomes = Iterator[tuple[str, Outcome | None]]


def kills(folder: Path, times: int, seed: int) -> Outcomes:
    """Every process killed at random moments."""
    yield from trials.kills(folder, times, seed)


def clocks(folder: Path, times: int, seed: int) -> Outcomes:
    """Every wrong clock, or with few kills one."""
    yield from trials.clocks(folder, list(CLOCKS)[: max(1, times // 10)])


def flips(folder: Path, times: int, seed: int) -> Outcomes:
    """Bits of the database and of its backup that are others."""
    yield from trials.flips(folder, max(1, times // 10), seed)


def disk(folder: Path, times: int, seed: int) -> Outcomes:
    """A disk without room."""
    yield "full disk", trials.full_disk(folder)


def held(folder: Path, times: int, seed: int) -> Outcomes:
    """A database that another program holds."""
    yield "database held", trials.locked(folder, min(20.0, max(3.0, times / 10)))


def workers(folder: Path, times: int, seed: int) -> Outcomes:
    """Two workers on one store."""
    yield "two workers", trials.two_workers(folder, max(2, times // 20))


TRIALS: dict[str, Callable[[Path, int, int], Outcomes]] = {
    one.__name__: one for one in (kills, clocks, flips, disk, held, workers)
}
"""All of them, in full with 200 kills and in proportion with fewer."""


def main() -> int:
    """Print the table; 1 where something was not borne."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--kills", type=int, default=200)
    given.add_argument("--seed", type=int, default=SEED)
    given.add_argument("--only", nargs="+", choices=TRIALS, default=list(TRIALS))
    asked = given.parse_args()
    started = time.monotonic()
    bad = sum(_printed(name, asked.kills, asked.seed) for name in asked.only)
    print(f"{time.monotonic() - started:.0f} s, seed {asked.seed}, {bad} wrong in all")
    return int(bad > 0)


def _printed(trial: str, times: int, seed: int) -> int:
    """Print what one trial came to; returns how much went wrong."""
    bad = 0
    with tempfile.TemporaryDirectory(prefix="octavo-chaos-") as folder:
        for name, outcome in TRIALS[trial](Path(folder), times, seed):
            if outcome is None:
                print(f"{name:45} skipped: faketime is not installed", flush=True)
                continue
            count, wrong = outcome
            bad += len(wrong)
            print(f"{name:45} {count:4} times  {len(wrong)} wrong", flush=True)
            for one in wrong[:5]:
                print(f"    {one}", flush=True)
    return bad


if __name__ == "__main__":
    sys.exit(main())

"""What is done to a site, and whether it bore it."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from chaos.kills import Killing
from chaos.world import World, world

CLOCKS = {
    "120 days ahead": "+120d",
    "120 days back": "-120d",
    "in 1970": "@1970-01-02 00:00:00",
    "in 2037": "@2037-06-01 00:00:00",
}

Outcome = tuple[int, list[str]]
"""How often it was done, and what went wrong."""


def kills(folder: Path, times: int, seed: int) -> Iterator[tuple[str, Outcome]]:
    """Every process of a site killed at random moments, while news comes in."""
    with world(folder) as made:
        killing = Killing(made, seed)
        try:
            for _ in range(times):
                killing.once()
        finally:
            killing.end()
    for kind, count in sorted(killing.killed.items()):
        yield f"kill -9: {kind}", (count, [one for one in killing.wrong if kind in one])
    rest = [one for one in killing.wrong if not any(kind in one for kind in killing.killed)]
    yield f"kill -9: all of {len(made.out)} there once", (sum(killing.killed.values()), rest)
    yield f"kill -9: back within {killing.slowest:.1f} s", (sum(killing.killed.values()), [])


def clocks(folder: Path, names: list[str]) -> Iterator[tuple[str, Outcome | None]]:
    """A walk by a clock that is wrong, and one by the right one; None where faketime is missing."""
    faketime = shutil.which("faketime")
    for name in names:
        if faketime is None:
            yield f"clock {name}", None
            continue
        with world(_new(folder)) as made:
            made.publish()
            command = [faketime, "-f", CLOCKS[name], sys.executable, "-m", "octavo.cli"]
            env = made.site.env | {"FAKETIME_DONT_FAKE_MONOTONIC": "1", "OCTAVO_WORKERS": "0"}
            done = subprocess.run(
                [*command, "fetch", "--all"], env=env, check=False, capture_output=True, text=True
            )
            wrong = [] if done.returncode == 0 else [done.stderr[-300:]]
            made.publish()
            yield f"clock {name}", (1, wrong + _after(made))


def flips(folder: Path, times: int, seed: int) -> Iterator[tuple[str, Outcome]]:
    """One bit of the database, or of its backup, is another: nobody sees a traceback, and the whole
    backup brings everything back."""
    dice = random.Random(seed)
    wrong: dict[str, list[str]] = {"the database": [], "a backup": []}
    with world(folder) as made:
        backup = folder / "copy.tar.zst"
        made.site.run("backup", str(backup))
        database = folder / "octavo.sqlite3"
        for _ in range(times):
            flip(database, dice)
            wrong["the database"] += _quietly(made, "sources") + _quietly(made, "fetch", "--all")
            made.site.run("restore", str(backup), "--force")
            wrong["the database"] += _whole(made)
            bad = folder / "bad.tar.zst"
            shutil.copy(backup, bad)
            flip(bad, dice)
            wrong["a backup"] += _quietly(made, "restore", str(bad), "--force") + _whole(made)
            bad.unlink()
    for what, found in wrong.items():
        yield f"bit flip in {what}", (times, found)


def full_disk(folder: Path) -> Outcome:
    """There is no room for what came out; then there is."""
    with _small_disk(folder) as room, world(room.folder) as made:
        for _ in range(8):
            made.publish()
        room.fill()
        process = subprocess.Popen(
            [*room.limit, sys.executable, "-m", "octavo.cli", "fetch", "--all"],
            env=made.site.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
        is_held_up = made.there() != Counter(made.out)
        wrong = [] if is_held_up else ["the disk was not full"]
        process.kill()
        process.wait()
        room.free()
        return 1, wrong + _after(made)


def locked(folder: Path, seconds: float) -> Outcome:
    """Another program holds the database while news comes in: pages answer, and then all is
    there."""
    wrong = []
    with world(folder) as made:
        process = made.site.start("up")
        try:
            made.answers()
            made.publish()
            with made.database() as rows:
                rows.execute("BEGIN IMMEDIATE")
                end = time.monotonic() + seconds
                while time.monotonic() < end:
                    if not (made.answers_now() and made.answers_now("/healthz")):
                        wrong.append("a page did not answer")
                    time.sleep(0.2)
                rows.rollback()
            wrong += [] if made.is_whole() else ["lost"]
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(90)
        return 1, wrong + _after(made)


def two_workers(folder: Path, rounds: int) -> Outcome:
    """Two workers on one store read what comes out: every page is fetched once."""
    wrong = []
    with world(folder) as made:
        for press in made.presses:
            press.asked.clear()
        before = set(made.out)
        both = [made.site.start("worker") for _ in range(2)]
        for _ in range(rounds):
            made.publish()
            time.sleep(1.0)
        wrong += [] if made.is_whole() else ["lost"]
        for one in both:
            one.terminate()
            one.wait(90)
        asked = Counter({p.home + path[1:]: n for p in made.presses for path, n in p.asked.items()})
        wrong += [f"{url} was fetched {asked[url]} times" for url in made.out - before
                  if asked[url] != 1]  # fmt: skip
        return rounds, wrong + _after(made)


# ---------------------------------------------------------------- the rest


def flip(path: Path, dice: random.Random) -> None:
    """One bit of a file is another."""
    data = bytearray(path.read_bytes())
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    path.write_bytes(data)


def _after(made: World) -> list[str]:
    """What is wrong with a site after all that: with a start, its front page, its articles."""
    wrong = [] if made.fetched() else [f"{_difference(made)}"]
    with made.site.up():
        wrong += [] if made.answers() else ["no front page"]
    return wrong + ([] if made.is_sound() else ["the database is not sound"])


def _whole(made: World) -> list[str]:
    return [] if made.there() == Counter(made.out) and made.is_sound() else ["not whole"]


def _difference(made: World) -> str:
    there = made.there()
    lost = sorted(made.out - set(there))
    return f"lost {lost}, doubled {made.doubled()}"


def _quietly(made: World, *arguments: str) -> list[str]:
    """What a command shows that nobody should see: a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "octavo.cli", *arguments], env=made.site.env, check=False,
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    is_loud = "Traceback" in done.stderr
    return [f"{arguments[0]}: {done.stderr[-400:]}"] if is_loud else []


class Room:
    """A place for a site, with an end to its room."""

    def __init__(self, folder: Path, is_disk: bool) -> None:
        self.folder, self.is_disk = folder, is_disk
        self.limit: list[str] = []

    def fill(self) -> None:
        """Leave a hundred kilobytes."""
        if self.is_disk:
            free = shutil.disk_usage(self.folder).free
            (self.folder / "ballast").write_bytes(bytes(max(0, free - 100_000)))
        else:
            blocks = (self.folder / "octavo.sqlite3").stat().st_size // 1024 + 100
            self.limit = ["bash", "-c", f'ulimit -f {blocks}; exec "$0" "$@"']

    def free(self) -> None:
        """Let there be room again."""
        (self.folder / "ballast").unlink(missing_ok=True)
        self.limit = []


@contextmanager
def _small_disk(folder: Path) -> Iterator[Room]:
    """A disk of 64 MB in memory where we may mount one; else a limit on the size of files."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)]
    is_disk = os.geteuid() == 0 and not subprocess.run(mount, check=False, stderr=-3).returncode
    try:
        yield Room(folder, is_disk)
    finally:
        if is_disk:
            subprocess.run(["umount", "-l", str(folder)], check=False)


def _new(folder: Path) -> Path:
    """A folder of its own in this one."""
    number = len(list(folder.iterdir()))
    made = folder / str(number)
    made.mkdir()
    return made

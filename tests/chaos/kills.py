"""Processes of a site, killed at random moments."""

import os
import random
import signal
import subprocess
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from chaos.world import World

KINDS = ("site", "pages", "worker", "reading process", "reading server")
"""What runs while a site is up: `octavo up`, `octavo web`, `octavo worker`, the process that reads
pages, and the server that begins those."""

LONGEST = 2.0
"""Seconds until the next kill, at the most: shorter than a start takes, so that kills fall into
starts as well as into work."""


def family(root: int) -> dict[int, tuple[int, str]]:
    """All processes below this one: parent and command line."""
    found: dict[int, tuple[int, str]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text("utf-8").rpartition(")")[2].split()
                line = (entry / "cmdline").read_text("utf-8", "replace").replace("\0", " ")
                found[int(entry.name)] = int(stat[1]), line
            except OSError:
                continue
    below = {root}
    while more := {pid for pid, (parent, _) in found.items() if parent in below} - below:
        below |= more
    return {pid: found[pid] for pid in below if pid in found}


def of_folder(folder: Path) -> list[str]:
    """The command lines of all processes that work on this data folder."""
    found, mark = [], f"OCTAVO_DATA={folder}".encode()
    for entry in Path("/proc").iterdir():
        with suppress(OSError):
            if entry.name.isdigit() and mark in (entry / "environ").read_bytes().split(b"\0"):
                found.append((entry / "cmdline").read_text("utf-8", "replace").replace("\0", " "))
    return found


def kinds(root: int) -> dict[str, list[int]]:
    """The processes of a site by what they are."""
    running: dict[str, list[int]] = {}
    all_of_it = family(root)
    for pid, (parent, line) in all_of_it.items():
        running.setdefault(_kind(pid, parent, line, root, all_of_it), []).append(pid)
    return running


def _kind(
    pid: int, parent: int, line: str, root: int, all_of_it: dict[int, tuple[int, str]]
) -> str:
    if pid == root:
        return "site"
    above = all_of_it.get(parent, (0, ""))
    if "octavo.cli web" in line:
        return "pages"
    if "octavo.cli worker" in line:
        return "worker"
    if "forkserver" in line:
        return "reading process" if "forkserver" in above[1] else "reading server"
    return "other"


class Killing:
    """A site that is up, and what was killed of it so far."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.dice = world, random.Random(seed)
        self.site = world.site.start("up")
        self.killed: Counter[str] = Counter()
        self.slowest = 0.0
        self.wrong: list[str] = []

    def once(self) -> None:
        """News comes out; after a while one process is killed, and the site comes back."""
        self.world.publish()
        time.sleep(self.dice.uniform(0.0, LONGEST))
        running = kinds(self.site.pid)
        wanted = [kind for kind in KINDS if kind in running]
        kind = self.dice.choice(wanted)
        pid = self.dice.choice(running[kind])
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        self.killed[kind] += 1
        self._comes_back(kind)

    def _comes_back(self, kind: str) -> None:
        started = time.monotonic()
        if kind == "site":
            self.site.wait()
        answered = self._answers()
        self.slowest = max(self.slowest, time.monotonic() - started)
        if not answered:
            self.wrong.append(f"no front page after the {kind} was killed")
        if doubled := self.world.doubled():
            self.wrong.append(f"doubled after the {kind} was killed: {doubled}")

    def _answers(self) -> bool:
        """Whether the site comes back; one that could not start, while what was killed with it has
        not let go of its port, is started again as a service would be."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if self.site.poll() is not None:
                self.site = self.world.site.start("up")
            if self.world.answers_now(seconds=2.0):
                return True
            time.sleep(0.1)
        return False

    def _left(self) -> list[str]:
        """The site's processes that are there though it has ended."""
        end = time.monotonic() + 20
        while (left := of_folder(self.world.site.folder)) and time.monotonic() < end:
            time.sleep(0.2)
        return left

    def end(self) -> None:
        """The site is told to stop, and everything that came out is there, once."""
        if not self.world.is_whole():
            missing = self.world.out - set(self.world.there())
            self.wrong.append(f"lost: {sorted(missing)}")
        self.site.send_signal(signal.SIGTERM)
        try:
            self.site.wait(90)
        except subprocess.TimeoutExpired:
            self.wrong.append("the site did not stop")
            os.killpg(self.site.pid, signal.SIGKILL)
        if left := self._left():
            self.wrong.append(f"outlived their parents: {left}")
        if not self.world.is_sound():
            self.wrong.append("the database is not sound")
        if self.world.doubled():
            self.wrong.append("something is there twice")

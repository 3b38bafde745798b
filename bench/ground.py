"""What every part of the bench stands on: figures and their goals, the machine, a site of its own,
and what a tree of processes used."""

import json
import os
import platform
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the results. `goal` is what the figure must reach: at least, or, where `at_most`,
    at most; None where nothing was asked of it."""

    part: str
    what: str
    value: float
    unit: str = ""
    goal: float | None = None
    at_most: bool = False
    note: str = ""

    @property
    def verdict(self) -> str:
        """`met`, `missed`, or nothing."""
        if self.goal is None:
            return ""
        is_met = self.value <= self.goal if self.at_most else self.value >= self.goal
        return "met" if is_met else "missed"

    @property
    def asked(self) -> str:
        """The goal in words."""
        if self.goal is None:
            return ""
        return f"{'≤' if self.at_most else '≥'} {self.goal:g}"

    def line(self) -> str:
        """The figure for the screen."""
        goal = f"   goal {self.asked}: {self.verdict}" if self.goal is not None else ""
        note = f"   ({self.note})" if self.note else ""
        return f"{self.what:<58} {shown(self.value):>9} {self.unit:<12}{goal}{note}"


def shown(value: float) -> str:
    """A number with as many digits as mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def is_tiny() -> bool:
    """Whether only a run of seconds was asked for, that shows that the bench works."""
    return "--tiny" in sys.argv


def sizes(usual: Sequence[int], tiny: Sequence[int]) -> list[int]:
    """The sizes to measure at: the numbers of the command line, else the usual or the tiny ones."""
    given = [int(word) for word in sys.argv[1:] if word.isdigit()]
    return given or list(tiny if is_tiny() else usual)


def hand_over(figures: Sequence[Figure]) -> None:
    """Print the figures; where BENCH_OUT names a file, add them there for the results."""
    for figure in figures:
        print(figure.line(), flush=True)
    if out := os.environ.get("BENCH_OUT"):
        with Path(out).open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(figure)) + "\n" for figure in figures)


def machine() -> str:
    """The machine in words: processors, system, Python, how busy it is."""
    busy = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores {platform.machine()}, {platform.system()}, "
        f"Python {platform.python_version()}, load {busy:.1f} at the start"
    )


@contextmanager
def site(**settings: str) -> Iterator[Path]:
    """An empty site in a folder on disk, its tables made, Django ready in this process."""
    with tempfile.TemporaryDirectory(prefix="octavo-bench-", ignore_cleanup_errors=True) as folder:
        for name in [name for name in os.environ if name.startswith("OCTAVO_")]:
            del os.environ[name]
        os.environ |= {
            "OCTAVO_DATA": folder,
            "OCTAVO_DEMO": "0",
            "OCTAVO_STARTER_PACK": "0",
            "OCTAVO_KEEP_DAYS": "0",
            "OCTAVO_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "octavo.settings",
            **settings,
        }
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        yield Path(folder)


# ---------------------------------------------------------------- what processes use


def tree(root: int) -> list[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        children.setdefault(parent, []).append(int(stat.parent.name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def cpu_seconds(pids: Sequence[int]) -> float:
    """The processor seconds these processes have used."""
    total = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def memory(pid: int, kind: str = "Pss") -> float:
    """A process's memory in MiB: `Pss` counts shared pages by share, `Rss` in full. The database's
    own pages, mapped from its file, are the system's to take away and are left out."""
    try:
        lines = Path(f"/proc/{pid}/smaps").read_text().splitlines()
    except OSError:
        return 0.0
    total, is_database = 0, False
    for line in lines:
        first, _, rest = line.partition(" ")
        if not first.endswith(":"):
            is_database = ".sqlite3" in rest
        elif first == f"{kind}:" and not is_database:
            total += int(rest.split()[0])
    return total * 1024 / MIB


@dataclass(slots=True)
class Used:
    """What a block used: wall and processor seconds of this process and its descendants, the peak
    of this process's memory and of all together, MiB."""

    wall: float = 0.0
    cpu: float = 0.0
    own_peak: float = 0.0
    whole_peak: float = 0.0


@contextmanager
def watched(every: float = 1.5) -> Iterator[Used]:
    """Watches this process and its descendants while the block runs; the watching itself does not
    count."""
    used, done, me = Used(), threading.Event(), os.getpid()

    def look() -> None:
        pids = tree(me)
        used.own_peak = max(used.own_peak, memory(me, "Rss"))
        used.whole_peak = max(used.whole_peak, sum(memory(pid) for pid in pids))
        used.cpu = max(used.cpu, cpu_seconds(pids) - before - looking[0])
        looking[0] = time.thread_time()

    def watch() -> None:
        while not done.is_set():
            done.wait(every)
            look()  # and once more at the end

    looking = [0.0]
    before, started = cpu_seconds(tree(me)), time.perf_counter()
    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield used
    finally:
        used.wall = time.perf_counter() - started
        done.set()
        thread.join()

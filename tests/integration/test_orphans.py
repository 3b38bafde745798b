"""No process outlives the one that began it, however that ended; and the site comes back."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from octavo import run
from site_process import Site


def _family(root: int) -> dict[int, str]:
    """All processes below this one, with their command lines."""
    found: dict[int, str] = {}
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text("utf-8").rpartition(")")[2].split()
                parents[int(entry.name)] = int(stat[1])
                found[int(entry.name)] = (entry / "cmdline").read_text("utf-8").replace("\0", " ")
            except OSError:
                continue
    below = {root}
    while more := {pid for pid, parent in parents.items() if parent in below} - below:
        below |= more
    return {pid: found[pid] for pid in below - {root}}


def _gone(pids: set[int], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not any(run.is_alive(pid) for pid in pids):
            return True
        time.sleep(0.1)
    return False


def test_what_serves_the_pages_is_killed_and_the_site_comes_back(tmp_path):
    site = Site(tmp_path)
    process = site.start("up")
    try:
        site.wait_for("/readyz")
        (serving,) = (pid for pid, line in _family(process.pid).items() if "octavo.cli web" in line)
        os.kill(serving, signal.SIGKILL)
        assert _gone({serving})
        site.wait_for("/readyz")
    finally:
        everything = set(_family(process.pid))
        process.kill()
        process.wait()
    assert _gone(everything, 40), "what `up` began ends with it"


def test_a_process_that_has_ended_is_not_alive():
    """Also while nobody has asked how it ended."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    try:
        assert _gone({child.pid})
    finally:
        child.wait()
    assert run.is_alive(os.getpid())


@pytest.mark.parametrize("part", ["web", "worker"])
def test_a_part_whose_parent_has_ended_before_it_begins_ends_too(tmp_path, part):
    site = Site(tmp_path)
    process = site.start(part, "--parent", "1" if os.getpid() != 1 else "2")
    assert process.wait(40) == 0

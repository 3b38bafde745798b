"""run: the same step over many items, on whatever executes: this process, others, or a cluster.

An Executor is any `concurrent.futures.Executor`; the walk never asks which. Worker processes start
from a clean server process, load what reading a page needs once, ignore Ctrl+C and SIGTERM (the
parent drains) and end with their parent.
"""

import contextlib
import ctypes
import gc
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

PRELOADED = ["octavo.warm"]
NICE = 5
"""Reading pages fills every processor there is; whoever asks for a page of the site goes first."""


def executor(workers: int) -> Executor:
    """An executor of this many processes; with 0, one thread of this process."""
    if workers < 1:
        return ThreadPoolExecutor(max_workers=1, thread_name_prefix="walk")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return ProcessPoolExecutor(
        workers, mp_context=context, initializer=_started, initargs=(os.getpid(),)
    )


def map_over(
    on: Executor, step: Callable[[Item], Result], items: Iterable[Item]
) -> Iterable[Result]:
    """The results of a step over items, in order."""
    return on.map(step, items)


def leave_the_loaded_alone() -> None:
    """Tell the collector that what is loaded now stays, and that many short-lived things are usual
    here. Looking through all modules again and again took a sixth of the time of polling, and now
    and then made a page wait for a tenth of a second."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def give_back() -> None:
    """Return to the system what was freed: the C library keeps the room of past peaks (here 30 MB
    of 410 after real pages) unless asked. Nothing happens where it cannot be asked."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _started(parent: int) -> None:
    """Let a worker process end when its parent is gone, however the parent ended."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    os.nice(NICE)
    leave_the_loaded_alone()

    def watch() -> None:
        while is_alive(parent):
            time.sleep(1.0)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def is_alive(pid: int) -> bool:
    """Whether a process of this number runs; one that has ended and that nobody has asked about
    (in a container whose first process never does) runs no more."""
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    with contextlib.suppress(OSError):
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
        return state not in {"Z", "X"}
    return True

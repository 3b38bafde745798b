"""Reading processes, each with one page in hand: one that dies is laid to the page it was reading.

A pool that hands pages out ahead cannot tell which of them ended its process; with one executor a
process it can, and a page that never ends can be stopped without the others.
"""

import asyncio
import logging
import signal
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from octavo import run
from octavo.errors import Bug

log = logging.getLogger(__name__)

Value = TypeVar("Value")

DEADLINE_SECONDS = 120.0
"""A page in hand for longer never ends. Real pages take tens of milliseconds; this leaves room for
the largest ones on a small board. Chosen by hand; not measured."""

REST_SECONDS = 30.0
"""The longest rest after processes that died in a row: then something may be wrong with the machine
(no memory left) and not with the pages."""


class ReadingPool:
    """So many reading processes; with 0, one thread of this process, which knows no deadline.

    `deaths` counts processes that died since the last page that was read."""

    def __init__(self, processes: int, deadline: float = DEADLINE_SECONDS) -> None:
        self.has_processes = processes > 0
        self.deadline = deadline if processes else None
        self.deaths = 0
        self._all: list[Executor] = [run.executor(min(1, processes)) for _ in range(processes or 1)]
        self._free: asyncio.Queue[Executor] = asyncio.Queue()
        for one in self._all:
            self._free.put_nowait(one)

    async def read(self, step: Callable[..., Value], *given: Any) -> Value:
        """What the step returns in the next free process. Raises Bug where the process died of it
        or had to be stopped; the next page gets a new process."""
        process = await self._free.get()
        try:
            while (future := _begun(process, step, *given)) is None:
                process = await self._renewed(process)
            answer = await self._in(process, future)
        except Bug:
            process = await self._renewed(process)
            raise
        finally:
            self._free.put_nowait(process)
        self.deaths = 0
        return answer

    async def _in(self, process: Executor, future: "asyncio.Future[Value]") -> Value:
        workers = _workers(process)
        try:
            return await asyncio.wait_for(future, self.deadline)
        except BrokenProcessPool as error:
            raise Bug(f"the reading process ended{_how(workers)}") from error
        except TimeoutError as error:
            for worker in workers:
                worker.kill()
            raise Bug(f"not read within {self.deadline:g} seconds") from error

    async def _renewed(self, dead: Executor) -> Executor:
        """A new process in the place of a dead one, after a rest where many died in a row."""
        self.deaths += 1
        log.error("a reading process died (%s in a row)", self.deaths)
        if self.deaths > len(self._all):
            await asyncio.sleep(min(REST_SECONDS, 0.05 * 2.0**self.deaths))
        dead.shutdown(wait=False, cancel_futures=True)
        fresh = run.executor(1)
        self._all[self._all.index(dead)] = fresh
        return fresh

    def close(self) -> None:
        """End the processes; what they have in hand is finished first."""
        for one in self._all:
            one.shutdown(wait=True, cancel_futures=True)


def _begun(
    process: Executor, step: Callable[..., Value], *given: Any
) -> "asyncio.Future[Value] | None":
    """The step, begun; None where its process died before it, or could not be begun: no page is to
    blame for that."""
    try:
        return asyncio.get_running_loop().run_in_executor(process, step, *given)
    except (BrokenProcessPool, OSError, EOFError) as error:
        log.warning("no reading process: %s", error)
        return None


def _workers(executor: Executor) -> list[Any]:
    """The executor's processes: there is no public way to stop one before Python 3.14."""
    if not isinstance(executor, ProcessPoolExecutor):
        return []
    return list((executor._processes or {}).values())


def _how(workers: list[Any]) -> str:
    """How processes ended, as far as that can be known."""
    for worker in workers:
        worker.join(1.0)
    codes = [worker.exitcode for worker in workers if worker.exitcode]
    names = [signal.Signals(-code).name if code < 0 else f"exit code {code}" for code in codes]
    return f" by {', '.join(names)}" if names else ""

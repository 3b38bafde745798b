"""Reading processes that die between two pages: real ones, ended from outside."""

import asyncio
import os
import signal
from multiprocessing import forkserver
from typing import Any

from octavo.walk.pool import ReadingPool


def test_no_page_is_to_blame_for_a_process_that_died_before_it() -> None:
    """Not for its own process, nor for the one that begins those."""

    async def four() -> list[int]:
        pool, found = ReadingPool(1), []
        for victim in (_own, _beginner, _own):
            found.append(await pool.read(pow, 2, 3))
            os.kill(victim(pool), signal.SIGKILL)
            await asyncio.sleep(0.3)
        found.append(await pool.read(pow, 2, 3))
        pool.close()
        return found

    assert asyncio.run(four()) == [8, 8, 8, 8]


def _own(pool: Any) -> int:
    return int(next(iter(pool._all[0]._processes)))


def _beginner(pool: Any) -> int:
    return int(forkserver._forkserver._forkserver_pid)  # type: ignore[attr-defined]

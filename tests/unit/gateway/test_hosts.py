"""Politeness, counted."""

import asyncio
import time

from octavo.gateway import hosts
from octavo.gateway.hosts import Hosts
from octavo.gateway.rules import Rules


async def busiest(queue: Hosts, keys: list[str], seconds: float = 0.01) -> tuple[int, int]:
    """Returns the most visits at one time: to any one host, and in all."""
    inside: list[str] = []
    most_here = most = 0

    async def visit(key: str) -> None:
        nonlocal most_here, most
        async with queue.turn(key):
            inside.append(key)
            most_here = max(most_here, inside.count(key))
            most = max(most, len(inside))
            await asyncio.sleep(seconds)
            inside.remove(key)

    await asyncio.gather(*(visit(key) for key in keys))
    return most_here, most


def test_hosts_are_visited_one_at_a_time_and_side_by_side() -> None:
    queue = Hosts(Rules(per_host_gap=0, concurrency=3))
    assert asyncio.run(busiest(queue, ["a", "b", "c", "d"] * 3)) == (1, 3)


def test_a_host_that_asks_for_patience_gets_it() -> None:
    async def two() -> float:
        queue = Hosts(Rules(per_host_gap=0))
        queue.slow_down("a", 0.1)
        queue.slow_down("a", 0.01)
        started = time.monotonic()
        await busiest(queue, ["a", "a", "b"], 0)
        return time.monotonic() - started

    assert asyncio.run(two()) >= 0.1


def test_a_visit_that_fails_gives_its_turn_back() -> None:
    async def fail_then_visit() -> tuple[int, int]:
        queue = Hosts(Rules(per_host_gap=0, concurrency=1))
        try:
            async with queue.turn("a"):
                raise KeyError
        except KeyError:
            pass
        return await busiest(queue, ["a"])

    assert asyncio.run(fail_then_visit()) == (1, 1)


def test_idle_hosts_are_forgotten(monkeypatch) -> None:
    monkeypatch.setattr(hosts, "REMEMBERED", 10)

    async def many() -> int:
        queue = Hosts(Rules(per_host_gap=0))
        for number in range(200):
            await busiest(queue, [str(number)], 0)
        return len(queue._hosts)

    assert asyncio.run(many()) < 50

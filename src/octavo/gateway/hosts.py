"""Politeness: how many requests a host sees at a time, and how far apart."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from octavo.gateway.rules import Rules
from octavo.gateway.turns import Turns

REMEMBERED = 20_000
"""Hosts whose last request is remembered before old ones are let go."""


@dataclass(slots=True)
class _Host:
    turns: asyncio.Semaphore
    gap: float
    free_at: float = 0.0
    users: int = 0


class Hosts:
    """The queues before each host, and the one before the door."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._door = asyncio.Semaphore(rules.concurrency)
        self._hosts: dict[str, _Host] = {}
        self._room = REMEMBERED
        self._shared = Turns(rules.turns) if rules.turns else None

    @asynccontextmanager
    async def turn(self, key: str, *, keep_gap: bool = True) -> AsyncIterator[None]:
        """Waits for this host's turn and gap, then for room at the door; holds both inside."""
        host = self._host(key)
        host.users += 1
        try:
            async with host.turns:
                if keep_gap and (wait := host.free_at - time.monotonic()) > 0:
                    await asyncio.sleep(wait)
                async with self._among_processes(key, host, keep_gap), self._door:
                    try:
                        yield
                    finally:
                        host.free_at = time.monotonic() + host.gap
        finally:
            host.users -= 1

    @asynccontextmanager
    async def _among_processes(self, key: str, host: _Host, keep_gap: bool) -> AsyncIterator[None]:
        if self._shared is None:
            yield
            return
        await self._shared.take(key, host.gap if keep_gap else 0.0)
        try:
            yield
        finally:
            self._shared.give(key, host.gap)

    def close(self) -> None:
        """Gives back what is shared with other processes."""
        if self._shared is not None:
            self._shared.close()

    def slow_down(self, key: str, gap: float) -> None:
        """Widens a host's gap to `gap` seconds; never narrows it."""
        host = self._host(key)
        host.gap = max(host.gap, gap)

    def _host(self, key: str) -> _Host:
        host = self._hosts.get(key)
        if host is None:
            if len(self._hosts) >= self._room:
                self._forget()
            turns = asyncio.Semaphore(self._rules.per_host_concurrency)
            host = self._hosts[key] = _Host(turns, self._rules.per_host_gap)
        return host

    def _forget(self) -> None:
        now = time.monotonic()
        idle = [key for key, host in self._hosts.items() if not host.users and host.free_at < now]
        for key in idle:
            del self._hosts[key]
        # Where most are busy, the next look is put off: looking through all costs time itself.
        self._room = max(REMEMBERED, 2 * len(self._hosts))

"""Pictures on their way: fetched beside the threads that serve pages, within bounds of their own.

view ── url ──► one fetch a picture, in one event loop ──► disk, within its size
  ◄── the picture, or None where it is not here within PATIENCE: it is still on its way
"""

import asyncio
import contextlib
import logging
import threading
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

from octavo.actions.retention.kept_files import size_of, thinned
from octavo.gateway import Rules
from octavo.types import Egress
from octavo.web.threads import PICTURES

log = logging.getLogger(__name__)

PATIENCE = 3.0
"""Seconds that a reader's browser waits for a picture; then it gets an empty place, and the picture
when the page is opened again. Chosen by hand; not measured."""

IN_HAND = 200
"""Pictures on their way at most: those of several pages. More are not begun."""

AT_ONCE, A_HOST = 24, 6
"""Fetches at a time, and of one host, as a browser would: a slow publisher holds up its own."""

Get = Callable[[str, Rules, Callable[[Egress], None]], Coroutine[Any, Any, bytes]]


class Fetches:
    """The fetches of one process."""

    def __init__(self, get: Get) -> None:
        self._ledger: deque[Egress] = deque()
        self._get = get
        self._lock = threading.RLock()
        self._pending: dict[Path, Future[bytes]] = {}
        self._waiting = threading.BoundedSemaphore(PICTURES)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._places = asyncio.Semaphore(AT_ONCE)
        self._hosts: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()
        self._size: int | None = None

    def picture(self, url: str, path: Path, rules: Rules, limit: int) -> bytes | None:
        """The picture, empty where there is none; None while it is on its way. It lands at `path`,
        whose folder holds `limit` bytes."""
        future = self._begun(url, path, rules, limit)
        if future is None or not self._waiting.acquire(blocking=False):
            return None
        try:
            return future.result(PATIENCE)
        except TimeoutError:
            return None
        finally:
            self._waiting.release()

    def records(self) -> list[Egress]:
        """The requests made since it was asked last: whoever asks writes them down."""
        found: list[Egress] = []
        with contextlib.suppress(IndexError):
            while True:
                found.append(self._ledger.popleft())
        return found

    def _begun(self, url: str, path: Path, rules: Rules, limit: int) -> Future[bytes] | None:
        with self._lock:
            if (future := self._pending.get(path)) or len(self._pending) >= IN_HAND:
                return future
            work = self._fetched(url, path, rules, limit)
            future = asyncio.run_coroutine_threadsafe(work, self._running_loop())
            self._pending[path] = future
            future.add_done_callback(lambda done: self._ended(path, done))
            return future

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=self._loop.run_forever, name="pictures", daemon=True).start()
        return self._loop

    def _ended(self, path: Path, future: Future[bytes]) -> None:
        with self._lock:
            self._pending.pop(path, None)
        if not future.cancelled() and (bug := future.exception()):
            log.error("a picture was lost", exc_info=bug)

    async def _fetched(self, url: str, path: Path, rules: Rules, limit: int) -> bytes:
        host = url.partition("://")[2].partition("/")[0]
        turn = self._hosts.setdefault(host, asyncio.Semaphore(A_HOST))
        async with turn, self._places:
            data = await self._get(url, rules, self._ledger.append)
        self._keep(path, data, limit)
        return data

    def _keep(self, path: Path, data: bytes, limit: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(data)
        part.replace(path)
        size = size_of(path.parent) if self._size is None else self._size + len(data)
        self._size = thinned(path.parent, limit) if size > limit else size

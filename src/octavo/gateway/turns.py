"""Turns at hosts that several processes of one machine share: a file with a slot a host.

slot = hash of the host ─► locked while a request lasts, and let go by the system when its process
                           ends, however it ends
                         ─► holds when the host may be asked again, in the machine's own seconds
"""

import asyncio
import contextlib
import fcntl
import os
import struct
import time
from collections import Counter
from hashlib import blake2b

SLOTS = 1 << 18
"""Hosts that meet in one slot only wait for each other: of a thousand asked at once two do, by the
odds of birthdays. The file is 2 MiB, most of it never written."""

LOOK_SECONDS = 0.05
"""How often it is looked whether another process is done with a host."""

TIME = struct.Struct("<d")


class Turns:
    """The turns of this process; one at a time may be open in it, for closing the file lets go of
    every lock that the process has on it."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._held: Counter[int] = Counter()

    async def take(self, key: str, gap: float) -> None:
        """Wait for a host until no other process asks it, and as long as its gap, in seconds."""
        slot = _slot(key)
        while not self._locked(slot):
            await asyncio.sleep(LOOK_SECONDS)
        self._held[slot] += 1
        # A time of before the machine's last start means nothing: no wait is longer than the gap.
        wait = min(self._free_at(slot) - time.monotonic(), gap)
        try:
            await asyncio.sleep(max(wait, 0.0))
        except BaseException:
            self._let_go(slot)
            raise

    def give(self, key: str, gap: float) -> None:
        """Let others ask a host, after its gap."""
        slot = _slot(key)
        with contextlib.suppress(OSError):  # on a full disk the gap is this process's alone
            os.pwrite(self._file, TIME.pack(time.monotonic() + gap), slot * TIME.size)
        self._let_go(slot)

    def close(self) -> None:
        """Give all turns back."""
        os.close(self._file)

    def _locked(self, slot: int) -> bool:
        try:
            fcntl.lockf(
                self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, TIME.size, slot * TIME.size, os.SEEK_SET
            )
        except OSError:
            return False
        return True

    def _let_go(self, slot: int) -> None:
        self._held[slot] -= 1
        if self._held[slot] <= 0:
            del self._held[slot]
            fcntl.lockf(self._file, fcntl.LOCK_UN, TIME.size, slot * TIME.size, os.SEEK_SET)

    def _free_at(self, slot: int) -> float:
        packed = os.pread(self._file, TIME.size, slot * TIME.size)
        return float(TIME.unpack(packed)[0]) if len(packed) == TIME.size else 0.0


def _slot(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=4).digest(), "big") % SLOTS

"""A fixed piece of pure Python work, to measure this machine by at this moment.

It hashes, counts, sorts, splits and formats, as the code of this project does, touches nothing of
the project and must never change: the figures of ratios.json are multiples of it.
"""

import gc
import hashlib
import time
from collections import Counter

TURNS = 540
EXPECTED = "475a2ddf"
"""What the work comes to: it is the same on every machine."""


def seconds() -> float:
    """The processor seconds of one run, about half a second."""
    had = gc.isenabled()
    gc.disable()
    started = time.thread_time()
    found = work()
    spent = time.thread_time() - started
    if had:
        gc.enable()
    assert found == EXPECTED, found
    return spent


def work() -> str:
    """The first digits of a hash over everything that was worked out."""
    seed = b"octavo"
    whole = hashlib.sha256()
    for turn in range(TURNS):
        seed = hashlib.sha256(seed).digest()
        words = _words(seed, 600)
        counts = Counter(words)
        common = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:40]
        text = " ".join(f"{word}={count / len(words):.4f}" for word, count in common)
        parts = {part.partition("=")[0]: float(part.partition("=")[2]) for part in text.split()}
        norm = sum(value * value for value in parts.values()) ** 0.5
        whole.update(f"{turn}:{norm:.6f}:{text.upper()}".encode())
    return whole.hexdigest()[:8]


def _words(seed: bytes, count: int) -> list[str]:
    """Words drawn by a linear congruence, short ones more often than long ones."""
    state = int.from_bytes(seed[:8], "big")
    found = []
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        length = 2 + (state >> 60) % 7
        found.append("".join(chr(97 + (state >> 5 * at) % 26) for at in range(length)))
    return found

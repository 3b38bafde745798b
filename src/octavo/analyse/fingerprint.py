"""Fingerprint: hashes by which a copy is known, whatever was cut from it or wrapped around it.

Every 4-word shingle of the body is hashed to 64 bits; those that are 0 modulo `SAMPLE` are kept
(Manber 1994: a sample by value keeps the same shingles of the same text wherever they stand).
A text of fewer than `SHORT` shingles keeps all of them.
"""

import hashlib
import re
from functools import lru_cache

import numpy as np
import numpy.typing as npt

SAMPLE = 4
"""One in so many shingles is kept."""

SHORT = 64
"""Shingles below which all are kept."""

MOST = 4096
"""Shingles looked at, from the start: a book is not an article."""

WIDTH = 4
"""Words of a shingle."""

VERSION = "shingle-4.4.1"

Hashes = npt.NDArray[np.uint64]

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|[^\W_]+")
_ODD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


@lru_cache(maxsize=200_000)
def _word_hash(word: str) -> int:
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def copy_words(text: str) -> list[str]:
    """The words a copy is compared by: lower case, no punctuation, ideographs one by one."""
    return _WORD.findall(text.casefold())


def shingles(words: list[str]) -> Hashes:
    """The 64-bit hashes of every `WIDTH` following words, in order; one hash if there are fewer."""
    words = words[: MOST + WIDTH - 1]
    if not words:
        return np.empty(0, np.uint64)
    hashes = np.fromiter((_word_hash(w) for w in words), np.uint64, len(words))
    count = max(1, len(words) - WIDTH + 1)
    total = np.zeros(count, np.uint64)
    for k in range(min(WIDTH, len(words))):
        total = total * _ODD + hashes[k : k + count]
    total ^= total >> np.uint64(31)
    total *= _MIX
    return total ^ (total >> np.uint64(29))


def fingerprint(text: str) -> bytes:
    """The sampled shingle hashes of a text, sorted, each once: little-endian uint64."""
    found = np.unique(shingles(copy_words(text)))
    if len(found) > SHORT:
        found = found[found % np.uint64(SAMPLE) == 0]
    return found.astype("<u8").tobytes()


def hashes(data: bytes) -> Hashes:
    """The hashes of a stored fingerprint; empty when the bytes are not one."""
    return np.frombuffer(data[: len(data) // 8 * 8], dtype="<u8").astype(np.uint64)


def text_hash(text: str) -> str:
    """32 hex digits, equal for texts of equal words; empty for a text without words."""
    words = copy_words(text)
    if not words:
        return ""
    return hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:32]

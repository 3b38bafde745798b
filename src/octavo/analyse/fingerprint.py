"""Fingerprint: hashes by which a copy is found, whatever was cut from it or wrapped around it.

Every 4-word shingle of the body is hashed to 64 bits; those that are 0 modulo `SAMPLE` are kept
(Manber 1994: a sample by value keeps the same shingles of the same text wherever they stand).
A text of fewer than `SHORT_TEXT` shingles keeps all of them.
"""

import hashlib
import re
from functools import lru_cache

import numpy as np
import numpy.typing as npt

SAMPLE = 4
"""One in so many shingles is kept. Measured with the containment threshold on pairs of
near-duplicates: F1 .976 (bench.clustering.stories)."""

SHORT_TEXT = 64
"""Shingles below which all are kept: a sample of fewer than 16 would be too few. Chosen by hand;
not measured."""

MAX_SHINGLES = 4096
"""Shingles hashed, from the start: a book is not an article. Chosen by hand; not measured."""

SHINGLE_WORDS = 4
"""Words of a shingle (as Broder 1997 has it in his examples); others were not measured."""

FINGERPRINT_VERSION = "shingle-4.4.1"
"""Stored with each analysis: change it with anything above."""

Hashes = npt.NDArray[np.uint64]

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|[^\W_]+")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
"""The constants of splitmix64 (Steele, Lea and Flood 2014), for a rolling and a mixing product."""


@lru_cache(maxsize=200_000)
def _word_hash(word: str) -> int:
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def copy_words(text: str) -> list[str]:
    """The words a copy is compared by: lower case, no punctuation, ideographs one by one."""
    return _WORD.findall(text.casefold())


def shingles(words: list[str]) -> Hashes:
    """The 64-bit hashes of every `SHINGLE_WORDS` following words, in order; one hash if there are
    fewer."""
    words = words[: MAX_SHINGLES + SHINGLE_WORDS - 1]
    if not words:
        return np.empty(0, np.uint64)
    hashes = np.fromiter((_word_hash(w) for w in words), np.uint64, len(words))
    count = max(1, len(words) - SHINGLE_WORDS + 1)
    total = np.zeros(count, np.uint64)
    for k in range(min(SHINGLE_WORDS, len(words))):
        total = total * _MULTIPLIER + hashes[k : k + count]
    total ^= total >> np.uint64(31)
    total *= _MIX
    return total ^ (total >> np.uint64(29))


def fingerprint(text: str) -> bytes:
    """The sampled shingle hashes of a text, sorted, each once: little-endian uint64."""
    found = np.unique(shingles(copy_words(text)))
    if len(found) > SHORT_TEXT:
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

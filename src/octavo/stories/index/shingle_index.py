"""Shingle index: which texts hold a shingle, in dictionaries for those that come one by one, and in
sorted arrays for those that a restart brings back all at once: a fifth of the time and of the
memory.
"""

from collections.abc import Collection, Iterator, Mapping
from itertools import islice

import numpy as np
import numpy.typing as npt

POSTED = 4
"""One in so many of a long text's shingles is posted; all are looked up and compared. Four times
less memory; chosen by hand."""

FEW_POSTED = 12
"""A text with fewer of those posts every shingle. Chosen by hand; not measured."""

BOILERPLATE = 60
"""A shingle of more originals than this is boilerplate and proves nothing. Chosen by hand; not
measured."""

MANY_TEXTS = 2_000
"""Texts that are indexed as a sorted array instead of one by one. Chosen by hand; not measured."""

Words = npt.NDArray[np.uint64]


class ShingleIndex:
    """The texts by their posted shingles."""

    def __init__(self, sample: int) -> None:
        self._sample = sample
        self._by_hash: dict[int, int | dict[int, None]] = {}
        self._loaded: set[int] = set()
        self._hashes: Words = np.empty(0, np.uint64)
        self._numbers: npt.NDArray[np.int64] = np.empty(0, np.int64)

    def holders(self, hashes: Collection[int]) -> Iterator[int]:
        """The texts that hold these shingles, once for each; none for boilerplate."""
        loaded = self._of_loaded(hashes) if self._loaded else {}
        for h in hashes:
            found = self._by_hash.get(h, ())
            later = (found,) if isinstance(found, int) else found
            earlier = loaded.get(h, ())
            if len(earlier) + len(later) <= BOILERPLATE:
                yield from earlier
                yield from later

    def add(self, fingerprint: bytes, number: int) -> None:
        """Posts a text. Most shingles are of one: a set for each would weigh more than texts."""
        held = self._by_hash.get
        for h in self.posted(fingerprint):
            holders = held(h)
            if holders is None:
                self._by_hash[h] = number
            elif isinstance(holders, dict):
                holders[number] = None
            else:
                self._by_hash[h] = {holders: None, number: None}

    def load(self, texts: Mapping[int, bytes]) -> None:
        """Posts many texts, none of which is posted already; few of them one by one."""
        if len(texts) < MANY_TEXTS:
            for number, fingerprint in texts.items():
                self.add(fingerprint, number)
            return
        found = [(self._hashes, self._numbers)]
        for some in _slices(texts, MANY_TEXTS):
            found.append(self._all_posted(some))
        every = np.concatenate([hashes for hashes, _ in found])
        order = np.argsort(every, kind="stable")
        self._hashes = every[order]
        self._numbers = np.concatenate([numbers for _, numbers in found])[order]
        self._loaded |= texts.keys()

    def remove(self, fingerprint: bytes, number: int) -> None:
        """Forgets a text that is posted."""
        if number in self._loaded:
            self._loaded.discard(number)
            return
        for h in self.posted(fingerprint):
            holders = self._by_hash[h]
            if isinstance(holders, dict) and len(holders) > 1:
                del holders[number]
            else:
                del self._by_hash[h]

    def posted(self, fingerprint: bytes) -> list[int]:
        """The shingles by which a text is looked up, each once."""
        every = _words(fingerprint)
        some = every[self._is_posted(every)]
        return list(dict.fromkeys((some if len(some) >= FEW_POSTED else every).tolist()))

    def _is_posted(self, every: Words) -> npt.NDArray[np.bool_]:
        is_posted: npt.NDArray[np.bool_] = every // np.uint64(self._sample) % np.uint64(POSTED) == 0
        return is_posted

    def _all_posted(self, texts: Mapping[int, bytes]) -> tuple[Words, npt.NDArray[np.int64]]:
        """`posted` of many texts: the shingles, and beside each the text."""
        whole = [_words(fingerprint) for fingerprint in texts.values()]
        every = np.concatenate(whole)
        places = np.repeat(np.arange(len(whole)), [len(one) for one in whole])
        is_posted = self._is_posted(every)
        counts = np.bincount(places, is_posted, minlength=len(whole))
        chosen = is_posted | (counts < FEW_POSTED)[places]
        numbers = np.fromiter(texts, np.int64, len(texts))
        return every[chosen], numbers[places[chosen]]

    def _of_loaded(self, hashes: Collection[int]) -> dict[int, dict[int, None]]:
        """The loaded texts of these shingles that are not forgotten since."""
        asked = np.sort(np.fromiter(hashes, np.uint64, len(hashes)))
        starts = np.searchsorted(self._hashes, asked)
        is_held = self._hashes[np.minimum(starts, len(self._hashes) - 1)] == asked
        found = {}
        for h, start in zip(asked[is_held], starts[is_held].tolist(), strict=True):
            end = int(np.searchsorted(self._hashes, h, "right"))
            numbers = self._numbers[start:end].tolist()
            found[int(h)] = dict.fromkeys(n for n in numbers if n in self._loaded)
        return found


def _slices(texts: Mapping[int, bytes], size: int) -> Iterator[Mapping[int, bytes]]:
    """The texts in parts of `size`: computing all at once takes much memory."""
    rest = iter(texts.items())
    while some := dict(islice(rest, size)):
        yield some


def _words(fingerprint: bytes) -> Words:
    return np.frombuffer(fingerprint[: len(fingerprint) // 8 * 8], dtype="<u8")

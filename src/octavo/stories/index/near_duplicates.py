"""Near-duplicates: the same text but for edits, found by what the texts share of themselves.

Equal words first; then the share of the smaller text's sampled shingles that the other holds
(containment, Broder 1997): copy that was cut, wrapped in an agency's lines or edited is caught,
which a symmetric measure misses.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from octavo.stories.index.shingle_index import Shingles
from octavo.stories.similarity.features import Known
from octavo.stories.similarity.parameters import Settings

SAMPLE = 4
"""One shingle in so many is in every fingerprint (see analyse.fingerprint)."""

MET = 2
"""Looked-up shingles shared by texts that are worth comparing."""

NOVEL = 0.1
"""A copy with so much text of its own is looked for as well: copies may be made of it."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Found to be a copy: of which originals (nearest first; they turn out to be one text, if there
    are several), and how much of the smaller text is shared with the first."""

    originals: tuple[int, ...]
    share: float


@dataclass
class Texts:
    """The index of texts by which copies are known. Copies lead to their original."""

    settings: Settings
    _known: dict[int, Known] = field(default_factory=dict)
    _shingles: Shingles = field(default_factory=lambda: Shingles(SAMPLE))
    _recalled: dict[int, bytes] = field(default_factory=dict)
    _by_text: dict[str, list[int]] = field(default_factory=dict)
    original_of: dict[int, int] = field(default_factory=dict)

    def copy(self, known: Known) -> Copy | None:
        """What `known` is a copy of; None when it is its own."""
        if known.words < self.settings.copy_words:
            return None
        equal = self._by_text.get(known.text_hash, ()) if known.text_hash else ()
        exact = [number for number in equal if self._near(self._known[number], known)]
        if exact:
            return Copy((self.root(min(exact)),), 1.0)
        shares: dict[int, float] = {}
        for share, number in self._shares(known):
            root = self.root(number)
            shares[root] = max(shares.get(root, 0.0), share)
        ranked = sorted(shares, key=lambda root: (-shares[root], root))
        if not ranked:
            return None
        others = (root for root in ranked[1:] if shares[root] >= self.settings.copy_fold)
        return Copy((ranked[0], *others), round(shares[ranked[0]], 4))

    def root(self, number: int) -> int:
        """The original an article leads to: itself if it is nobody's copy."""
        seen = {number}
        while (above := self.original_of.get(number)) is not None and above not in seen:
            seen.add(above)
            number = above
        return number

    def _near(self, one: Known, other: Known) -> bool:
        if one.published is None or other.published is None:
            return True
        days = abs((one.published - other.published).total_seconds()) / 86400
        return days <= self.settings.copy_window

    def _shares(self, known: Known) -> Iterator[tuple[float, int]]:
        """For each indexed text that shares enough: the share of the smaller text, and which."""
        mine = sampled(known.fingerprint)
        counts = Counter(self._shingles.holders(mine))
        least, part = self.settings.copy_shared, self.settings.copy_share
        for number, met in counts.items():
            if met < MET or not self._near(self._known[number], known):
                continue
            one, other = _comparable(mine, self._sampled(number))
            both, smaller = len(one & other), min(len(one), len(other))
            if both >= least and both >= part * smaller:
                yield both / smaller, number

    def _sampled(self, number: int) -> frozenset[int]:
        known = self._known.get(number)
        return sampled(known.fingerprint) if known else frozenset()

    def add(self, known: Known, original: int | None = None) -> None:
        """Indexes a text; one that is a copy of `original` only if it has much of its own."""
        number = known.article_id
        if original is not None:
            self.original_of[number] = original
        if known.words < self.settings.copy_words:
            return
        if original is not None:
            mine = sampled(known.fingerprint)
            if len(mine - self._sampled(original)) <= NOVEL * len(mine):
                return
        self._known[number] = known
        self._shingles.add(known.fingerprint, number)
        if known.text_hash:
            self._by_text.setdefault(known.text_hash, []).append(number)

    def recall(self, known: Known) -> None:
        """Indexes an original of the store; after the last, call `settle`."""
        if known.words < self.settings.copy_words:
            return
        number = known.article_id
        self._known[number] = known
        self._recalled[number] = known.fingerprint
        if known.text_hash:
            self._by_text.setdefault(known.text_hash, []).append(number)

    def settle(self) -> None:
        """Makes what was recalled known by its shingles."""
        self._shingles.load(self._recalled)
        self._recalled = {}

    def remove(self, number: int) -> None:
        """Forgets a text."""
        self.original_of.pop(number, None)
        known = self._known.pop(number, None)
        if known is None:
            return
        self._shingles.remove(known.fingerprint, number)
        equal = self._by_text.get(known.text_hash, [])
        if number in equal:
            equal.remove(number)
        if not equal:
            self._by_text.pop(known.text_hash, None)


@lru_cache(maxsize=4096)
def sampled(fingerprint: bytes) -> frozenset[int]:
    """The hashes of a fingerprint; none of bytes that are no fingerprint."""
    found = np.frombuffer(fingerprint[: len(fingerprint) // 8 * 8], dtype="<u8")
    return frozenset(found.tolist())


def _comparable(
    one: frozenset[int], other: frozenset[int]
) -> tuple[frozenset[int], frozenset[int]]:
    """Both texts by the same sample: a short text keeps every shingle, a long one a fourth."""
    one_whole, other_whole = _is_whole(one), _is_whole(other)
    if one_whole == other_whole:
        return one, other
    return (_sample(one), other) if one_whole else (one, _sample(other))


def _is_whole(hashes: frozenset[int]) -> bool:
    return any(h % SAMPLE for h in hashes)


def _sample(hashes: frozenset[int]) -> frozenset[int]:
    return frozenset(h for h in hashes if h % SAMPLE == 0)

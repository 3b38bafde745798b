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

from octavo.analyse.fingerprint import SAMPLE
from octavo.stories.index.shingle_index import ShingleIndex
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.parameters import Parameters

MIN_SHARED_POSTED = 2
"""Posted shingles that two texts must share to be compared: one may be chance. Chosen by hand."""

NOVEL = 0.1
"""A copy with so much text of its own is indexed as well: copies may be made of it. Chosen by hand;
not measured."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What a text is a copy of: originals (most shared first; several are one text), and the share
    of the smaller text, 0..1, that stands in the first."""

    originals: tuple[int, ...]
    share: float


@dataclass
class NearDuplicateIndex:
    """The texts in which copies are searched. Copies lead to their original."""

    parameters: Parameters
    _features: dict[int, ArticleFeatures] = field(default_factory=dict)
    _shingles: ShingleIndex = field(default_factory=lambda: ShingleIndex(SAMPLE))
    _restored: dict[int, bytes] = field(default_factory=dict)
    _by_text: dict[str, list[int]] = field(default_factory=dict)
    original_of: dict[int, int] = field(default_factory=dict)

    def copy(self, features: ArticleFeatures) -> Copy | None:
        """What an article is a copy of; None for an original."""
        if features.words < self.parameters.copy_words:
            return None
        equal = self._by_text.get(features.text_hash, ()) if features.text_hash else ()
        exact = [
            number for number in equal if self._is_within_window(self._features[number], features)
        ]
        if exact:
            return Copy((self.root(min(exact)),), 1.0)
        shares: dict[int, float] = {}
        for share, number in self._shares(features):
            root = self.root(number)
            shares[root] = max(shares.get(root, 0.0), share)
        ranked = sorted(shares, key=lambda root: (-shares[root], root))
        if not ranked:
            return None
        others = (root for root in ranked[1:] if shares[root] >= self.parameters.merge_share)
        return Copy((ranked[0], *others), round(shares[ranked[0]], 4))

    def root(self, number: int) -> int:
        """The original an article leads to: itself if it is nobody's copy."""
        seen = {number}
        while (above := self.original_of.get(number)) is not None and above not in seen:
            seen.add(above)
            number = above
        return number

    def _is_within_window(self, one: ArticleFeatures, other: ArticleFeatures) -> bool:
        if one.published is None or other.published is None:
            return True
        days = abs((one.published - other.published).total_seconds()) / 86400
        return days <= self.parameters.copy_window_days

    def _shares(self, features: ArticleFeatures) -> Iterator[tuple[float, int]]:
        """For each indexed text that shares enough: the share of the smaller text, and which."""
        mine = sampled(features.fingerprint)
        counts = Counter(self._shingles.holders(mine))
        least, part = self.parameters.copy_shared, self.parameters.copy_share
        for number, shared in counts.items():
            if shared < MIN_SHARED_POSTED or not self._is_within_window(
                self._features[number], features
            ):
                continue
            one, other = _comparable(mine, self._sampled(number))
            both, smaller = len(one & other), min(len(one), len(other))
            if both >= least and both >= part * smaller:
                yield both / smaller, number

    def _sampled(self, number: int) -> frozenset[int]:
        features = self._features.get(number)
        return sampled(features.fingerprint) if features else frozenset()

    def add(self, features: ArticleFeatures, original: int | None = None) -> None:
        """Indexes a text; one that is a copy of `original` only if it has much of its own."""
        number = features.article_id
        if original is not None:
            self.original_of[number] = original
        if features.words < self.parameters.copy_words:
            return
        if original is not None:
            mine = sampled(features.fingerprint)
            if len(mine - self._sampled(original)) <= NOVEL * len(mine):
                return
        self._features[number] = features
        self._shingles.add(features.fingerprint, number)
        if features.text_hash:
            self._by_text.setdefault(features.text_hash, []).append(number)

    def restore(self, features: ArticleFeatures) -> None:
        """Indexes an original of the store; after the last, call `index_restored`."""
        if features.words < self.parameters.copy_words:
            return
        number = features.article_id
        self._features[number] = features
        self._restored[number] = features.fingerprint
        if features.text_hash:
            self._by_text.setdefault(features.text_hash, []).append(number)

    def index_restored(self) -> None:
        """Indexes the texts that were restored by their shingles."""
        self._shingles.load(self._restored)
        self._restored = {}

    def remove(self, number: int) -> None:
        """Forgets a text."""
        self.original_of.pop(number, None)
        features = self._features.pop(number, None)
        if features is None:
            return
        self._shingles.remove(features.fingerprint, number)
        equal = self._by_text.get(features.text_hash, [])
        if number in equal:
            equal.remove(number)
        if not equal:
            self._by_text.pop(features.text_hash, None)


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


@lru_cache(maxsize=4096)
def _is_whole(hashes: frozenset[int]) -> bool:
    return any(h % SAMPLE for h in hashes)


def _sample(hashes: frozenset[int]) -> frozenset[int]:
    return frozenset(h for h in hashes if h % SAMPLE == 0)

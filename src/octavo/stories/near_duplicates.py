"""Near-duplicates: the same text but for edits, found by what the texts share of themselves.

Equal words first; then the share of the smaller text's sampled shingles that the other holds
(containment, Broder 1997): copy that was cut, wrapped in an agency's lines or edited is caught,
which a symmetric measure misses. Only originals are indexed: copies lead to them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from octavo.stories.known import Known
from octavo.stories.settings import Settings

SAMPLE = 4
"""One shingle in so many is in every fingerprint (see analyse.fingerprint)."""

BOILERPLATE = 60
"""A shingle of more originals than this is furniture and proves nothing."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Found to be a copy: of which original, how much of the smaller text they share, and whether
    the newcomer was published earlier and so takes the original's place."""

    original: int
    share: float
    is_earlier: bool


@dataclass
class Originals:
    """The index of texts that are nobody's copy."""

    settings: Settings
    _known: dict[int, Known] = field(default_factory=dict)
    _hashes: dict[int, frozenset[int]] = field(default_factory=dict)
    _by_hash: dict[int, dict[int, None]] = field(default_factory=dict)
    _by_text: dict[str, int] = field(default_factory=dict)

    def copy(self, known: Known) -> Copy | None:
        """The original that `known` is a copy of; None when it is its own."""
        if known.words < self.settings.copy_words:
            return None
        exact = self._by_text.get(known.text_hash) if known.text_hash else None
        if exact is not None and self._near(self._known[exact], known):
            return self._found(exact, 1.0, known)
        best = max(self._shares(known), default=None)
        return self._found(-best[1], best[0], known) if best else None

    def _found(self, original: int, share: float, known: Known) -> Copy:
        first, second = self._known[original].published, known.published
        earlier = bool(first and second and second < first)
        return Copy(original, round(share, 4), earlier)

    def _near(self, one: Known, other: Known) -> bool:
        if one.published is None or other.published is None:
            return True
        days = abs((one.published - other.published).total_seconds()) / 86400
        return days <= self.settings.copy_window

    def _shares(self, known: Known) -> Iterable[tuple[float, int]]:
        """For each original that shares enough: the share, and the original's number negated (so
        that the first of equals is the best)."""
        mine = sampled(known.fingerprint)
        lists = (self._by_hash.get(h) for h in mine)
        counts = Counter(i for found in lists if found and len(found) <= BOILERPLATE for i in found)
        for original, shared in counts.items():
            theirs = self._hashes[original]
            one, other = _comparable(mine, theirs)
            smaller = min(len(one), len(other))
            both = shared if one is mine and other is theirs else len(one & other)
            enough = (
                both >= self.settings.copy_shared and both >= self.settings.copy_share * smaller
            )
            if enough and self._near(self._known[original], known):
                yield both / smaller, -original

    def add(self, known: Known) -> None:
        """Indexes an original."""
        if known.words < self.settings.copy_words:
            return
        number = known.article_id
        self._known[number] = known
        self._hashes[number] = sampled(known.fingerprint)
        for h in self._hashes[number]:
            self._by_hash.setdefault(h, {})[number] = None
        if known.text_hash:
            self._by_text.setdefault(known.text_hash, number)

    def remove(self, number: int) -> None:
        """Forgets an original, if it is one."""
        known = self._known.pop(number, None)
        if known is None:
            return
        for h in self._hashes.pop(number):
            holders = self._by_hash[h]
            del holders[number]
            if not holders:
                del self._by_hash[h]
        if self._by_text.get(known.text_hash) == number:
            del self._by_text[known.text_hash]


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

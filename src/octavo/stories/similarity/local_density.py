"""Neighbours: how near the articles of the window are to the nearest others, and so how crowded it
is around each.

What is near in a crowd proves little: reports of ten trials in one week are all alike. How near an
article is to its nearest is the scale on which one more nearness is judged (local scaling,
Zelnik-Manor and Perona 2004; cross-domain similarity, Conneau and others 2018).

An article's nearness to those that were there when it came is told once and kept with it; from that
the crowd around every article of a window can be reckoned again.
"""

import sys
from array import array
from collections.abc import Callable, Iterable, Mapping

RANKS = 7
"""Those that make a crowd: the second nearest and so many in all, the k-th of them counting 1/k.
The nearest of all is left out: one report told over twice is no crowd."""

LONELY = 0.22
"""A nearness there always is: that of the next best report where the window is full. Without it
everything would look alike in a window that has just been opened."""

TOLD = 8
"""Nearest ones an article is told of when it comes."""

STEPS = 65535
_NUMBER = (1 << 48) - 1
_WEIGHTS = [1 / rank for rank in range(1, RANKS + 1)]
_TOTAL = sum(_WEIGHTS)
_LONELY = round(LONELY * STEPS)

Near = tuple[int, float]
"""An article's number, and how near it is, 0..1."""


class Neighbours:
    """The nearness between articles, known to both. A pair is one whole number, so that the
    numbers of an article sort by nearness and weigh eight bytes each."""

    def __init__(self) -> None:
        self._held: dict[int, array[int]] = {}

    def add(self, number: int, near: Iterable[Near]) -> None:
        """Tells an article and its nearest of each other."""
        self._tell(number, (_pair(other, nearness) for other, nearness in near))

    def _tell(self, number: int, pairs: Iterable[int]) -> None:
        mine = self._held.setdefault(number, array("Q"))
        for pair in pairs:
            mine.append(pair)
            other = pair & _NUMBER
            self._held.setdefault(other, array("Q")).append(pair - other + number)

    def crowd(self, number: int) -> float:
        """How near the nearest are, on average: LONELY, where there is nobody, to 1."""
        nearest = sorted(self._held.get(number, ()), reverse=True)[1 : RANKS + 1]
        more = (
            weight * ((pair >> 48) - _LONELY)
            for weight, pair in zip(_WEIGHTS, nearest, strict=False)
            if pair >> 48 > _LONELY
        )
        return (_LONELY + sum(more) / _TOTAL) / STEPS

    def of(self, number: int) -> list[Near]:
        """The nearest of an article, nearest first."""
        pairs = sorted(self._held.get(number, ()), reverse=True)[:TOLD]
        return [(pair & _NUMBER, (pair >> 48) / STEPS) for pair in pairs]

    def recall(self, told: Mapping[int, bytes], is_here: Callable[[int], bool]) -> None:
        """Tells articles again what they were told when they came (`kept`), of those that are still
        here."""
        for number, data in told.items():
            pairs = array("Q", data)
            if sys.byteorder == "big":
                pairs.byteswap()
            self._tell(number, [pair for pair in pairs if is_here(pair & _NUMBER)])

    def remove(self, number: int) -> None:
        """Forgets an article; so do its nearest."""
        for pair in self._held.pop(number, ()):
            theirs = self._held.get(pair & _NUMBER)
            if theirs is not None:
                theirs.remove(pair - (pair & _NUMBER) + number)


def _pair(other: int, nearness: float) -> int:
    return round(min(max(nearness, 0.0), 1.0) * STEPS) << 48 | other


def kept(near: Iterable[Near]) -> bytes:
    """What an article is told of its nearest, as it is kept: little-endian uint64."""
    pairs = array("Q", [_pair(other, nearness) for other, nearness in near])
    if sys.byteorder == "big":
        pairs.byteswap()
    return pairs.tobytes()

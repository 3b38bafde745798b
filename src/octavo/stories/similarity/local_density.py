"""Local density: how near the articles of the window are to their nearest neighbours.

Similarity in a dense neighbourhood proves little: reports of ten trials in one week are all alike.
The mean similarity of an article to its nearest neighbours is the scale on which one more
similarity is judged (local scaling, Zelnik-Manor and Perona 2004; cross-domain similarity, Conneau
and others 2018; measured in docs/decisions/0016).

The nearest neighbours of an article are stored with it as of its arrival; from these the density
around every article of a window can be computed again.
"""

import sys
from array import array
from collections.abc import Callable, Iterable, Mapping

DENSITY_NEIGHBOURS = 7
"""Neighbours that make a density: the second nearest and so many in all, the k-th of them counting
1/k. The nearest of all is left out: one report printed twice is no crowd. Measured: 1 to 3 or 1 to
16 change little (docs/decisions/0016)."""

LEAST_DENSITY = 0.22
"""The least density: that of the next best report where the window is full (docs/decisions/0016).
Without it everything would look alike in a window that has just been opened."""

NEAREST = 8
"""Neighbours that are stored with an article: the nearest and those that make a density."""

STEPS = 65535
"""Steps of a similarity between 0 and 1, as it is held and stored: two bytes."""

_NUMBER = (1 << 48) - 1
"""The article's number in a pair: the lower six of its eight bytes."""

_WEIGHTS = [1 / rank for rank in range(1, DENSITY_NEIGHBOURS + 1)]
_TOTAL = sum(_WEIGHTS)
_LEAST = round(LEAST_DENSITY * STEPS)

Neighbour = tuple[int, float]
"""An article's number, and its similarity, 0..1."""


class NearestNeighbours:
    """The similarities between articles, held for both. A pair is one whole number, so that the
    numbers of an article sort by similarity and take eight bytes each."""

    def __init__(self) -> None:
        self._pairs: dict[int, array[int]] = {}

    def add(self, number: int, neighbours: Iterable[Neighbour]) -> None:
        """Adds an article and its nearest neighbours."""
        self._add(number, (_pair(other, similarity) for other, similarity in neighbours))

    def _add(self, number: int, pairs: Iterable[int]) -> None:
        mine = self._pairs.setdefault(number, array("Q"))
        for pair in pairs:
            mine.append(pair)
            other = pair & _NUMBER
            self._pairs.setdefault(other, array("Q")).append(pair - other + number)

    def local_density(self, number: int) -> float:
        """The weighted mean similarity of the neighbours, LEAST_DENSITY (where there are
        none)..1."""
        nearest = sorted(self._pairs.get(number, ()), reverse=True)[1 : DENSITY_NEIGHBOURS + 1]
        more = (
            weight * ((pair >> 48) - _LEAST)
            for weight, pair in zip(_WEIGHTS, nearest, strict=False)
            if pair >> 48 > _LEAST
        )
        return (_LEAST + sum(more) / _TOTAL) / STEPS

    def of(self, number: int) -> list[Neighbour]:
        """The nearest neighbours of an article, nearest first."""
        pairs = sorted(self._pairs.get(number, ()), reverse=True)[:NEAREST]
        return [(pair & _NUMBER, (pair >> 48) / STEPS) for pair in pairs]

    def restore(self, stored: Mapping[int, bytes], is_here: Callable[[int], bool]) -> None:
        """Adds articles with their stored neighbours (`packed_nearest`), of those that are still
        here."""
        for number, data in stored.items():
            pairs = array("Q", data)
            if sys.byteorder == "big":
                pairs.byteswap()
            self._add(number, [pair for pair in pairs if is_here(pair & _NUMBER)])

    def remove(self, number: int) -> None:
        """Removes an article, from its neighbours' pairs too."""
        for pair in self._pairs.pop(number, ()):
            theirs = self._pairs.get(pair & _NUMBER)
            if theirs is not None:
                theirs.remove(pair - (pair & _NUMBER) + number)


def _pair(other: int, similarity: float) -> int:
    return round(min(max(similarity, 0.0), 1.0) * STEPS) << 48 | other


def packed_nearest(neighbours: Iterable[Neighbour]) -> bytes:
    """The nearest neighbours of an article as they are stored: little-endian uint64."""
    pairs = array("Q", [_pair(other, similarity) for other, similarity in neighbours])
    if sys.byteorder == "big":
        pairs.byteswap()
    return pairs.tobytes()

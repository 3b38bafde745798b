"""What small counts can say: the interval of a share, and whether two shares differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, sqrt
from statistics import NormalDist

CONFIDENCE = 0.95
"""Of the intervals and of the comparisons: the custom of the field."""


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `trials`, such as the outlets of a country that cover a story."""

    hits: int
    trials: int

    @property
    def rate(self) -> float:
        """The share itself, 0..1."""
        return self.hits / self.trials if self.trials else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The lowest and highest share that the count allows (Wilson 1927, score interval)."""
        if not self.trials:
            return 0.0, 1.0
        z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
        n, p = self.trials, self.rate
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)


def chance(one: Share, other: Share) -> float:
    """How often chance alone makes two shares differ so much or more, 0..1: Fisher's exact test
    (1922), two-sided, over all tables with the same sums."""
    return _tail(one, other, one.hits)


def least_chance(one: Share, other: Share) -> float:
    """The least that `chance` could be with the same sums (Tarone 1990): where that is much, no
    outcome says anything."""
    low, high = _range(one, other)
    return min(_tail(one, other, low), _tail(one, other, high))


def _range(one: Share, other: Share) -> tuple[int, int]:
    hits = one.hits + other.hits
    return max(0, hits - other.trials), min(hits, one.trials)


def _tail(one: Share, other: Share, at: int) -> float:
    low, high = _range(one, other)
    hits = one.hits + other.hits
    tables = [comb(one.trials, k) * comb(other.trials, hits - k) for k in range(low, high + 1)]
    return sum(n for n in tables if n <= tables[at - low]) / sum(tables)


def judged(pairs: Sequence[tuple[Share, Share]]) -> list[str]:
    """For each pair whether its first share is `more`, `less`, or `alike` for all that can be
    told, or whether the counts are too few to say (`few`). Of many pairs one differs by chance:
    those that could say something share the risk (Holm 1979, after Tarone 1990)."""
    risk = 1 - CONFIDENCE
    telling = [n for n, (one, other) in enumerate(pairs) if least_chance(one, other) <= risk]
    chances = {n: chance(*pairs[n]) for n in telling}
    found = ["few"] * len(pairs)
    is_open = True
    for place, n in enumerate(sorted(telling, key=lambda n: chances[n])):
        is_open = is_open and chances[n] <= risk / (len(telling) - place)
        found[n] = _direction(*pairs[n]) if is_open else "alike"
    return found


def _direction(one: Share, other: Share) -> str:
    return "more" if one.hits * other.trials > other.hits * one.trials else "less"

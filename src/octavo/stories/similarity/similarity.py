"""Likeness: how near an article is to a group of others, part by part, and what that is worth.

A group is kept as the sum of its members' unit weightings, so the mean link to all members
(average of the cosines) is one product, whatever the size of the group.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from octavo.stories.similarity.features import Known
from octavo.stories.similarity.parameters import DENSE, FOREIGN, SPARSE, Weights

FEW = 8.0
"""One number of two figures more is taken to be there: such a one alone is no proof."""

Vector = npt.NDArray[np.float32]


@dataclass(slots=True)
class Gathered:
    """The sum of some articles: what they say together."""

    count: int = 0
    dense_count: int = 0
    terms: dict[str, float] = field(default_factory=dict)
    names: dict[str, float] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    sounds: dict[str, float] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    dense: Vector | None = None
    dated: int = 0
    seconds: float = 0.0

    def middle(self) -> float | None:
        """The mean time of what is dated, in seconds since 1970; None where nothing is."""
        return self.seconds / self.dated if self.dated else None

    def add(self, known: Known) -> None:
        """Counts one more article in. The first one's weightings are shared until there is a
        second: most groups never have one."""
        self.count += 1
        self.languages[known.language] = self.languages.get(known.language, 0) + 1
        if known.published:
            self.dated += 1
            self.seconds += known.published.timestamp()
        numbers = number_weights(known.numbers)
        weights = known.terms, known.entities, numbers, known.sounds
        if self.count == 1:
            self.terms, self.names, self.numbers, self.sounds = weights  # type: ignore[assignment]
        else:
            self._sum(weights)
        if known.dense is not None:
            self.dense_count += 1
            self.dense = known.dense if self.dense is None else self.dense + known.dense

    def _sum(self, weights: tuple[Mapping[str, float], ...]) -> None:
        if self.count == 2:
            self.terms, self.names = dict(self.terms), dict(self.names)
            self.numbers, self.sounds = dict(self.numbers), dict(self.sounds)
        for total, more in zip(self._totals(), weights, strict=True):
            _sum(total, more)

    def _totals(self) -> tuple[dict[str, float], ...]:
        return self.terms, self.names, self.numbers, self.sounds


def gathered(members: Iterable[Known]) -> Gathered:
    """The sum of `members`, in their order."""
    group = Gathered()
    for known in members:
        group.add(known)
    return group


def alone(known: Known) -> Gathered:
    """A group of one, sharing the article's own weightings: to compare with, not to add to."""
    return Gathered(
        count=1,
        dense_count=int(known.dense is not None),
        terms=known.terms,  # type: ignore[arg-type]
        names=known.entities,  # type: ignore[arg-type]
        numbers=dict(number_weights(known.numbers)),
        sounds=known.sounds,  # type: ignore[arg-type]
        languages={known.language: 1},
        dense=known.dense,
    )


@lru_cache(maxsize=20_000)
def number_weights(numbers: frozenset[str]) -> Mapping[str, float]:
    """The numbers of an article with weights of nearly unit length: the more figures one has that
    say something, the less likely two texts share it by chance. 88417 tells more than 20."""
    weights = {number: _telling(number) for number in numbers}
    norm = math.sqrt(math.fsum(w * w for w in weights.values()) + FEW)
    return {number: round(w / norm, 4) for number, w in weights.items()}


def _own(known: Known) -> float:
    """What the numbers of an article give multiplied with themselves."""
    return math.fsum([w * w for w in number_weights(known.numbers).values()])


def _telling(number: str) -> float:
    figures = len(number.replace(".", "").strip("0"))
    return math.pow(min(max(figures, 1), 6), 1.5)


def _sum(total: dict[str, float], more: Mapping[str, float]) -> None:
    for term, weight in more.items():
        total[term] = total.get(term, 0.0) + weight


def product(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The sum of products, exact in any order: storage may shuffle the terms."""
    return float(math.fsum([one[term] * other[term] for term in one.keys() & other.keys()]))


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a likeness: mean cosines, 0..1; `dense` is None where vectors are missing;
    `foreign` says that no member is in the article's language."""

    words: float
    names: float
    numbers: float
    dense: float | None
    sounds: float
    foreign: bool

    def weights(self) -> Weights:
        """The weights that fit what is there to compare."""
        if self.foreign:
            return FOREIGN
        return SPARSE if self.dense is None else DENSE

    def likeness(self) -> float:
        """How alike, time left out: 0 for strangers, about 1 for equals."""
        by = self.weights()
        return (
            by.words * self.words
            + by.root * math.sqrt(max(self.words, 0.0))
            + by.names * self.names
            + by.numbers * self.numbers
            + by.sounds * self.sounds
            + by.dense * (self.dense or 0.0)
        )

    def near(self) -> float:
        """The likeness on one scale, whatever there was to compare; time left out."""
        return self.likeness() + self.weights().shift


def parts(known: Known, group: Gathered, *, is_member: bool = False) -> Parts:
    """How like `known` is to the members of `group`, on average; to the others, where it
    `is_member` itself. Words and meaning are compared with those of its own language, where there
    are any; names and numbers with all. ValueError for a group without others."""
    count, own = group.count - is_member, float(is_member)
    if count < 1:
        raise ValueError("nobody to compare with")
    kin = group.languages.get(known.language, 0) - is_member
    dense = None
    if known.dense is not None and group.dense is not None and (kin == 0 or group.dense_count):
        others = group.dense_count - is_member
        dense = (float(np.dot(known.dense, group.dense)) - own) / others if others else None
    alike = product(number_weights(known.numbers), group.numbers)
    return Parts(
        words=(product(known.terms, group.terms) - own * bool(known.terms)) / (kin or count),
        names=(product(known.entities, group.names) - own * bool(known.entities)) / count,
        numbers=(alike - own * _own(known)) / count,
        dense=dense,
        sounds=0.0 if kin else product(known.sounds, group.sounds) / count,
        foreign=not kin,
    )


def shared(known: Known, group: Gathered, most: int = 6) -> list[str]:
    """The terms and names that speak most for the likeness, strongest first."""
    worth = {t: w * group.terms[t] for t, w in known.terms.items() if t in group.terms}
    for name, weight in known.entities.items():
        if name in group.names:
            worth[name] = weight * group.names[name]
    return sorted(worth, key=lambda term: (-worth[term], term))[:most]

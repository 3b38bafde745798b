"""Likeness: how near an article is to a group of others, part by part, and what that is worth.

A group is kept as the sum of its members' unit weightings, so the mean link to all members
(average of the cosines) is one product, whatever the size of the group.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from octavo.stories.known import Known
from octavo.stories.settings import DENSE, FOREIGN, ODDS, SPARSE, Weights

Vector = npt.NDArray[np.float32]


@dataclass
class Gathered:
    """The sum of some articles: what they say together."""

    count: int = 0
    dense_count: int = 0
    terms: dict[str, float] = field(default_factory=dict)
    names: dict[str, float] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    dense: Vector | None = None
    dated: int = 0
    seconds: float = 0.0

    def middle(self) -> float | None:
        """The mean time of what is dated, in seconds since 1970; None where nothing is."""
        return self.seconds / self.dated if self.dated else None

    def add(self, known: Known) -> None:
        """Counts one more article in."""
        self.count += 1
        self.languages[known.language] = self.languages.get(known.language, 0) + 1
        if known.published:
            self.dated += 1
            self.seconds += known.published.timestamp()
        _sum(self.terms, known.terms)
        _sum(self.names, known.entities)
        _sum(self.numbers, dict.fromkeys(known.numbers, _share(known)))
        if known.dense is not None:
            self.dense_count += 1
            self.dense = known.dense.copy() if self.dense is None else self.dense + known.dense


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
        numbers=dict.fromkeys(known.numbers, _share(known)),
        languages={known.language: 1},
        dense=known.dense,
    )


def _share(known: Known) -> float:
    """The weight of each number of an article: together they are of unit length."""
    return 1 / math.sqrt(len(known.numbers)) if known.numbers else 0.0


def _sum(total: dict[str, float], more: Mapping[str, float]) -> None:
    for term, weight in more.items():
        total[term] = total.get(term, 0.0) + weight


def _product(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The sum of products, exact in any order: storage may shuffle the terms."""
    return math.fsum([one[term] * other[term] for term in one.keys() & other.keys()])


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a likeness: mean cosines, 0..1; `dense` is None where vectors are missing;
    `foreign` says that no member is in the article's language."""

    words: float
    names: float
    numbers: float
    dense: float | None
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
            + by.dense * (self.dense or 0.0)
        )

    def subject(self) -> float:
        """The log-odds of one event, leaving time out."""
        return ODDS * (self.likeness() - self.weights().line)

    def event(self, gap_days: float | None, fade: float) -> float:
        """The log-odds of one event, `gap_days` apart (None: unknown, not held against them)."""
        if gap_days is None:
            return self.subject()
        by = self.weights()
        return self.subject() + ODDS * (by.dated + by.gap * (1 - math.exp(-gap_days / fade)))


def parts(known: Known, group: Gathered, *, is_member: bool = False) -> Parts:
    """How like `known` is to the members of `group`, on average; to the others, where it
    `is_member` itself. ValueError for a group without others."""
    count, own = group.count - is_member, float(is_member)
    if count < 1:
        raise ValueError("nobody to compare with")
    share = _share(known)
    dense = None
    if known.dense is not None and group.dense is not None and group.dense_count * 2 > group.count:
        others = group.dense_count - is_member
        dense = (float(np.dot(known.dense, group.dense)) - own) / others if others else 0.0
    alike = math.fsum(share * group.numbers.get(n, 0.0) for n in known.numbers)
    return Parts(
        words=(_product(known.terms, group.terms) - own * bool(known.terms)) / count,
        names=(_product(known.entities, group.names) - own * bool(known.entities)) / count,
        numbers=(alike - own * bool(known.numbers)) / count,
        dense=dense,
        foreign=group.languages.get(known.language, 0) <= is_member,
    )


def group_parts(one: Gathered, other: Gathered) -> Parts:
    """How like the members of two groups are to each other, on average."""
    pairs = one.count * other.count
    dense = None
    if one.dense is not None and other.dense is not None:
        dense = float(np.dot(one.dense, other.dense)) / (one.dense_count * other.dense_count)
    return Parts(
        words=_product(one.terms, other.terms) / pairs,
        names=_product(one.names, other.names) / pairs,
        numbers=_product(one.numbers, other.numbers) / pairs,
        dense=dense,
        foreign=not set(one.languages) & set(other.languages),
    )


def shared(known: Known, group: Gathered, most: int = 6) -> list[str]:
    """The terms and names that speak most for the likeness, strongest first."""
    worth = {t: w * group.terms[t] for t, w in known.terms.items() if t in group.terms}
    for name, weight in known.entities.items():
        if name in group.names:
            worth[name] = weight * group.names[name]
    return sorted(worth, key=lambda term: (-worth[term], term))[:most]

"""Similarity of an article to a group of others, part by part, and in all.

A group is kept as the sum of its members' weights of unit length, so the mean link to all members
(average of the cosines) is one product, whatever the size of the group.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.parameters import CROSS, DENSE, FOREIGN, SPARSE, Weights

NUMBER_PRIOR = 8.0
"""Added to the squared norm (additive smoothing): the weight of one more number of two digits,
so that such a one alone is no proof. Chosen by hand; not measured."""

Vector = npt.NDArray[np.float32]


@dataclass(slots=True)
class FeatureSum:
    """The sum of the features of some articles. `seconds` is the sum of the times of the `dated`
    ones, in seconds since 1970."""

    count: int = 0
    dense_count: int = 0
    terms: dict[str, float] = field(default_factory=dict)
    names: dict[str, float] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    phonetic_names: dict[str, float] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    dense: Vector | None = None
    cross_count: int = 0
    cross: Vector | None = None
    dated: int = 0
    seconds: float = 0.0

    def middle(self) -> float | None:
        """The mean time of what is dated, in seconds since 1970; None where nothing is."""
        return self.seconds / self.dated if self.dated else None

    def add(self, features: ArticleFeatures) -> None:
        """Adds one more article. The weights of the first are shared until there is a second: most
        groups never have one."""
        self.count += 1
        self.languages[features.language] = self.languages.get(features.language, 0) + 1
        if features.published:
            self.dated += 1
            self.seconds += features.published.timestamp()
        numbers = number_weights(features.numbers)
        weights = features.terms, features.entities, numbers, features.phonetic_names
        if self.count == 1:
            self.terms, self.names, self.numbers, self.phonetic_names = weights  # type: ignore[assignment]
        else:
            self._sum(weights)
        if features.dense is not None:
            self.dense_count += 1
            self.dense = features.dense if self.dense is None else self.dense + features.dense
        if features.cross is not None:
            self.cross_count += 1
            self.cross = features.cross if self.cross is None else self.cross + features.cross

    def _sum(self, weights: tuple[Mapping[str, float], ...]) -> None:
        if self.count == 2:
            self.terms, self.names = dict(self.terms), dict(self.names)
            self.numbers, self.phonetic_names = dict(self.numbers), dict(self.phonetic_names)
        for total, more in zip(self._totals(), weights, strict=True):
            _sum(total, more)

    def _totals(self) -> tuple[dict[str, float], ...]:
        return self.terms, self.names, self.numbers, self.phonetic_names


def sum_of_one(features: ArticleFeatures) -> FeatureSum:
    """A group of one, sharing the article's own weightings: to compare with, not to add to."""
    return FeatureSum(
        count=1,
        dense_count=int(features.dense is not None),
        terms=features.terms,  # type: ignore[arg-type]
        names=features.entities,  # type: ignore[arg-type]
        numbers=dict(number_weights(features.numbers)),
        phonetic_names=features.phonetic_names,  # type: ignore[arg-type]
        languages={features.language: 1},
        dense=features.dense,
        cross_count=int(features.cross is not None),
        cross=features.cross,
    )


@lru_cache(maxsize=20_000)
def number_weights(numbers: frozenset[str]) -> Mapping[str, float]:
    """The numbers of an article with weights of nearly unit length: the more significant digits,
    the less likely two texts share a number by chance. 88417 weighs more than 20."""
    weights = {number: _information(number) for number in numbers}
    norm = math.sqrt(math.fsum(w * w for w in weights.values()) + NUMBER_PRIOR)
    return {number: round(w / norm, 4) for number, w in weights.items()}


def _self_product(features: ArticleFeatures) -> float:
    """The product of the numbers of an article with themselves."""
    return math.fsum([w * w for w in number_weights(features.numbers).values()])


def _information(number: str) -> float:
    digits = len(number.replace(".", "").strip("0"))
    return math.pow(min(max(digits, 1), 6), 1.5)


def _sum(total: dict[str, float], more: Mapping[str, float]) -> None:
    for term, weight in more.items():
        total[term] = total.get(term, 0.0) + weight


def product(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The sum of products, exact in any order: storage may shuffle the terms."""
    return float(math.fsum([one[term] * other[term] for term in one.keys() & other.keys()]))


@dataclass(frozen=True, slots=True)
class SimilarityParts:
    """The parts of a similarity: mean cosines, 0..1; `dense` and `cross` (of cross-lingual vectors)
    are None where vectors are missing; `is_foreign` says that no member is in the article's
    language: only then are cross-lingual vectors compared."""

    words: float
    names: float
    numbers: float
    dense: float | None
    phonetic_names: float
    is_foreign: bool
    cross: float | None = None

    @property
    def is_borne_out(self) -> bool:
        """Whether cross-lingual vectors count: there are any, and a name, a number or a sound that
        is shared."""
        return self.cross is not None and self.names + self.numbers + self.phonetic_names > 0

    def weights(self) -> Weights:
        """The weights that fit what is there to compare."""
        if self.is_foreign:
            return CROSS if self.is_borne_out else FOREIGN
        return SPARSE if self.dense is None else DENSE

    def similarity(self) -> float:
        """The weighted sum of the parts, time left out: 0 for strangers, about 1 for equals."""
        by = self.weights()
        return (
            by.words * self.words
            + by.root * math.sqrt(max(self.words, 0.0))
            + by.names * self.names
            + by.numbers * self.numbers
            + by.phonetic_names * self.phonetic_names
            + by.dense * (self.dense or 0.0)
            + by.cross * (self.cross or 0.0)
        )

    def on_common_scale(self) -> float:
        """The similarity on one scale, whatever there was to compare; time left out."""
        return self.similarity() + self.weights().shift


def similarity_parts(
    features: ArticleFeatures, group: FeatureSum, *, is_member: bool = False
) -> SimilarityParts:
    """The similarity of an article to the members of `group`, on average; to the others, where it
    `is_member` itself. Words and vectors are compared with those of its own language, where there
    are any; names and numbers with all. ValueError for a group without others."""
    count, own = group.count - is_member, float(is_member)
    if count < 1:
        raise ValueError("no member to compare with")
    same_language = group.languages.get(features.language, 0) - is_member
    dense = None
    if (
        features.dense is not None
        and group.dense is not None
        and (same_language == 0 or group.dense_count)
    ):
        others = group.dense_count - is_member
        dense = (float(np.dot(features.dense, group.dense)) - own) / others if others else None
    numbers = product(number_weights(features.numbers), group.numbers)
    return SimilarityParts(
        words=(product(features.terms, group.terms) - own * bool(features.terms))
        / (same_language or count),
        names=(product(features.entities, group.names) - own * bool(features.entities)) / count,
        numbers=(numbers - own * _self_product(features)) / count,
        dense=dense,
        phonetic_names=0.0
        if same_language
        else product(features.phonetic_names, group.phonetic_names) / count,
        is_foreign=not same_language,
        cross=None if same_language else _cross(features, group),
    )


def _cross(features: ArticleFeatures, group: FeatureSum) -> float | None:
    """The mean cosine of cross-lingual vectors, where article and group have any."""
    if features.cross is None or group.cross is None:
        return None
    return float(np.dot(features.cross, group.cross)) / group.cross_count


def shared_terms(features: ArticleFeatures, group: FeatureSum, most: int = 6) -> list[str]:
    """The terms and names that contribute most to the similarity, strongest first."""
    share = {t: w * group.terms[t] for t, w in features.terms.items() if t in group.terms}
    for name, weight in features.entities.items():
        if name in group.names:
            share[name] = weight * group.names[name]
    return sorted(share, key=lambda term: (-share[term], term))[:most]

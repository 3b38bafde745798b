"""Across languages a vector counts beside names and numbers, and never alone."""

from datetime import UTC, datetime

import numpy as np

from octavo.analyse.cross_lingual import DIMENSIONS, packed_cross_lingual
from octavo.stories.placing.node_similarity import node_similarities
from octavo.stories.placing.nodes import Node
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.parameters import Parameters
from octavo.stories.similarity.similarity import similarity_parts, sum_of_one

AT = datetime(2026, 3, 2, tzinfo=UTC)


def features(number: int, language: str, first: float, second: float = 0.0, **fields: object):
    vector = np.zeros(DIMENSIONS, np.float32)
    vector[:2] = first, second
    return ArticleFeatures(number, number, AT, language,
                           cross_lingual=packed_cross_lingual(vector), **fields)  # type: ignore[arg-type]  # fmt: skip


def likeness(one: ArticleFeatures, other: ArticleFeatures) -> float:
    """By parts, which must be what the placing of nodes makes of it."""
    found = similarity_parts(one, sum_of_one(other)).on_common_scale()
    matrix, _ = node_similarities([Node((one,)), Node((other,))], Parameters())
    assert round(float(matrix[0, 1]), 4) == round(found, 4)
    return found


NUMBERED = frozenset({"8412"})


def test_what_means_the_same_is_nearer_than_what_does_not() -> None:
    english = features(1, "en", 1.0, numbers=NUMBERED)
    near, far = (features(2, "ja", x, 1 - x, numbers=NUMBERED) for x in (1.0, 0.1))
    assert likeness(english, near) > likeness(english, far) + 0.15


def test_without_a_name_or_number_in_common_the_vector_does_not_count() -> None:
    english = features(1, "en", 1.0, numbers=NUMBERED)
    near, far = (features(2, "ja", x, 1 - x) for x in (1.0, 0.1))
    assert likeness(english, near) == likeness(english, far)


def test_within_a_language_it_is_not_compared() -> None:
    english = features(1, "en", 1.0, numbers=NUMBERED)
    near, far = (features(2, "en", x, 1 - x, numbers=NUMBERED) for x in (1.0, 0.1))
    assert likeness(english, near) == likeness(english, far)
    assert similarity_parts(english, sum_of_one(near)).cross is None

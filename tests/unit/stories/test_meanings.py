"""Meanings: the nearest are found among few and among many, whatever came and went before."""

import numpy as np
import pytest

from octavo.stories.meanings import ALL, Meanings, Vector


def directions(count: int, seed: int) -> Vector:
    found = np.random.default_rng(seed).standard_normal((count, 384)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def beside(vector: Vector, seed: int) -> Vector:
    return vector + 0.8 * directions(1, seed)[0]


@pytest.mark.parametrize("count", [3, ALL, 4 * ALL])
def test_the_nearest_story_comes_out_of_any_number(count: int) -> None:
    meanings, vectors = Meanings(), directions(count, 1)
    for number, vector in enumerate(vectors):
        meanings.put(number, 3 * vector)
    for number in range(0, count, max(1, count // 50)):
        assert number in list(meanings.nearest(beside(vectors[number], number + 7), 3))


def test_what_is_dropped_is_not_found_and_the_rest_still_is() -> None:
    meanings, vectors = Meanings(), directions(2 * ALL, 2)
    for number, vector in enumerate(vectors):
        meanings.put(number, vector)
    for number in range(0, 2 * ALL, 3):
        meanings.drop(number)
    meanings.drop(9999)
    assert 0 not in list(meanings.nearest(vectors[0], 3))
    assert list(meanings.nearest(vectors[1], 1)) == [1]
    assert list(meanings.nearest(vectors[-1], 1)) == [2 * ALL - 1]


def test_the_order_of_arrival_changes_nothing() -> None:
    vectors = directions(2 * ALL, 3)
    one, other = Meanings(), Meanings()
    for number, vector in enumerate(vectors):
        one.put(number, vector)
    for number in reversed(range(len(vectors))):
        other.put(number, vectors[number])
    for query in directions(20, 4):
        assert set(one.nearest(query, 3)) == set(other.nearest(query, 3))


def test_without_stories_nothing_is_near() -> None:
    assert list(Meanings().nearest(directions(1, 5)[0], 3)) == []

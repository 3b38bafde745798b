"""Meanings: the nearest are found among few and among many, whatever came and went before."""

import numpy as np
import pytest

from octavo.analyse.vector import centred, packed_vector, unpacked_vector
from octavo.stories.index.centroids import ALL, Centroids, Vector, signature


def directions(count: int, seed: int) -> Vector:
    found = np.random.default_rng(seed).standard_normal((count, 384)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def beside(vector: Vector, seed: int) -> Vector:
    return vector + 0.8 * directions(1, seed)[0]


@pytest.mark.parametrize("count", [3, ALL, 4 * ALL])
def test_the_nearest_story_comes_out_of_any_number(count: int) -> None:
    meanings, vectors = Centroids(), directions(count, 1)
    for number, vector in enumerate(vectors):
        meanings.put(number, 3 * vector)
    for number in range(0, count, max(1, count // 50)):
        assert number in list(meanings.nearest(beside(vectors[number], number + 7), 3))


def test_what_is_dropped_is_not_found_and_the_rest_still_is() -> None:
    meanings, vectors = Centroids(), directions(2 * ALL, 2)
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
    one, other = Centroids(), Centroids()
    for number, vector in enumerate(vectors):
        one.put(number, vector)
    for number in reversed(range(len(vectors))):
        other.put(number, vectors[number])
    for query in directions(20, 4):
        assert set(one.nearest(query, 3)) == set(other.nearest(query, 3))


def test_without_stories_nothing_is_near() -> None:
    assert list(Centroids().nearest(directions(1, 5)[0], 3)) == []


def packed_nearest(count: int, seed: int) -> list[bytes]:
    return [packed_vector(vector) for vector in directions(count, seed)]


def summed(members: list[bytes]) -> Vector:
    """What a live story holds: the sum of what each of its articles means, one after the other."""
    first, *rest = (
        centred(vector) for vector in map(unpacked_vector, members) if vector is not None
    )
    for vector in rest:
        first = first + vector
    return first


@pytest.mark.parametrize("count", [1, 40, ALL + 300])
def test_what_is_recalled_at_once_is_what_was_put_one_by_one(count: int) -> None:
    """Signatures to the bit, and the nearest of any direction; stories of one article and more."""
    vectors = packed_nearest(3 * count, 6)
    stories = {n: vectors[3 * n : 3 * n + 1 + n % 3] for n in range(count)}
    one, again = (Centroids(lambda number: summed(stories[number])) for _ in range(2))
    for number, members in stories.items():
        one.put(number, summed(members))
    again.restore(stories)
    for words, others in zip(one._signs, again._signs, strict=True):
        assert (words[:count] == others[:count]).all()
    for query in directions(30, 8):
        assert list(one.nearest(query, 3)) == list(again.nearest(query, 3))


def test_doubtful_signs_are_reckoned_alone() -> None:
    """However often something is recalled, a product near zero gets the sign that it has alone."""
    vectors = packed_nearest(6000, 9)
    again = Centroids(lambda number: summed([vectors[number]]))
    again.restore({number: [vector] for number, vector in enumerate(vectors)})
    for at in range(0, 6000, 7):
        mine = signature(summed([vectors[at]]))
        assert [int(words[at]) for words in again._signs] == [int(word) for word in mine]


def test_articles_without_a_sound_vector_have_no_meaning() -> None:
    again = Centroids()
    again.restore({1: [b"\x00" * 10], 2: [b"\xff" * 768], 3: []})
    assert list(again.nearest(directions(1, 5)[0], 3)) == []
    again.restore({4: [*packed_nearest(1, 3), b"\xff" * 768]})
    assert list(again.nearest(directions(1, 5)[0], 3)) == [4]


def sole(vector: Vector) -> Vector:
    return vector / np.linalg.norm(vector)


@pytest.mark.parametrize("count", [300, ALL])
def test_the_steps_in_which_vectors_are_kept_decide_nothing(count: int) -> None:
    """Whatever differs by less than a step is told apart by the vectors in full."""
    near = sole(directions(1, 20)[0])
    vectors = near + 0.002 * directions(count, 21)
    meanings = Centroids(lambda number: vectors[number])
    for number, vector in enumerate(vectors):
        meanings.put(number, vector)
    for query in map(sole, near + 0.3 * directions(25, 22)):
        cosines = np.round(np.einsum("ij,j->i", np.stack([*map(sole, vectors)]), query), 4)
        best = sorted(range(count), key=lambda number: (-cosines[number], number))
        assert list(meanings.nearest(query, 3)) == best[:3]


def test_of_equals_the_oldest_are_taken() -> None:
    """Whatever came and went: after a restart they stand in another order."""
    vector = directions(1, 30)[0]
    meanings = Centroids(lambda _: vector)
    for number in (9, 4, 7, 2, 5):
        meanings.put(number, vector)
    meanings.drop(9)
    assert list(meanings.nearest(vector, 3)) == [2, 4, 5]

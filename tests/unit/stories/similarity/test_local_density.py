"""How crowded it is around an article, and that a restart knows it too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.stories.similarity.local_density import LEAST_DENSITY, NearestNeighbours, packed_nearest

MANY = [(n, 0.9 - n / 20) for n in range(1, 9)]


def test_alone_it_is_as_crowded_as_in_any_full_window() -> None:
    near = NearestNeighbours()
    near.add(1, [])
    assert near.local_density(1) == near.local_density(99) == pytest.approx(LEAST_DENSITY, abs=1e-4)


def test_one_report_told_over_twice_is_no_crowd() -> None:
    near = NearestNeighbours()
    near.add(1, [])
    near.add(2, [(1, 1.0)])
    assert near.local_density(1) == near.local_density(2) == pytest.approx(LEAST_DENSITY, abs=1e-4)


def test_the_more_and_the_nearer_they_are_the_more_crowded() -> None:
    few, many, nearer = NearestNeighbours(), NearestNeighbours(), NearestNeighbours()
    few.add(0, MANY[:3])
    many.add(0, MANY)
    nearer.add(0, [(n, near + 0.05) for n, near in MANY])
    assert (
        LEAST_DENSITY < few.local_density(0) < many.local_density(0) < nearer.local_density(0) < 1
    )


def test_both_know_of_each_other() -> None:
    near = NearestNeighbours()
    for number in (1, 2, 3):
        near.add(number, [(other, 0.8) for other in range(1, number)])
    assert near.local_density(1) == near.local_density(2) == near.local_density(3) > LEAST_DENSITY
    assert [number for number, _ in near.of(2)] == [3, 1]


def test_who_is_forgotten_is_nobodys_neighbour() -> None:
    near = NearestNeighbours()
    for number in (1, 2, 3, 4):
        near.add(number, [(other, 0.8) for other in range(1, number)])
    before = near.local_density(1)
    near.remove(4)
    near.remove(4)
    assert near.local_density(1) < before
    assert [number for number, _ in near.of(3)] == [2, 1]


@given(
    st.lists(
        st.lists(
            st.tuples(st.integers(0, 11), st.floats(-1, 2)), max_size=8, unique_by=lambda p: p[0]
        ),
        max_size=12,
    ),
    st.integers(0, 4),
)
def test_what_is_kept_gives_every_crowd_again(
    told: list[list[tuple[int, float]]], first: int
) -> None:
    """Also where the oldest have gone meanwhile."""
    whole, again = NearestNeighbours(), NearestNeighbours()
    earlier = [[(n, near) for n, near in links if n < at] for at, links in enumerate(told)]
    for at, links in enumerate(earlier):
        whole.add(at, links)
    for gone in range(first):
        whole.remove(gone)
    again.restore(
        {at: packed_nearest(links) for at, links in enumerate(earlier) if at >= first},
        lambda number: number >= first,
    )
    for at in range(first, len(told)):
        assert again.local_density(at) == whole.local_density(at)
        assert again.of(at) == whole.of(at)

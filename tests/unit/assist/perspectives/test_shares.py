"""Shares of small counts: their intervals, and what may be said of two of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.assist.perspectives.shares import Share, chance, judged, least_chance
from rows import every_row

COUNTS = st.integers(0, 15)
SHARES = st.builds(lambda hits, rest: Share(hits, hits + rest), COUNTS, COUNTS)


# By the formula of Wilson's paper, as R's binom::binom.wilson prints it.
@every_row("hits, trials, low, high", [
    (0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (1, 1, 0.2065, 1.0),
    (0, 0, 0.0, 1.0),
])  # fmt: skip
def test_the_interval_is_wilsons(hits, trials, low, high):
    assert Share(hits, trials).interval == pytest.approx((low, high), abs=1e-4)


# Fisher's lady tasting tea, and tables of his book's kind, as R's fisher.test has them.
@every_row("one, other, expected", [
    ((4, 4), (0, 4), 0.02857), ((3, 4), (1, 4), 0.4857), ((1, 10), (11, 14), 0.00276),
    ((0, 0), (3, 5), 1.0), ((0, 5), (0, 5), 1.0),
])  # fmt: skip
def test_chance_is_fishers_exact_test(one, other, expected):
    found = chance(Share(*one), Share(*other))
    assert found == pytest.approx(expected, rel=0.01)


def test_a_clear_difference_is_told_and_a_small_count_is_not():
    pairs = [
        (Share(9, 10), Share(1, 12)),
        (Share(1, 12), Share(9, 10)),
        (Share(5, 10), Share(6, 12)),
        (Share(2, 2), Share(1, 2)),
        (Share(0, 0), Share(9, 10)),
    ]
    assert judged(pairs) == ["more", "less", "alike", "few", "few"]


def test_one_of_many_differs_by_chance():
    one, alike = (Share(4, 4), Share(0, 4)), (Share(10, 20), Share(10, 20))
    assert judged([one]) == ["more"]
    assert judged([one, *[alike] * 9])[0] == "alike"


@settings(deadline=None, max_examples=15)
@given(SHARES, SHARES)
def test_a_chance_is_one_and_turns_round(one, other):
    assert 0 < least_chance(one, other) <= chance(one, other) <= 1
    assert chance(one, other) == pytest.approx(chance(other, one))
    low, high = one.interval
    assert -1e-9 <= low <= one.rate + 1e-9 and one.rate <= high + 1e-9

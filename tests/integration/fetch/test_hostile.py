"""Broken and hostile inputs of our own, over loopback: each ends as the bench says it must."""

import pytest

from bench.hostile.case import Case
from bench.hostile.run import OWN


@pytest.mark.parametrize("case", OWN, ids=lambda case: case.name)
def test_a_hostile_input_ends_as_expected(case: Case) -> None:
    assert case.came() == case.expected

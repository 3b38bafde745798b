"""A little of everything that can happen to a machine; all of it is `make chaos`."""

import random
from pathlib import Path

import pytest

from chaos import trials
from chaos.run import SEED

pytestmark = pytest.mark.enable_socket


def test_processes_killed_at_random(tmp_path: Path) -> None:
    assert [name for name, (_, wrong) in trials.kills(tmp_path, 3, SEED) if wrong] == []


def test_a_disk_without_room(tmp_path: Path) -> None:
    assert trials.full_disk(tmp_path)[1] == []


def test_a_bit_that_is_another(tmp_path: Path) -> None:
    assert [name for name, (_, wrong) in trials.flips(tmp_path, 1, SEED) if wrong] == []


def test_a_clock_that_is_wrong(tmp_path: Path) -> None:
    day = random.Random(SEED).choice(list(trials.CLOCKS))
    (outcome,) = [found for _, found in trials.clocks(tmp_path, [day])]
    if outcome is None:
        pytest.skip("faketime is not installed")
    assert outcome[1] == []

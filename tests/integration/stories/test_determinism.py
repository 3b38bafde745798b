"""The same stories under any hash seed: another interpreter, another seed, the same words out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
from unit.stories.window.test_window import POOL, features, STRIKE, STRIKE_TOO, DAM
from octavo.analyse.article import analysis
from octavo.stories.window.live_window import Window
window = Window()
for k in (*POOL, features(50, "Cod strike", STRIKE_TOO + " More.", 4), features(51, "Dam", DAM, 5)):
    print(window.place(k))
"""
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def outputs() -> set[str]:
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    return {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "4242")
    }


def test_a_hash_seed_changes_nothing(outputs: set[str]) -> None:
    assert len(outputs) == 1
    assert "story_id=1" in outputs.pop()

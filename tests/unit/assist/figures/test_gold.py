"""The figures of sentences of our own are found, and hardly anything else: bench/assist."""

from collections import Counter

from bench.assist.figures import cases, score

PRECISION, RECALL = 0.95, 0.90
"""What the development sentences are held to, as was asked of the figures."""


def test_number_unit_and_claimant_are_right() -> None:
    total = Counter[str]()
    for case in cases("figures_tuned.txt"):
        total.update(score(case))
    assert total["hit"] >= PRECISION * total["found"]
    assert total["hit"] >= RECALL * total["gold"]

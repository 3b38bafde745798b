"""The quotations of texts of our own are found with their speakers, and hardly anything else."""

from bench.assist.quotes import cases, scores

PRECISION, RECALL = 0.95, 0.90
"""What the development texts are held to, as was asked of the quotations."""


def test_speaker_and_quotation_are_right() -> None:
    total = scores(cases("quotes_tuned.txt"))
    assert total["hit"] >= PRECISION * total["found"]
    assert total["hit"] >= RECALL * total["gold"]

"""The numbers by which stories are made: one setting for every kind of news.

Measured on dated and undated, short and long texts together: weights by logistic regression over
pairs of four sets, each left out in turn, then moved by what the stream makes of them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds that two articles tell the same event, per unit of each likeness; the likenesses are
    cosines (the sparse ones enter as their square root), `gap` counts 1 − exp(−gap / `fade`).
    `floor` and `storyline` are log-odds without the gap, from which an article counts as on the
    same subject, and as an earlier step of the storyline."""

    headline: float = 2.7
    body: float = 9.3
    names: float = 0.0
    numbers: float = 2.5
    dense: float = 6.5
    dated: float = 0.5
    gap: float = -7.2
    bias: float = -9.56
    floor: float = -3.4
    storyline: float = -1.5


DENSE = Weights()
SPARSE = Weights(
    headline=3.9,
    body=12.0,
    names=0.5,
    numbers=2.8,
    dense=0.0,
    bias=-7.3,
    floor=-2.1,
    storyline=-0.8,
)
FOREIGN = Weights(
    headline=0.0, body=0.0, names=7.0, numbers=4.0, dense=0.0, bias=-7.5, floor=-3.5, storyline=-2.0
)
"""Across languages only names and numbers can be shared."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the window decides. Times are days unless they say otherwise.

    `join` and `merge` are log-odds; a story silent for longer than `silence` is over; a text of
    fewer words than `copy_words` is nobody's copy;
    `posting` is how many stories may share a word that still leads to them."""

    join: float = 0.0
    merge: float = 0.8
    fade: float = 3.0
    silence: float = 14.0
    candidates: int = 16
    dense_candidates: int = 8
    posting: int = 2000
    links: int = 8
    copy_window: float = 14.0
    copy_shared: int = 3
    copy_share: float = 0.75
    copy_words: int = 25

"""The numbers by which stories are made: one setting for every kind of news.

Measured on dated and undated, short and long texts together: weights by logistic regression over
pairs of four sets, each left out in turn, then moved by what the stream makes of them.
"""

from dataclasses import dataclass

ODDS = 16.0
"""Log-odds that a whole unit of likeness is worth: the slope of a logistic regression of `one
event` on the likeness, over pairs of the same sets."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part of a likeness is worth. The parts are mean cosines, 0..1; the words enter as
    they are and as their square root (which tells short texts apart, where the plain cosine tells
    long ones). `shift` brings what is compared in another way to the scale of the first.
    `storyline` and `floor` are the likeness from which an article is an earlier step of the
    storyline and on the same subject."""

    words: float = 0.3
    root: float = 0.3
    dense: float = 0.4
    names: float = 0.0
    numbers: float = 0.2
    sounds: float = 0.0
    shift: float = 0.0
    storyline: float = 0.33
    floor: float = 0.29


DENSE = Weights()
SPARSE = Weights(words=0.5, root=0.5, dense=0.0, names=0.1, shift=-0.02, storyline=0.34, floor=0.29)
FOREIGN = Weights(
    words=0.0,
    root=0.0,
    dense=0.0,
    names=0.4,
    numbers=0.3,
    sounds=0.5,
    shift=0.035,
    storyline=0.22,
    floor=0.2,
)
"""Across languages only names and numbers can be shared."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How near two texts are as people rate them, 0 (strangers) to 1 (the same event): a linear
    regression on pairs rated by several readers, five times cross-validated, then made steeper,
    since readers call equal what is only very near (see corpus.likeness for the ends)."""

    bias: float
    root: float
    names: float = 0.0
    numbers: float = 0.0
    dense: float = 0.0


RATED = Scale(bias=-0.13, root=1.1, names=-0.19, numbers=-0.29, dense=0.65)
RATED_SPARSE = Scale(bias=-0.1, root=1.5, names=-0.15, numbers=0.03)
RATED_FOREIGN = Scale(bias=0.14, root=0.93, names=0.79, numbers=0.18)


@dataclass(frozen=True, slots=True)
class Settings:
    """How the window decides. Times are days unless they say otherwise.

    Two articles tell one event where their nearness (likeness, and `gap` for 1 − exp(−days between
    / `fade`), where both are dated) reaches `line` and `crowd` times the crowd around
    them; `stay` less where they are in one story already. A newcomer takes apart the stories that
    are as near to it as `line` on the whole: of each the last `free` articles that are no further
    from it than `look_back`. A story silent for longer than `silence` is over; a text of fewer
    words than `copy_words` is nobody's copy, a copy shares at least `copy_share` of the smaller
    text, and two originals are one text where a copy shares `copy_fold` with both;
    stories are looked up by an article's rarest words first, `postings` of them in all."""

    line: float = 0.12
    crowd: float = 0.6
    stay: float = 0.02
    free: int = 24
    look_back: float = 4.0
    gap: float = -0.4
    fade: float = 3.0
    silence: float = 14.0
    candidates: int = 5
    dense_candidates: int = 5
    foreign_candidates: int = 3
    postings: int = 300
    links: int = 8
    copy_window: float = 14.0
    copy_shared: int = 3
    copy_share: float = 0.78
    copy_fold: float = 0.9
    copy_words: int = 25

"""The parameters by which stories are made: one set for every kind of news.

Measured on dated and undated, short and long texts together: weights by logistic regression over
pairs of four development sets (see bench/stories.py), each left out in turn, then moved by what the
streaming clusterer makes of them. Where a parameter was not measured, it says so.
"""

from dataclasses import dataclass, replace

ODDS = 16.0
"""Log-odds that a whole unit of similarity is worth: the slope of a logistic regression of `one
event` on the similarity, over pairs of the same sets."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each part of a similarity. The parts are mean cosines, 0..1; the words enter as
    they are and as their square root (which tells short texts apart, where the plain cosine tells
    long ones). `shift` brings what is compared in another way to the scale of the first.
    `storyline` and `floor` are the similarity from which an article is an earlier step of the
    storyline and on the same subject."""

    words: float = 0.3
    root: float = 0.3
    dense: float = 0.4
    names: float = 0.0
    numbers: float = 0.18
    phonetic_names: float = 0.0
    cross: float = 0.0
    shift: float = 0.0
    storyline: float = 0.38
    floor: float = 0.29


DENSE = Weights()
"""Both articles have vectors."""

SPARSE = Weights(words=0.5, root=0.5, dense=0.0, names=0.1, shift=-0.02, storyline=0.38, floor=0.29)
"""One of them has no vector."""

FOREIGN = Weights(
    words=0.0,
    root=0.0,
    dense=0.0,
    names=0.4,
    numbers=0.3,
    phonetic_names=0.5,
    shift=0.035,
    storyline=0.22,
    floor=0.2,
)
"""Across languages only names and numbers can be shared."""

CROSS = replace(FOREIGN, cross=0.25, shift=-0.01, storyline=0.27, floor=0.25)
"""As FOREIGN, where both have cross-lingual vectors and share a name, a number or a sound: the
vector alone proves nothing. On look-alike events (bench/clustering/stories.py) .2 to .3 and shifts
of -.005 to -.045 put no two events together that stood apart before."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How similar two texts are as people rate them, 0 (strangers) to 1 (the same event): a linear
    regression on pairs rated by several readers, five times cross-validated, then made steeper,
    since readers call equal what is only very similar (see `corpus.rated_similarity` for the
    ends)."""

    bias: float
    root: float
    names: float = 0.0
    numbers: float = 0.0
    dense: float = 0.0
    cross: float = 0.0


RATED = Scale(bias=-0.13, root=1.1, names=-0.19, numbers=-0.29, dense=0.65)
RATED_SPARSE = Scale(bias=-0.1, root=1.5, names=-0.15, numbers=0.03)
RATED_FOREIGN = Scale(bias=0.14, root=0.93, names=0.79, numbers=0.18)
RATED_CROSS = Scale(bias=-0.08, root=0.0, names=0.54, numbers=0.38, cross=1.2)


@dataclass(frozen=True, slots=True)
class Parameters:
    """How the window decides.

    Two articles report one event where their score (similarity, and `gap_weight` for
    1 − exp(−days between / `gap_decay_days`), where both are dated) reaches `threshold` and
    `density_weight` times the local density; `stay_margin` less where they are in one story
    already. Numbers at odds take away `number_conflict` at most, names and numbers at odds
    `double_conflict` too (`placing.conflicts`): names alone prove nothing.
    A newcomer has the stories reclustered whose score with it reaches `threshold`: of each
    the last `free_members` articles that are no further from it than `look_back_days`. A story
    silent for longer than `silence_days` is over. `candidates`, `dense_candidates` and
    `foreign_candidates` are the stories compared by words, by vectors and across scripts; stories
    are looked up by an article's rarest words first, `postings` of them in all. A text of fewer
    words than `copy_words` is nobody's copy; a copy, of a text no further from it than
    `copy_window_days`, shares at least `copy_shared` shingles and `copy_share` of the smaller text;
    two originals are one text where a copy shares `merge_share` with both. `links` related articles
    are kept.

    `threshold` to `gap_decay_days` are measured as the module says (`docs/decisions/0016`, 0021);
    `copy_shared` and `copy_share` on pairs of near-duplicates (bench/stories.py); the others were
    chosen by hand."""

    threshold: float = 0.126
    density_weight: float = 0.6
    stay_margin: float = 0.02
    number_conflict: float = 0.05
    double_conflict: float = 1.5
    free_members: int = 24
    look_back_days: float = 4.0
    gap_weight: float = -0.42
    gap_decay_days: float = 3.0
    silence_days: float = 14.0
    candidates: int = 5
    dense_candidates: int = 5
    foreign_candidates: int = 3
    postings: int = 300
    links: int = 8
    copy_window_days: float = 14.0
    copy_shared: int = 3
    copy_share: float = 0.775
    merge_share: float = 0.9
    copy_words: int = 25

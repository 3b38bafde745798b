"""Conflicts: what two articles lead with that is at odds, evidence against one event.

    leading names, none of which the other has ──► both ways ──► how many, 0..1 ──┐
    leading numbers that the other has not ──────► both ways ──► share, 0..1 ─────┴─► weighed

Two quarterly results or two fires are alike in all but who, where and how much. Only what *both*
name, and differently, counts: a text that names nobody is at odds with none. Blocks of many
articles name too much to be at odds with anything.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from octavo.stories.placing.node_similarity import Matrix
from octavo.stories.placing.nodes import Node
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.parameters import Parameters

NAMES_PRIOR = 1.0
"""Names added to those of a text (additive smoothing): one name alone is at odds by half. Chosen by
hand; not measured by itself."""

NUMBERS_PRIOR = 3.0
"""Numbers added likewise: a report of a side of the matter has one or two of its own. Chosen among
2, 3 and 4 on look-alike events and the demo press."""

SCORE_WEIGHT = 2.5
"""Scores at odds against numbers that all are: no match has two. Chosen by hand; not measured."""


def conflicts(some: Sequence[Node], parameters: Parameters) -> Matrix:
    """How much each two nodes are at odds, on the scale of a similarity."""
    leading = [None if node.sum is not None else node.first for node in some]
    names, numbers = _name_conflicts(leading), _number_conflicts(leading)
    found: Matrix = (
        parameters.number_conflict * numbers + parameters.double_conflict * names * numbers
    )
    return found


def conflicting(
    one: ArticleFeatures, others: Sequence[ArticleFeatures]
) -> tuple[list[ArticleFeatures], list[ArticleFeatures]]:
    """Those of others whose leading names are at odds with an article's, and those whose numbers
    are."""
    some = (one, *others)
    names, numbers = _name_conflicts(some)[0, 1:], _number_conflicts(some)[0, 1:]
    return (
        [other for other, share in zip(others, names, strict=True) if share > 0],
        [other for other, share in zip(others, numbers, strict=True) if share > 0],
    )


def _name_conflicts(some: Sequence[ArticleFeatures | None]) -> Matrix:
    """Where none of the leading names of either is in the other: how many they are, 0..1."""
    leading = [one.leading_names if one else {} for one in some]
    names = list(dict.fromkeys(name for row in leading for name in row))
    words = _places(word for name in names for word in name.split())
    weights = np.array([[row.get(name, 0.0) for name in names] for row in leading])
    spelled = _incidence((name.split() for name in names), words)
    held = _incidence((_held_of(words, one) for one in some), words)
    shared = weights @ ((held @ spelled.T) > 0).T
    total = weights.sum(1)
    fewer = np.minimum.outer(total, total)
    found: Matrix = fewer / (fewer + NAMES_PRIOR) * ((shared + shared.T) == 0)
    return found


def _held_of(words: Mapping[str, int], one: ArticleFeatures | None) -> Iterator[str]:
    """Those of the words that an article holds, in its terms or in a name."""
    if one:
        yield from words.keys() & one.terms.keys()
        for name in one.entities:
            yield from words.keys() & name.split()


def _number_conflicts(some: Sequence[ArticleFeatures | None]) -> Matrix:
    """The share of the leading numbers of each two that the other has not, both ways, 0..1;
    SCORE_WEIGHT where both have scores, and no score in common."""
    leading = [one.leading_numbers if one else () for one in some]
    places = _places(number for row in leading for number in row)
    mine = _incidence(leading, places)
    held = _incidence((one.numbers | one.leading_numbers if one else () for one in some), places)
    total = mine.sum(1)
    share = (total[:, None] - mine @ held.T) / (total[:, None] + NUMBERS_PRIOR)
    scores = mine[:, ["-" in number for number in places]]
    has_score = scores.any(1)
    is_other_match = np.logical_and.outer(has_score, has_score) & (scores @ scores.T == 0)
    found: Matrix = np.maximum(np.sqrt(share * share.T), SCORE_WEIGHT * is_other_match)
    return found


def _places(words: Iterable[str]) -> dict[str, int]:
    return {word: at for at, word in enumerate(dict.fromkeys(words))}


def _incidence(rows: Iterable[Iterable[str]], places: Mapping[str, int]) -> Matrix:
    """Which rows hold which words: 1 where one does, else 0."""
    found = [[places[word] for word in row if word in places] for row in rows]
    matrix = np.zeros((len(found), len(places)))
    owners = np.repeat(np.arange(len(found)), [len(columns) for columns in found])
    matrix[owners, [column for columns in found for column in columns]] = 1
    return matrix

"""Linkage: groups of nodes, the two most alike joined again and again (average linkage), as far as
editors' constraints allow.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from octavo.stories.placing.constraints import Constraints
from octavo.stories.placing.node_similarity import Mask, Matrix

FOREIGN_VOICE = 0.4
"""What pairs across languages count where groups have a language in common. At a half, a Spanish
report of measles joined an English strike in the same town to the English measles; at nothing, the
demo press comes out in fewer orders."""


@dataclass(frozen=True, slots=True)
class LinkedNodes:
    """What constraints say of nodes: groups that must be together, and which pairs must not."""

    together: Sequence[Sequence[int]]
    apart: Mask


UNLINKED = LinkedNodes((), np.zeros((1, 1), bool))
"""Where there are no constraints."""


def constraint_matrices(
    numbers: Sequence[Collection[int]], constraints: Constraints
) -> LinkedNodes:
    """What constraints say of nodes with these articles. What is apart from one of those that
    belong together is apart from all of them."""
    class_of = list(range(len(numbers)))
    apart = np.zeros((len(numbers), len(numbers)), bool)
    here = set().union(*numbers)
    for constraint in constraints.all:
        if here.isdisjoint(constraint.articles):
            continue
        ones = [at for at, mine in enumerate(numbers) if not constraint.articles.isdisjoint(mine)]
        others = [at for at, mine in enumerate(numbers) if not constraint.others.isdisjoint(mine)]
        apart[np.ix_(ones, others)] = apart[np.ix_(others, ones)] = True
        if not constraint.others:
            classes = {class_of[at] for at in ones}
            class_of = [min(classes) if of in classes else of for of in class_of]
    same = np.equal.outer(class_of, class_of)
    together = [np.flatnonzero(row).tolist() for at, row in enumerate(same) if row.argmax() == at]
    is_apart = (same.astype(int) @ apart @ same) > 0
    return LinkedNodes([nodes for nodes in together if len(nodes) > 1], is_apart)


def constrained(groups: list[list[int]], linked: LinkedNodes) -> list[list[int]]:
    """The groups with what must be together in one: whole groups, or, where others of them must be
    apart, the constrained nodes alone."""
    for nodes in linked.together:
        first, *rest = [group for group in groups if not set(nodes).isdisjoint(group)]
        for group in rest:
            is_free = not linked.apart[np.ix_(first, group)].any()
            going = [at for at in group if is_free or at in nodes]
            first += going
            group[:] = [at for at in group if at not in going]
    return sorted(sorted(group) for group in groups if group)


class Links:
    """The links between groups that are being joined: sums and counts of pairs, those of one
    language apart from the others. Where groups have both, pairs across languages may raise the
    link, and never lower it: names are often spelled so that they do not match."""

    def __init__(self, log_odds: Matrix, is_same_language: Mask, sizes: Sequence[int]) -> None:
        pairs = np.outer(sizes, sizes)
        counts = np.stack([pairs * is_same_language, pairs * ~is_same_language]).astype(np.float64)
        self._tables = np.stack([log_odds * counts, counts])
        self._log_odds, self._pairs = log_odds, pairs
        self._is_same_language = is_same_language
        self._apart = np.eye(len(sizes), dtype=bool)
        self._groups: list[list[int]] = [[at] for at in range(len(sizes))]

    def join_all(self, first: int, others: Sequence[int]) -> None:
        """Joins these nodes to one group, whatever their links."""
        for other in others:
            self._join(first, other)

    def keep_apart(self, apart: Mask) -> None:
        """Lets no group hold two nodes that must be apart; before any is joined."""
        self._apart |= apart

    def joined(self) -> list[list[int]]:
        """Joins the two groups of the highest mean log-odds until none is above 0; the groups."""
        links = self._means(self._tables, self._apart)
        while links.size:
            first, second = divmod(int(links.argmax()), len(links))
            if links[first, second] < 0:
                break
            first, second = sorted((first, second))
            self._join(first, second)
            row = self._means(self._tables[:, :, first], self._apart[first])
            links[first], links[:, first] = row, row
            links[second], links[:, second] = -np.inf, -np.inf
        return [group for group in self._groups if group]

    def mean(self, group: Sequence[int]) -> float:
        """The link of the first of a group to the others of it; 0 where it is alone."""
        first, others = group[0], list(group[1:])
        if not others:
            return 0.0
        chosen = [at for at in others if self._is_same_language[first, at]] or others
        counts = self._pairs[first, chosen]
        return float(np.sum(self._log_odds[first, chosen] * counts) / counts.sum())

    def _join(self, first: int, second: int) -> None:
        tables = self._tables
        tables[:, :, first] += tables[:, :, second]
        tables[:, :, :, first] += tables[:, :, :, second]
        tables[:, :, second], tables[:, :, :, second] = 0, 0
        self._apart[first] |= self._apart[second]
        self._apart[:, first] |= self._apart[:, second]
        self._apart[second], self._apart[:, second] = True, True
        self._groups[first] = sorted(self._groups[first] + self._groups[second])
        self._groups[second] = []

    @staticmethod
    def _means(tables: Matrix, apart: Mask) -> Matrix:
        sums, counts = tables
        same_language, foreign = sums / np.maximum(counts, 1)
        has_same, has_foreign = counts > 0
        found = np.where(has_same, same_language, foreign)
        raised = same_language + FOREIGN_VOICE * (foreign - same_language)
        found = np.where(has_same & has_foreign, np.maximum(same_language, raised), found)
        return np.where(apart, -np.inf, found)

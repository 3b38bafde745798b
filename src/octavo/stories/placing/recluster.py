"""Recluster: the stories around a newcomer, taken apart and put together again.

    newcomer + members of similar stories ─► similarity, pair by pair ─► less what is at odds,
                                                                        less local density ───┐
    groups, which become stories ◄── the two most alike joined, again and again (mean link) ──┘

So a newcomer joins, founds, merges, moves and splits by one rule, and where an article ends hardly
depends on the order in which articles came (docs/decisions/0016).
"""

from collections.abc import Callable, Sequence

import numpy as np

from octavo.stories.placing.conflicts import conflicts
from octavo.stories.placing.constraints import Constraints
from octavo.stories.placing.linkage import UNLINKED, Links, constrained, constraint_matrices
from octavo.stories.placing.node_similarity import DIGITS, Matrix, node_similarities
from octavo.stories.placing.nodes import Node
from octavo.stories.similarity.local_density import NEAREST, Neighbour
from octavo.stories.similarity.parameters import ODDS, Parameters


class Reclustering:
    """The nodes around a newcomer, which is the first of them, and their similarities."""

    def __init__(self, around: Sequence[Node], parameters: Parameters) -> None:
        self.nodes = around
        self.parameters = parameters
        self._similarities, self._is_same_language = node_similarities(around, parameters)

    def nearest(self) -> list[Neighbour]:
        """The articles in the newcomer's language that are nearest to it, nearest first."""
        found = [
            (float(self._similarities[0, at]), -member.article_id)
            for at, node in enumerate(self.nodes)
            if at and self._is_same_language[0, at] and self._similarities[0, at] > 0
            for member in node.members[-NEAREST:]
        ]
        return [
            (-number, similarity) for similarity, number in sorted(found, reverse=True)[:NEAREST]
        ]

    def groups(
        self,
        local_density: Callable[[int], float],
        constraints: Constraints,
        articles: Callable[[Node], Sequence[int]],
    ) -> tuple[list[list[Node]], float]:
        """The groups that become stories, the newcomer's first, and the log-odds with which the
        newcomer belongs to its own: the mean over the others of it (0 where it is alone).
        `articles` gives the numbers of a node's articles, copies too."""
        some = self.nodes
        if len(some) == 1:
            return [[some[0]]], 0.0
        sizes = [len(node.members) for node in some]
        links = Links(self._log_odds(local_density), self._is_same_language, sizes)
        linked = UNLINKED
        if constraints:
            linked = constraint_matrices([articles(node) for node in some], constraints)
        links.keep_apart(linked.apart)
        for first, *others in _fixed(some):
            links.join_all(first, others)
        found = constrained(links.joined(), linked)
        return [[some[at] for at in group] for group in found], links.mean(found[0])

    def belonging(self, local_density: Callable[[int], float]) -> float:
        """The log-odds with which the newcomer belongs to all others, as they are."""
        sizes = [len(node.members) for node in self.nodes]
        links = Links(self._log_odds(local_density), self._is_same_language, sizes)
        return links.mean(range(len(sizes)))

    def _log_odds(self, local_density: Callable[[int], float]) -> Matrix:
        """The log-odds that two nodes report one event. The density counts between nodes of one
        language alone; articles of one story need a little less to stay together."""
        density = np.array([_mean_density(node, local_density) for node in self.nodes])
        of = [0 if node.story is None else node.story.id for node in self.nodes]
        same = np.equal.outer(of, of) & (np.array(of) != 0)
        by = self.parameters
        rest = self._similarities - by.threshold + by.stay_margin * same
        rest -= self._is_same_language * conflicts(self.nodes, by)
        rest -= self._is_same_language * by.density_weight * (density[:, None] + density[None]) / 2
        log_odds: Matrix = np.round(ODDS * rest, DIGITS)
        return log_odds


def _mean_density(node: Node, local_density: Callable[[int], float]) -> float:
    return float(np.mean([local_density(m.article_id) for m in node.members[-NEAREST:]]))


def _fixed(some: Sequence[Node]) -> list[list[int]]:
    """The places of the fixed nodes of each story."""
    found: dict[int, list[int]] = {}
    for at, node in enumerate(some):
        if node.is_fixed and node.story is not None:
            found.setdefault(node.story.id, []).append(at)
    return list(found.values())

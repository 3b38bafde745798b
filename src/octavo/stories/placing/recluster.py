"""Neighbourhood: the stories around a newcomer, taken apart and put together anew.

    newcomer + members of the stories near it ── pair by pair ──► nearness ── less the crowd ──┐
    groups, as stories shall be ◄── the two most alike, again and again (mean link) ───────────┘

So a newcomer joins, founds, brings together, draws to itself and parts by one rule, and where an
article ends does not hang on the order in which articles came.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from octavo.stories.index.live_stories import Story
from octavo.stories.placing.constraints import Constraints
from octavo.stories.similarity.features import Known
from octavo.stories.similarity.local_density import TOLD, Near
from octavo.stories.similarity.parameters import DENSE, FOREIGN, ODDS, SPARSE, Settings, Weights
from octavo.stories.similarity.similarity import Gathered, number_weights, product

Matrix = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Weighed = Mapping[str, float]

DIGITS = 6
"""Digits of a nearness that count: the last ones hang on the order of the words."""


@dataclass(slots=True)
class Node:
    """What goes into a story as a whole: an article, or a block of many in one language, with their
    sum. What is fixed of a story stays together. `story` is None for the newcomer."""

    members: Sequence[Known]
    story: Story | None = None
    sum: Gathered | None = None
    is_fixed: bool = False

    @property
    def first(self) -> Known:
        """The article, or the first of them."""
        return self.members[0]

    def seconds(self) -> float:
        """The middle of its times in seconds since 1970; not a number where it has none."""
        if self.sum is not None:
            middle = self.sum.middle()
            return float("nan") if middle is None else middle
        at = self.first.published
        return float("nan") if at is None else at.timestamp()


def nodes(newcomer: Known, stories: Sequence[Story], settings: Settings) -> list[Node]:
    """The newcomer, and of each story its latest articles one by one and the others in blocks,
    which are fixed, as is what lies too far back."""
    found = [Node((newcomer,))]
    for story in stories:
        first = max(len(story.members) - settings.free, 0)
        found += [Node(some, story, total, is_fixed=True) for some, total in story.blocks(first)]
        for member in story.members[first:]:
            is_old = not _is_recent(member, newcomer, settings)
            found.append(Node((member,), story, is_fixed=is_old))
    return found


def _is_recent(member: Known, newcomer: Known, settings: Settings) -> bool:
    if member.published is None or newcomer.published is None:
        return True
    days = abs((member.published - newcomer.published).total_seconds()) / 86400
    return days <= settings.look_back


class Neighbourhood:
    """The nodes around a newcomer, which is the first of them, and how near each is to each."""

    def __init__(self, around: Sequence[Node], settings: Settings) -> None:
        self.nodes = around
        self.settings = settings
        self.near, self._is_kin = _nearness(around, settings)

    def told(self) -> list[Near]:
        """The articles in the newcomer's language that are nearest to it, nearest first."""
        found = [
            (float(self.near[0, at]), -member.article_id)
            for at, node in enumerate(self.nodes)
            if at and self._is_kin[0, at] and self.near[0, at] > 0
            for member in node.members[-TOLD:]
        ]
        return [(-number, near) for near, number in sorted(found, reverse=True)[:TOLD]]

    def groups(
        self,
        crowd: Callable[[int], float],
        constraints: Constraints,
        articles: Callable[[Node], Sequence[int]],
    ) -> tuple[list[list[Node]], float]:
        """What shall be a story, the newcomer's first, and the log-odds with which the newcomer
        belongs to its own: the mean over the others of it (0 where it is alone). `articles` gives
        the numbers of a node's articles, copies too."""
        some = self.nodes
        if len(some) == 1:
            return [[some[0]]], 0.0
        links = _Links(self._odds(crowd), self._is_kin, [len(node.members) for node in some])
        said = _said([articles(node) for node in some], constraints) if constraints else None
        if said:
            links.part(said[1])
        for first, *others in _fixed(some):
            links.tie(first, others)
        found = _obeyed(links.joined(), *said) if said else links.joined()
        return [[some[at] for at in group] for group in found], links.mean(found[0])

    def _odds(self, crowd: Callable[[int], float]) -> Matrix:
        """The log-odds that two nodes tell one event. Only those of one language know how crowded
        it is around them; articles of one story need a little less to stay together."""
        around = np.array(
            [np.mean([crowd(m.article_id) for m in node.members[-TOLD:]]) for node in self.nodes]
        )
        of = [0 if node.story is None else node.story.id for node in self.nodes]
        same = np.equal.outer(of, of) & (np.array(of) != 0)
        settings = self.settings
        rest = self.near - settings.line + settings.stay * same
        rest -= self._is_kin * settings.crowd * (around[:, None] + around[None]) / 2
        odds: Matrix = np.round(ODDS * rest, DIGITS)
        return odds


def _nearness(some: Sequence[Node], settings: Settings) -> tuple[Matrix, Mask]:
    """How near the nodes are to each other, time counted, on one scale whatever there is to compare
    (what it takes to be one story is `line` for all), and which are in one language."""
    languages = [node.first.language for node in some]
    is_kin = np.array([[one == other for other in languages] for one in languages])
    sizes = np.array([len(node.members) for node in some], np.float64)
    pairs = np.outer(sizes, sizes)
    words = _products(some, [n.first.terms if n.sum is None else n.sum.terms for n in some]) / pairs
    numbers = [number_weights(n.first.numbers) if n.sum is None else n.sum.numbers for n in some]
    parts = {
        "words": words,
        "root": np.sqrt(np.maximum(words, 0)),
        "numbers": _products(some, numbers) / pairs,
    }
    dense, has_dense = _dense(some)
    if not (has_dense | ~is_kin).all() or not is_kin.all():
        names = [n.first.entities if n.sum is None else n.sum.names for n in some]
        parts["names"] = _products(some, names) / pairs
    if not is_kin.all():
        sounds = [n.first.sounds if n.sum is None else n.sum.sounds for n in some]
        parts["sounds"] = _products(some, sounds) / pairs
    parts["dense"] = dense
    found = np.where(has_dense, _weighed(parts, DENSE), _weighed(parts, SPARSE))
    found = np.where(is_kin, found, _weighed(parts, FOREIGN))
    return np.round(found + _time(some, settings), DIGITS), is_kin


def _weighed(parts: Mapping[str, Matrix], by: Weights) -> Any:
    return sum(getattr(by, name) * part for name, part in parts.items()) + by.shift


def _time(some: Sequence[Node], settings: Settings) -> Matrix:
    """What the days between nodes are worth; nothing where a time is unknown."""
    days = np.array([node.seconds() for node in some]) / 86400
    gaps = np.abs(days[:, None] - days[None])
    worth = settings.gap * (1 - np.exp(-gaps / settings.fade))
    return np.nan_to_num(worth, nan=0.0)


def _products(some: Sequence[Node], rows: Sequence[Weighed]) -> Matrix:
    """The sums of products of each row with each other. Of a block, which has many words, only
    those are read that an article holds; two blocks are multiplied by themselves."""
    places: dict[str, int] = {}
    place = places.setdefault
    blocks = [at for at, node in enumerate(some) if node.sum is not None]
    single = [at for at, node in enumerate(some) if node.sum is None]
    columns = [place(word, len(places)) for at in single for word in rows[at]]
    matrix = np.zeros((len(rows), len(places)))
    owners = np.repeat(single, [len(rows[at]) for at in single])
    matrix[owners, columns] = [weight for at in single for weight in rows[at].values()]
    for at in blocks:
        row = rows[at]
        held = [(column, row[word]) for word, column in places.items() if word in row]
        matrix[at, [column for column, _ in held]] = [weight for _, weight in held]
    found: Matrix = matrix @ matrix.T
    for at, one in enumerate(blocks):
        for other in blocks[at + 1 :]:
            found[one, other] = found[other, one] = product(rows[one], rows[other])
    return found


def _dense(some: Sequence[Node]) -> tuple[Matrix, Mask]:
    """The mean cosines of meanings, and where both have one."""
    vectors = [node.first.dense if node.sum is None else node.sum.dense for node in some]
    counts = [1 if node.sum is None else node.sum.dense_count for node in some]
    shown = [at for at, vector in enumerate(vectors) if vector is not None]
    cosines = np.zeros((len(some), len(some)))
    if shown:
        matrix = np.array([vectors[at] / counts[at] for at in shown], np.float64)  # type: ignore[operator]
        cosines[np.ix_(shown, shown)] = matrix @ matrix.T
    has = np.zeros(len(some), bool)
    has[shown] = True
    return cosines, np.logical_and.outer(has, has)


def _fixed(some: Sequence[Node]) -> list[list[int]]:
    """What is fixed of each story."""
    found: dict[int, list[int]] = {}
    for at, node in enumerate(some):
        if node.is_fixed and node.story is not None:
            found.setdefault(node.story.id, []).append(at)
    return list(found.values())


def _said(
    numbers: Sequence[Collection[int]], constraints: Constraints
) -> tuple[list[list[int]], Mask]:
    """What editors have said of nodes with these articles: those that belong together, and which
    pairs apart. What is apart from one of those that belong together is apart from all of them."""
    class_of = list(range(len(numbers)))
    apart = np.zeros((len(numbers), len(numbers)), bool)
    here = set().union(*numbers)
    for rule in constraints.rules:
        if here.isdisjoint(rule.one):
            continue
        ones = [at for at, mine in enumerate(numbers) if not rule.one.isdisjoint(mine)]
        others = [at for at, mine in enumerate(numbers) if not rule.others.isdisjoint(mine)]
        apart[np.ix_(ones, others)] = apart[np.ix_(others, ones)] = True
        if not rule.others:
            classes = {class_of[at] for at in ones}
            class_of = [min(classes) if of in classes else of for of in class_of]
    same = np.equal.outer(class_of, class_of)
    together = [np.flatnonzero(row).tolist() for at, row in enumerate(same) if row.argmax() == at]
    return [nodes for nodes in together if len(nodes) > 1], (same.astype(int) @ apart @ same) > 0


def _obeyed(
    groups: list[list[int]], together: Sequence[Sequence[int]], apart: Mask
) -> list[list[int]]:
    """The groups with what editors have put together in one: whole groups, or, where others of them
    are to be apart, what was spoken of alone."""
    for said in together:
        first, *rest = [group for group in groups if not set(said).isdisjoint(group)]
        for group in rest:
            is_free = not apart[np.ix_(first, group)].any()
            going = [at for at in group if is_free or at in said]
            first += going
            group[:] = [at for at in group if at not in going]
    return sorted(sorted(group) for group in groups if group)


class _Links:
    """The links between groups that grow together: sums and counts of pairs, those of one language
    apart from the others. Where groups have both, the others may speak for them as much, and never
    against: names are often written so that they are not known again."""

    def __init__(self, odds: Matrix, is_kin: Mask, sizes: Sequence[int]) -> None:
        pairs = np.outer(sizes, sizes)
        self._counts = np.stack([pairs * is_kin, pairs * ~is_kin]).astype(np.float64)
        self._sums = odds * self._counts
        self._odds, self._pairs, self._kin = odds, pairs, is_kin
        self._apart = np.eye(len(sizes), dtype=bool)
        self._groups: list[list[int]] = [[at] for at in range(len(sizes))]

    def tie(self, first: int, others: Sequence[int]) -> None:
        """Makes one group of these nodes, whatever their links."""
        for other in others:
            self._join(first, other)

    def part(self, apart: Mask) -> None:
        """Sees that no group holds two nodes that are to be apart; before any is joined."""
        self._apart |= apart

    def joined(self) -> list[list[int]]:
        """Joins the two groups that are most alike until none are alike; the groups."""
        links = self._means(self._sums, self._counts, self._apart)
        while links.size:
            first, second = divmod(int(links.argmax()), len(links))
            if links[first, second] < 0:
                break
            first, second = sorted((first, second))
            self._join(first, second)
            row = self._means(self._sums[:, first], self._counts[:, first], self._apart[first])
            links[first], links[:, first] = row, row
            links[second], links[:, second] = -np.inf, -np.inf
        return [group for group in self._groups if group]

    def mean(self, group: Sequence[int]) -> float:
        """The link of the first of a group to the others of it; 0 where it is alone."""
        others = list(group[1:])
        if not others:
            return 0.0
        kin = [at for at in others if self._kin[group[0], at]] or others
        worth = self._pairs[group[0], kin]
        return float(np.sum(self._odds[group[0], kin] * worth) / worth.sum())

    def _join(self, first: int, second: int) -> None:
        for table in (*self._sums, *self._counts):
            table[first] += table[second]
            table[:, first] += table[:, second]
            table[second], table[:, second] = 0, 0
        self._apart[first] |= self._apart[second]
        self._apart[:, first] |= self._apart[:, second]
        self._apart[second], self._apart[:, second] = True, True
        self._groups[first] = sorted(self._groups[first] + self._groups[second])
        self._groups[second] = []

    @staticmethod
    def _means(sums: Matrix, counts: Matrix, apart: Mask) -> Matrix:
        kin, far = sums / np.maximum(counts, 1)
        has_kin, has_far = counts > 0
        found = np.where(has_kin, kin, far)
        found = np.where(has_kin & has_far, np.maximum(kin, (kin + far) / 2), found)
        return np.where(apart, -np.inf, found)

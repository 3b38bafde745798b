"""Settling: which story each group of a neighbourhood is from now on.

A story lives on in the group that holds most of it. Where several live on in one, the oldest number
stays and the others lead to it; a group in which none lives on gets a new number.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from octavo.stories.placing.recluster import Node
from octavo.stories.similarity.features import Known


@dataclass(frozen=True, slots=True)
class Settled:
    """The number of each group, the newcomer's first; the members of every story that is another
    now (none: it is gone); the numbers that are new; for each story that is gone the one it became.
    """

    numbers: tuple[int, ...]
    changed: dict[int, list[Known]]
    founded: frozenset[int]
    became: dict[int, int]


def settled(
    groups: Sequence[Sequence[Node]], new_number: Callable[[], int], weight: Callable[[Node], int]
) -> Settled:
    """Settles the groups of a neighbourhood, the newcomer's first. A story that only the newcomer
    joins is not among those that are another now. It lives on where the `weight` of its nodes is
    greatest."""
    parts = [_parts(group, lambda node: len(node.members)) for group in groups]
    sizes = sum(parts, Counter[int]())
    weights = [_parts(group, weight) for group in groups]
    heirs = {story: max(range(len(parts)), key=lambda at: (weights[at][story], -at))
             for story in sizes}  # fmt: skip
    numbers, founded = [], set()
    for at in range(len(groups)):
        own = [story for story, heir in heirs.items() if heir == at]
        numbers.append(min(own) if own else new_number())
        if not own:
            founded.add(numbers[-1])
    became = {story: numbers[heir] for story, heir in heirs.items() if numbers[heir] != story}
    changed: dict[int, list[Known]] = {story: [] for story in became}
    for number, group, part in zip(numbers, groups, parts, strict=True):
        is_same = part == Counter({number: sizes[number]})
        if not is_same:
            changed[number] = [known for node in group for known in node.members]
    return Settled(tuple(numbers), changed, frozenset(founded), became)


def _parts(group: Sequence[Node], weight: Callable[[Node], int]) -> Counter[int]:
    """How much of each story is in a group."""
    found: Counter[int] = Counter()
    for node in group:
        if node.story is not None:
            found[node.story.id] += weight(node)
    return found

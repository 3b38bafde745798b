"""Story ids: which story each reclustered group is from now on.

A story lives on in the group that holds most of it. Where several live on in one, the oldest id
stays and the others lead to it; a group in which none lives on gets a new id.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from octavo.stories.placing.nodes import Node
from octavo.stories.similarity.features import ArticleFeatures


@dataclass(frozen=True, slots=True)
class StoryIds:
    """The id of each group, the newcomer's first; the members of every story that has other ones
    now (none: it is gone); the ids that are new; for each story that is gone the one it was merged
    into."""

    ids: tuple[int, ...]
    changed: dict[int, list[ArticleFeatures]]
    founded: frozenset[int]
    merged_into: dict[int, int]


def story_ids(
    groups: Sequence[Sequence[Node]], new_id: Callable[[], int], weight: Callable[[Node], int]
) -> StoryIds:
    """The ids of groups, the newcomer's first. A story that only the newcomer joins is not among
    the changed. It lives on where the `weight` of its nodes is greatest."""
    shares = [_shares(group, lambda node: len(node.members)) for group in groups]
    sizes = sum(shares, Counter[int]())
    heirs = _heirs(sizes, [_shares(group, weight) for group in groups])
    ids, founded = [], set()
    for at in range(len(groups)):
        own = [story for story, heir in heirs.items() if heir == at]
        ids.append(min(own) if own else new_id())
        if not own:
            founded.add(ids[-1])
    merged_into = {story: ids[heir] for story, heir in heirs.items() if ids[heir] != story}
    changed: dict[int, list[ArticleFeatures]] = {story: [] for story in merged_into}
    for number, group, share in zip(ids, groups, shares, strict=True):
        is_same = share == Counter({number: sizes[number]})
        if not is_same:
            changed[number] = [features for node in group for features in node.members]
    return StoryIds(tuple(ids), changed, frozenset(founded), merged_into)


def _heirs(stories: Counter[int], weights: Sequence[Counter[int]]) -> dict[int, int]:
    """The group in which each story lives on, the first of equals."""
    return {
        story: max(range(len(weights)), key=lambda at: (weights[at][story], -at))
        for story in stories
    }


def _shares(group: Sequence[Node], weight: Callable[[Node], int]) -> Counter[int]:
    """How much of each story is in a group."""
    found: Counter[int] = Counter()
    for node in group:
        if node.story is not None:
            found[node.story.id] += weight(node)
    return found

"""Nodes: what is reclustered as a whole, an article or a block of many."""

from collections.abc import Sequence
from dataclasses import dataclass

from octavo.stories.index.live_story import LiveStory
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.parameters import Parameters
from octavo.stories.similarity.similarity import FeatureSum


@dataclass(slots=True)
class Node:
    """An article, or a block of many in one language with their sum. What is fixed of a story stays
    together. `story` is None for the newcomer."""

    members: Sequence[ArticleFeatures]
    story: LiveStory | None = None
    sum: FeatureSum | None = None
    is_fixed: bool = False

    @property
    def first(self) -> ArticleFeatures:
        """The article, or the first of them."""
        return self.members[0]

    def seconds(self) -> float:
        """The middle of its times in seconds since 1970; not a number where it has none."""
        if self.sum is not None:
            middle = self.sum.middle()
            return float("nan") if middle is None else middle
        at = self.first.published
        return float("nan") if at is None else at.timestamp()


def nodes(
    newcomer: ArticleFeatures, stories: Sequence[LiveStory], parameters: Parameters
) -> list[Node]:
    """The newcomer, and of each story its latest articles one by one and the others in blocks,
    which are fixed, as is what lies too far back."""
    found = [Node((newcomer,))]
    for story in stories:
        first = max(len(story.members) - parameters.free_members, 0)
        found += [Node(some, story, total, is_fixed=True) for some, total in story.blocks(first)]
        for member in story.members[first:]:
            is_old = not _is_recent(member, newcomer, parameters)
            found.append(Node((member,), story, is_fixed=is_old))
    return found


def _is_recent(member: ArticleFeatures, newcomer: ArticleFeatures, parameters: Parameters) -> bool:
    if member.published is None or newcomer.published is None:
        return True
    days = abs((member.published - newcomer.published).total_seconds()) / 86400
    return days <= parameters.look_back_days

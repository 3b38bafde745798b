"""Regrouping: the stories of the window made as a reclustering has found them."""

from collections.abc import Collection, Mapping, Sequence

from octavo.stories.placing.match import Match, matches
from octavo.stories.placing.nodes import Node
from octavo.stories.placing.story_ids import StoryIds
from octavo.stories.placing.storyline import is_next_step
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.window.copies import copies_by_story
from octavo.stories.window.state import NO_STORY, WindowState

FIXED = 1_000_000
"""A fixed node weighs more than any number of articles that are not, and what an editor has placed
more than any number of fixed nodes: no story has so many articles."""


def node_weight(state: WindowState, node: Node) -> int:
    """The weight of a node where a story is split and one part keeps its id."""
    rules = state.constraints
    is_linked = bool(rules) and rules.is_must_linked(state.articles_of(node))
    return len(node.members) + FIXED * node.is_fixed + FIXED * FIXED * is_linked


def regroup_stories(state: WindowState, features: ArticleFeatures, ids: StoryIds) -> list[int]:
    """Makes the stories of a newcomer's groups: the articles, copies too, that are in another story
    now, those left out whose whole story is."""
    moved = []
    copies = copies_by_story(state, ids.changed, ids.merged_into)
    for number, members in ids.changed.items():
        for one in (*members, *copies[number]):
            before = state.story_of[one.article_id]
            if before not in (number, NO_STORY) and ids.merged_into.get(before) != number:
                moved.append(one.article_id)
            state.story_of[one.article_id] = number
        members, own_copies = state.in_order(members), state.in_order(copies[number])
        state.stories.rebuild(number, members, own_copies)
    if ids.ids[0] not in ids.changed:
        state.story_of[features.article_id] = ids.ids[0]
        state.stories.add(ids.ids[0], features)
    return sorted(moved)


def matches_after(
    state: WindowState, features: ArticleFeatures, ids: StoryIds, found: Sequence[Match]
) -> list[Match]:
    """The matches of a newcomer with the stories as they are after regrouping, new ones too."""
    by_id = state.stories.by_id
    left = [by_id[m.story.id] for m in found if m.story.id in by_id]
    new = [by_id[number] for number in sorted(ids.founded - {ids.ids[0]})]
    return matches(features, [*left, *new], state.parameters)


def follows_by_story(
    state: WindowState, ids: Collection[int], features: ArticleFeatures, found: Sequence[Match]
) -> dict[int, int | None]:
    """The older story that each of these stories follows, if any, of those that exist. `found` are
    the matches of `features`."""
    here = sorted(number for number in ids if number in state.stories.by_id)
    return {number: _follows(state, number, features, found) for number in here}


def _follows(
    state: WindowState, number: int, features: ArticleFeatures, found: Sequence[Match]
) -> int | None:
    """The most similar older story to a story's first article, if it is similar enough."""
    first = state.stories.by_id[number].members[0]
    if first is not features:
        found = state.matches(first)
    older = (m for m in found if m.story.id < number and is_next_step(first, m))
    nearest = max(older, key=_similarity, default=None)
    return None if nearest is None else nearest.story.id


def _similarity(match: Match) -> tuple[float, int]:
    return round(match.parts.similarity(), 6), -match.story.id


def founding_reason(found: Sequence[Match], follows: int | None) -> Mapping[str, object]:
    """Why an article founds a story, as it is stored: the best match, and which story it follows,
    if any."""
    if not found:
        return {"nearest": None}
    why = {"nearest": found[0].story.id, "near": round(found[0].score, 3)}
    return why if follows is None else why | {"follows": follows}

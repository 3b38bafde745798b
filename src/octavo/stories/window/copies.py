"""Copies in the window: where a near-duplicate goes, and which article of one text is the original.

near-duplicate ─► the stories that hold its text, merged ─► the earliest is the original
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from octavo.stories.index.live_story import LiveStory
from octavo.stories.index.near_duplicates import Copy
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.local_density import Neighbour
from octavo.stories.window.state import WindowState


@dataclass(frozen=True, slots=True)
class PlacedCopy:
    """Where a copy was put: its story and original (its own number: it is the original itself), its
    nearest neighbours, the stories (from, into) merged by it, and the articles whose original
    (article, original) it changed."""

    story: LiveStory
    original: int
    near: list[Neighbour]
    merged: tuple[tuple[int, int], ...]
    changed: list[tuple[int, int]]


def place_copy(state: WindowState, features: ArticleFeatures, copy: Copy) -> PlacedCopy:
    """Puts a copy into the story of its text."""
    number = features.article_id
    story_id, merged = _merge(state, _stories_of(state, copy))
    state.enter(features, story_id)
    same_text = tuple(i for i in copy.originals if state.story_of[i] == story_id)
    original = _earliest(state, [*same_text, number])
    near = state.neighbours.of(same_text[0]) if original == number else []
    state.neighbours.add(number, near)
    state.texts.add(features, None if original == number else original)
    changed = _make_copies(state, original, same_text)
    story = state.stories.by_id[story_id]
    if changed:
        state.regroup(story, [*story.members, *story.copies, features])
    else:
        story.copies.append(features)
    return PlacedCopy(story, original, near, merged, changed)


def _stories_of(state: WindowState, copy: Copy) -> list[int]:
    """The stories that hold a copy's text and may be one: that of the nearest original, and of the
    others those that no editor has separated from it or from each other."""
    chosen: list[LiveStory] = []
    for number in dict.fromkeys(state.story_of[i] for i in copy.originals):
        story = state.stories.by_id[number]
        if all(_may_be_one(state, story, other) for other in chosen):
            chosen.append(story)
    return sorted(story.id for story in chosen)


def _may_be_one(state: WindowState, one: LiveStory, other: LiveStory) -> bool:
    rules = state.constraints
    return not rules or rules.may_share(one.articles(), other.articles())


def _merge(state: WindowState, ids: list[int]) -> tuple[int, tuple[tuple[int, int], ...]]:
    """Makes one story of several, the oldest: which, and what was merged into it."""
    first, *rest = ids
    for other in rest:
        state.merge(first, other)
    return first, tuple((other, first) for other in rest)


def _earliest(state: WindowState, numbers: Sequence[int]) -> int:
    """The original among articles of one text: published first, or, where a time is missing,
    arrived first."""
    articles = [state.features[number] for number in numbers]
    if all(one.published for one in articles):
        first = min(articles, key=lambda one: (one.published, state.order[one.article_id]))
        return first.article_id
    return min(numbers, key=lambda number: state.order[number])


def _make_copies(
    state: WindowState, original: int, others: Collection[int]
) -> list[tuple[int, int]]:
    """Makes `others`, and their copies, copies of `original`: (article, original) for each that
    has changed."""
    moved = {number for number in others if number != original}
    copy_of = state.texts.original_of
    moved |= {copy for copy, of in copy_of.items() if of in moved} if moved else set()
    for number in sorted(moved, key=state.order.__getitem__):
        state.texts.remove(number)
        state.texts.add(state.features[number], original)
    return [(number, original) for number in sorted(moved)]


def copies_by_story(
    state: WindowState,
    changed: Mapping[int, Sequence[ArticleFeatures]],
    merged_into: Mapping[int, int],
) -> Mapping[int, list[ArticleFeatures]]:
    """The copies of each story that has other members now: they go where their original goes. What
    was separated from its original stays with its story, or with what that was merged into."""
    story_of = {m.article_id: number for number, some in changed.items() for m in some}
    found: defaultdict[int, list[ArticleFeatures]] = defaultdict(list)
    for number in changed:
        story = state.stories.by_id.get(number)
        for copy in story.copies if story else ():
            stays = merged_into.get(number, number)
            found[story_of.get(state.texts.root(copy.article_id), stays)].append(copy)
    return found


def replace_originals(state: WindowState, dropped: Collection[int]) -> None:
    """Makes, of the copies of what is dropped, the first to have arrived the original."""
    families: defaultdict[int, list[int]] = defaultdict(list)
    for copy in sorted(state.texts.original_of, key=lambda n: state.order.get(n, 0)):
        if copy not in dropped and (root := state.texts.root(copy)) in dropped:
            families[root].append(copy)
    for first, *others in families.values():
        state.texts.remove(first)
        state.texts.add(state.features[first])
        for copy in others:
            state.texts.remove(copy)
            state.texts.add(state.features[copy], first)

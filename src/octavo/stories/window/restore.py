"""Restore and expiry: the window filled again from the store, and rid of what is past.

    stored articles, in the order in which they were placed ─► stories, copies ─► indexes, at once

Later decisions are the same as if the window had never been left (docs/decisions/0014).
"""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from octavo.stories.index.live_story import LiveStory
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.window.copies import replace_originals
from octavo.stories.window.state import WindowState

FROZEN = 2_000
"""Restored articles from which on the collector of cycles is told to leave the window alone: to
look through it takes half a second. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article of the store: its features, its story, its original where it is a copy, and its
    nearest neighbours as of its arrival (`local_density.packed_nearest`)."""

    features: ArticleFeatures
    story_id: int
    duplicate_of: int | None = None
    near: bytes = b""


def restore(state: WindowState, rows: Iterable[StoredArticle]) -> None:
    """Adds articles of the store, in the order in which they were placed."""
    before = len(state.story_of)
    with _without_collector():
        new = [row for row in rows if row.features.article_id not in state.story_of]
        copies = _enter(state, new)
        near = {row.features.article_id: row.near for row in new if row.near}
        state.neighbours.restore(near, state.story_of.__contains__)
        state.stories.index_restored()
        state.texts.index_restored()
        for features, original in copies:
            state.texts.add(features, original)
        if len(state.story_of) - before >= FROZEN:
            gc.freeze()


def _enter(state: WindowState, rows: Sequence[StoredArticle]) -> list[tuple[ArticleFeatures, int]]:
    """Puts the articles into their stories; the copies, each with its original. Of copies whose
    original is not here any more, the first is the original."""
    here = state.story_of.keys() | {row.features.article_id for row in rows}
    stands_for: dict[int, int] = {}
    copies = []
    for row in rows:
        features, original = row.features, row.duplicate_of
        state.next_story_id = max(state.next_story_id, row.story_id + 1)
        state.enter(features, row.story_id)
        if original is not None and original not in here:
            original = stands_for.setdefault(original, features.article_id)
        if original is None or original == features.article_id:
            state.stories.restore(row.story_id, features)
            state.texts.restore(features)
        else:
            story = state.stories.by_id.setdefault(row.story_id, LiveStory(row.story_id))
            story.copies.append(features)
            copies.append((features, original))
    return copies


def expire(state: WindowState, before: datetime) -> int:
    """Drops articles published before `before` and stories that are left without any; how many.
    Those without a time stay: their age is unknown."""
    old = {n for n, one in state.features.items() if one.published and one.published < before}
    touched = {state.story_of[number] for number in old}
    if old:
        replace_originals(state, old)
    for story in [state.stories.by_id[number] for number in sorted(touched)]:
        left = [k for k in (*story.members, *story.copies) if k.article_id not in old]
        state.regroup(story, left)
    state.remove(old)
    return len(old)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Without the collector of cycles, which would look through a growing window over and over, and
    finds nothing: what is restored stays."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

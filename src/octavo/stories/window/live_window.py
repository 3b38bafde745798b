"""The live window: places each article, one at a time, in the order in which they come.

    place ── a copy? ─────► the story of its original                           (copies)
          └─ matches ─────► their stories reclustered ─► story ids ─► regrouped (regrouping)
                                                      └► related

Everything follows from what is in the window (state) and in which order it came: the same articles
give the same stories under any hash seed and batch size, and after a `restore` from the store.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

from octavo.stories.index.live_story import LiveStory
from octavo.stories.index.near_duplicates import Copy
from octavo.stories.placing.constraints import Constraints
from octavo.stories.placing.explanation import explanation
from octavo.stories.placing.match import Match, match, reason
from octavo.stories.placing.nodes import Node, nodes
from octavo.stories.placing.recluster import Reclustering
from octavo.stories.placing.related import ranking, related
from octavo.stories.placing.story_ids import StoryIds, story_ids
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.parameters import Parameters
from octavo.stories.window.copies import place_copy
from octavo.stories.window.regrouping import (
    follows_by_story,
    founding_reason,
    matches_after,
    node_weight,
    regroup_stories,
)
from octavo.stories.window.restore import StoredArticle, expire, restore
from octavo.stories.window.state import NO_STORY, WindowState
from octavo.types import Link, Placement

COMPARED_MEMBERS = 64
"""Members of a story that an explanation compares, the latest: bounds the cost; not measured."""


class Window:
    """The live stories of the last days. Not safe to share between threads: one places at a time.

    `next_story_id` is the id of the next new story: one more than the store has ever given."""

    def __init__(self, parameters: Parameters | None = None, next_story_id: int = 1) -> None:
        self.state = WindowState(parameters or Parameters(), next_story_id)

    def __len__(self) -> int:
        return len(self.state.story_of)

    @property
    def next_story_id(self) -> int:
        """The id of the next new story."""
        return self.state.next_story_id

    def constrain(self, constraints: Constraints) -> None:
        """Sets what editors have said, for later placing to obey."""
        self.state.constraints = constraints

    def story(self, story_id: int) -> LiveStory | None:
        """The live story with this id."""
        return self.state.stories.by_id.get(story_id)

    def story_of(self, article_id: int) -> int | None:
        """The id of the story an article of the window is in."""
        return self.state.story_of.get(article_id)

    def language_of(self, article_id: int) -> str:
        """The language of an article of the window."""
        return self.state.features[article_id].language

    def original_of(self, article_id: int) -> int | None:
        """The article whose copy this one is; None for an original."""
        root = self.state.texts.root(article_id)
        return None if root == article_id else root

    def restore(self, rows: Iterable[StoredArticle]) -> None:
        """Fills the window from the store, rows in the order in which they were placed."""
        restore(self.state, rows)

    def forget(self, before: datetime) -> int:
        """Drops articles published before `before` and stories that are left without any; how
        many. Those without a time stay."""
        return expire(self.state, before)

    def related(self, article_id: int) -> tuple[Link, ...]:
        """What is related to an article of the window by now; nothing for a stranger."""
        features = self.state.features.get(article_id)
        return () if features is None else self._related(features, self.state.matches(features))

    def nearest(self, article_id: int, most: int) -> list[tuple[int, float]]:
        """The articles of the window most similar to one of it, best first, with their ranking
        score, 0..1: whatever there is, similar or not, of its own story or of others."""
        newcomer = self.state.newcomer(self.state.features[article_id])
        candidates = self.state.stories.candidates(newcomer.features)
        found = (pair for story in candidates for pair in ranking(newcomer, story))
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:most]

    def explained(self, article_id: int) -> Mapping[str, Any]:
        """Why an article of the window is where it is now: whose copy it is, or what it has in
        common with the other members of its story, what is at odds, the local density around it,
        and the log-odds; nothing where it is alone."""
        state, features = self.state, self.state.features[article_id]
        if (original := self.original_of(article_id)) is not None:
            return {"copy_of": original}
        members = state.stories.by_id[state.story_of[article_id]].members
        others = [m for m in members if m is not features][-COMPARED_MEMBERS:]
        if not others:
            return {}
        around = Reclustering([Node((one,)) for one in (features, *others)], state.parameters)
        return {
            **asdict(explanation(features, others, state.parameters)),
            "crowd": round(state.local_density(article_id), 3),
            "odds": round(around.belonging(state.local_density), 3),
        }

    def place(self, features: ArticleFeatures) -> Placement:
        """Where an article belongs, having put it there. Placing one again changes nothing: its
        place is returned as it is."""
        number = features.article_id
        if number in self.state.story_of:
            return Placement(number, self.state.story_of[number])
        copy = self.state.texts.copy(features)
        return self._place_copy(features, copy) if copy else self._place_original(features)

    def _place_copy(self, features: ArticleFeatures, copy: Copy) -> Placement:
        state, number = self.state, features.article_id
        placed = place_copy(state, features, copy)
        why: dict[str, Any] = {"copy_share": copy.share}
        if placed.changed:
            why["now_copies"] = placed.changed
        found = state.matches(features)
        is_changed = placed.merged or placed.changed
        return Placement(
            article_id=number,
            story_id=placed.story.id,
            duplicate_of=None if placed.original == number else placed.original,
            related=self._related(features, found),
            merged=placed.merged,
            follows=follows_by_story(
                state, {placed.story.id} if is_changed else (), features, found
            ),
            near=tuple(placed.near),
            score=copy.share,
            reason=_with_wire(why, features),
        )

    def _place_original(self, features: ArticleFeatures) -> Placement:
        state = self.state
        found = state.matches(features)
        similar = [m.story for m in found if m.score >= state.parameters.threshold]
        around = Reclustering(nodes(features, similar, state.parameters), state.parameters)
        near = around.nearest()
        state.neighbours.add(features.article_id, near)
        groups, log_odds = around.groups(state.local_density, state.constraints, state.articles_of)
        state.enter(features, NO_STORY)
        state.texts.add(features)
        ids = story_ids(groups, state.new_story_id, partial(node_weight, state))
        into = ids.ids[0]
        why = self._reason(features, groups[0], ids, found, log_odds)
        moved = regroup_stories(state, features, ids)
        if ids.changed:
            found = matches_after(state, features, ids, found)
        follows = follows_by_story(state, {*ids.founded, *ids.changed}, features, found)
        return Placement(
            article_id=features.article_id,
            story_id=into,
            is_new=into in ids.founded,
            related=self._related(features, found),
            merged=tuple(sorted(ids.merged_into.items())),
            moved=tuple(moved),
            follows=follows,
            near=tuple(near),
            score=round(log_odds, 4),
            reason=_with_wire(why or founding_reason(found, follows[into]), features),
        )

    def _reason(
        self,
        features: ArticleFeatures,
        group: Sequence[Node],
        ids: StoryIds,
        found: Sequence[Match],
        log_odds: float,
    ) -> Mapping[str, Any]:
        """Why an article joins a story as it was, or a part of some; nothing where it founds one.
        Before the stories are regrouped."""
        into = ids.ids[0]
        if into in ids.founded:
            return {}
        if into in ids.changed:
            others = [member for node in group[1:] for member in node.members]
            joined = match(features, LiveStory(into, others), self.state.parameters)
        else:
            joined = next(m for m in found if m.story.id == into)
        return reason(features, joined, log_odds, self.state.local_density(features.article_id))

    def _related(self, features: ArticleFeatures, found: Sequence[Match]) -> tuple[Link, ...]:
        own = self.story(self.state.story_of[features.article_id])
        return related(self.state.newcomer(features), own, found)


def _with_wire(why: Mapping[str, Any], features: ArticleFeatures) -> Mapping[str, Any]:
    return {**why, "wire": features.wire} if features.wire else why

"""The live stories: all that a newcomer may join, and which of them are candidates.

article ── strongest terms, names ──► inverted index ──┐
        ├─ vector ──► nearest centroids ───────────────┼──► candidates, best first
        └─ phonetic keys, numbers ──► other script's ──┘
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from octavo.stories.index.centroids import Centroids
from octavo.stories.index.inverted_index import InvertedIndex
from octavo.stories.index.live_story import LiveStory
from octavo.stories.similarity.features import ArticleFeatures, StoredFeatures
from octavo.stories.similarity.parameters import Parameters

SCRIPTS = {"latin": "", "arabic": "ar fa ur ps ckb", "cyrillic": "ru uk bg sr mk be kk",
           "han": "zh ja", "hangul": "ko", "thai": "th", "greek": "el", "hebrew": "he",
           "devanagari": "hi mr ne"}  # fmt: skip
"""The languages of each script but Latin, in which all others are written."""

_SCRIPT_OF = {code: script for script, codes in SCRIPTS.items() for code in codes.split()}

LOOKUP_TERMS = 14
"""Strongest terms by which an article is looked up. Chosen by hand; not measured."""


def lookup_keys(features: ArticleFeatures) -> dict[str, float]:
    """What an article is looked up by, with weights: terms of the headline (`h `), the strongest
    terms (`t `), all names (`n `). Stored with the article: see
    `actions.stories.live_window.MARK`."""
    found = {f"h {t}": 0.6 * w for t, w in features.headline_terms.items()}
    strongest = sorted(((w, t) for t, w in _strong(features.terms, LOOKUP_TERMS)), reverse=True)[
        :LOOKUP_TERMS
    ]
    found.update((f"t {t}", w) for w, t in strongest)
    found.update((f"n {n}", 0.5 * w) for n, w in features.entities.items())
    return found


def phonetic_lookup_keys(features: ArticleFeatures) -> list[str]:
    """What an article is looked up by across scripts: phonetic keys of its names, numbers of
    two significant digits or more."""
    numbers = (n for n in features.numbers if len(n.replace(".", "").strip("0")) > 1)
    return sorted([*features.phonetic_names, *numbers])


class LiveStories:
    """All live stories, looked up by terms, names and vectors, and by phonetic keys and numbers
    across scripts."""

    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters
        by_id: dict[int, LiveStory] = {}
        self.by_id = by_id
        self._postings = InvertedIndex()
        self._phonetic_index = {script: InvertedIndex() for script in SCRIPTS}
        self._current: tuple[ArticleFeatures | None, dict[str, float]] = None, {}
        self._centroids = Centroids(lambda story_id: by_id[story_id].direction())
        self._restored: list[tuple[int, ArticleFeatures]] = []

    def add(self, story_id: int, features: ArticleFeatures) -> LiveStory:
        """Puts an article into a story, which is founded if it does not exist."""
        story = self._with_member(story_id, features)
        self._post(features, story_id)
        self._set_row(story)
        return story

    def restore(self, story_id: int, features: ArticleFeatures) -> None:
        """Puts an article of the store back into its story; after the last, call
        `index_restored`."""
        self._with_member(story_id, features)
        self._restored.append((story_id, features))

    def index_restored(self) -> None:
        """Indexes the articles that were restored by words, names and vectors."""
        posted = (
            (list(self._lookup_keys(features)), number) for number, features in self._restored
        )
        self._postings.load(posted, len(self._restored))
        for script, postings in self._phonetic_index.items():
            some = [pair for pair in self._restored if script_of(pair[1].language) == script]
            postings.load(
                ((_phonetic_keys(features), number) for number, features in some), len(some)
            )
        numbers = dict.fromkeys(number for number, _ in self._restored)
        vectors = {n: [m.vector for m in self.by_id[n].members if m.vector] for n in numbers}
        self._centroids.restore({number: some for number, some in vectors.items() if some})
        self._restored.clear()

    def _post(self, features: ArticleFeatures, story_id: int) -> None:
        self._postings.post(self._lookup_keys(features), story_id)
        self._sounds(features).post(_phonetic_keys(features), story_id)

    def _with_member(self, story_id: int, features: ArticleFeatures) -> LiveStory:
        story = self.by_id.get(story_id)
        if story is None:
            story = self.by_id[story_id] = LiveStory(story_id)
        story.members.append(features)
        return story

    def rebuild(
        self, story_id: int, members: list[ArticleFeatures], copies: list[ArticleFeatures]
    ) -> None:
        """Gives a story these members instead of its own; without any it is gone."""
        story = self.by_id.setdefault(story_id, LiveStory(story_id))
        before = {features.article_id for features in story.members}
        after = {features.article_id for features in members}
        for features in story.members:
            if features.article_id not in after:
                self._postings.unpost(self._lookup_keys(features), story_id)
                self._sounds(features).unpost(_phonetic_keys(features), story_id)
        for features in members:
            if features.article_id not in before:
                self._post(features, story_id)
        story.members, story.copies = members, copies
        story.forget_sum()
        self._set_row(story)
        if not members and not copies:
            del self.by_id[story_id]

    def _lookup_keys(self, features: ArticleFeatures) -> Iterable[str]:
        return (
            features.lookup_keys if isinstance(features, StoredFeatures) else self._keys(features)
        )

    def _keys(self, features: ArticleFeatures) -> dict[str, float]:
        """`lookup_keys`, cached for the current article: it is looked up and then added."""
        if self._current[0] is not features:
            self._current = features, lookup_keys(features)
        return self._current[1]

    def candidates(self, features: ArticleFeatures) -> list[LiveStory]:
        """The stories `features` might belong to, best first."""
        votes = self._votes(features)
        most = self.parameters.candidates
        best = sorted((-weight, number) for number, weight in _strong(votes, most))
        found = dict.fromkeys(number for _, number in best[:most])
        found.update(dict.fromkeys(self._nearest(features)))
        found.update(dict.fromkeys(self._foreign(features)))
        return [self.by_id[number] for number in found]

    def _votes(self, features: ArticleFeatures) -> dict[int, float]:
        held = [(self._postings.count(key), key, w) for key, w in self._keys(features).items()]
        votes: dict[int, float] = {}
        left = self.parameters.postings
        for count, key, weight in sorted(held):
            if count > left:
                break
            left -= count
            for number in self._postings.holders(key):
                votes[number] = votes.get(number, 0.0) + weight
        return votes

    def _foreign(self, features: ArticleFeatures) -> list[int]:
        """The stories in other scripts that share most phonetic keys."""
        votes: dict[int, int] = {}
        mine = self._sounds(features)
        others = [one for one in self._phonetic_index.values() if one and one is not mine]
        for key in phonetic_lookup_keys(features) if others else ():
            is_rare = sum(one.count(key) for one in others) <= self.parameters.postings
            for number in (n for one in others for n in one.holders(key)) if is_rare else ():
                votes[number] = votes.get(number, 0) + 1
        ranked = ((-count, number) for number, count in votes.items())
        return [number for _, number in heapq.nsmallest(self.parameters.foreign_candidates, ranked)]

    def _sounds(self, features: ArticleFeatures) -> InvertedIndex:
        return self._phonetic_index[script_of(features.language)]

    def _nearest(self, features: ArticleFeatures) -> Iterator[int]:
        """The stories whose centroids are nearest."""
        if features.dense is not None:
            yield from self._centroids.nearest(features.dense, self.parameters.dense_candidates)

    def _set_row(self, story: LiveStory) -> None:
        direction = story.direction()
        if direction is None:
            self._centroids.drop(story.id)
        else:
            self._centroids.put(story.id, direction)


Of = TypeVar("Of", int, str)


def _strong(weights: Mapping[Of, float], most: int) -> list[tuple[Of, float]]:
    """The `most` with most weight, and their equals."""
    floor = sorted(weights.values())[-most:][:1]
    return [pair for pair in weights.items() if pair[1] >= floor[0]]


def _phonetic_keys(features: ArticleFeatures) -> list[str]:
    return (
        features.phonetic_keys
        if isinstance(features, StoredFeatures)
        else phonetic_lookup_keys(features)
    )


def script_of(language: str) -> str:
    """The script that a language is written in: one of SCRIPTS."""
    return _SCRIPT_OF.get(language, "latin")

"""The live stories: which exist, and which might be meant by an article.

article ── strongest terms, names ──► postings ──┐
        └─ vector ──► product with centroids ────┴──► candidates, best first
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from octavo.stories.index.centroids import Meanings
from octavo.stories.index.centroids import Vector as Meaning
from octavo.stories.index.inverted_index import Postings
from octavo.stories.similarity.features import Known, Recalled
from octavo.stories.similarity.parameters import Settings
from octavo.stories.similarity.similarity import Gathered

KEYS = 14
"""Strongest terms by which an article is looked up."""


@dataclass(slots=True)
class Story:
    """A story of the window: its members in order of arrival (copies are kept apart) and their
    sum."""

    id: int
    members: list[Known] = field(default_factory=list)
    copies: list[Known] = field(default_factory=list)
    _sum: Gathered | None = None
    _blocks: dict[str, tuple[list[Known], Gathered]] = field(default_factory=dict)
    _blocked: int = 0

    @property
    def sum(self) -> Gathered:
        """The sum of the members, reckoned when it is asked for: most stories are never compared
        again after a restart."""
        if self._sum is None:
            self._sum = Gathered()
        while self._sum.count < len(self.members):
            self._sum.add(self.members[self._sum.count])
        return self._sum

    def forget_sum(self) -> None:
        """Reckons the sums anew when they are next asked for: the members have changed."""
        self._sum, self._blocks, self._blocked = None, {}, 0

    def blocks(self, count: int) -> Iterator[tuple[list[Known], Gathered]]:
        """The first `count` members, those of each language with their sum. It is kept, for a story
        grows at its end."""
        if count < self._blocked:
            self._blocks, self._blocked = {}, 0
        for known in self.members[self._blocked : count]:
            members, total = self._blocks.setdefault(known.language, ([], Gathered()))
            members.append(known)
            total.add(known)
        self._blocked = max(self._blocked, count)
        yield from self._blocks.values()

    def direction(self) -> Meaning | None:
        """The sum of the members' meanings alone, as `sum` has it; None where none has one."""
        if self._sum and self._sum.count == len(self.members):
            return self._sum.dense
        found = None
        for known in self.members:
            if known.dense is not None:
                found = known.dense if found is None else found + known.dense
        return found

    def times(self) -> tuple[datetime, datetime] | None:
        """The first and the last time anything in it was published; None when unknown."""
        known = [m.published for m in self.members if m.published]
        return (min(known), max(known)) if known else None

    def articles(self) -> list[int]:
        """The numbers of all that is in it, copies too."""
        return [known.article_id for known in (*self.members, *self.copies)]

    def gap_days(self, at: datetime | None) -> float | None:
        """The days between `at` and the middle of the story; None when either is unknown."""
        middle = self.sum.middle()
        return None if at is None or middle is None else abs(at.timestamp() - middle) / 86400

    def silence_days(self, at: datetime) -> float:
        """The days between `at` and the story's span: 0 within it, and where nothing is dated."""
        span = self.times()
        if span is None:
            return 0.0
        return max((span[0] - at).total_seconds(), (at - span[1]).total_seconds(), 0.0) / 86400


def keys(known: Known) -> dict[str, float]:
    """What an article is looked up by, with weights: strongest terms, and all names (marked)."""
    found = {f"h {t}": 0.6 * w for t, w in known.headline_terms.items()}
    strongest = sorted(((w, t) for t, w in _strong(known.terms, KEYS)), reverse=True)[:KEYS]
    found.update((f"t {t}", w) for w, t in strongest)
    found.update((f"n {n}", 0.5 * w) for n, w in known.entities.items())
    return found


def heard(known: Known) -> list[str]:
    """What an article is looked up by across scripts: names as they sound, telling numbers."""
    numbers = (n for n in known.numbers if len(n.replace(".", "").strip("0")) > 1)
    return sorted([*known.sounds, *numbers])


class Stories:
    """All live stories, looked up by terms and by meaning; those told in another script by names
    as they sound, and numbers."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        by_id: dict[int, Story] = {}
        self.by_id = by_id
        self._postings = Postings()
        self._heard = {True: Postings(), False: Postings()}
        self._in_hand: tuple[Known | None, dict[str, float]] = None, {}
        self._meanings = Meanings(lambda story_id: by_id[story_id].direction())
        self._recalled: list[tuple[int, Known]] = []

    def add(self, story_id: int, known: Known) -> Story:
        """Puts an article into a story, which is founded if it does not exist."""
        story = self._entered(story_id, known)
        self._post(known, story_id)
        self._set_row(story)
        return story

    def recall(self, story_id: int, known: Known) -> None:
        """Puts an article of the store back into its story; after the last, call `settle`."""
        self._entered(story_id, known)
        self._recalled.append((story_id, known))

    def settle(self) -> None:
        """Makes the stories that articles were put back into known by words and meaning."""
        told = ((list(self._looked_up(known)), number) for number, known in self._recalled)
        self._postings.load(told, len(self._recalled))
        for script, postings in self._heard.items():
            some = [pair for pair in self._recalled if is_arabic(pair[1]) == script]
            postings.load(((_heard(known), number) for number, known in some), len(some))
        numbers = dict.fromkeys(number for number, _ in self._recalled)
        vectors = {n: [m.vector for m in self.by_id[n].members if m.vector] for n in numbers}
        self._meanings.recall({number: told for number, told in vectors.items() if told})
        self._recalled.clear()

    def _post(self, known: Known, story_id: int) -> None:
        self._postings.post(self._looked_up(known), story_id)
        self._heard[is_arabic(known)].post(_heard(known), story_id)

    def _entered(self, story_id: int, known: Known) -> Story:
        story = self.by_id.get(story_id)
        if story is None:
            story = self.by_id[story_id] = Story(story_id)
        story.members.append(known)
        return story

    def rebuild(self, story_id: int, members: list[Known], copies: list[Known]) -> None:
        """Gives a story these members instead of its own; without any it is gone."""
        story = self.by_id.setdefault(story_id, Story(story_id))
        before, after = ({known.article_id for known in some} for some in (story.members, members))
        for known in story.members:
            if known.article_id not in after:
                self._postings.unpost(self._looked_up(known), story_id)
                self._heard[is_arabic(known)].unpost(_heard(known), story_id)
        for known in members:
            if known.article_id not in before:
                self._post(known, story_id)
        story.members, story.copies = members, copies
        story.forget_sum()
        self._set_row(story)
        if not members and not copies:
            del self.by_id[story_id]

    def _looked_up(self, known: Known) -> Iterable[str]:
        return known.looked_up if isinstance(known, Recalled) else self._keys(known)

    def _keys(self, known: Known) -> dict[str, float]:
        """`keys`, remembered for the article in hand: it is looked up and then put in."""
        if self._in_hand[0] is not known:
            self._in_hand = known, keys(known)
        return self._in_hand[1]

    def candidates(self, known: Known) -> list[Story]:
        """The stories `known` might belong to, likeliest first."""
        votes = self._votes(known)
        most = self.settings.candidates
        best = sorted((-weight, number) for number, weight in _strong(votes, most))
        found = dict.fromkeys(number for _, number in best[:most])
        found.update(dict.fromkeys(self._nearest(known)))
        found.update(dict.fromkeys(self._foreign(known)))
        return [self.by_id[number] for number in found]

    def _votes(self, known: Known) -> dict[int, float]:
        held = [(self._postings.count(key), key, w) for key, w in self._keys(known).items()]
        votes: dict[int, float] = {}
        left = self.settings.postings
        for count, key, weight in sorted(held):
            if count > left:
                break
            left -= count
            for number in self._postings.holders(key):
                votes[number] = votes.get(number, 0.0) + weight
        return votes

    def _foreign(self, known: Known) -> list[int]:
        """The stories in another script that share most of what is heard."""
        votes: dict[int, int] = {}
        others = self._heard[not is_arabic(known)]
        for key in heard(known) if others else ():
            is_rare = others.count(key) <= self.settings.postings
            for number in others.holders(key) if is_rare else ():
                votes[number] = votes.get(number, 0) + 1
        ranked = ((-count, number) for number, count in votes.items())
        return [number for _, number in heapq.nsmallest(self.settings.foreign_candidates, ranked)]

    def _nearest(self, known: Known) -> Iterator[int]:
        """The stories nearest by meaning."""
        if known.dense is not None:
            yield from self._meanings.nearest(known.dense, self.settings.dense_candidates)

    def _set_row(self, story: Story) -> None:
        direction = story.direction()
        if direction is None:
            self._meanings.drop(story.id)
        else:
            self._meanings.put(story.id, direction)


Of = TypeVar("Of", int, str)


def _strong(weights: Mapping[Of, float], most: int) -> list[tuple[Of, float]]:
    """The `most` with most weight, and their equals."""
    floor = sorted(weights.values())[-most:][:1]
    return [pair for pair in weights.items() if pair[1] >= floor[0]]


def _heard(known: Known) -> list[str]:
    return known.heard if isinstance(known, Recalled) else heard(known)


def is_arabic(known: Known) -> bool:
    """Whether an article is written in Arabic letters, by its language."""
    return known.language == "ar"

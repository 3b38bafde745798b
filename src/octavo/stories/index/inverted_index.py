"""Inverted index: the stories that hold a word, and how many articles of each: in dictionaries for
those that come one by one, and in sorted arrays for those that a restart brings back all at once.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt

MANY_ARTICLES = 2_000
"""Articles that are indexed as sorted arrays instead of one by one. Chosen by hand; not
measured."""

CHUNK_ARTICLES = 4_096
"""Articles whose words are counted at once: bounds the memory; not measured."""

Posting = tuple[Sequence[str], int]
"""The words of an article, each once, and its story."""


class InvertedIndex:
    """The stories by words. A story that was loaded with a word is counted where it was loaded, for
    ever; one article alone stands in `_later` as the story's number: most words are of one, and a
    dict for each would weigh more than the articles."""

    def __init__(self) -> None:
        self._later: dict[str, int | dict[int, int]] = {}
        self._places: dict[str, int] = {}
        self._starts: array[int] = array("I")
        self._holding: array[int] = array("I")
        self._stories: array[int] = array("I")
        self._articles: array[int] = array("I")

    def __bool__(self) -> bool:
        return bool(self._later or self._places)

    def count(self, word: str) -> int:
        """How many stories hold a word."""
        place = self._places.get(word)
        found = self._later.get(word, ())
        later = 1 if isinstance(found, int) else len(found)
        return later if place is None else self._holding[place] + later

    def holders(self, word: str) -> list[int]:
        """The stories that hold a word."""
        found = self._later.get(word, ())
        later = [found] if isinstance(found, int) else [*found]
        place = self._places.get(word)
        if place is None:
            return later
        some = slice(self._starts[place], self._starts[place + 1])
        loaded = zip(self._stories[some], self._articles[some], strict=True)
        return [story_id for story_id, articles in loaded if articles] + later

    def post(self, words: Iterable[str], story_id: int) -> None:
        """Adds the words of an article."""
        held = self._later.get
        for word in words:
            if self._changed(word, story_id, 1):
                continue
            found = held(word)
            if found is None:
                self._later[word] = story_id
            elif not isinstance(found, int):
                found[story_id] = found.get(story_id, 0) + 1
            else:
                both = {story_id: 2} if found == story_id else {found: 1, story_id: 1}
                self._later[word] = both

    def unpost(self, words: Iterable[str], story_id: int) -> None:
        """Takes the words of an article away."""
        for word in words:
            if self._changed(word, story_id, -1):
                continue
            found = self._later[word]
            if isinstance(found, int):
                del self._later[word]
                continue
            found[story_id] -= 1
            if not found[story_id]:
                del found[story_id]
            if not found:
                del self._later[word]

    def _changed(self, word: str, story_id: int, by: int) -> bool:
        """Whether the story was loaded with the word; its articles are then counted."""
        place = self._places.get(word)
        if place is None:
            return False
        end = self._starts[place + 1]
        if self._stories[end - 1] < story_id:
            return False
        at = bisect_left(self._stories, story_id, self._starts[place], end)
        if self._stories[at] != story_id:
            return False
        before = self._articles[at]
        self._articles[at] = before + by
        self._holding[place] += bool(before + by) - bool(before)
        return True

    def load(self, articles: Iterable[Posting], count: int) -> None:
        """Adds the words of `count` articles: counted by sorting, which takes half the time and a
        tenth of the memory; few of them, or more of them, one by one."""
        if count < MANY_ARTICLES or self:
            for words, story_id in articles:
                self.post(words, story_id)
            return
        self._places, pairs = _pairs(articles)
        every, counts = np.unique(pairs, return_counts=True)
        starts = np.searchsorted(every >> 32, np.arange(len(self._places) + 1))
        self._starts, self._holding = _array(starts), _array(np.diff(starts))
        self._stories, self._articles = _array(every & 0xFFFFFFFF), _array(counts)


def _array(numbers: npt.NDArray[np.int64]) -> "array[int]":
    return array("I", numbers.astype(np.uintc).tobytes())


def _pairs(articles: Iterable[Posting]) -> tuple[dict[str, int], npt.NDArray[np.int64]]:
    """The words' places; and for each word of an article its place and the story, in one."""
    places: dict[str, int] = {}
    place = places.setdefault
    found = [np.empty(0, np.int64)]
    rest = iter(articles)
    while some := list(islice(rest, CHUNK_ARTICLES)):
        flat = [place(word, len(places)) for words, _ in some for word in words]
        owners = np.repeat([story for _, story in some], [len(words) for words, _ in some])
        found.append(np.array(flat, np.int64) << 32 | owners)
    return places, np.concatenate(found)

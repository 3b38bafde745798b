"""Postings: the stories that hold a word, and how many articles of each."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt

MANY = 2_000
"""Articles that are worth posting at once."""

CHUNK = 4_096

Postings = dict[str, int | dict[int, int]]
"""One article alone stands as the story's number: most words are of one, and a dict for each would
weigh more than the articles."""

Told = tuple[Sequence[str], int]
"""The words of an article, each once, and its story."""


def holders(postings: Postings, word: str) -> Sequence[int] | dict[int, int]:
    """The stories that hold a word."""
    found = postings.get(word)
    if found is None:
        return ()
    return (found,) if isinstance(found, int) else found


def post(postings: Postings, words: Iterable[str], story_id: int) -> None:
    """Adds the words of an article."""
    held = postings.get
    for word in words:
        found = held(word)
        if found is None:
            postings[word] = story_id
        elif not isinstance(found, int):
            found[story_id] = found.get(story_id, 0) + 1
        else:
            postings[word] = {story_id: 2} if found == story_id else {found: 1, story_id: 1}


def unpost(postings: Postings, words: Iterable[str], story_id: int) -> None:
    """Takes the words of an article away."""
    for word in words:
        found = postings[word]
        if isinstance(found, int):
            del postings[word]
            continue
        found[story_id] -= 1
        if not found[story_id]:
            del found[story_id]
        if not found:
            del postings[word]


def load(postings: Postings, articles: Iterable[Told], count: int) -> None:
    """Adds the words of `count` articles: counted by sorting, which is twice as fast as one by one;
    few of them one by one."""
    if count < MANY:
        for words, story_id in articles:
            post(postings, words, story_id)
        return
    for word, found in _counted(articles):
        there = postings.get(word)
        postings[word] = found if there is None else _both(there, found)


def _both(one: int | dict[int, int], other: int | dict[int, int]) -> dict[int, int]:
    total = {one: 1} if isinstance(one, int) else dict(one)
    for story_id, count in ({other: 1} if isinstance(other, int) else other).items():
        total[story_id] = total.get(story_id, 0) + count
    return total


def _counted(articles: Iterable[Told]) -> Iterator[tuple[str, int | dict[int, int]]]:
    """Each word with its stories and how many articles of each hold it."""
    names, pairs = _pairs(articles)
    every, counts = np.unique(pairs, return_counts=True)
    stories, times = (every & 0xFFFFFFFF).tolist(), counts.tolist()
    ends = np.flatnonzero(np.diff(every >> 32, append=-1)) + 1
    start = 0
    for name, end in zip(names, ends.tolist(), strict=True):
        if end - start == 1 and times[start] == 1:
            yield name, stories[start]
        else:
            yield name, dict(zip(stories[start:end], times[start:end], strict=True))
        start = end


def _pairs(articles: Iterable[Told]) -> tuple[list[str], npt.NDArray[np.int64]]:
    """The words, and for each that an article holds its word's place and its story, in one."""
    places: dict[str, int] = {}
    place = places.setdefault
    found = [np.empty(0, np.int64)]
    rest = iter(articles)
    while some := list(islice(rest, CHUNK)):
        flat = [place(word, len(places)) for words, _ in some for word in words]
        owners = np.repeat([story for _, story in some], [len(words) for words, _ in some])
        found.append(np.array(flat, np.int64) << 32 | owners)
    return list(places), np.concatenate(found)

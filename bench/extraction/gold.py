"""Which runs of a page are its body, by a text that somebody held to be the body.

A heaviest chain: every run may lie at any place of the gold text that mostly reads like it; the
chain of places that rises with the runs and holds most words is the truth.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

_WORD = re.compile(r"\w+")
_ANCHOR = 3
_OFFSETS = 60
_PLACES = 20
_ALIKE = 0.6


def unrepeated(docs: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a set, each id once: eight of wcxb_articles share theirs, and the one page kept
    under it, with another row."""
    first: dict[str, dict[str, Any]] = {}
    for doc in docs:
        first.setdefault(doc["id"], doc)
    return list(first.values())


def shares(texts: Sequence[str], gold: str) -> list[float]:
    """For each text how much of it the gold text holds in its place, 0..1."""
    truth = _WORD.findall(gold)
    words = [_WORD.findall(text) for text in texts]
    chain = _heaviest(list(_places(words, truth)), len(truth))
    out = [0.0] * len(texts)
    for run, _, _, mass in chain:
        out[run] = min(1.0, mass / len(words[run])) if len(words[run]) >= _ANCHOR else 1.0
    return out


Spot = tuple[int, int, int, float]
"""A run, where it begins and ends in the gold text, and how many of its words agree."""


def _places(words: Sequence[list[str]], truth: list[str]) -> Iterator[Spot]:
    anchors: dict[tuple[str, ...], list[int]] = defaultdict(list)
    single: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(truth):
        anchors[tuple(truth[at : at + _ANCHOR])].append(at)
        single[word].append(at)
    for run, own in enumerate(words):
        if 0 < len(own) < _ANCHOR:
            for at in single.get(own[0], ())[: 3 * _PLACES]:
                if truth[at : at + len(own)] == own:
                    yield run, at, at + len(own), len(own) - 0.5
        for at in _starts(own, anchors):
            pairs = zip(own, range(at, at + len(own)), strict=True)
            same = sum(1 for word, i in pairs if 0 <= i < len(truth) and truth[i] == word)
            if same >= _ALIKE * len(own):
                end = min(at + len(own), len(truth))
                yield run, max(0, at), end, same - 0.1 * (len(own) - same)


def _starts(own: list[str], anchors: dict[tuple[str, ...], list[int]]) -> set[int]:
    offsets = range(min(len(own) - _ANCHOR + 1, _OFFSETS))
    return {
        at - o for o in offsets for at in anchors.get(tuple(own[o : o + _ANCHOR]), ())[:_PLACES]
    }


def _heaviest(spots: list[Spot], length: int) -> list[Spot]:
    """The chain of spots, rising in run and place without overlap, that holds most words."""
    best: list[tuple[float, int]] = [(0.0, -1)] * (length + 2)
    links: list[tuple[Spot, int]] = []
    for _, alternatives in groupby(sorted(spots), key=lambda spot: spot[0]):
        rated = [(spot, *_upto(best, spot[1])) for spot in alternatives]
        for spot, mass, link in rated:
            links.append((spot, link))
            _raise(best, spot[2], (mass + spot[3], len(links) - 1))
    out = []
    at = _upto(best, length)[1]
    while at >= 0:
        spot, at = links[at]
        out.append(spot)
    return out


def _upto(tree: list[tuple[float, int]], at: int) -> tuple[float, int]:
    """The best entry at or before the place (a Fenwick tree of maxima)."""
    found, at = (0.0, -1), at + 1
    while at > 0:
        found = max(found, tree[at], key=lambda entry: entry[0])
        at -= at & -at
    return found


def _raise(tree: list[tuple[float, int]], at: int, entry: tuple[float, int]) -> None:
    at += 1
    while at < len(tree):
        if tree[at][0] < entry[0]:
            tree[at] = entry
        at += at & -at

"""Story summaries and headlines beside plain ones: ROUGE (Lin 2004) with neutral references.

A part of `bench.assist.scores`. DATA holds neus.val.jsonl and neus.val.refs.jsonl: three reports of
each story, a neutral headline and summary of it. F1 of unigrams, bigrams and the longest common
subsequence, of Porter's stems, of the first WORDS words. The plain ones fill these to the last word
and cut the sentence there; ours is whole sentences that stand alone.
"""

import json
import math
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import snowballstemmer

from octavo.assist.corpus import summaries
from octavo.formats.sentences import sentences

WORDS = 60
REDUNDANT = 0.5
Story = list[dict[str, Any]]
Matrix = Any
_stem = cache(snowballstemmer.stemmer("porter").stemWord)


def tokens(text: str) -> list[str]:
    """The stems of a text, as ROUGE counts them: words of more than three letters are stemmed."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return [_stem(word) if len(word) > 3 else word for word in words]


def rouge(text: str, reference: str) -> tuple[float, float, float]:
    """ROUGE-1, ROUGE-2 and ROUGE-L as F1, 0..1."""
    one, two = tokens(text), tokens(reference)
    return (
        _f1(_shared(one, two, 1), len(one), len(two)),
        _f1(_shared(one, two, 2), len(one) - 1, len(two) - 1),
        _f1(_common(one, two), len(one), len(two)),
    )


def _f1(both: int, one: int, two: int) -> float:
    return 2 * both / (one + two) if both else 0.0


def _shared(one: Sequence[str], two: Sequence[str], n: int) -> int:
    grams = [Counter(zip(*(words[at:] for at in range(n)), strict=False)) for words in (one, two)]
    return (grams[0] & grams[1]).total()


def _common(one: Sequence[str], two: Sequence[str]) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(two) + 1)
    for word in one:
        corner = 0
        for at, other in enumerate(two, 1):
            corner, row[at] = row[at], corner + 1 if word == other else max(row[at], row[at - 1])
    return row[-1]


# ---------------------------------------------------------------- the plain ones


def _split(story: Story) -> list[list[str]]:
    return [[one.text for one in sentences(row["text"])] for row in story]


def leads(story: Story) -> list[str]:
    """The first sentence of each report, then the second of each."""
    texts = _split(story)
    return [text[at] for at in range(max(map(len, texts))) for text in texts if at < len(text)]


def shuffled(story: Story) -> list[str]:
    """All sentences, in an order that only their number decides."""
    found = [one for text in _split(story) for one in text]
    random.Random(len(found)).shuffle(found)
    return found


def lexrank(story: Story) -> list[str]:
    """By LexRank (Erkan and Radev 2004) over the place in the report."""
    texts = _split(story)
    found = [one for text in texts for one in text]
    places = np.array([at for text in texts for at in range(len(text))])
    likeness = _cosines(found)
    rank = _rank(np.where(likeness > 0.1, likeness, 0)) / (1 + places)
    return _ranked(found, rank, likeness)


def textrank(story: Story) -> list[str]:
    """By TextRank (Mihalcea and Tarau 2004)."""
    found = [one for text in _split(story) for one in text]
    bags = [set(tokens(one)) for one in found]
    logs = [math.log(len(bag) + 1) for bag in bags]
    links = [
        [len(a & b) / (x + y or 1) for b, y in zip(bags, logs, strict=True)]
        for a, x in zip(bags, logs, strict=True)
    ]
    return _ranked(found, _rank(np.array(links)), _cosines(found))


def _cosines(texts: Sequence[str]) -> Matrix:
    """Cosines of TF-IDF."""
    counts = [Counter(tokens(text)) for text in texts]
    holders = Counter(word for count in counts for word in count)
    place = {word: at for at, word in enumerate(holders)}
    rows = np.zeros((len(texts), len(place)))
    for at, count in enumerate(counts):
        for word, times in count.items():
            rows[at, place[word]] = times * (math.log((1 + len(texts)) / (1 + holders[word])) + 1)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return rows @ rows.T


def _rank(links: Matrix) -> Matrix:
    np.fill_diagonal(links, 0)
    sums = links.sum(axis=0)
    links = links / np.where(sums, sums, 1)
    rank = np.full(len(links), 1 / len(links))
    for _ in range(50):
        rank = 0.15 / len(links) + 0.85 * links @ rank
    return rank


def _ranked(texts: Sequence[str], rank: Matrix, likeness: Matrix) -> list[str]:
    chosen: list[int] = []
    for at in np.argsort(-rank, kind="stable"):
        if all(likeness[at, other] <= REDUNDANT for other in chosen):
            chosen.append(int(at))
    return [texts[at] for at in chosen]


PLAIN: dict[str, Callable[[Story], list[str]]] = {
    "leads in turn": leads, "LexRank × place": lexrank, "TextRank": textrank, "random": shuffled,
}  # fmt: skip


def _most_central(story: Story) -> str:
    titles = [row["title"] for row in story]
    return str(titles[int(np.argmax(_cosines(titles).sum(axis=1)))])


# ---------------------------------------------------------------- measuring


def scores(data: Path) -> dict[str, float]:
    """ROUGE of all, in hundredths, printed; returns ours, and by how much ROUGE-1 is ahead of the
    best plain one."""
    references = {row["story"]: row for row in _rows(data / "neus.val.refs.jsonl")}
    stories: dict[str, Story] = {}
    for row in _rows(data / "neus.val.jsonl"):
        stories.setdefault(row["gold"], []).append(row)
    names = [name for name in stories if name in references]
    told = [references[name]["summary"] for name in names]
    plain = {
        name: _mean([" ".join(way(stories[story])) for story in names], told)
        for name, way in PLAIN.items()
    }
    rows = [row | {"story": story, "lang": "en"} for story in names for row in stories[story]]
    made = list(summaries(rows, 3, WORDS))
    ours = _mean([" ".join(one["text"] for one in story["summary"]) for story in made], told)
    headlines = [references[name]["headline"] for name in names]
    central = _mean([_most_central(stories[name]) for name in names], headlines)
    headline = _mean([story["headline"] for story in made], headlines)
    lines = {**plain, "ours": ours, "central title": central, "our title": headline}
    for name, found in lines.items():
        print(f"{name:18}" + "".join(f"{value:8.2f}" for value in found))
    return {
        "summary R1": ours[0], "summary R2": ours[1], "summary RL": ours[2],
        "summary R1 ahead": ours[0] - max(found[0] for found in plain.values()),
        "headline R1 ahead": headline[0] - central[0],
    }  # fmt: skip


def _mean(texts: Sequence[str], references: Sequence[str]) -> list[float]:
    cut = [" ".join(text.split()[:WORDS]) for text in texts]
    found = [rouge(text, reference) for text, reference in zip(cut, references, strict=True)]
    return [100 * math.fsum(column) / len(found) for column in zip(*found, strict=True)]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]

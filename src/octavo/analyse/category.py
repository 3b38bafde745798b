"""Category: the section of the paper an article belongs to.

A weighted vote, all of it plain data in `categories.txt`: each word of the text counts its weight
once or twice, the publisher's own section and tags count more, names of places lean towards World.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from octavo.analyse.words.data_files import lines
from octavo.analyse.words.words import folded, stems

CATEGORIES = (
    "World", "Politics", "Business", "Technology", "Science",
    "Health", "Sport", "Culture", "Climate",
)  # fmt: skip
DEFAULT = "General"

SECTION_WEIGHT = 14.0
"""What the publisher's own section counts: about four strong words. Chosen by hand; not
measured."""

TAG_WEIGHT = 4.0
"""What each of its other labels counts: about one strong word. Chosen by hand; not measured."""

LEAST_VOTES = 6.0
"""Votes under which a text is General. Chosen by hand; not measured."""

HEADLINE_WEIGHT = 2
"""Times that a word of the headline counts. Chosen by hand; not measured."""

VOTING_WORDS = 400
"""Content words that vote, from the start: news says first what it is about. Chosen by hand; not
measured."""

CATEGORY_VERSION = "category-1"


@cache
def _weights(where: str) -> dict[str, list[tuple[str, float]]]:
    table: dict[str, list[tuple[str, float]]] = {}
    for line in lines("categories.txt"):
        category, place, words = line.split("|")
        if place != where:
            continue
        for pair in words.split():
            word, _, weight = pair.partition(":")
            for stem in _forms(word, where):
                table.setdefault(stem, []).append((category, float(weight or 1)))
    return table


def _forms(word: str, where: str) -> Sequence[str]:
    if where == "section" or "-" in word:
        return (folded(word.replace("-", " ")) if where == "section" else _joined(word, where),)
    return stems(word, where)


def _joined(word: str, language: str) -> str:
    return " ".join(stem for part in word.split("-") for stem in stems(part, language))


def category(
    headline: Sequence[str], body: Sequence[str], labels: Iterable[str], language: str
) -> str:
    """The category of a text given the content stems of headline and body, and its `labels`: the
    publisher's section first, then tags."""
    votes: dict[str, float] = defaultdict(float)
    _vote_labels(votes, list(labels))
    table = _weights(language if language in ("en", "ar") else "en")
    counts = Counter(body[:VOTING_WORDS])
    counts.update(dict.fromkeys(headline, HEADLINE_WEIGHT))
    pairs = Counter(f"{a} {b}" for a, b in pairwise(body[:VOTING_WORDS]))
    for stem, count in (*counts.items(), *pairs.items()):
        for name, weight in table.get(stem, ()):
            votes[name] += weight * min(count, 3) ** 0.5
    if not votes:
        return DEFAULT
    best = min(votes, key=lambda name: (-votes[name], CATEGORIES.index(name)))
    return best if votes[best] >= LEAST_VOTES else DEFAULT


def _vote_labels(votes: dict[str, float], labels: list[str]) -> None:
    table = _weights("section")
    for at, label in enumerate(labels[:12]):
        plain = folded(label).replace("-", " ").strip()
        hits = (
            table.get(plain) or [hit for word in plain.split() for hit in table.get(word, ())][:1]
        )
        for name, _ in hits:
            votes[name] += SECTION_WEIGHT if at == 0 else TAG_WEIGHT

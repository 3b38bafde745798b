"""Terms: the characteristic words of a text, with weights to be compared by cosine.

    (1 + ln count) · rarity · (LEAD in the first words, else 1), strongest only, unit length

Rarity is the inverse document frequency (Spärck Jones 1972) of a shipped table and not of the
articles at hand: so an article weighs the same in any batch, on any machine, after any restart.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from octavo.analyse.words.data_files import lines

MAX_TERMS = 80
"""Terms kept of a text. Chosen by hand; not measured."""

LEAD_WEIGHT = 1.4
"""What a word of the lead counts against one further down. Chosen by hand; not measured."""

LEAD_WORDS = 60
"""Content words of the lead. Chosen by hand; not measured."""

COUNTED_WORDS = 3000
"""Content words of a body that are counted: bounds the cost. Chosen by hand; not measured."""

UNSEEN_RARITY = 6.0
"""The rarity of every word of a language without a table. Chosen by hand; not measured."""

TERMS_VERSION = "terms-2"
"""Stored with each analysis: change it with anything above."""


@cache
def _table(language: str) -> tuple[dict[str, float], float]:
    table: dict[str, float] = {}
    unseen = UNSEEN_RARITY
    for line in lines("rarity.txt"):
        code, value, words = line.split(" ", 2) if line.count(" ") > 1 else (*line.split(" "), "")
        if code != language:
            continue
        if value == "unseen":
            unseen = float(words)
        else:
            table.update(dict.fromkeys(words.split(), float(value)))
    return table, unseen


def rarity(stem: str, language: str) -> float:
    """The natural log of how many news texts there are to one that holds `stem`."""
    table, unseen = _table(language)
    return table.get(stem, unseen)


def terms(stems: Sequence[str], language: str, most: int = MAX_TERMS) -> dict[str, float]:
    """The strongest `most` of a text's content stems with their weights: unit length, strongest
    first, equal weights by the alphabet."""
    table, unseen = _table(language)
    stems = stems[:COUNTED_WORDS]
    early = frozenset(stems[:LEAD_WORDS]) if len(stems) > LEAD_WORDS else frozenset()
    weights = {
        stem: (1 + math.log(count))
        * table.get(stem, unseen)
        * (LEAD_WEIGHT if stem in early else 1)
        for stem, count in Counter(stems).items()
    }
    return unit(dict(sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:most]))


def unit(weights: Mapping[str, float]) -> dict[str, float]:
    """The same weights at unit length, rounded so that they are stored as they are used."""
    norm = math.sqrt(math.fsum(w * w for w in weights.values()))
    if not norm:
        return {}
    return {term: round(weight / norm, 4) for term, weight in weights.items() if weight > 0}


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of two weightings of unit length, 0..1."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[term] for term, weight in one.items() if term in other)

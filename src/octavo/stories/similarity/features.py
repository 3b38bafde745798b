"""What the window knows of an article: the parts of its analysis that decide where it belongs."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from sys import intern
from typing import Any

import numpy as np
import numpy.typing as npt

from octavo.analyse.names.phonetics import sounds
from octavo.analyse.vector import loaded, particular
from octavo.types import Analysis, Article

NAMES = 16
"""Names of an article that are compared."""

_KIND_WEIGHT = {"person": 1.0, "organisation": 0.8, "other": 0.8, "place": 0.5}


@dataclass(frozen=True)
class Known:
    """An article as the window sees it. `published` is None where nobody knows; `entities` are
    folded names with weights of unit length, `sounds` what they are known by in another script
    (see analyse.sounds); the other fields are those of `Analysis`."""

    article_id: int
    source_id: int
    published: datetime | None
    language: str = ""
    terms: Mapping[str, float] = field(default_factory=dict)
    headline_terms: Mapping[str, float] = field(default_factory=dict)
    entities: Mapping[str, float] = field(default_factory=dict)
    numbers: frozenset[str] = field(default_factory=frozenset)
    sounds: Mapping[str, float] = field(default_factory=dict)
    vector: bytes = b""
    fingerprint: bytes = b""
    text_hash: str = ""
    wire: str = field(default_factory=str)
    words: int = 0

    def __post_init__(self) -> None:
        for name in ("terms", "headline_terms", "entities", "sounds"):
            object.__setattr__(self, name, _slim(getattr(self, name)))

    @classmethod
    def of(cls, article_id: int, source_id: int, article: Article, analysis: Analysis) -> "Known":
        """What is to be known of an analysed article."""
        return cls(
            article_id=article_id,
            source_id=source_id,
            published=article.published,
            language=analysis.language,
            terms=analysis.terms,
            headline_terms=analysis.headline_terms,
            entities=name_weights(analysis),
            numbers=frozenset(n.partition(" ")[0] for n in analysis.numbers),
            sounds=sounds(
                f"{article.headline}\n{article.text}", analysis.entities[:NAMES], analysis.language
            ),
            vector=analysis.vector,
            fingerprint=analysis.fingerprint,
            text_hash=analysis.text_hash,
            wire=article.wire,
            words=analysis.words,
        )

    @cached_property
    def dense(self) -> npt.NDArray[np.float32] | None:
        """What the vector says beyond what all news has in common; None where there is none."""
        found = loaded(self.vector)
        return None if found is None else particular(found)


LATE = ("terms", "headline_terms", "entities", "numbers", "sounds", "wire")
"""What is opened of an article of the store when it is first compared."""


class Recalled(Known):
    """An article as the store remembers it. What it is looked up by is at hand; what it says stays
    packed until it is compared with another, which most articles of a window never are."""

    def __init__(self, head: str, packed: bytes, opened: "Opener", **eager: Any) -> None:
        """`eager` are the fields that are not LATE; `opened(packed)` gives the others."""
        self.__dict__.update(eager, head=head, packed=packed, opened=opened)

    def __getattr__(self, name: str) -> Any:
        """A late field, having opened them all."""
        if name not in LATE:
            raise AttributeError(name)
        values = self.opened(self.__dict__.pop("packed"))
        for late in LATE:
            value = values[late]
            self.__dict__[late] = _slim(value) if isinstance(value, dict) else value
        return self.__dict__[name]

    @property
    def looked_up(self) -> list[str]:
        """The words it is looked up by."""
        return _parts(self.head, 0)

    @property
    def heard(self) -> list[str]:
        """What it is looked up by across scripts."""
        return _parts(self.head, 1)


Opener = Callable[[bytes], Mapping[str, Any]]


def head(looked_up: Iterable[str], heard: Iterable[str]) -> str:
    """What an article is looked up by, as one text."""
    return "\x1e".join(("\x1f".join(looked_up), "\x1f".join(heard)))


def _parts(told: str, at: int) -> list[str]:
    part = told.split("\x1e")[at]
    return part.split("\x1f") if part else []


WEIGHTS = 50_000
"""Different weights that are shared."""

_WEIGHTS: dict[float, float] = {}
_EMPTY: Mapping[str, float] = {}


def _slim(weights: Mapping[str, float]) -> Mapping[str, float]:
    """The same weights, their words and numbers shared among all articles: weights have four
    decimals, and a window of 200,000 articles has few different ones."""
    if not weights:
        return _EMPTY
    if len(_WEIGHTS) > WEIGHTS:
        _WEIGHTS.clear()
    return {intern(word): _WEIGHTS.setdefault(w, w) for word, w in weights.items()}


def name_weights(analysis: Analysis) -> dict[str, float]:
    """The names of an article with weights of unit length: what is named often counts more, and
    a person more than a country."""
    weights = {
        entity.key: _KIND_WEIGHT[entity.kind] * math.sqrt(entity.count)
        for entity in analysis.entities[:NAMES]
    }
    norm = math.sqrt(math.fsum(w * w for w in weights.values()))
    return {name: round(w / norm, 4) for name, w in weights.items()} if norm else {}

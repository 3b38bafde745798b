"""The features of an article: the parts of its analysis that decide where it belongs.

Article, Analysis ─► ArticleFeatures ─► stored, packed ─► StoredFeatures (unpacked when compared)
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from sys import intern
from typing import Any

import numpy as np
import numpy.typing as npt

from octavo.analyse.cross_lingual import unpacked_cross_lingual
from octavo.analyse.names.phonetics import phonetic_names
from octavo.analyse.vector import centred, unpacked_vector
from octavo.stories.similarity.leading import leading_names, leading_numbers
from octavo.types import Analysis, Article

COMPARED_NAMES = 16
"""Names of an article that are compared. Chosen by hand; not measured."""

WEIGHTINGS = ("terms", "headline_terms", "entities", "leading_names", "phonetic_names")
"""The features that are words with weights."""

_KIND_WEIGHT = {"person": 1.0, "organisation": 0.8, "other": 0.8, "place": 0.5}
"""A person tells one event from another more than a country does. Chosen by hand; not measured."""


@dataclass(frozen=True)
class ArticleFeatures:
    """An article as the window sees it. `published` is None where nobody knows; `entities` are
    folded names with weights of unit length, `phonetic_names` the phonetic keys of its names with
    weights (see analyse.names.phonetics); `numbers` are without their units; `leading_names` and
    `leading_numbers` are those of headline and lead (see similarity.leading); `wire` is the agency
    whose copy it is; the other fields are those of `Analysis`."""

    article_id: int
    source_id: int
    published: datetime | None
    language: str = ""
    terms: Mapping[str, float] = field(default_factory=dict)
    headline_terms: Mapping[str, float] = field(default_factory=dict)
    entities: Mapping[str, float] = field(default_factory=dict)
    numbers: frozenset[str] = field(default_factory=frozenset)
    leading_names: Mapping[str, float] = field(default_factory=dict)
    leading_numbers: frozenset[str] = field(default_factory=frozenset)
    phonetic_names: Mapping[str, float] = field(default_factory=dict)
    vector: bytes = b""
    cross_lingual: bytes = b""
    fingerprint: bytes = b""
    text_hash: str = ""
    wire: str = field(default_factory=str)
    words: int = 0

    def __post_init__(self) -> None:
        for name in WEIGHTINGS:
            object.__setattr__(self, name, _interned(getattr(self, name)))

    @classmethod
    def of(
        cls, article_id: int, source_id: int, article: Article, analysis: Analysis
    ) -> "ArticleFeatures":
        """The features of an analysed article; a short item has none by which it could be told from
        others, and so is in no story but its own."""
        if article.partial == "short":
            text_hash, size = analysis.text_hash, analysis.words
            return cls(article_id, source_id, article.published, analysis.language,
                       text_hash=text_hash, words=size)  # fmt: skip
        return cls(
            article_id=article_id,
            source_id=source_id,
            published=article.published,
            language=analysis.language,
            terms=analysis.terms,
            headline_terms=analysis.headline_terms,
            entities=name_weights(analysis),
            numbers=frozenset(n.partition(" ")[0] for n in analysis.numbers),
            leading_names=leading_names(
                article, analysis.entities[:COMPARED_NAMES], analysis.language
            ),
            leading_numbers=leading_numbers(article, analysis.language),
            phonetic_names=phonetic_names(
                f"{article.headline}\n{article.text}",
                analysis.entities[:COMPARED_NAMES],
                analysis.language,
            ),
            vector=analysis.vector,
            cross_lingual=analysis.cross_lingual,
            fingerprint=analysis.fingerprint,
            text_hash=analysis.text_hash,
            wire=article.wire,
            words=analysis.words,
        )

    @cached_property
    def dense(self) -> npt.NDArray[np.float32] | None:
        """The vector less the component that all news has in common (see `analyse.vector`), unit
        length, float32; None where there is none."""
        found = unpacked_vector(self.vector)
        return None if found is None else centred(found)

    @cached_property
    def cross(self) -> npt.NDArray[np.float32] | None:
        """The cross-lingual vector, unit length, float32; None where there is none."""
        return unpacked_cross_lingual(self.cross_lingual)


PACKED_FIELDS = ("terms", "headline_terms", "entities", "numbers", "leading_names",
                 "leading_numbers", "phonetic_names", "wire")  # fmt: skip
"""Fields that are unpacked when a stored article is first compared."""


class StoredFeatures(ArticleFeatures):
    """The features of an article from the store. What it is looked up by is at hand; the rest stays
    packed until it is compared with another, which most articles of a window never are."""

    def __init__(self, lookup_head: str, packed: bytes, unpack: "Unpack", **eager: Any) -> None:
        """`eager` are the fields that are not PACKED_FIELDS; `unpack(packed)` gives those."""
        self.__dict__.update(eager, lookup_head=lookup_head, packed=packed, unpack=unpack)

    def __getattr__(self, name: str) -> Any:
        """A packed field, having unpacked them all."""
        if name not in PACKED_FIELDS:
            raise AttributeError(name)
        values = self.unpack(self.__dict__.pop("packed"))
        for packed in PACKED_FIELDS:
            value = values[packed]
            self.__dict__[packed] = _interned(value) if isinstance(value, dict) else value
        return self.__dict__[name]

    @property
    def lookup_keys(self) -> list[str]:
        """The words it is looked up by."""
        return _head_part(self.lookup_head, 0)

    @property
    def phonetic_keys(self) -> list[str]:
        """The phonetic keys that it is looked up by across scripts."""
        return _head_part(self.lookup_head, 1)


Unpack = Callable[[bytes], Mapping[str, Any]]
"""Gives the packed fields of stored features by their names."""


def lookup_head(lookup_keys: Iterable[str], phonetic_keys: Iterable[str]) -> str:
    """What an article is looked up by, as one text: two lists, parted by ASCII's own separators."""
    return "\x1e".join(("\x1f".join(lookup_keys), "\x1f".join(phonetic_keys)))


def _head_part(head: str, at: int) -> list[str]:
    part = head.split("\x1e")[at]
    return part.split("\x1f") if part else []


SHARED_WEIGHTS = 50_000
"""Different weights that are shared before the table is begun anew: five times the four-decimal
numbers between 0 and 1, so that it is never reached but by weights from elsewhere."""

_WEIGHTS: dict[float, float] = {}
_EMPTY: Mapping[str, float] = {}


def _interned(weights: Mapping[str, float]) -> Mapping[str, float]:
    """The same weights, their words and numbers shared among all articles: weights have four
    decimals, and a window of 200,000 articles has few different ones."""
    if not weights:
        return _EMPTY
    if len(_WEIGHTS) > SHARED_WEIGHTS:
        _WEIGHTS.clear()
    return {intern(word): _WEIGHTS.setdefault(w, w) for word, w in weights.items()}


def name_weights(analysis: Analysis) -> dict[str, float]:
    """The names of an article with weights of unit length: what is named often counts more, and
    a person more than a country."""
    weights = {
        entity.key: _KIND_WEIGHT[entity.kind] * math.sqrt(entity.count)
        for entity in analysis.entities[:COMPARED_NAMES]
    }
    norm = math.sqrt(math.fsum(w * w for w in weights.values()))
    return {name: round(w / norm, 4) for name, w in weights.items()} if norm else {}

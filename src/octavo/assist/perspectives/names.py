"""Whom and what the sources of a story name: all of them, only some, one alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from octavo.analyse.words.words import WORD, key
from octavo.assist.perspectives.independent import IndependentSource
from octavo.assist.perspectives.lines import COMPARED_CHARACTERS
from octavo.types import Entity

MOST_NAMES = 24
"""Names that are told of a story. Chosen by hand; not measured."""

LONG = 3
"""Letters from which the last part of a name stands for it (`Kosta` for `Mira Kosta`). Chosen by
hand; not measured."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person, place or body, as it is written first, and the sources that name it, by number."""

    name: str
    kind: str
    told: tuple[int, ...]


def named_by(found: Sequence[IndependentSource]) -> list[Named]:
    """The names that reports hold, those of most sources first. A source that writes a part of one
    that stands for it names it."""
    every: dict[str, Entity] = {}
    for report in (one for source in found for one in source.reports):
        for entity in report.entities:
            if entity.kind != "other" and not _is_common_noun(entity):
                every.setdefault(entity.key, entity)
    texts = [_words(source) for source in found]
    named = [
        Named(one.name, one.kind, tuple(n for n, words in enumerate(texts) if _is_in(one, words)))
        for one in _whole(every.values())
    ]
    named.sort(key=lambda one: -len(one.told))
    return [one for one in named if one.told][:MOST_NAMES]


def _is_common_noun(entity: Entity) -> bool:
    """Whether it is no more than the kind of a body (`Federation`)."""
    return entity.kind == "organisation" and " " not in entity.key and not entity.name.isupper()


def _whole(entities: Iterable[Entity]) -> list[Entity]:
    """The names without those that are only a part of another one."""
    keys = {f" {one.key} " for one in entities}
    return [one for one in entities if sum(f" {one.key} " in other for other in keys) == 1]


def _words(source: IndependentSource) -> str:
    texts = (f"{one.headline} {one.text[:COMPARED_CHARACTERS]}" for one in source.reports)
    return f" {key(' '.join(texts))} "


def _is_in(entity: Entity, words: str) -> bool:
    last = WORD.findall(entity.key)[-1:] if entity.kind == "person" else []
    parts = [entity.key, *(part for part in last if len(part) >= LONG)]
    return any(f" {part} " in words for part in parts)

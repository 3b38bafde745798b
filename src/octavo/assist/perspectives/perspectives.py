"""The perspectives of a story: what each language's sources report, name, and how they word it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from octavo.assist.perspectives.independent import (
    IndependentSource,
    StoryReport,
    independent_sources,
)
from octavo.assist.perspectives.names import Named, named_by
from octavo.assist.perspectives.statements import Statements, statements
from octavo.assist.perspectives.wording import Headline, Wording, headlines, wording

MOST_SOURCES = 60
"""Sources of one language that are compared, the newest: bounds the cost. Chosen by hand; not
measured."""


@dataclass(frozen=True, slots=True)
class Perspective:
    """How the sources of one language tell a story: those that may be quoted, by number in what
    follows, and the headlines of all."""

    language: str
    sources: tuple[IndependentSource, ...]
    statements: Statements
    names: tuple[Named, ...]
    headlines: tuple[Headline, ...]
    wording: Wording


def perspectives(reports: Iterable[StoryReport]) -> list[Perspective]:
    """The perspectives of a story, the language with most sources first: sentences are compared
    within a language."""
    made = [_perspective(code, some) for code, some in _by_language(reports).items()]
    return sorted(made, key=lambda one: (-len(one.sources), -len(one.headlines), one.language))


def speaking(reports: Iterable[StoryReport]) -> set[int]:
    """The numbers of the reports whose texts are compared."""
    every = (source for some in _by_language(reports).values() for source in _newest(some))
    return {one.id for source in every for one in source.reports}


def _by_language(reports: Iterable[StoryReport]) -> dict[str, list[StoryReport]]:
    found: dict[str, list[StoryReport]] = {}
    for one in reports:
        found.setdefault(one.language, []).append(one)
    return found


def _newest(reports: Sequence[StoryReport]) -> list[IndependentSource]:
    return independent_sources(reports)[-MOST_SOURCES:]


def _perspective(language: str, reports: Sequence[StoryReport]) -> Perspective:
    every = _newest(reports)
    speaking = tuple(one for source in every if (one := _with_texts(source)))
    return Perspective(
        language,
        speaking,
        statements(speaking),
        tuple(named_by(speaking)),
        tuple(headlines(every)),
        wording(speaking),
    )


def _with_texts(source: IndependentSource) -> IndependentSource | None:
    """A source with those of its reports that have a text; None where none has."""
    some = tuple(one for one in source.reports if one.text)
    return replace(source, reports=some) if some else None

"""The perspectives of a story: what each language's voices report, name, and how they word it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from octavo.assist.perspectives.names import Named, named_by
from octavo.assist.perspectives.statements import Statements, statements
from octavo.assist.perspectives.voices import StoryReport, Voice, voices
from octavo.assist.perspectives.wording import Headline, Wording, headlines, wording

MOST_VOICES = 60
"""Voices of one language that are compared, the newest: bounds the cost. Chosen by hand; not
measured."""


@dataclass(frozen=True, slots=True)
class Perspective:
    """How the voices of one language tell a story: those that may be quoted, by number in what
    follows, and the headlines of all."""

    language: str
    voices: tuple[Voice, ...]
    statements: Statements
    names: tuple[Named, ...]
    headlines: tuple[Headline, ...]
    wording: Wording


def perspectives(reports: Iterable[StoryReport]) -> list[Perspective]:
    """The perspectives of a story, the language with most voices first: sentences are compared
    within a language."""
    made = [_perspective(code, some) for code, some in _by_language(reports).items()]
    return sorted(made, key=lambda one: (-len(one.voices), -len(one.headlines), one.language))


def speaking(reports: Iterable[StoryReport]) -> set[int]:
    """The numbers of the reports whose texts are compared."""
    every = (voice for some in _by_language(reports).values() for voice in _voices(some))
    return {one.id for voice in every for one in voice.reports}


def _by_language(reports: Iterable[StoryReport]) -> dict[str, list[StoryReport]]:
    found: dict[str, list[StoryReport]] = {}
    for one in reports:
        found.setdefault(one.language, []).append(one)
    return found


def _voices(reports: Sequence[StoryReport]) -> list[Voice]:
    return voices(reports)[-MOST_VOICES:]


def _perspective(language: str, reports: Sequence[StoryReport]) -> Perspective:
    every = _voices(reports)
    speaking = tuple(one for voice in every if (one := _with_texts(voice)))
    return Perspective(
        language,
        speaking,
        statements(speaking),
        tuple(named_by(speaking)),
        tuple(headlines(every)),
        wording(speaking),
    )


def _with_texts(voice: Voice) -> Voice | None:
    """A voice with those of its reports that have a text; None where none has."""
    some = tuple(one for one in voice.reports if one.text)
    return replace(voice, reports=some) if some else None

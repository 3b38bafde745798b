"""What is read aloud: chapters of lines, verbatim, each with how it is said."""

from collections.abc import Iterable
from dataclasses import dataclass

from octavo.assist.listening.spoken import spoken
from octavo.formats.sentences import sentences


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """A sentence as it is written, and the ISO 639-1 code of its language."""

    text: str
    language: str

    @property
    def said(self) -> str:
        """How it is said; empty where nothing of it is."""
        return spoken(self.text, self.language)


@dataclass(frozen=True, slots=True)
class ScriptChapter:
    """A part that can be skipped to: its title is what lists show, its lines are what is heard."""

    title: str
    lines: tuple[ScriptLine, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """All that is read aloud of an article, a story or an edition."""

    title: str
    language: str
    chapters: tuple[ScriptChapter, ...]


def sentence_lines(paragraphs: Iterable[str], language: str) -> list[ScriptLine]:
    """The sentences of paragraphs, in order."""
    return [
        ScriptLine(sentence.text, language)
        for paragraph in paragraphs
        for sentence in sentences(paragraph)
    ]

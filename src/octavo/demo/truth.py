"""What is true of the press: what belongs together, who copied whom, what was corrected, what
happened.

All of it follows from how the press is written; only which stories follow each other is told apart
(press/storylines.md), and the words by which each event is known (press/openings.md). Stories that
do not follow each other are unrelated.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from octavo.demo.records import records
from octavo.demo.world import PRESS, Piece, World, world


@dataclass(frozen=True)
class Truth:
    """The press as a reader who knows all would sort it. Names are those of pieces; `stories` and
    `storylines` hold what belongs together, `copies` leads to the wire's piece, `shortened` are
    copies without all of it, `enlarged` with words of their own, `translations` are pieces of a
    story in another language than its first; `sections` are those that a story may stand in."""

    stories: dict[str, frozenset[str]]
    storylines: tuple[tuple[str, ...], ...]
    copies: dict[str, str]
    shortened: frozenset[str]
    enlarged: frozenset[str]
    rewrites: frozenset[str]
    corrected: frozenset[str]
    translations: frozenset[str]
    sections: dict[str, frozenset[str]]

    def may_show(self, one: str, other: str) -> bool:
        """Whether a reader of one story may be shown another as related."""
        return one == other or any({one, other} <= set(line) for line in self.storylines)


@dataclass(frozen=True)
class Opening:
    """What a story must open with in a language: of each group one of the words, in whatever case,
    in its first sentence and in its headline."""

    sentence: tuple[tuple[str, ...], ...]
    headline: tuple[tuple[str, ...], ...]


@cache
def openings() -> dict[tuple[str, str], Opening]:
    """The opening of each story in each language it is told in."""
    rows = list(records((PRESS / "openings.md").read_text("utf-8")))
    return {
        (row.name, language): Opening(
            _groups(row.text("sentence" + suffix)), _groups(row.text("headline" + suffix))
        )
        for row in rows
        for language, suffix in (("en", ""), ("ar", "_ar"))
        if row.text("sentence" + suffix)
    }


def _groups(words: str) -> tuple[tuple[str, ...], ...]:
    """The words, which semicolons keep apart, each with its alternatives, which strokes do."""
    return tuple(tuple(word.strip().split("|")) for word in words.split(";"))


@cache
def truth() -> Truth:
    """The truth of the press, gathered once."""
    told = records((PRESS / "storylines.md").read_text("utf-8"))
    press = world()
    stories = _stories(press)
    return Truth(
        stories={name: frozenset(p.name for p in pieces) for name, pieces in stories.items()},
        storylines=tuple(row.words("stories") for row in told),
        copies={p.name: p.copy_of for p in press.pieces.values() if p.copy_of},
        shortened=frozenset(p.name for p in press.pieces.values() if p.record.text("cut")),
        enlarged=frozenset(p.name for p in press.pieces.values() if p.copy_of and p.record.blocks),
        rewrites=frozenset(_rewrites(stories)),
        corrected=frozenset(p.name for p in press.pieces.values() if p.later),
        translations=frozenset(_translations(stories)),
        sections={name: _sections(pieces) for name, pieces in stories.items()},
    )


def _stories(press: World) -> dict[str, list[Piece]]:
    """The pieces of each story, the earliest first."""
    found: dict[str, list[Piece]] = {}
    for piece in sorted(press.pieces.values(), key=lambda p: (-p.ago, p.name)):
        found.setdefault(piece.story, []).append(piece)
    return found


def _rewrites(stories: dict[str, list[Piece]]) -> Iterator[str]:
    """Own reports in the language of a wire report that was there before them."""
    for pieces in stories.values():
        wires = [p for p in pieces if p.kind == "wire"]
        for piece in pieces:
            language = piece.publisher.language
            before = [w for w in wires if w.ago > piece.ago and w.publisher.language == language]
            if piece.kind == "own" and before:
                yield piece.name


def _translations(stories: dict[str, list[Piece]]) -> Iterator[str]:
    for first, *rest in stories.values():
        yield from (p.name for p in rest if p.publisher.language != first.publisher.language)


def _sections(pieces: list[Piece]) -> frozenset[str]:
    """The section of the first report in which a paper put it under a subject; where it is of the
    world at large, any that one of them chose."""
    said = [p.record.text("section", p.publisher.section) for p in pieces]
    first = said[0]
    return frozenset(said if first in ("World", "General") else [first])

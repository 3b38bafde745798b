"""A page's choices in the light of what its host has taught, and what the page teaches in turn."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from octavo.extract.body.decision import Choice
from octavo.extract.body.host_memory import Lesson, Memory, short_key
from octavo.extract.body.position import Place
from octavo.extract.metadata.page_metadata import Metadata
from octavo.extract.page.text import key
from octavo.extract.page.text_blocks import Run
from octavo.formats.urls import site

HELD = 0.1
"""What is left of the score of a line that stands on page after page."""

NUDGE = 0.2
"""How much it counts that a place keeps holding the body, or keeps not holding it."""

MOST_HELD = 0.5
"""Share of the words chosen beyond which nothing is held: then it is the report itself that stands
at several addresses."""

_LABEL = 4
"""Words below which a line may be an outlet's own subhead in each of its reports."""
_CLEAR = 0.8
_TAUGHT = 0.15
"""Score from which a line is in play, and worth knowing again."""


def remembered(made: Sequence[Choice], memory: Memory, told: Metadata) -> list[Choice]:
    """The choices with what the host's earlier pages say; each run that is moved says why."""
    if not memory.pages:
        return list(made)
    truth = key(told.body_text)
    moved = [_in_memory(choice, memory, truth) for choice in made]
    held = sum(choice.run.size for choice in moved if choice.is_held)
    if held > MOST_HELD * sum(choice.run.size for choice in made if choice.is_body):
        return list(made)
    return moved


def _in_memory(choice: Choice, memory: Memory, truth: str) -> Choice:
    if choice.score <= HELD:
        return choice
    line, place = line_key(choice.run, choice.place), place_key(choice.place)
    if _may_repeat(choice, truth) and memory.is_furniture(line, place):
        reason = f"-stood on {round(memory.lines[line])} of {round(memory.pages)} pages of the host"
        return replace(choice, score=HELD, reasons=(*choice.reasons, reason), is_held=True)
    holds = memory.holds_body(place)
    if holds is None or (holds and 2 * choice.run.linked > choice.run.size):
        return choice
    reason = (
        "+its place keeps holding the body" if holds else "-its place keeps holding other things"
    )
    score = min(1.0, max(0.0, choice.score + (NUDGE if holds else -NUDGE)))
    return replace(choice, score=score, reasons=(*choice.reasons, reason))


def _may_repeat(choice: Choice, truth: str) -> bool:
    """Whether a line can be furniture at all: no label of a few words or clear subhead, and not in
    the page's own account of its text."""
    run = choice.run
    if run.size < _LABEL or (run.tag in {"h2", "h3", "h4"} and choice.score >= _CLEAR):
        return False
    return not (truth and run.key in truth)


def lesson(made: Sequence[Choice], address: str, sure: float, floor: float) -> Lesson:
    """What the page teaches, by the choices made without memory: its lines in play, and, where the
    choice was sure (from `floor`), what stood where."""
    played = [choice for choice in made if choice.score >= _TAUGHT]
    lines = dict.fromkeys(place_key(choice.place) for choice in played)
    lines |= dict.fromkeys(line_key(choice.run, choice.place) for choice in played)
    words: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for choice in made if sure >= floor else ():
        words[place_key(choice.place)][not choice.is_body] += choice.run.size
    ranked = sorted(words.items(), key=lambda one: -sum(one[1]))[:_MOST]
    places = {place: (body, other) for place, (body, other) in ranked}
    return Lesson(
        site(address), short_key(address), tuple(lines)[: 4 * _MOST], places, round(sure, 3)
    )


_MOST = 40


def line_key(run: Run, place: Place) -> str:
    """The key of a line in its kind of place: the same words in a box of teasers are another line."""
    return short_key(run.key[:400], place.kind)


def place_key(place: Place) -> str:
    """The key of a kind of place."""
    return _key(place.kind)


@lru_cache(maxsize=4096)
def _key(kind: str) -> str:
    return short_key(kind)

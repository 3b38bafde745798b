"""A page's choices corrected by the host memory, and what the page adds to it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from octavo.extract.body.decision import Choice
from octavo.extract.body.host_memory import Memory, PageObservations, short_key
from octavo.extract.body.position import Place
from octavo.extract.metadata.page_metadata import Metadata
from octavo.extract.page.text import key
from octavo.extract.page.text_blocks import TextBlock
from octavo.formats.urls import site

REPEATED_SCORE = 0.1
"""The score of a line that stands on page after page. Chosen by hand; not measured."""

PLACE_HOLDS_BODY, PLACE_HOLDS_OTHERS = 0.3, -0.2
"""How much it counts that a place keeps holding the body, or other things. Chosen by hand; not
measured: a short last line that goes on like the feed's summary should outweigh its doubts where
its place is known."""

MAX_REPEATED = 0.5
"""Share of the words chosen beyond which nothing counts as repeated: then the report itself stands
at several addresses. Chosen by hand; not measured."""

_LABEL_WORDS = 4
"""Words below which a line may be an outlet's own subhead in each of its reports. Chosen by hand;
not measured."""
_SURE_SUBHEAD = 0.8
"""Score from which a subhead is no boilerplate, however often it stands there. Chosen by hand; not
measured."""
_IN_PLAY = 0.15
"""Score from which a line is worth observing. Chosen by hand; not measured."""


def with_host_memory(choices: Sequence[Choice], memory: Memory, metadata: Metadata) -> list[Choice]:
    """The choices, their scores corrected by the host memory; each that is changed has the
    reason."""
    if not memory.pages:
        return list(choices)
    truth = key(metadata.body_text)
    moved = [_with_memory(choice, memory, truth) for choice in choices]
    repeated = sum(choice.text_block.size for choice in moved if choice.is_repeated)
    if repeated > MAX_REPEATED * sum(
        choice.text_block.size for choice in choices if choice.is_body
    ):
        return list(choices)
    return moved


def _with_memory(choice: Choice, memory: Memory, truth: str) -> Choice:
    if choice.score <= REPEATED_SCORE:
        return choice
    line, place = line_key(choice.text_block, choice.place), place_key(choice.place)
    if _may_be_boilerplate(choice, truth) and memory.is_boilerplate(line, place):
        reason = f"-stood on {round(memory.lines[line])} of {round(memory.pages)} pages of the host"
        return replace(
            choice, score=REPEATED_SCORE, reasons=(*choice.reasons, reason), is_repeated=True
        )
    place_holds_body = memory.holds_body(place)
    if place_holds_body is None or (
        place_holds_body and 2 * choice.text_block.linked > choice.text_block.size
    ):
        return choice
    reason = (
        "+its place keeps holding the body"
        if place_holds_body
        else "-its place keeps holding other things"
    )
    nudge = PLACE_HOLDS_BODY if place_holds_body else PLACE_HOLDS_OTHERS
    score = min(1.0, max(0.0, choice.score + nudge))
    return replace(choice, score=score, reasons=(*choice.reasons, reason))


def _may_be_boilerplate(choice: Choice, truth: str) -> bool:
    """Whether a line can be boilerplate at all: no label of a few words or clear subhead, and not
    in the page's own account of its text."""
    text_block = choice.text_block
    if text_block.size < _LABEL_WORDS or (
        text_block.tag in {"h2", "h3", "h4"} and choice.score >= _SURE_SUBHEAD
    ):
        return False
    return not (truth and text_block.key in truth)


def page_observations(
    choices: Sequence[Choice], address: str, sure: float, floor: float
) -> PageObservations:
    """What the page adds to the memory, by the choices made without it: its lines that may be body,
    and, where the choice was sure (from `floor`), what stood where."""
    in_play = [choice for choice in choices if choice.score >= _IN_PLAY]
    lines = dict.fromkeys(place_key(choice.place) for choice in in_play)
    lines |= dict.fromkeys(line_key(choice.text_block, choice.place) for choice in in_play)
    words: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for choice in choices if sure >= floor else ():
        words[place_key(choice.place)][not choice.is_body] += choice.text_block.size
    ranked = sorted(words.items(), key=lambda one: -sum(one[1]))[:_MAX_PLACES]
    places = {place: (body, other) for place, (body, other) in ranked}
    return PageObservations(
        site(address), short_key(address), tuple(lines)[: 4 * _MAX_PLACES], places, round(sure, 3)
    )


_MAX_PLACES = 40
"""Places of one page that are observed, and a quarter of its lines: bounds what is stored. Chosen
by hand; not measured."""


def line_key(text_block: TextBlock, place: Place) -> str:
    """The key of a line in its kind of place: the same words in a box of teasers are another
    line."""
    return short_key(text_block.key[:400], place.kind)


def place_key(place: Place) -> str:
    """The key of a kind of place."""
    return _key(place.kind)


@lru_cache(maxsize=4096)
def _key(kind: str) -> str:
    return short_key(kind)

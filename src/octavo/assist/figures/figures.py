"""The figures of a text: each number that counts something, who claims it, and its sentence."""

import re
from collections.abc import Iterator, Sequence

from octavo.assist.figures.attributions import Attribution, attributions, claims_at
from octavo.assist.figures.claimants import Speakers, speakers
from octavo.assist.figures.counted import counted
from octavo.assist.figures.offices import is_office, same_role
from octavo.assist.figures.quantities import Quantity, quantities
from octavo.formats.sentences import sentences
from octavo.types import Entity, Sentence, TextFigure

LOOK_AHEAD = 3
"""Sentences after `a lawmaker said` in which the lawmaker may be named. Chosen by hand; not
measured."""

LONGEST_TEXT = 100_000
"""Characters of a text that are read: bounds the cost. Chosen by hand; not measured."""

LONGEST_SENTENCE = 1_500
"""Characters of a sentence up to which it is read: more is a list or a payload, and the time grows
with the square. Chosen by hand; not measured."""

_WHOLLY_QUOTED = re.compile(r"\s*[“\"'‘«]")


def text_figures(
    text: str, language: str, entities: Sequence[Entity] | None = None
) -> list[TextFigure]:
    """The figures of a text, in order; `entities` are its names where they are known already."""
    text = text[:LONGEST_TEXT]
    split = [one for one in sentences(text) if len(one.text) <= LONGEST_SENTENCE]
    said = [attributions(one.text) for one in split]
    known = speakers(text, language, entities)
    found: list[TextFigure] = []
    for at, sentence in enumerate(split):
        claimants = _claimants(text, split, said, at, known)
        found.extend(_figures(sentence, said[at], claimants, language))
    return found


def _figures(
    sentence: Sentence, said: list[Attribution], claimants: dict[int, str], language: str
) -> Iterator[TextFigure]:
    is_row = sentence.text.startswith("|")
    numbers = [] if is_row else quantities(sentence.text, language)
    last = ""
    for at, one in enumerate(numbers):
        until = numbers[at + 1].start if at + 1 < len(numbers) else len(sentence.text)
        last = counted(sentence.text, one, until, last)
        claim = claims_at(said, one.start)
        claimant = claimants.get(claim.at if claim else -1, "")
        if _is_figure(one, last):
            yield TextFigure(
                one.value, one.high, one.approx, one.unit, last, claimant,
                sentence.text, sentence.start,
            )  # fmt: skip


def _is_figure(one: Quantity, counts: str) -> bool:
    """Whether a number has what it counts; one with decimals and no unit is a grade on a scale."""
    if one.unit:
        return True
    return bool(counts) and (one.value.is_integer() or one.value >= 1000) and one.value >= 2


def _claimants(
    text: str, split: Sequence[Sentence], said: list[list[Attribution]], at: int, known: Speakers
) -> dict[int, str]:
    """The claimant of each attribution of a sentence by its place; at -1 that of what has none."""
    sentence = split[at]
    if not said[at]:
        goes_on = _WHOLLY_QUOTED.match(sentence.text) and at and known.last
        return {-1: known.last if goes_on else ""}
    return {
        one.at: _ahead(one.phrase, said, at)
        or known.claimant(one.phrase, text[: sentence.start + one.at])
        for one in said[at]
    }


def _ahead(phrase: str, said: list[list[Attribution]], at: int) -> str:
    """Who `a Seoul lawmaker` is, where one of the next sentences names the lawmaker."""
    is_headline = not said[at][0].leads and ":" not in phrase and is_office(phrase)
    if not phrase.lower().startswith(("a ", "an ", "one ")) and not is_headline:
        return ""
    later = [one for some in said[at + 1 : at + 1 + LOOK_AHEAD] for one in some]
    for one in later:
        alone = Speakers()
        name = alone.claimant(one.phrase, "")
        if same_role(phrase, one.phrase) and alone.persons:
            return name
    return ""

"""Where a quotation stands: what is before it and after it in its paragraph, cut into sentences."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from octavo.assist.quotes.marks import Quotation
from octavo.formats.sentences import sentences

LONGEST_GAP = 1_500
"""Characters between two quotations that are read: more is another passage. Chosen by hand; not
measured."""

_ENDED = re.compile(r"[.!?…؟]\s*$")


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """A quotation and its surroundings, from the quotation before it or the beginning of the line
    on (`gap`), up to the next or the end of the line. `earlier` are sentences that end before it,
    `left` and `right` the rest of its own, `later` what follows. `is_first`: it is of its line;
    `begins`: its own sentence begins with `left`."""

    quotation: Quotation
    quoted: str
    gap: str
    earlier: str
    left: str
    right: str
    later: str
    is_first: bool
    begins: bool


def place(text: str, marked: Sequence[Quotation], at: int) -> QuotePlace:
    """The place of quotation `at` of those of a text."""
    one = marked[at]
    earliest = max(0, one.opened - LONGEST_GAP)
    line = max(earliest, text.rfind("\n", earliest, one.opened) + 1)
    before = marked[at - 1].closed if at else 0
    latest = one.closed + LONGEST_GAP
    end = text.find("\n", one.closed, latest)
    end = end if end >= 0 else min(len(text), latest)
    if at + 1 < len(marked):
        end = min(end, marked[at + 1].opened)
    gap = text[max(line, before) : one.opened]
    earlier, left = _last_sentence(gap)
    right, later = _first_sentence(text[one.closed : end])
    return QuotePlace(
        one,
        text[one.start : one.end],
        gap,
        earlier,
        left,
        right,
        later,
        is_first=before <= line,
        begins=before <= line or bool(earlier.strip()) or _ended(text, marked[at - 1]),
    )


def _ended(text: str, before: Quotation) -> bool:
    """Whether a quotation ends its sentence."""
    return text[max(before.start, before.end - 1) : before.end] in tuple(".…。?!؟")


def blanked(text: str, marked: Sequence[Quotation]) -> str:
    """The text with what is quoted blanked; everything else keeps its place."""
    pieces, last = [], 0
    for one in marked:
        pieces += [text[last : one.opened], " " * (one.closed - one.opened)]
        last = one.closed
    return "".join([*pieces, text[last:]])


def _last_sentence(gap: str) -> tuple[str, str]:
    found = sentences(gap)
    if not found:
        return "", ""
    if _ENDED.search(gap):
        return gap, ""
    return gap[: found[-1].start], gap[found[-1].start :]


def _first_sentence(rest: str) -> tuple[str, str]:
    found = sentences(rest)
    if not found:
        return "", ""
    return rest[: found[0].end], rest[found[0].end :]

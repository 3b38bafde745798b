"""The dated events of a text: its sentences that say when, each with the time that they mean."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from octavo.analyse.self_contained import without_dateline
from octavo.assist.timeline.days import Moment
from octavo.assist.timeline.forms import forms
from octavo.assist.timeline.resolve import Published, resolved
from octavo.assist.timeline.tense import turn
from octavo.formats.sentences import sentences
from octavo.types import Sentence, TextEvent

MOST_READ = 100_000
"""Characters of a text that are read: bounds the cost. Chosen by hand; not measured."""

LONGEST_DATED = 1_500
"""Characters of a sentence up to which it is read: more is a list. Chosen by hand; not measured."""

FIRST_YEAR, YEARS_AHEAD = 1700, 100
"""Years before the first, and so many after publication, are none that news tells of."""

KEPT_TEXTS = 256
"""Texts whose events are kept for the next page of their story. Chosen by hand; not measured."""

_SPOKEN = frozenset({"weekday", "day", "ago", "ahead", "period"})
"""Kinds of words that count from when they are said: in a quotation nobody knows when that was."""
LONGEST_NOTE = 80
"""Characters of a line that only says when a page was made. Chosen by hand; not measured."""

_NOTE = re.compile(
    r"(?i)(?:last |first )?(?:updated|modified|published|posted|edited)\b(?: on| at)?:?"
    r"\s*\w*,?\s*\d|"
    r"©|copyright|(?:تاريخ النشر|آخر تحديث|تاريخ التحديث|نُ?شر (?:في|بتاريخ|يوم))\s*:?\s*\w*،?\s*\d"
)
_DATELINE = re.compile(r"[^.!?؟\n()]{2,40}\([^()\n]{1,40}\)\s*[-–—:]\s")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹\u00a0\u202f", "01234567890123456789  ")
_QUOTED = re.compile(r"[“«„][^”»“\n]*[”»“]?|\"[^\"\n]*\"?")


@lru_cache(KEPT_TEXTS)
def text_events(
    text: str, published: Published, language: str, place: str = ""
) -> tuple[TextEvent, ...]:
    """The dated events of a text, in its order. `published` is in the zone of the publisher, whose
    days count; without it, and in languages other than English and Arabic, only whole dates of the
    calendar are known. `place` is the dateline's."""
    text = text[:MOST_READ]
    found = (
        event
        for one in sentences(text, place)
        if len(one.text) <= LONGEST_DATED and not one.text.startswith("|")
        for event in _events(without_dateline(one), published, language)
    )
    return _once(found)


def _events(one: Sentence, published: Published, language: str) -> Iterator[TextEvent]:
    plain = one.text.translate(_DIGITS)
    begin = _begin(plain)
    for form in forms(plain, language):
        if form.kind == "none" or form.end <= begin:
            continue
        if form.kind in _SPOKEN and _is_quoted(plain, form.start):
            continue
        is_weekday = form.kind == "weekday"
        start = form.start if form.kind == "ahead" else form.anchor
        when = turn(plain, start, form.end, language, is_weekday=is_weekday)
        found = resolved(form, published, when, language)
        if found and _is_credible(found, published):
            yield TextEvent(found.date, found.precision, one.text, one.start)


def _begin(text: str) -> int:
    """Where a sentence begins after the place and day of its dateline; its end where it is only a
    note of when a page was made."""
    if len(text) <= LONGEST_NOTE and _NOTE.match(text):
        return len(text)
    match = _DATELINE.match(text)
    return match.end() if match else 0


def _is_quoted(text: str, at: int) -> bool:
    return any(match.start() < at < match.end() for match in _QUOTED.finditer(text))


def _is_credible(found: Moment, published: date | None) -> bool:
    last = published.year + YEARS_AHEAD if published else 9999
    return FIRST_YEAR <= found.date.year <= last


def _once(events: Iterable[TextEvent]) -> tuple[TextEvent, ...]:
    """Each time once a sentence."""
    return tuple({(one.start, one.date, one.precision): one for one in events}.values())

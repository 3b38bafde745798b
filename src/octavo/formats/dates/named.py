"""Dates of which the month stands by its name, in any order: 3 Ocak 2026, January 3rd, 2026."""

import re
from datetime import datetime

from octavo.formats.dates import clocks
from octavo.formats.dates.months import month, phrases
from octavo.formats.dates.times import Habits, Written, calendar_day, full_year, made
from octavo.formats.languages import language

WORD = re.compile(r"[^\s\d,/()\[\]:;|،、+–—\-]+")
_MARKED = "\ue000(\\d{1,2})\ue001"
TWICE = re.compile("(\ue000(\\d+)\ue001)(?:[\\s/()]*\ue000\\2\ue001\\)?)+")
"""A month by both of its names, as in `نوفمبر/تشرين الثاني`."""
_JOIN = (
    r"(?:[\s.,/'’·،–-]|(?<![^\W\d_])(?:de|del|d|di|of|do|da|the|den|год|года|г|р|року|ko|m|gada"
    r"|ngày|في|من|عام|سنة|لعام|שנת|พ\.ศ|ค\.ศ)(?![^\W\d_]))*"
)
"""What may stand between the parts of a date."""
_NUMBER = (
    r"(?<![\d:])(?<!\d[.,])(\d{1,2})(?:st|nd|rd|th|er|re|ère|ème|[ºª°]|-?(?:го|е|й|ое)|[aη]|日|일)?"
)
_YEAR = r"(\d{4})(?!\d)"
NAMED = (
    (re.compile(_NUMBER + _JOIN + _MARKED + _JOIN + _YEAR, re.IGNORECASE), "dmy"),
    (re.compile(_MARKED + _JOIN + _NUMBER + _JOIN + _YEAR, re.IGNORECASE), "mdy"),
    (re.compile(_YEAR + r"\.?" + _JOIN + _MARKED + _JOIN + _NUMBER + r"(?![\d:])", re.I), "ymd"),
    (re.compile(_YEAR + r"\.?" + _JOIN + _NUMBER + _JOIN + _MARKED, re.IGNORECASE), "ydm"),
)
SHORT_YEAR = re.compile(rf"[^\d\ue000]{{0,14}}(\d\d?)[\s.-]+{_MARKED}[\s.,-]+['’]?(\d\d)(?!\d)\D*")


def named(text: str, habits: Habits) -> Written | None:
    """Returns a date by the name of its month. Raises ValueError."""
    code = language(habits.tag)
    marked = phrases().sub(lambda found: _mark(found, code), text)
    marked = WORD.sub(lambda found: _mark(found, code), marked)
    marked = TWICE.sub(r"\1", marked)
    if "\ue000" not in marked:
        return None
    clock, rest = clocks.apart(marked)
    day = _named_day(rest) or _short_year(rest)
    return made(day, clock, habits) if day else None


def _mark(found: re.Match[str], code: str) -> str:
    number = month(found[0], code)
    return f"\ue000{number}\ue001" if number else found[0]


def _named_day(text: str) -> datetime | None:
    for pattern, order in NAMED:
        for match in pattern.finditer(text):
            part = dict(zip(order, match.groups(), strict=True))
            return calendar_day(part["y"], part["m"], part["d"])
    return None


def _short_year(text: str) -> datetime | None:
    match = SHORT_YEAR.fullmatch(text)
    return calendar_day(full_year(match[3]), match[2], match[1]) if match else None

"""Dates by a standard: ISO 8601 in its spellings, RFC 822, seconds and milliseconds since 1970."""

import re
from datetime import UTC, datetime, timedelta

from octavo.formats.dates import clocks
from octavo.formats.dates.times import Habits, Written, calendar_day, held_back, made

ISO = re.compile(r"(\d{4})(-?)(\d\d)\2(\d\d)(?:[T ,]+(?=\d)|(?=\D|$))(?P<clock>.*)", re.DOTALL)
COMPACT = re.compile(r"(\d{4})()(\d\d)(\d\d)T?(?P<clock>\d{4}(?:\d\d)?(?:Z|[+-]\d\d:?\d\d)?)")
ISO_CLOCK = re.compile(r"(?<!\d)(\d\d)(\d\d)(\d\d)?(?!\d)")


def iso(text: str, habits: Habits) -> Written | None:
    """Returns a date of ISO 8601, whatever follows it. Raises ValueError."""
    if not text[:4].isdigit():
        return None
    if text[4:5] == "-" and len(text) >= 10:
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            found = None
        if found is not None:
            return _from_iso(found, text, habits)
    match = COMPACT.fullmatch(text) or ISO.match(text)
    if match is None:
        return None
    rest = ISO_CLOCK.sub(_with_colons, match["clock"], count=1)
    return made(calendar_day(match[1], match[3], match[4]), clocks.clock(rest[:60]), habits)


def _from_iso(found: datetime, text: str, habits: Habits) -> Written:
    if len(text) <= 10:
        return Written(found.replace(tzinfo=UTC), "day")
    shift = found.utcoffset()
    zone = int(shift.total_seconds() // 60) if shift is not None else habits.zone or None
    at = found.replace(tzinfo=None) - (shift or timedelta(minutes=zone or 0))
    return held_back(Written(at.replace(tzinfo=UTC), "time", zone), habits)


def _with_colons(match: re.Match[str]) -> str:
    return ":".join(part for part in match.groups() if part)


def epoch(text: str, habits: Habits) -> Written | None:
    """Returns seconds or milliseconds since 1970 as a time. Raises ValueError."""
    if not (text.isascii() and text.isdigit()) or len(text) not in (9, 10, 13):
        return None
    seconds = int(text) / (1000 if len(text) == 13 else 1)
    return Written(datetime.fromtimestamp(seconds, UTC), "time")


MAIL = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,?\s+)?(\d{1,2})[\s-]+([A-Za-z]{3})[a-z]*\.?,?[\s-]+(\d{4})"
    r"[\sT]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([+-]\d{4}|GMT|UTC|Z)"
)
ENGLISH = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip


def mail(text: str, habits: Habits) -> Written | None:
    """Returns a date the way of RFC 822 that nearly all feeds go; other zones and months are read
    further on. Raises ValueError."""
    match = MAIL.fullmatch(text)
    number = ENGLISH.get(match[2].lower()) if match else None
    if match is None or number is None:
        return None
    zone = 0 if match[7][0] not in "+-" else clocks.offset(match[7])
    hour, minute, second = int(match[4]), int(match[5]), min(int(match[6] or 0), 59)
    local = datetime(int(match[3]), number, int(match[1]), hour, minute, second)  # noqa: DTZ001
    return Written((local - timedelta(minutes=zone)).replace(tzinfo=UTC), "time", zone)

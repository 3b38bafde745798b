"""One date as it is written, whoever wrote it: `written(text)`.

text ─► ISO 8601 │ seconds since 1970 │ RFC 822 │ a month by its name │ numbers alone
          └─ the first that reads it decides; a clock and a zone may stand anywhere beside it
"""

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from octavo.formats.dates import clocks
from octavo.formats.dates.clocks import Clock
from octavo.formats.dates.months import month, phrases
from octavo.formats.dates.zones import OF_AMERICA, minutes_east
from octavo.formats.languages import language

LONGEST = 200
"""Characters that are looked at."""
YEARS = (1900, 2200)
"""Years of the Gregorian calendar in which there are publications; outside of them a year is one
of another calendar (1404, 1447) or none at all."""
BUDDHIST = 543
"""Years by which the calendar of Thailand is ahead."""


class Written(NamedTuple):
    """A time in UTC; `precision` is `time` or `day` (then it is the day's midnight). `zone` is
    minutes east of UTC as written, None where nothing says (then it was taken as UTC)."""

    at: datetime
    precision: str
    zone: int | None = None


class Habits(NamedTuple):
    """How a document writes its dates: its language tag; whether 11/05 is in November (True), in
    May (False) or not known (None); minutes east of UTC of the times without a zone; and when it
    was fetched, to which a time without a zone that would be later is held back."""

    tag: str = ""
    is_month_first: bool | None = None
    zone: int = 0
    latest: datetime | None = None


AHEAD = timedelta(hours=24)
"""By how much a time without a zone can seem to be still to come, and more."""
UNKNOWN = Habits()


def written(text: str, habits: Habits = UNKNOWN) -> Written | None:
    """Returns the time that a text names, None when it names none. Never raises.

    Weekday names are not looked at. Years of other calendars are not converted (1447, 1404) and
    give None, but for the Buddhist one (2569)."""
    text = one_line(text)
    for read in (_iso, _epoch, _mail, _named, _numeric):
        try:
            found = read(text, habits)
        except (ValueError, OverflowError):
            continue
        if found is not None and YEARS[0] <= found.at.year <= YEARS[1]:
            return found
    return None


INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def one_line(text: str, longest: int = LONGEST) -> str:
    """Returns the beginning of a text on one line, in NFC, with digits 0 to 9 for those of any
    script and nothing invisible."""
    text = " ".join(text[: 4 * longest].split())[:longest]
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", text))
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text
    )


def _made(day: datetime, clock: Clock | None, habits: Habits) -> Written:
    """The day with its clock, in UTC."""
    if clock is None:
        return Written(day.replace(tzinfo=UTC), "day")
    local = day + clock.since_midnight
    zone = clock.offset
    if clock.zone_name:
        zone = minutes_east(clock.zone_name, local, habits.tag)
    if zone is None and habits.zone:
        zone = habits.zone
    at = local - timedelta(minutes=zone or 0)
    return _held_back(Written(at.replace(tzinfo=UTC), "time", zone), habits)


def _held_back(found: Written, habits: Habits) -> Written:
    if found.zone is not None or habits.latest is None:
        return found
    is_early = habits.latest < found.at <= habits.latest + AHEAD
    return found._replace(at=habits.latest) if is_early else found


# ---------------------------------------------------------------- standards

ISO = re.compile(r"(\d{4})(-?)(\d\d)\2(\d\d)(?:[T ,]+(?=\d)|(?=\D|$))(?P<clock>.*)", re.DOTALL)
COMPACT = re.compile(r"(\d{4})()(\d\d)(\d\d)T?(?P<clock>\d{4}(?:\d\d)?(?:Z|[+-]\d\d:?\d\d)?)")
ISO_CLOCK = re.compile(r"(?<!\d)(\d\d)(\d\d)(\d\d)?(?!\d)")


def _iso(text: str, habits: Habits) -> Written | None:
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
    return _made(_day(match[1], match[3], match[4]), clocks.clock(rest[:60]), habits)


def _from_iso(found: datetime, text: str, habits: Habits) -> Written:
    if len(text) <= 10:
        return Written(found.replace(tzinfo=UTC), "day")
    shift = found.utcoffset()
    zone = int(shift.total_seconds() // 60) if shift is not None else habits.zone or None
    at = found.replace(tzinfo=None) - (shift or timedelta(minutes=zone or 0))
    return _held_back(Written(at.replace(tzinfo=UTC), "time", zone), habits)


def _with_colons(match: re.Match[str]) -> str:
    return ":".join(part for part in match.groups() if part)


def _day(year: str | int, month_number: str | int, day: str | int) -> datetime:
    gregorian = int(year) - BUDDHIST * (int(year) > YEARS[1])
    return datetime(gregorian, int(month_number), int(day))  # noqa: DTZ001 - a calendar's day


def _epoch(text: str, habits: Habits) -> Written | None:
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


def _mail(text: str, habits: Habits) -> Written | None:
    """The way of RFC 822 that nearly all feeds go; other zones and months are read further on."""
    match = MAIL.fullmatch(text)
    number = ENGLISH.get(match[2].lower()) if match else None
    if match is None or number is None:
        return None
    zone = 0 if match[7][0] not in "+-" else clocks.offset(match[7])
    hour, minute, second = int(match[4]), int(match[5]), min(int(match[6] or 0), 59)
    local = datetime(int(match[3]), number, int(match[1]), hour, minute, second)  # noqa: DTZ001
    return Written((local - timedelta(minutes=zone)).replace(tzinfo=UTC), "time", zone)


# ---------------------------------------------------------------- months by name

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


def _named(text: str, habits: Habits) -> Written | None:
    code = language(habits.tag)
    marked = phrases().sub(lambda found: _mark(found, code), text)
    marked = WORD.sub(lambda found: _mark(found, code), marked)
    marked = TWICE.sub(r"\1", marked)
    if "\ue000" not in marked:
        return None
    clock, rest = clocks.apart(marked)
    day = _named_day(rest) or _short_year(rest)
    return _made(day, clock, habits) if day else None


def _mark(found: re.Match[str], code: str) -> str:
    number = month(found[0], code)
    return f"\ue000{number}\ue001" if number else found[0]


def _named_day(text: str) -> datetime | None:
    for pattern, order in NAMED:
        for match in pattern.finditer(text):
            part = dict(zip(order, match.groups(), strict=True))
            return _day(part["y"], part["m"], part["d"])
    return None


def _short_year(text: str) -> datetime | None:
    match = SHORT_YEAR.fullmatch(text)
    return _day(full_year(match[3]), match[2], match[1]) if match else None


def full_year(year: str) -> int:
    """Returns the year that two or four digits stand for (RFC 2822, 4.3)."""
    number = int(year)
    return number if len(year) > 2 else number + (2000 if number < 50 else 1900)


# ---------------------------------------------------------------- numbers alone

YEAR_FIRST = re.compile(
    r"(?<![\d:])(\d{4})\s?[-/.年년]\s*(\d{1,2})\s?[-/.月월]\s*(\d{1,2})(?!\d|[.,]\d)"
)
ERA = re.compile(r"(令和|平成)\s*(\d{1,2}|元)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
ERAS = {"令和": 2018, "平成": 1988}
VIETNAMESE = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:tháng|thg)\s*(\d{1,2})[\s,]*(?:năm\s*)?(\d{4})", re.I
)
NUMBERS = re.compile(
    r"(?<![\d:.,/-])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d/]|[.,:-]\d)"
)


def _numeric(text: str, habits: Habits) -> Written | None:
    for pattern in (YEAR_FIRST, ERA, VIETNAMESE, NUMBERS):
        if match := pattern.search(text):
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            clock = clocks.clock(rest)
            day = _numeric_day(match, clock, habits)
            return _made(day, clock, habits) if _is_alone(match, rest) else None
    return None


def _is_alone(match: re.Match[str], rest: str) -> bool:
    """Whether two digits may be a year: where nothing but words and a clock stands beside them."""
    if match.re is not NUMBERS or len(match[4]) == 4:
        return True
    return len(rest) <= 40 and not re.search(r"\d", clocks.apart(rest)[1])


def _numeric_day(match: re.Match[str], clock: Clock | None, habits: Habits) -> datetime:
    if match.re is YEAR_FIRST:
        return _day(match[1], match[2], match[3])
    if match.re is ERA:
        year = ERAS[match[1]] + (1 if match[2] == "元" else int(match[2]))
        return _day(year, match[3], match[4])
    if match.re is VIETNAMESE:
        return _day(match[3], match[2], match[1])
    first, second = int(match[1]), int(match[3])
    if _is_month_first(first, second, match[2], clock, habits):
        first, second = second, first
    return _day(full_year(match[4]), second, first)


def _is_month_first(
    first: int, second: int, mark: str, clock: Clock | None, habits: Habits
) -> bool:
    """13/02 and 02/13 explain themselves; then the document's habit decides. For the rest the world
    writes the day first, except where a slash stands beside "AM", "PM" or an American zone."""
    if max(first, second) > 12:
        return second > 12 >= first
    if habits.is_month_first is not None:
        return habits.is_month_first
    is_american = clock is not None and (clock.has_half or clock.zone_name in OF_AMERICA)
    return mark == "/" and is_american


def proven_order(text: str) -> bool | None:
    """Returns whether a numeric date proves by itself that its document writes the month first;
    None where it proves nothing."""
    match = NUMBERS.search(one_line(text))
    if match is None or (int(match[1]) > 12) == (int(match[3]) > 12):
        return None
    return int(match[3]) > 12

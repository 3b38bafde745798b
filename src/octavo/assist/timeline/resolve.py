"""What the words for a time mean, said on a day."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from octavo.assist.timeline.days import (
    Moment,
    calendar_day,
    of_month,
    of_week,
    shifted,
    weekday,
    yearless,
)
from octavo.assist.timeline.forms import Form, value
from octavo.formats.dates.months import month
from octavo.formats.number_words import word_value

FURTHEST = 400
"""A count that is further back or ahead is no time that is told. Chosen by hand; not measured."""

Parts = dict[str, str]
Reader = Callable[[Parts, date, int, str], Moment | None]
"""The parts of a form, the day of publication, what timeline.tense says, and the language."""


Published = datetime | date | None
"""When a text was published, in the zone of its publisher."""


def resolved(form: Form, published: Published, turn: int, language: str) -> Moment | None:
    """The time that a form means; None for none, and for what nobody can know. Without the time of
    publication only whole dates, months and years of the calendar are known."""
    parts = form.parts
    day = published.date() if isinstance(published, datetime) else published
    try:
        if not {"iso", "numeric", "year"}.isdisjoint(parts):
            return _WHOLE[form.kind](parts, language)
        if form.kind == "ago" and isinstance(published, datetime):
            day = _hours_ago(parts, published, language)
        if day is None or form.kind not in _COUNTED:
            return None
        return _COUNTED[form.kind](parts, day, turn, language)
    except (ValueError, OverflowError):
        return None


def _which(parts: Parts, turn: int, language: str) -> tuple[int, bool]:
    """Whether what is meant is before or after, and whether the words themselves say so."""
    word = parts.get("which") or parts.get("after") or ""
    found = value(word, language) if word else ""
    return (int(found), True) if found else (turn, False)


# ---------------------------------------------------------------- of the calendar


def _date(parts: Parts, language: str) -> Moment | None:
    if "iso" in parts:
        return Moment(date.fromisoformat(parts["iso"].replace("/", "-")), "day")
    if "numeric" in parts:
        return _numeric(parts["numeric"], language)
    year = _number(parts["year"])
    return _day(calendar_day(year, _month(parts, language), _nth(parts, language)))


def _numeric(written: str, language: str) -> Moment | None:
    """15/06/2025; where both orders give a day, English is not resolved, and the others begin
    with the day (CLDR, dateFormats/short)."""
    first, second, year = map(int, re.split("[./-]", written))
    if first > 12 or first == second or language != "en" or "." in written:
        return _day(calendar_day(year, second, first))
    return _day(calendar_day(year, first, second)) if second > 12 else None


def _month_of_year(parts: Parts, language: str) -> Moment | None:
    year = _number(parts["year"])
    if "month" in parts:
        return Moment(date(year, _month(parts, language), 1), "month")
    return Moment(date(year, 1, 1), "year")


def _day(found: date | None) -> Moment | None:
    return Moment(found, "day") if found else None


def _number(written: str) -> int:
    return int(re.sub(r"\D", "", written))


def _nth(parts: Parts, language: str) -> int:
    """The day of a month."""
    if "day" in parts:
        return _number(parts["day"])
    return int(value(parts["ordinal"], language)[1:])


def _month(parts: Parts, language: str) -> int:
    return month(" ".join(parts["month"].split()), language)


# ---------------------------------------------------------------- counted from publication


def _yearless(parts: Parts, day: date, turn: int, language: str) -> Moment | None:
    number = _nth(parts, language)
    turn, is_said = _which(parts, turn, language)
    if "unit" in parts or (is_said and not turn):  # `the 12th of this month`
        there = shifted(day, turn, "month").date
        return _day(calendar_day(there.year, there.month, number))
    if "relative" in parts:
        year = day.year + int(value(parts["relative"], language))
        return _day(calendar_day(year, _month(parts, language), number))
    name = _weekday_number(parts, language)
    return _day(yearless(day, _month(parts, language), number, turn, name))


def _weekday_number(parts: Parts, language: str) -> int:
    return int(value(parts["weekday"], language)) if "weekday" in parts else -1


def _weekday(parts: Parts, day: date, turn: int, language: str) -> Moment | None:
    number = _weekday_number(parts, language)
    if "week" in parts:
        return Moment(of_week(day, number, int(value(parts["week"], language))), "day")
    turn, is_said = _which(parts, turn, language)
    if is_said and not turn:
        return Moment(of_week(day, number, 0), "day")
    if not turn or (turn > 1 and number == day.weekday()):
        return None
    return Moment(weekday(day, number, turn, is_strict=is_said), "day")


def _relative(parts: Parts, day: date, turn: int, language: str) -> Moment | None:
    """Yesterday; with the name of its day, which decides where clocks differ by a day."""
    found = day + timedelta(int(value(parts["words"], language) or 0))
    if "weekday" not in parts:
        return Moment(found, "day")
    number = _weekday_number(parts, language)
    near = (found + timedelta(off) for off in (0, -1, 1))
    return next((Moment(one, "day") for one in near if one.weekday() == number), None)


def _counted(parts: Parts, language: str) -> tuple[int, str]:
    """How many of which unit."""
    if "dual" in parts:
        number, _, unit = value(parts["dual"], language).partition(" ")
        return int(number), unit
    unit = value(parts.get("unit") or parts["unit2"], language)
    written = parts.get("count", "1")
    count = int(written) if written.isdigit() else int(word_value(written) or 1)
    twice, _, name = unit.partition(" ")
    return (count * int(twice), name) if name else (count, unit)


def _ago(parts: Parts, day: date, turn: int, language: str) -> Moment | None:
    count, unit = _counted(parts, language)
    if unit in _CLOCK:
        return Moment(day, "day")
    if not unit or count > FURTHEST or (unit == "day" and "about" in parts):
        return None
    if "exact" in parts and unit == "year":
        return _day(calendar_day(day.year - count, day.month, day.day))
    return shifted(day, -count, unit)


_CLOCK = ("hour", "minute")


def _hours_ago(parts: Parts, published: datetime, language: str) -> date:
    """The day of publication, or of some hours before it."""
    count, unit = _counted(parts, language)
    hours, minutes = count * (unit == "hour"), count * (unit == "minute")
    return (published - timedelta(hours=hours, minutes=minutes)).date()


def _ahead(parts: Parts, day: date, turn: int, language: str) -> Moment | None:
    """In two weeks: only of what is to come, for it is else how long something took."""
    count, unit = _counted(parts, language)
    if not unit or count > FURTHEST or (turn <= 0 and "sure" not in parts):
        return None
    return shifted(day, count, unit)


def _period(parts: Parts, day: date, turn: int, language: str) -> Moment | None:
    unit = value(parts["unit"], language)
    is_weekend = unit == "weekend"
    turn, _ = _which(parts, turn * is_weekend, language)
    return _weekend(day, turn) if is_weekend else shifted(day, turn, unit)


def _weekend(day: date, turn: int) -> Moment:
    """The Saturday of a weekend, which is of it in most countries."""
    return Moment(weekday(day, 5, turn) if turn else of_week(day, 5, 0), "week")


def _bare_month(parts: Parts, day: date, turn: int, language: str) -> Moment | None:
    turn, is_said = _which(parts, turn, language)
    number = _month(parts, language)
    if "relative" in parts:
        return Moment(date(day.year + int(value(parts["relative"], language)), number, 1), "month")
    if is_said and turn and number == day.month:
        return shifted(day, 12 * turn, "month")
    if is_said and not turn:
        return Moment(date(day.year, number, 1), "month")
    return of_month(day, number, turn)


_WHOLE: dict[str, Callable[[Parts, str], Moment | None]] = {"date": _date, "month": _month_of_year}
_COUNTED: dict[str, Reader] = {
    "date": _yearless, "weekday": _weekday, "day": _relative, "ago": _ago, "ahead": _ahead,
    "period": _period, "month": _bare_month,
}  # fmt: skip

"""Days as they are counted from the day on which something is published."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

UNITS = ("day", "week", "month", "year")
"""Precisions, the finest first."""

NEAR_BY, AT_HAND = 60, 30
"""Days. A time without a year that is told as past is in doubt where it is so soon to come that
this is the likelier: within `AT_HAND`, and within `NEAR_BY` where only nothing says otherwise
(`turn` -2). Chosen by hand; not measured."""

LEAPS = 8
"""Years in which every day of a calendar comes."""


class Moment(NamedTuple):
    """A time: its first day, but for a week one of its days, for weeks begin on different days; and
    its `precision`: day, week, month or year."""

    date: date
    precision: str


def weekday(day: date, number: int, turn: int, *, is_strict: bool = False) -> date:
    """The nearest day of the week (Monday 0) before (`turn` < 0) or after a day; the day itself
    counts unless `is_strict`."""
    forward = (number - day.weekday()) % 7
    if turn < 0:
        return day - timedelta((-forward) % 7 or 7 * is_strict)
    return day + timedelta(forward or 7 * is_strict)


def of_week(day: date, number: int, weeks: int) -> date:
    """A day of the week so many weeks after that of `day`; weeks begin on Monday (ISO 8601)."""
    return day + timedelta(number - day.weekday() + 7 * weeks)


def calendar_day(year: int, month: int, number: int) -> date | None:
    """A day of the calendar, None where there is none."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def yearless(day: date, month: int, number: int, turn: int, name: int = -1) -> date | None:
    """The day of the year before or after `day` (`turn` 0: the nearest); only one that falls on
    the day of the week `name`, where that is known. None where it is in doubt."""
    days = [one for one in _days(day, month, number) if name in (-1, one.weekday())]
    before = max((one for one in days if one <= day), default=None)
    after = min((one for one in days if one >= day), default=None)
    if before is None or after is None:
        return before or after
    back, ahead = (day - before).days, (after - day).days
    if turn == 0 or name >= 0:
        return before if back <= ahead else after
    if turn < 0 and 0 < ahead <= (NEAR_BY if turn < -1 else AT_HAND):
        return None
    return before if turn < 0 else after


def _days(day: date, month: int, number: int) -> Iterator[date]:
    for year in range(max(1, day.year - LEAPS), min(9999, day.year + LEAPS) + 1):
        if one := calendar_day(year, month, number):
            yield one


def of_month(day: date, month: int, turn: int) -> Moment | None:
    """A month of the year before or after a day's (`turn` 0: the nearest); its own counts. None
    where it is in doubt."""
    gap = (month - day.month) % 12
    if turn < -1 and 0 < gap <= NEAR_BY // 30:
        return None
    if turn < 0 or (turn == 0 and gap > 6):
        gap = gap - 12 if gap else 0
    return shifted(day, gap, "month")


def shifted(day: date, number: int, unit: str) -> Moment:
    """The day, week, month or year so many after that of `day` (before: negative). Raises
    OverflowError or ValueError beyond the calendar."""
    if unit == "day":
        return Moment(day + timedelta(number), "day")
    if unit == "week":
        return Moment(day + timedelta(7 * number), "week")
    if unit == "month":
        months = day.year * 12 + day.month - 1 + number
        return Moment(date(months // 12, months % 12 + 1, 1), "month")
    return Moment(date(day.year + number, 1, 1), "year")

"""Moments: what a date on a page means beyond what is written.

How dates are written is read in `octavo.formats.dates`, for pages as for feeds."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from octavo.formats.dates import UNKNOWN, Habits, written


class Moment(NamedTuple):
    """A time in UTC; `precision` is `time` or `day` (then noon of that day would be a guess, so it
    is midnight). `zone` is where it was written: minutes east of UTC, 0 where it is unknown."""

    at: datetime
    precision: str
    zone: int = 0


_CLOCK = re.compile(r"\d{4}-?\d\d-?\d\d[T ,]+(\d\d?):?(\d\d)(?::?(\d\d))?")
_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d?)[/-]?(\d\d?)(?=[/_.-]|$)")
_HOUR = timedelta(hours=1)  # the step of zones in addresses


def written_moment(text: str, habits: Habits = UNKNOWN) -> Moment | None:
    """The time written in a text, None when there is none; `habits` are the document's.

    A time without a zone is taken as UTC, a bare day as its midnight with precision `day`."""
    found = written(text, habits)
    return Moment(found.at, found.precision, found.zone or 0) if found else None


def without_midnight(text: str, found: Moment) -> Moment:
    """The moment as its day where the text gives exactly midnight in its own zone: that is how
    systems write a day."""
    match = _CLOCK.match(text.strip())
    if match is None or any(int(part or 0) for part in match.groups()):
        return found
    local = found.at + timedelta(minutes=found.zone)
    return Moment(_midnight(local.year, local.month, local.day), "day")


def path_day(url: str) -> Moment | None:
    """The day in an address like /2025/06/13/, None when there is none."""
    match = _IN_PATH.search(url)
    try:
        return Moment(_midnight(*map(int, match.groups())), "day") if match else None
    except ValueError:
        return None


def by_address(found: Moment, url: str) -> Moment:
    """The moment in the nearest zone in which it is the day of the address, where that is the day
    before or after in UTC and the zone is unknown: publishers date addresses at home."""
    there = path_day(url)
    if there is None or found.precision != "time" or found.zone:
        return found
    early, late = there.at - found.at, found.at - there.at - timedelta(days=1)
    hours = -(-early // _HOUR) if early > timedelta(0) else -(late // _HOUR) - 1
    is_beside = (early > timedelta(0) or late >= timedelta(0)) and -12 <= hours <= 14
    return found._replace(zone=hours * 60) if is_beside else found


def _midnight(year: int, month: int, day: int) -> datetime:
    return datetime.combine(date(year, month, day), datetime.min.time(), UTC)

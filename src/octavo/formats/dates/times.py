"""What a reading of a date gives, and what is known of the document that it stands in."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from octavo.formats.dates.clocks import Clock
from octavo.formats.dates.zones import minutes_east

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


def made(day: datetime, clock: Clock | None, habits: Habits) -> Written:
    """Returns the day with its clock, in UTC."""
    if clock is None:
        return Written(day.replace(tzinfo=UTC), "day")
    local = day + clock.since_midnight
    zone = clock.offset
    if clock.zone_name:
        zone = minutes_east(clock.zone_name, local, habits.tag)
    if zone is None and habits.zone:
        zone = habits.zone
    at = local - timedelta(minutes=zone or 0)
    return held_back(Written(at.replace(tzinfo=UTC), "time", zone), habits)


def held_back(found: Written, habits: Habits) -> Written:
    """Returns a time without a zone as the document was fetched, where it would be later."""
    if found.zone is not None or habits.latest is None:
        return found
    is_early = habits.latest < found.at <= habits.latest + AHEAD
    return found._replace(at=habits.latest) if is_early else found


def calendar_day(year: str | int, month_number: str | int, day: str | int) -> datetime:
    """Returns the midnight of a day, of which the year may be Thailand's. Raises ValueError where
    there is no such day."""
    gregorian = int(year) - BUDDHIST * (int(year) > YEARS[1])
    return datetime(gregorian, int(month_number), int(day))  # noqa: DTZ001 - a calendar's day


def full_year(year: str) -> int:
    """Returns the year that two or four digits stand for (RFC 2822, 4.3)."""
    number = int(year)
    return number if len(year) > 2 else number + (2000 if number < 50 else 1900)

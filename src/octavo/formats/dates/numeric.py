"""Dates in numbers alone, and which of two numbers is the month."""

import re
from datetime import datetime

from octavo.formats.dates import clocks
from octavo.formats.dates.clocks import Clock
from octavo.formats.dates.times import Habits, Written, calendar_day, full_year, made, one_line
from octavo.formats.dates.zones import OF_AMERICA

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


def numeric(text: str, habits: Habits) -> Written | None:
    """Returns a date in numbers: the year first, of an era, or of day and month. Raises
    ValueError."""
    for pattern in (YEAR_FIRST, ERA, VIETNAMESE, NUMBERS):
        if match := pattern.search(text):
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            clock = clocks.clock(rest)
            day = _numeric_day(match, clock, habits)
            return made(day, clock, habits) if _is_alone(match, rest) else None
    return None


def _is_alone(match: re.Match[str], rest: str) -> bool:
    """Whether two digits may be a year: where nothing but words and a clock stands beside them."""
    if match.re is not NUMBERS or len(match[4]) == 4:
        return True
    return len(rest) <= 40 and not re.search(r"\d", clocks.apart(rest)[1])


def _numeric_day(match: re.Match[str], clock: Clock | None, habits: Habits) -> datetime:
    if match.re is YEAR_FIRST:
        return calendar_day(match[1], match[2], match[3])
    if match.re is ERA:
        year = ERAS[match[1]] + (1 if match[2] == "元" else int(match[2]))
        return calendar_day(year, match[3], match[4])
    if match.re is VIETNAMESE:
        return calendar_day(match[3], match[2], match[1])
    first, second = int(match[1]), int(match[3])
    if _is_month_first(first, second, match[2], clock, habits):
        first, second = second, first
    return calendar_day(full_year(match[4]), second, first)


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

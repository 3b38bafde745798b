"""The clock beside a date: hours, halves of the day in several scripts, and the zone after it."""

import re
from datetime import timedelta
from typing import NamedTuple

from octavo.formats.dates.zones import NAMES, OF_AMERICA


class Clock(NamedTuple):
    """A time of day. `offset` is minutes east of UTC where a number says so, `zone_name` the name
    of a zone in capitals where one does; `has_half` says that AM or PM was written."""

    since_midnight: timedelta
    offset: int | None = None
    zone_name: str = ""
    has_half: bool = False


_BEFORE = "午前|上午|凌晨|早上|오전|午後|下午|晚上|오후"
_AFTER = r"[AaPp]\.?\s?[Mm]\b\.?|π\.?\s?μ\.?|μ\.?\s?μ\.?|صباحا|صباحًا|مساء|مساءً|ص(?!\w)|م(?!\w)"
_SECOND_HALF = frozenset("pPμم下晚")
_PARTS = r"[:.٫]|\s?[hHч](?:rs)?\s?|\s?[時时點点시]\s?"
CLOCK = re.compile(
    rf"(?<![\d.,/-])(?:(?P<before>{_BEFORE})\s?)?(?P<hour>\d{{1,2}})"
    rf"(?:(?:{_PARTS})(?P<minute>\d{{2}})(?!\d)(?:\s?[:.mM分분]\s?(?P<second>\d{{2}}))?(?:[.,]\d+)?[s分분秒초]?"
    rf"\s?(?P<after>{_AFTER})?"
    rf"|\s?(?P<alone>[AaPp]\.?\s?[Mm]\b\.?)|\s?[時时點点시](?=\D|$)|h(?![^\W\d_]))",
)
ZONE = re.compile(
    r"\s*(?:Uhr|uur|hrs?|hours|h)?\.?\s*[,(\[]?\s*"
    r"(?:(?P<offset>(?:GMT|UTC|UT)?[+−-]\d\d:?\d\d(?![:\d])"
    r"|(?:GMT|UTC|UT)\s?[+−-]\s?\d{1,2}(?::?\d\d)?|[+−-]\d\d(?![:\d]))"
    r"|(?P<name>[A-Z]{1,5}(?![^\W_])|[Gg][Mm][Tt]|[Uu][Tt][Cc]|z(?!\w)"
    r"|(?:US )?(?:Eastern|Central|Mountain|Pacific)))"
)
MOST_WEST, MOST_EAST = -12 * 60, 14 * 60
"""Minutes from UTC of the outermost zones on earth."""


def clock(text: str) -> Clock | None:
    """Returns the first clock of a text, None where there is none. Raises ValueError where there
    is one that no clock can show (25:61), or a zone nobody lives in."""
    return apart(text)[0]


def apart(text: str) -> tuple[Clock | None, str]:
    """Returns the first clock of a text and the text without it and its zone."""
    match = CLOCK.search(text)
    if match is None:
        return None, text
    zone = ZONE.match(text, match.end())
    name = _zone_name(zone)
    shift = offset(zone["offset"]) if zone and zone["offset"] else None
    half = match["before"] or match["after"] or match["alone"] or ""
    found = Clock(_since_midnight(match, half), shift, name, bool(half))
    end = zone.end() if zone and (name or shift is not None) else match.end()
    return found, f"{text[: match.start()]} {text[end:]}"


def _zone_name(zone: re.Match[str] | None) -> str:
    name = (zone["name"] or "").upper().removeprefix("US ") if zone else ""
    return name if name in NAMES or name in OF_AMERICA else ""


def _since_midnight(match: re.Match[str], half: str) -> timedelta:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if half and hour <= 12:
        is_second = (
            half[0] in _SECOND_HALF or half in ("午後", "오후") or half.startswith("π.μ") is None
        )
        hour = hour % 12 + 12 * is_second
    if hour > 24 or minute > 59:
        raise ValueError(match[0])
    return timedelta(hours=hour, minutes=minute, seconds=min(int(match["second"] or 0), 59))


def offset(text: str) -> int:
    """Returns the minutes east of UTC of `+0530`, `GMT-3` or `UTC+5:45`. Raises ValueError."""
    sign = -1 if re.search("[−-]", text) else 1
    digits = re.sub(r"\D", "", text)
    hours, minutes = (digits, "0") if len(digits) < 3 else (digits[:-2], digits[-2:])
    found = sign * (int(hours) * 60 + int(minutes))
    if int(minutes) > 59 or not MOST_WEST <= found <= MOST_EAST:
        raise ValueError(text)
    return found

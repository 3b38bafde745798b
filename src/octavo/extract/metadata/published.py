"""Times as publishers write them, as aware UTC, with whether the hour is known."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from octavo.extract.page.text import flat


class Moment(NamedTuple):
    """A time in UTC; `precision` is `time` or `day` (then noon of that day would be a guess, so it
    is midnight). `zone` is where it was written: minutes east of UTC, 0 where nothing tells."""

    at: datetime
    precision: str
    zone: int = 0


_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ,]+(\d\d?):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(?:[ap]m)?\s*"
    r"(Z|[+-]\d\d:?\d\d|[+-]\d\d|[A-Z]{2,5})?)?"
)
_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5,
    "SGT": 8, "HKT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "EST": -5, "EDT": -4, "CST": -6,
    "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "GST": 4, "WIB": 7, "PKT": 5, "ET": -5, "PT": -8,
}  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero gennaio janeiro يناير",
            "february feb februar février febrero febbraio fevereiro فبراير",
            "march mar märz mars marzo março مارس",
            "april apr avril abril aprile أبريل ابريل",
            "may mai mayo maggio maio مايو",
            "june jun juni juin junio giugno junho يونيو",
            "july jul juli juillet julio luglio julho يوليو",
            "august aug août agosto أغسطس اغسطس",
            "september sep sept septembre septiembre settembre setembro سبتمبر",
            "october oct oktober okt octobre octubre ottobre outubro أكتوبر اكتوبر",
            "november nov novembre noviembre novembro نوفمبر",
            "december dec dezember dez décembre diciembre dicembre dezembro ديسمبر",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_WORDED = re.compile(
    rf"(?i)(?<!\d)(\d\d?)(?:st|nd|rd|th|\.|er)?\s+(?:de\s+)?({_MONTH})\.?,?\s+(?:de\s+)?(\d{{4}})"
)
_AMERICAN = re.compile(rf"(?i)\b({_MONTH})\.?\s+(\d\d?)(?:st|nd|rd|th)?,?\s+(\d{{4}})")
_CLOCK = re.compile(
    r"(?i)(?<!\d)(\d\d?)[:.](\d\d)(?::\d\d)?\s*([ap]\.?m\.?)?(?:\s*\(?\b([A-Z]{2,4})\b)?"
)
_CJK = re.compile(r"(\d{4})\s*年\s*(\d\d?)\s*月\s*(\d\d?)\s*日")
_DAY_FIRST = re.compile(r"(?<!\d)(\d\d?)[./-](\d\d?)[./-](\d{4})(?!\d)")
_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d?)[/-]?(\d\d?)(?=[/_.-]|$)")
_HOUR = timedelta(hours=1)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def moment(text: str) -> Moment | None:
    """The time that the text tells, None when it tells none: ISO 8601, RFC 5322, Unix seconds or
    milliseconds, or words in the larger European languages, Arabic, Chinese and Japanese.

    A time without a zone is taken as UTC, a bare day as its midnight with precision `day`."""
    text = flat(text).translate(_DIGITS)[:200]
    for read in (_iso, _unix, _mail, _worded, _numeric):
        try:
            found = read(text)
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
        if found is not None and 1900 <= found.at.year <= 2200:
            return found
    return None


def without_midnight(text: str, found: Moment) -> Moment:
    """The moment as its day where the text gives exactly midnight in its own zone: that is how
    systems write a day."""
    match = _ISO.match(flat(text).translate(_DIGITS))
    if match is None or match[4] is None or any(map(int, (match[4], match[5], match[6] or 0))):
        return found
    return Moment(_midnight(int(match[1]), int(match[2]), int(match[3])), "day")


def path_day(url: str) -> Moment | None:
    """The day in an address like /2025/06/13/, None when there is none."""
    match = _IN_PATH.search(url)
    try:
        return Moment(_midnight(*map(int, match.groups())), "day") if match else None
    except ValueError:
        return None


def by_address(found: Moment, url: str) -> Moment:
    """The moment in the nearest zone in which it is the day of the address, where that is the day
    before or after in UTC and nothing else tells the zone: publishers date addresses at home."""
    there = path_day(url)
    if there is None or found.precision != "time" or found.zone:
        return found
    early, late = there.at - found.at, found.at - there.at - timedelta(days=1)
    hours = -(-early // _HOUR) if early > timedelta(0) else -(late // _HOUR) - 1
    is_beside = (early > timedelta(0) or late >= timedelta(0)) and -12 <= hours <= 14
    return found._replace(zone=hours * 60) if is_beside else found


def _midnight(year: int, month: int, day: int) -> datetime:
    return datetime.combine(date(year, month, day), datetime.min.time(), UTC)


def _iso(text: str) -> Moment | None:
    match = _ISO.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    start = _midnight(int(year), int(month), int(day))
    if hour is None:
        return Moment(start, "day")
    local = start + timedelta(
        hours=_hour(int(hour), match.group(0)), minutes=int(minute), seconds=int(second or 0)
    )
    return _zoned(local, zone or "")


def _zoned(local: datetime, zone: str) -> Moment:
    offset = _offset(zone)
    return Moment(local - offset, "time", int(offset.total_seconds() // 60))


def _hour(hour: int, text: str) -> int:
    if re.search(r"(?i)p\.?m", text) and hour < 12:
        return hour + 12
    if re.search(r"(?i)a\.?m", text) and hour == 12:
        return 0
    if not 0 <= hour <= 24:
        raise ValueError(hour)
    return hour


def _offset(zone: str) -> timedelta:
    if zone[:1] in {"+", "-"}:
        digits = zone[1:].replace(":", "").ljust(4, "0")
        size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))
        return -size if zone[0] == "-" else size
    return timedelta(hours=_ZONES.get(zone.upper(), 0))


def _unix(text: str) -> Moment | None:
    if not text.isdigit() or len(text) not in {10, 13}:
        return None
    return Moment(datetime.fromtimestamp(int(text[:10]), UTC), "time")


def _mail(text: str) -> Moment | None:
    if not re.search(r":\d\d", text) or not re.match(r"(?i)\s*(?:[a-z]{3},?\s+)?\d", text):
        return None
    found = parsedate_to_datetime(text)
    zone = found.tzinfo if found.tzinfo is not None else timezone(timedelta(0))
    east = int((zone.utcoffset(found) or timedelta(0)).total_seconds() // 60)
    return Moment(found.replace(tzinfo=zone).astimezone(UTC), "time", east)


def _worded(text: str) -> Moment | None:
    if match := _WORDED.search(text):
        day, month, year = match.groups()
    elif match := _AMERICAN.search(text):
        month, day, year = match.groups()
    else:
        return None
    start = _midnight(int(year), _MONTHS[month.lower()], int(day))
    return _with_clock(start, text[: match.start()] + " " + text[match.end() :])


def _with_clock(start: datetime, text: str) -> Moment:
    clock = _CLOCK.search(text)
    if clock is None:
        return Moment(start, "day")
    hour, minute, half, zone = clock.groups()
    local = start + timedelta(hours=_hour(int(hour), half or ""), minutes=int(minute))
    return _zoned(local, zone or "")


def _numeric(text: str) -> Moment | None:
    if match := _CJK.search(text):
        start = _midnight(*map(int, match.groups()))
    elif match := _DAY_FIRST.search(text):
        day, month, year = map(int, match.groups())
        start = _midnight(year, *((day, month) if month > 12 else (month, day)))
    elif match := re.search(r"(?<!\d)(\d{4})[./](\d\d?)[./](\d\d?)(?!\d)", text):
        start = _midnight(*map(int, match.groups()))
    else:
        return None
    return _with_clock(start, text[: match.start()] + " " + text[match.end() :])

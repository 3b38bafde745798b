"""Times as aggregator pages show them: "5 hours ago", "yesterday", "منذ ساعتين", 30-04-2025."""

import re
from datetime import UTC, datetime, time, timedelta

from octavo.extract.metadata.published import Moment, written_moment
from octavo.extract.page.text import flat

_DAY = timedelta(days=1)
"""One day."""
_UNITS: dict[str, timedelta] = {
    r"s|secs?|seconds?|ثاني[ةه]|ثوان[يٍ]?|secondes?": timedelta(seconds=1),
    r"m|mins?|minutes?|دقيق[ةه]|دقائق": timedelta(minutes=1),
    r"h|hrs?|hours?|ساع[ةه]|ساعات|heures?": timedelta(hours=1),
    r"d|days?|يوم(?:اً|ا)?|أيام|ايام|jours?": _DAY,
    r"w|weeks?|أسبوع(?:اً|ا)?|اسبوع|أسابيع|اسابيع|semaines?": 7 * _DAY,
    r"mo|months?|شهر(?:اً|ا)?|أشهر|شهور|mois": 30 * _DAY,
    r"y|yrs?|years?|سن[ةه]|سنوات|عام(?:اً|ا)?|أعوام|ans?": 365 * _DAY,
}
_DUALS = {
    "ثانيتين": timedelta(seconds=2), "دقيقتين": timedelta(minutes=2), "ساعتين": timedelta(hours=2), "يومين": 2 * _DAY,
    "أسبوعين": 14 * _DAY, "اسبوعين": 14 * _DAY, "شهرين": 60 * _DAY, "سنتين": 730 * _DAY, "عامين": 730 * _DAY,
}  # fmt: skip
_UNIT = "|".join(_UNITS)
_NUMBER = r"\d{1,4}|an?|one|a few|واحد[ةه]?|un|une"
_AGO = (
    rf"(?:about |over |almost )?(?P<n1>{_NUMBER})\s?(?P<u1>{_UNIT})\s+ago"
    rf"|(?P<n4>\d{{1,3}})(?P<u4>s|m|h|d|w)"
    rf"|(?:منذ|قبل|من)\s+(?:حوالي\s+|نحو\s+)?(?:(?P<n2>{_NUMBER})\s+)?(?P<u2>{_UNIT}|{'|'.join(_DUALS)})(?:\s+واحد[ةه]?)?"
    rf"|il y a\s+(?P<n3>{_NUMBER})\s+(?P<u3>{_UNIT})"
)
_NAMED = r"(?P<now>just now|now|moments ago|seconds ago|الآن|منذ لحظات|منذ قليل)|(?P<today>today|اليوم)|(?P<yesterday>yesterday|أمس|امس|hier)"
_ABSOLUTE = r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})(?:,?\s+(?P<clock>\d{1,2}:\d\d))?|(?P<iso>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d\S*)?)|(?P<words>(?:\w+\.? \d{1,2},? \d{4}|\d{1,2} \w+\.?,? \d{4}))"
_SHOWN = re.compile(rf"(?i)(?:{_AGO}|{_NAMED}|{_ABSOLUTE})$")
_ICON = re.compile(
    r"(?i)^(?:time|clock|date|calendar|schedule|الوقت|التاريخ|updated|published)?\s*[:•·|-]?\s*"
)


def shown_time(text: str, captured_at: datetime) -> tuple[str, Moment] | None:
    """The time a line ends with, counted back from the capture, and what stands before it on the
    line (a source glued to its date, as in `CNA30-04-2025`). None when it ends with no time.

    Minutes and hours give precision `time`; days and more, and bare dates, give `day`."""
    line = flat(text).translate(_DIGITS).rstrip(" .")
    if len(line) > 120:
        return None
    match = next((m for start in _starts(line) if (m := _SHOWN.match(line, start))), None)
    if match is None:
        return None
    found = _moment(match, captured_at)
    before = line[: match.start()].strip(" •·|-–—,")
    before = "" if _ICON.fullmatch(before) else before
    if found is None or (before and _is_word(match)):
        return None
    return before, found


_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def _is_word(match: re.Match[str]) -> bool:
    """Whether the time is a word or a bare `5h`, which may as well end a source's name."""
    return any(match.group(name) for name in ("now", "today", "yesterday", "u4"))


def _starts(line: str) -> range:
    return range(max(0, len(line) - 45), len(line))


def _moment(match: re.Match[str], captured_at: datetime) -> Moment | None:
    part = match.groupdict()
    now = captured_at.astimezone(UTC)
    if part["now"]:
        return Moment(now, "time")
    if part["today"] or part["yesterday"]:
        return _day(now if part["today"] else now - _DAY)
    if part["d"] or part["iso"] or part["words"]:
        return _absolute(part, match.group(0))
    number = next((part[name] for name in ("n1", "n2", "n3", "n4") if part[name]), "1")
    unit = next(part[name] for name in ("u1", "u2", "u3", "u4") if part[name])
    return _ago(now, int(number) if number.isdigit() else 1, unit.lower())


def _ago(now: datetime, number: int, unit: str) -> Moment | None:
    size = _DUALS.get(unit) or next(
        size for name, size in _UNITS.items() if re.fullmatch(name, unit)
    )
    try:
        then = now - number * size
    except OverflowError:
        return None
    return Moment(then, "time") if size < _DAY else _day(then)


def _day(then: datetime) -> Moment:
    return Moment(datetime.combine(then.date(), time(), UTC), "day")


def _absolute(part: dict[str, str | None], text: str) -> Moment | None:
    if not part["d"]:
        return written_moment(text)
    day, month = int(part["d"] or 0), int(part["m"] or 0)
    if month > 12:
        day, month = month, day
    stamp = f"{part['y']}-{month:02}-{day:02}" + (f" {part['clock']}" if part["clock"] else "")
    return written_moment(stamp)

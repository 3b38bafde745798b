"""The times that a question or a sentence speaks of, resolved against a day."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from octavo.analyse.words.words import folded
from octavo.formats.dates.months import month

_DAYS = (
    "monday الاثنين الإثنين", "tuesday الثلاثاء", "wednesday الأربعاء", "thursday الخميس",
    "friday الجمعة", "saturday السبت", "sunday الأحد",
)  # fmt: skip
_RELATIVE = {
    "today": (0, 0), "tonight": (0, 0), "this morning": (0, 0), "this afternoon": (0, 0),
    "this evening": (0, 0), "yesterday": (-1, -1), "last night": (-1, 0), "tomorrow": (1, 1),
    "اليوم": (0, 0), "أمس": (-1, -1), "غدا": (1, 1), "الليلة": (0, 0),
}  # fmt: skip
"""Words for days, and the first and last day they mean, counted from the day they are said."""
_SPANS = re.compile(
    r"(?i)(?<!\w)(?P<which>last|this|next|past)\s(?P<unit>week|month|year|winter|summer|spring|autumn)"
    r"|(?P<unit_ar>الأسبوع|الشهر|العام|السنة)\s(?P<which_ar>الماضي[ةه]?|المقبل[ةه]?|القادم[ةه]?|الجاري|الحالي)"
)
_MONTHS = re.compile(
    r"(?:(?<!\d)(?P<before>\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?)?(?P<name>[A-Z][a-z]{2,8}|[\u0621-\u064a]{3,8})\.?"
    r"(?:\s(?P<after>\d{1,2})(?!\d))?(?:,?\s(?P<year>(?:19|20)\d\d))?"
)
_YEAR = re.compile(r"(?<![\d.,-])((?:1[89]|20)\d\d)(?![\d,.]\d|[\d-]|\s(?:jobs|people|homes))")
_NO_MONTH = frozenset({"may", "march", "mar", "sun", "sat", "mon"})
"""Words that are months only with a day, a year or `in` beside them."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last; `weekday`, `month` where nothing but that was said."""

    first: date
    last: date
    weekday: int = -1
    month: int = 0


def spans(text: str, day: date, language: str = "") -> list[Span]:
    """The times a text speaks of when it is said on a day."""
    found = [*_relative(text, day), *_weekdays(text, day), *_longer(text, day)]
    dated = list(_dated(text, day, language))
    years = [] if any(not span.month for span in dated) else list(_years(text))
    return [*found, *dated, *years]


def meet(asked: Span, told: Span) -> bool:
    """Whether what is told may be of the time that is asked for."""
    if asked.weekday >= 0:
        days = (told.last - told.first).days
        return days < 7 and any(
            (told.first + timedelta(days=n)).weekday() == asked.weekday for n in range(days + 1)
        )
    if asked.month:
        return told.first.month <= asked.month <= told.last.month or (
            told.first.year < told.last.year and (told.last - told.first).days > 300
        )
    return told.first <= asked.last and asked.first <= told.last


@cache
def _day_names() -> dict[str, int]:
    return {folded(name): n for n, names in enumerate(_DAYS) for name in names.split()}


def _relative(text: str, day: date) -> list[Span]:
    lower = folded(text[:2000])
    return [
        Span(day + timedelta(days=first), day + timedelta(days=last))
        for word, (first, last) in _RELATIVE.items()
        if re.search(rf"(?<!\w){folded(word)}(?!\w)", lower)
    ]


def _weekdays(text: str, day: date) -> list[Span]:
    found = []
    for word in re.findall(r"[^\W\d_]+", text):
        number = _day_names().get(folded(word), -1)
        if number >= 0:
            past = day - timedelta(days=(day.weekday() - number) % 7)
            found.append(Span(past, past, weekday=number))
    return found


def _longer(text: str, day: date) -> list[Span]:
    found = []
    for match in _SPANS.finditer(text):
        which = (match["which"] or match["which_ar"]).lower()
        turn = -1 if which in ("last", "past") or which.startswith("الماضي") else 1
        turn = 0 if which in ("this", "الجاري", "الحالي") else turn
        unit = (match["unit"] or match["unit_ar"]).lower()
        found.append(_unit(day, unit, turn))
    return found


def _unit(day: date, unit: str, turn: int) -> Span:
    if unit in ("week", "الأسبوع"):
        monday = day - timedelta(days=day.weekday()) + timedelta(days=7 * turn)
        return Span(monday - timedelta(days=turn < 0), monday + timedelta(days=6))
    if unit in ("month", "الشهر"):
        number = day.year * 12 + day.month - 1 + turn
        return _month(number // 12, number % 12 + 1)
    year = day.year + turn
    return Span(date(year, 1, 1), date(year, 12, 31))


def _month(year: int, number: int, *, is_bare: bool = False) -> Span:
    last = calendar.monthrange(year, number)[1]
    return Span(date(year, number, 1), date(year, number, last), month=number if is_bare else 0)


def _dated(text: str, day: date, language: str) -> list[Span]:
    found = []
    for match in _MONTHS.finditer(text):
        number = month(match["name"], language or "en")
        written = match["before"] or match["after"]
        if not number or (folded(match["name"]) in _NO_MONTH and not _is_month(text, match)):
            continue
        year = int(match["year"] or day.year)
        try:
            one = date(year, number, int(written)) if written else None
        except ValueError:
            one = None
        span = Span(one, one) if one else _month(year, number, is_bare=not match["year"])
        found.append(span)
    return found


def _is_month(text: str, match: re.Match[str]) -> bool:
    beside = match["before"] or match["after"] or match["year"]
    return bool(beside) or text[: match.start()].lower().endswith(
        ("in ", "since ", "until ", "by ", "from ", "of ")
    )


def _years(text: str) -> list[Span]:
    return [Span(date(int(y), 1, 1), date(int(y), 12, 31)) for y in _YEAR.findall(text)]

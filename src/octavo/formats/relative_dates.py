"""Times as lists of articles have them: "5 hours ago", "yesterday", "منذ ساعتين", "vor 3 Tagen".

Counted back from a moment; dates that are written out are read by `octavo.formats.dates`."""

import re
from datetime import UTC, datetime, time, timedelta

from octavo.formats.dates import Written, written
from octavo.formats.dates.times import one_line

_DAY = timedelta(days=1)
"""One day."""

_UNITS = {
    timedelta(seconds=1): (
        r"s secs? seconds? ثاني[ةه] ثوان[يٍ]? secondes? Sekunden? segundos? secondi "
        r"секунд[уы]? saniye detik 秒钟? 초 שניות ثانیه"
    ),
    timedelta(minutes=1): (
        r"m mins? minutes? دقيق[ةه] دقائق Minuten? minutos? minut[oiay]? минут[уы]? "
        r"хвилин[уи]? dakika dk minuten menit minutę 分钟? 分鐘 분 דקות دقیقه मिनट minutter minuter"
    ),
    timedelta(hours=1): (
        r"h hrs? hours? ساع[ةه] ساعات heures? Stunden? Std horas? or[ae] час(?:а|ов)? "
        r"годин[уи]? saat sa uur uren jam godzin[ęy]? 小时 小時 時間 시간 שעות ساعت घंटे घंटा timer "
        r"timmar timme"
    ),
    _DAY: (
        r"d days? يوم(?:اً|ا)? أيام ايام jours? Tag(?:en?)? d[ií]as? giorn[oi] день дня дней "
        r"дні днів gün dag(?:en|ar|er)? hari dni dzień 天 日 일 ימים روز दिन"
    ),
    7 * _DAY: (
        r"w weeks? أسبوع(?:اً|ا)? اسبوع أسابيع اسابيع semaines? Wochen? semanas? settiman[ae] "
        r"недел[юьи] hafta weken minggu tygodni[ea]? 周 週間? 주 שבועות هفته"
    ),
    30 * _DAY: (
        r"mo months? شهر(?:اً|ا)? أشهر شهور mois Monat(?:en?)? mes(?:es)? mês mes[ei] "
        r"месяц(?:а|ев)? ay maand(?:en)? bulan miesi[ąę]c[ey]? 个月 個月 か月 ヶ月 개월 ماه"
    ),
    365 * _DAY: (
        r"y yrs? years? سن[ةه] سنوات عام(?:اً|ا)? أعوام ans? Jahr(?:en?)? años? anos? ann[oi] "
        r"год года лет yıl jaar tahun rok lata? 年 년 سال"
    ),
}
"""Words for a unit, in any of the languages; a month and a year as long as they mostly are."""
_DUALS = {
    "ثانيتين": timedelta(seconds=2), "دقيقتين": timedelta(minutes=2), "ساعتين": timedelta(hours=2),
    "يومين": 2 * _DAY, "أسبوعين": 14 * _DAY, "اسبوعين": 14 * _DAY, "شهرين": 60 * _DAY,
    "سنتين": 730 * _DAY, "عامين": 730 * _DAY, "שעתיים": timedelta(hours=2), "יומיים": 2 * _DAY,
}  # fmt: skip
"""Two of a unit, in one word."""
_SIZES = [
    (re.compile("|".join(words.split()), re.IGNORECASE), size) for size, words in _UNITS.items()
]
_UNIT = "|".join(pattern.pattern for pattern, _ in _SIZES)
_ONE = "an?|one|a few|واحد[ةه]?|un|une|una|uno|um|uma|eine?[rnm]?|een|en|ett|bir|один|одну"
_NUMBER = rf"\d{{1,4}}|{_ONE}"
_BEFORE = "منذ|قبل|من|il y a|vor|hace|h[áa]|לפני|cách đây"
_AFTER = (
    "ago|fa|назад|тому(?: назад)?|önce|geleden|temu|(?:yang )?lalu|atrás|sedan|siden|sitten|पहले|پیش"
)
_AGO = (
    rf"(?:about |over |almost |for |för )?(?P<n1>{_NUMBER})\s?(?P<u1>{_UNIT})\s+(?:{_AFTER})"
    rf"|(?P<n5>\d{{1,3}})\s?(?P<u5>{_UNIT})\s?(?:以?前|之前|전)"
    r"|(?P<n4>\d{1,3})(?P<u4>s|m|h|d|w)"
    rf"|(?:{_BEFORE})\s+(?:حوالي\s+|نحو\s+)?(?:(?P<n2>{_NUMBER})\s+)?"
    rf"(?P<u2>{_UNIT}|{'|'.join(_DUALS)})(?:\s+واحد[ةه]?)?"
)
_NAMED = (
    r"(?P<now>just now|now|moments ago|seconds ago|الآن|منذ لحظات|منذ قليل|gerade eben|à l’instant"
    r"|刚刚|たった今|방금)"
    r"|(?P<today>today|اليوم|heute|hoy|aujourd['’]hui|oggi|hoje|сегодня|bugün|vandaag|dziś|hari ini"
    r"|今天|今日|오늘|היום|امروز)"
    r"|(?P<yesterday>yesterday|أمس|امس|hier|gestern|ayer|ieri|ontem|вчера|dün|gisteren|wczoraj"
    r"|kemarin|昨天|昨日|어제|אתמול|دیروز)"
)
_ABSOLUTE = (
    r"(?P<absolute>\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?:,?\s+\d{1,2}:\d\d)?"
    r"|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d\S*)?"
    r"|\w+\.? \d{1,2},? \d{4}|\d{1,2}\.? \w+\.?,? \d{4})"
)
_TRAILING = re.compile(rf"(?i)(?:{_AGO}|{_NAMED}|{_ABSOLUTE})$")
_ICON = re.compile(
    r"(?i)^(?:time|clock|date|calendar|schedule|الوقت|التاريخ|updated|published)?\s*[:•·|-]?\s*"
)
LONGEST_LINE = 120
"""Characters beyond which a line is a sentence and no list's."""
LONGEST_TIME = 45
"""Characters in which a time is written."""


def trailing_time(text: str, now: datetime) -> tuple[str, Written] | None:
    """Returns what a line says before the time it ends with (a source glued to its date, as in
    `CNA30-04-2025`), and the time, counted back from `now`; None where it ends with no time.

    Minutes and hours give precision `time`; days and more, and bare dates, give `day`."""
    line = one_line(text, LONGEST_LINE + 1).rstrip(" .")
    if len(line) > LONGEST_LINE:
        return None
    starts = range(max(0, len(line) - LONGEST_TIME), len(line))
    match = next((m for start in starts if (m := _TRAILING.match(line, start))), None)
    if match is None:
        return None
    found = _time(match, now.astimezone(UTC))
    before = line[: match.start()].strip(" •·|-–—,")
    before = "" if _ICON.fullmatch(before) else before
    if found is None or (before and _is_word(match)):
        return None
    return before, found


def _is_word(match: re.Match[str]) -> bool:
    """Whether the time is a word or a bare `5h`, which may as well end a source's name."""
    return any(match[name] for name in ("now", "today", "yesterday", "u4"))


def _time(match: re.Match[str], now: datetime) -> Written | None:
    if match["now"]:
        return Written(now, "time")
    if match["today"] or match["yesterday"]:
        return _day(now if match["today"] else now - _DAY)
    if match["absolute"]:
        return written(match["absolute"])
    number = next((match[name] for name in ("n1", "n2", "n4", "n5") if match[name]), "1")
    unit = next(match[name] for name in ("u1", "u2", "u4", "u5") if match[name])
    return _ago(now, int(number) if number.isdigit() else 1, unit)


def _ago(now: datetime, number: int, unit: str) -> Written | None:
    size = _DUALS.get(unit) or next(size for name, size in _SIZES if name.fullmatch(unit))
    try:
        then = now - number * size
    except OverflowError:
        return None
    return Written(then, "time") if size < _DAY else _day(then)


def _day(then: datetime) -> Written:
    return Written(datetime.combine(then.date(), time(), UTC), "day")

"""Every date dialect publishers write, as aware UTC, or None.

RFC 822 with its loose descendants, ISO 8601 in its many spellings, names of months in the languages
of the world's newspapers, and seconds or milliseconds since 1970. A date without a zone is UTC.
Dates before 1990 or more than a day ahead of `now` are nobody's publication date: None.
"""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

MAX_LENGTH = 100
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
AHEAD = timedelta(hours=24)

ZONES = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "est": -300, "edt": -240, "cst": -360,
    "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480,
    "hst": -600, "ast": -240, "adt": -180, "nst": -210, "ndt": -150, "brt": -180, "art": -180,
    "clt": -240, "bst": 60, "west": 60, "cet": 60, "met": 60, "mez": 60, "wat": 60, "cest": 120,
    "mest": 120, "mesz": 120, "eet": 120, "cat": 120, "sast": 120, "eest": 180, "msk": 180,
    "eat": 180, "trt": 180, "irst": 210, "gst": 240, "pkt": 300, "ist": 330, "npt": 345,
    "bdt": 360, "ict": 420, "wib": 420, "sgt": 480, "hkt": 480, "myt": 480, "pht": 480,
    "wita": 480, "awst": 480, "jst": 540, "kst": 540, "wit": 540, "acst": 570, "aest": 600,
    "acdt": 630, "aedt": 660, "nzst": 720, "nzdt": 780,
}  # fmt: skip

# Beginnings of month names, accents taken off; the longest that fits decides. Names that are the
# same in several languages stand once.
MONTH_NAMES = (
    "jan ian ene gen januar januari ocak stycz leden sijec янв січ يناير كانون_الثاني جانفي ינואר "
    "ιαν มกราคม जनवरी जन জানু جنوری tammi",
    "feb fev febr fevr subat luty unor velj фев лют فبراير شباط فيفري פברואר φεβ กุมภาพันธ์ फरवरी "
    "फ़रवरी ফেব্রু فروری helmi",
    "mar maerz marz mrz maart mart marec brez ozuj мар берез مارس آذار מרץ μαρ มีนาคม मार्च মার্চ "
    "مارچ maalis",
    "apr abr avr nisan kwie dub апр квіт أبريل ابريل إبريل نيسان أفريل אפריל απρ เมษายน "
    "अप्रैल এপ্রিল اپریل huhti",
    "may mai mei mag maggio mayis maj kvet svib май мая трав مايو أيار ماي מאי μαι พฤษภาคม मई মে "
    "مئی touko maio mayo",
    "jun iun juin cervna giu giugno haziran czerw cerven июн черв يونيو يونيه حزيران جوان יוני "
    "ιουν มิถุนายน जून জুন جون kesa",
    "jul iul juil lug luglio temmuz lip lipiec cervenec июл лип يوليو يوليه تموز جويلية יולי "
    "ιουλ กรกฎาคม जुलाई জুলাই جولائی heina",
    "aug ago aou agu agosto agustus agustos sierp srp kolov авг серп أغسطس اغسطس آب أوت אוגוסט αυγ "
    "สิงหาคม अगस्त আগস্ট اگست elo",
    "sep set sept eylul wrzes zari ruj сен верес سبتمبر أيلول ספטמבר σεπ กันยายน सितंबर सितम्बर "
    "সেপ্টেম্বর ستمبر syys",
    "oct okt out ott ekim pazdz rijen окт жовт أكتوبر اكتوبر تشرين_الأول אוקטובר οκτ "
    "ตุลาคม अक्टूबर अक्तूबर অক্টোবর اکتوبر loka",
    "nov noi kasim listopad studen ноя листоп نوفمبر تشرين_الثاني נובמבר νοε พฤศจิกายน नवंबर नवम्बर "
    "নভেম্বর نومبر marras nop",
    "dec dez dic des aralik grudz prosin дек груд ديسمبر كانون_الأول דצמבר δεκ ธันวาคม दिसंबर "
    "दिसम्बर ডিসেম্বর دسمبر joulu",
)


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


MONTHS = {
    _folded(name).replace("_", " "): number
    for number, names in enumerate(MONTH_NAMES, 1)
    for name in names.split()
}
TWO_WORDS = ("تشرين", "كانون")

RFC822 = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,?\s+)?(\d{1,2})[\s-]+([A-Za-z]{3})[a-z]*\.?,?[\s-]+(\d{4})"
    r"[\sT]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([+-]\d{4}|[A-Za-z]{1,4})?"
)
ENGLISH = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
CLOCK = re.compile(
    r"(?P<hour>\d{1,2})\s*[:.hH٫]\s*(?P<minute>\d{2})(?:\s*[:.mM]\s*(?P<second>\d{2}))?(?:[.,]\d+)?s?"
    r"\s*([AaPp]\.?\s?[Mm]\b\.?)?"
)
OFFSET = re.compile(r"(?:GMT|UTC|UT)?\s*([+-]|−)\s?(\d{1,2}):?(\d{2})?\s*$", re.IGNORECASE)
YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})(?!\d)")
DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})(?!\d)")
COMPACT = re.compile(
    r"(?<!\d)(\d{4})(\d{2})(\d{2})(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?(?!\d)"
)
WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u0900-\u097f\u0980-\u09ff\u0e00-\u0e7f]+[^\W\d_]*)*")
COMMENT = re.compile(r"\([^()]*\)")


def moment(text: str, now: datetime | None = None) -> datetime | None:
    """Returns the moment a text names, aware UTC, or None when it names none or an absurd one."""
    text = text.strip()
    if not text or len(text) > MAX_LENGTH:
        return None
    try:
        found = _iso(text) or _rfc822(text) or _epoch(text) or _loose(text)
        if found is None:
            return None
        found = found if found.tzinfo is UTC else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    latest = (now or datetime.now(UTC)) + AHEAD
    return found if EARLIEST <= found <= latest else None


def _iso(text: str) -> datetime | None:
    if not text[:4].isdigit() or len(text) < 10 or text[4] != "-":
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _rfc822(text: str) -> datetime | None:
    found = RFC822.fullmatch(text)
    if found is None:
        return None
    day, name, year, hour, minute, second, zone = found.groups()
    month = ENGLISH.get(name.lower())
    shift = _zone(zone or "z")
    if month is None or shift is None or int(hour) > 23:
        return None
    at = (int(year), month, int(day), int(hour), int(minute), min(int(second or 0), 59))
    return datetime(*at, tzinfo=shift)


def _zone(word: str) -> timezone | None:
    if word == "+0000":
        return UTC
    if word[0] in "+-":
        minutes = int(word[1:3]) * 60 + int(word[3:5])
        if minutes > 14 * 60:
            return None
        return timezone(timedelta(minutes=-minutes if word[0] == "-" else minutes))
    if word in ("GMT", "Z", "z"):
        return UTC
    known = ZONES.get(word.lower())
    return None if known is None else timezone(timedelta(minutes=known))


def _epoch(text: str) -> datetime | None:
    if not (text.isascii() and text.isdigit()) or len(text) not in (9, 10, 13):
        return None
    return datetime.fromtimestamp(int(text) / (1000 if len(text) == 13 else 1), UTC)


def _loose(text: str) -> datetime | None:
    text = COMMENT.sub(" ", _ascii_digits(text)).strip()
    numeric = YEAR_FIRST.search(text) or COMPACT.search(text) or DAY_FIRST.search(text)
    rest = f"{text[: numeric.start()]} {text[numeric.end() :]}" if numeric else text
    clock = CLOCK.search(rest)
    after = rest[clock.end() :] if clock else ""
    is_american = clock is not None and bool(clock[4])
    before = rest[: clock.start()] if clock else rest
    day = (
        _numeric_day(numeric, is_american=is_american)
        if numeric
        else _named_day(before) or _named_day(f"{before} {after}")
    )
    zone, hours = _loose_zone(after), _clock(clock or (numeric if _has_clock(numeric) else None))
    if day is None or zone is None or hours is None:
        return None
    return datetime(*day, tzinfo=zone) + hours


def _has_clock(numeric: re.Match[str] | None) -> bool:
    return numeric is not None and numeric.re is COMPACT and numeric["hour"] is not None


def _ascii_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text
    )


def _clock(found: re.Match[str] | None) -> timedelta | None:
    if found is None:
        return timedelta()
    hour, minute = int(found["hour"]), int(found["minute"])
    second = min(int(found["second"] or 0), 59)
    half = found[4] if found.re is CLOCK else ""
    if half:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    if hour > 24 or minute > 59:
        return None
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _loose_zone(rest: str) -> timezone | None:
    if shift := OFFSET.search(rest):
        minutes = int(shift[2]) * 60 + int(shift[3] or 0)
        if minutes > 14 * 60:
            return None
        return timezone(timedelta(minutes=minutes if shift[1] == "+" else -minutes))
    for word in re.findall(r"[A-Za-z]{1,5}", rest):
        if word.lower() in ZONES:
            return timezone(timedelta(minutes=ZONES[word.lower()]))
    return UTC


def _numeric_day(found: re.Match[str], *, is_american: bool) -> tuple[int, int, int]:
    if found.re is not DAY_FIRST:
        return int(found[1]), int(found[2]), int(found[3])
    first, second = int(found[1]), int(found[3])
    # 13/02 and 02/13 explain themselves. For the rest the world writes the day first, except where
    # a slash stands beside an "AM" or "PM".
    is_month_first = second > 12 >= first or (is_american and found[2] == "/" and first <= 12)
    day, month = (second, first) if is_month_first else (first, second)
    return _full_year(found[4]), month, day


def _full_year(year: str) -> int:
    number = int(year)  # RFC 2822, 4.3
    return number if len(year) > 2 else number + (2000 if number < 50 else 1900)


def _named_day(text: str) -> tuple[int, int, int] | None:
    folded = _folded(text)
    month = _month(folded)
    numbers = re.findall(r"\d+", folded)
    years = [n for n in numbers if len(n) == 4]
    days = [n for n in numbers if len(n) <= 2]
    if month is None or not days or len(numbers) > 3:
        return None
    if not years and len(days) < 2:
        return None
    return _full_year(years[0] if years else days[1]), month, int(days[0])


def _month(folded: str) -> int | None:
    words = WORD.findall(folded)
    for at, word in enumerate(words):
        if word in TWO_WORDS and at + 1 < len(words):
            word = f"{word} {words[at + 1]}"
        for length in range(len(word), 1, -1):
            number = MONTHS.get(word[:length])
            if number and (length >= 3 or length == len(word)):
                return number
    return None

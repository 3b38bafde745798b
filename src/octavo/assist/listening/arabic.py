"""How what is written in Arabic is said."""

import re
import unicodedata
from collections.abc import Callable

from octavo.assist.listening.amounts import Amounts
from octavo.assist.listening.signs import tidied, with_pauses, without_addresses, without_signs
from octavo.assist.listening.tables import any_of, table

MONTHS_AR = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر",
    "نوفمبر", "ديسمبر",
)  # fmt: skip

_GROUPED = re.compile(r"(?<![\d.,])(\d{1,3})((?:[,٬،]\d{3})+)(?![\d,،])")
_SLASHED = re.compile(r"(?<![\w/])(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)(?![\w/])")
_TOGETHER = re.compile(r"(?<=[\u0621-\u064a])(?=\d)|(?<=\d)(?=[\u0621-\u064a]{2})")
_NO_BLANK = re.compile(r"(?<=[\u0621-\u064a]{3})\.(?=[\u0621-\u064a]{2})")
_DIGIT = re.compile(r"[^\W\D]")
_DAY = re.compile(r"(?<![\w-])(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\w-])")
_PERCENT_FIRST = re.compile(r"(?<!\w)[%٪]\s?(\d+(?:[.,]\d+)*)")
_YEAR = r"(?<=\d{{3}})\s?({})\.?(?!\w)"
_TIME = r"((?:الساعة|ساعة|عند|في) ?\d{{1,2}}(?::\d\d)?|\d{{1,2}}:\d\d)\s?({})\.?(?!\w)"
_AMOUNTS = Amounts("ar", to="إلى", between="بين", joined="و", per="في", few=range(3, 11))


def arabic(text: str) -> str:
    """The text as it is said, with European digits, which every voice reads."""
    for step in _STEPS:
        text = step(text)
    return text


def _digits(text: str) -> str:
    """Digits of one script, grouped by nothing, with a point before decimals."""
    text = _DIGIT.sub(lambda m: str(unicodedata.digit(m[0])), text)
    text = re.sub(r"(?<=\d)٫(?=\d)", ".", text)
    text = _GROUPED.sub(lambda m: m[1] + re.sub("[,٬،]", "", m[2]), text)
    text = _PERCENT_FIRST.sub(r"\1%", text)
    return _NO_BLANK.sub(". ", _TOGETHER.sub(" ", text))


def _addresses(text: str) -> str:
    return without_addresses(text, "نقطة", "آت")


def _slashed(found: re.Match[str]) -> str:
    """A date between slashes, the day first."""
    day, month = int(found[1]), int(found[2])
    is_date = 0 < month <= 12 and 0 < day <= 31
    return f"{day} {MONTHS_AR[month - 1]} {found[3]}" if is_date else found[0]


def _dates(text: str) -> str:
    text = _SLASHED.sub(_slashed, text)
    text = _DAY.sub(lambda m: f"{int(m[3])} {MONTHS_AR[int(m[2]) - 1]} {m[1]}", text)
    times, years = table("time", "ar"), table("year", "ar")
    text = re.sub(
        _TIME.format(any_of(times)), lambda m: f"{m[1]} {_with_end(m, times[m[2]][0])}", text
    )
    return re.sub(_YEAR.format(any_of(years)), lambda m: f" {_with_end(m, years[m[1]][0])}", text)


def _short_forms(text: str) -> str:
    titles, short, numbered = (table(kind, "ar") for kind in ("title", "short", "numbered"))
    text = re.sub(
        rf"(?<![\w.])([وبلف]?)({any_of(titles)})\s?\.?\s?(?=[^\W\d_]{{2}})",
        lambda m: _joined(m[1], titles[m[2]][0]) + " ",
        text,
    )
    text = re.sub(
        rf"(?<![\w.])({any_of(short)})(?!\w)", lambda m: _with_end(m, short[m[1]][0]), text
    )
    return re.sub(
        rf"(?<![\w.])({any_of(numbered)})(?:\.\s?|(?<=[#№])\s?|(?<=رقم)\s)(?=\d)",
        lambda m: f"{numbered[m[1]][0]} ",
        text,
    )


def _joined(particle: str, said: str) -> str:
    """A word with its article, behind a particle written together with it."""
    return "لل" + said.removeprefix("ال") if particle == "ل" else particle + said


def _with_end(found: re.Match[str], said: str) -> str:
    """What is said, with the dot of an abbreviation where it ends the text too."""
    is_end = found[0].endswith(".") and not found.string[found.end() :].strip('»"”) ')
    return said + ("." if is_end else "")


def _signs(text: str) -> str:
    signs = table("sign", "ar")
    text = re.sub(r"(?<=\d)\s?([½¼¾⅓⅔])", lambda m: " و" + signs[m[1]][0], text)
    text = re.sub(r"(?<![\w.,)])[-−–](?=\d)", "ناقص ", text)
    return re.sub(rf"\s?({any_of(signs)})\s?", lambda m: f" {signs[m[1]][0]} ", text)


_STEPS: tuple[Callable[[str], str], ...] = (
    _digits, _addresses, _dates, _short_forms, _AMOUNTS.said, with_pauses, _signs, without_signs,
    lambda text: tidied(text, "،"),
)  # fmt: skip

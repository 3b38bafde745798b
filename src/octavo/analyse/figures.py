"""Numbers: the figures of a text with their units, in one spelling.

    figure := [currency] number [magnitude] [- ] [unit]

`$1.2 billion` is `1200000000 USD`, `5,000-ton` is `5000 ton`, `4,700` is `4700`, `12%` is `12 %`.
Years, clock times, dates and small bare numbers are left out: they tell nothing by themselves.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from octavo.analyse.words.data_files import listed
from octavo.analyse.words.words import folded

MOST = 40
"""Figures of one text that are kept."""

SMALL = 13
"""A bare number below this says nothing."""

_MAGNITUDES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9,
    "bn": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12, "k": 1e3, "lakh": 1e5, "crore": 1e7,
    "الف": 1e3, "الاف": 1e3, "مليون": 1e6, "ملايين": 1e6, "مليار": 1e9, "مليارات": 1e9,
    "تريليون": 1e12, "millionen": 1e6, "milliarden": 1e9, "millions": 1e6, "milliards": 1e9,
    "millones": 1e6, "milioni": 1e6, "miliardi": 1e9, "mil": 1e3, "milhões": 1e6,
}  # fmt: skip
_CURRENCIES = {
    "$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW",
    "dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR", "pounds": "GBP",
    "usd": "USD", "eur": "EUR", "gbp": "GBP", "دولار": "USD", "يورو": "EUR", "yen": "JPY",
    "yuan": "CNY", "riyals": "SAR", "riyal": "SAR", "dirhams": "AED", "rupees": "INR",
    "ريال": "SAR", "درهم": "AED", "won": "KRW",
}  # fmt: skip
_ONE_UNIT = {"tons": "ton", "tonne": "ton", "tonnes": "ton", "dead": "deaths"}


_FIGURE = re.compile(
    r"(?<![\w.,:/٫-])(?P<sign>(?:US)?[$€£¥₹₩])?\s?(?P<number>\d{1,3}(?:[,٬’]\d{3})+(?:[.٫]\d+)?|"
    r"\d{1,15}(?:[.,٫]\d{1,6})?)(?P<glued>[kmb]n?(?![^\W\d_]))?(?![\w:/])"
    r"(?:(?P<gap>[\s-]{1,2})?(?P<first>%|[^\W\d_]{2,12})(?:\s(?P<second>[^\W\d_]{2,12}))?)?"
)
_MONTH = re.compile(
    r"(?i)(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|يناير|فبراير|مارس|أبريل|مايو|يونيو"
    r"|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر)[^\W\d_]*"
)


def numbers(text: str) -> tuple[str, ...]:
    """The figures of a text, each once, in order of appearance: `value` or `value unit`."""
    return tuple(dict.fromkeys(_figures(text)))[:MOST]


def _figures(text: str) -> Iterator[str]:
    for match in _FIGURE.finditer(text):
        if not _is_date(match, text):
            yield from _figure(match)


def _is_date(match: re.Match[str], text: str) -> bool:
    before = text[max(0, match.start() - 12) : match.start()].split()
    after = match.group("first") or ""
    near_month = bool(_MONTH.fullmatch(after) or (before and _MONTH.match(before[-1].strip("(.,"))))
    return near_month and len(match.group("number")) <= 4


def _figure(match: re.Match[str]) -> Iterator[str]:
    value = _value(match.group("number"))
    words = [folded(match.group(name) or "") for name in ("glued", "first", "second")]
    scale = next((_MAGNITUDES[w] for w in words[:2] if w in _MAGNITUDES), 1.0)
    sign = (match.group("sign") or "").lower()
    unit = _CURRENCIES.get(sign) or next(
        (u for u in (_unit(w) for w in words[1:]) if u),
        "",
    )
    if unit or scale > 1 or not (value < SMALL or _is_year(match.group("number"))):
        yield f"{_plain(value * scale)} {unit}".strip()


@cache
def _unit(word: str) -> str:
    if word in listed("cues.txt")["percent"]:
        return "%"
    if word in listed("cues.txt")["unit"]:
        return _ONE_UNIT.get(word, word)
    return _CURRENCIES.get(word, "")


def _is_year(number: str) -> bool:
    return len(number) == 4 and number.isdigit() and 1900 <= int(number) <= 2100


def _value(number: str) -> float:
    digits = "".join(str(unicodedata.digit(c, c)) for c in number)
    digits = digits.replace("٬", ",").replace("٫", ".").replace("’", ",")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        return float(digits.replace(",", ""))
    return float(digits.replace(",", "."))


def _plain(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") if value < 1e15 else f"{value:.6g}"

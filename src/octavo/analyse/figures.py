"""Numbers: the figures of a text with their units, in one spelling.

    figure := [currency] number [magnitude] [- ] [unit]

`$1.2 billion` is `1200000000 USD`, `5,000-ton` is `5000 ton`, `4,700` is `4700`, `12%` is `12 %`.
Years, clock times, dates and small bare numbers are left out: they tell nothing by themselves.
"""

import re
from collections.abc import Iterator
from functools import cache

from octavo.analyse.words.data_files import listed
from octavo.analyse.words.words import folded
from octavo.formats.dates.months import month
from octavo.formats.numbers import pattern, scale, value

MOST = 40
"""Figures of one text that are kept."""

SMALL = 13
"""A bare number below this says nothing."""

_CURRENCIES = {
    "$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW",
    "dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR", "pounds": "GBP",
    "usd": "USD", "eur": "EUR", "gbp": "GBP", "دولار": "USD", "يورو": "EUR", "yen": "JPY",
    "yuan": "CNY", "riyals": "SAR", "riyal": "SAR", "dirhams": "AED", "rupees": "INR",
    "ريال": "SAR", "درهم": "AED", "won": "KRW",
}  # fmt: skip
_ONE_UNIT = {"tons": "ton", "tonne": "ton", "tonnes": "ton", "dead": "deaths"}


_UNPARTED = "[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]"
"""Letters of scripts in which a word follows its number without a blank."""
_AFTER = re.compile(r"[\s.]*(?:de |d['’])?([^\W\d_]{3,})")


@cache
def _figure_pattern(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?<={_UNPARTED})|(?<![\w.,:/٫-]))"
        r"(?P<sign>(?:US)?[$€£¥₹₩])?\s?(?P<number>" + pattern(language) + ")"
        rf"(?P<glued>[kmb]n?(?![^\W\d_]))?(?!(?!{_UNPARTED})[\w:/])"
        r"(?:(?P<gap>[\s-]{1,2})?(?P<first>[%٪]|[^\W\d_](?:[^\W\d_]|[\u0900-\u0dff]){1,14})(?P<dot>\.)?"
        r"(?:\s(?P<second>[^\W\d_]{2,12}|[$€£¥₹₩]))?)?"
    )


def numbers(text: str, language: str = "") -> tuple[str, ...]:
    """The figures of a text, each once, in order of appearance: `value` or `value unit`."""
    return tuple(dict.fromkeys(_figures(text, language)))[:MOST]


def _figures(text: str, language: str) -> Iterator[str]:
    for match in _figure_pattern(language).finditer(text):
        if not _is_date(match, text, language):
            yield from _figure(match, language)


def _is_date(match: re.Match[str], text: str, language: str) -> bool:
    if len(match["number"]) > 4:
        return False
    before = text[max(0, match.start() - 15) : match.start()].split()
    after = _AFTER.match(text, match.end("number"))
    near = [after[1] if after else "", before[-1].strip("(.,") if before else ""]
    return any(len(word) > 2 and month(word, language) for word in near)


def _figure(match: re.Match[str], language: str) -> Iterator[str]:
    worth = value(match["number"], language)
    words = [folded(match[name] or "") for name in ("glued", "first", "second")]
    if match["dot"] and not scale(words[1], language):
        words[2] = ""
    size = next((found for word in words[:2] if (found := scale(word, language))), 1.0)
    sign = (match["sign"] or "").lower()
    unit = _CURRENCIES.get(sign) or next((u for u in (_unit(w) for w in words[1:]) if u), "")
    if unit or size > 1 or not (worth < SMALL or _is_year(match["number"])):
        yield f"{_plain(worth * size)} {unit}".strip()


@cache
def _unit(word: str) -> str:
    if word in listed("cues.txt")["percent"]:
        return "%"
    if word in listed("cues.txt")["unit"]:
        return _ONE_UNIT.get(word, word)
    return _CURRENCIES.get(word, "")


def _is_year(number: str) -> bool:
    return len(number) == 4 and number.isdigit() and 1900 <= int(number) <= 2100


def _plain(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") if value < 1e15 else f"{value:.6g}"

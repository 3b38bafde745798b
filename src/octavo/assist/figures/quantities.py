"""The numbers of a sentence that may count something: value, unit, and how exact.

[hedge] number [to number] [scale] [unit]        shares: two-thirds of, one in five
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from octavo.assist.figures.words import pattern, phrases, units
from octavo.formats import numbers
from octavo.formats.dates.months import month
from octavo.formats.folding import folded
from octavo.formats.number_words import may_begin, words_value

SMALL = 13
"""Below this `the two countries` takes up what was named before and counts nothing anew. Chosen by
hand; not measured."""

YEARS = range(1500, 2101)
"""Bare numbers read as years where nothing says otherwise. Chosen by hand; not measured."""

_WORD = re.compile(r"[^\W\d_]+")
_NEXT_WORD = re.compile(r"[ \u00a0-]?([^\W\d_]+(?:/h)?|[%٪])")
_LAST_WORD = re.compile(r"([^\W\d_][\w.’']*)[.:]?\s*$")
_RANGE = re.compile(r"\s?(?:-|–|—|to|and|إلى|الى|و)\s?")
_AT_LEAST_AFTER = re.compile(r"(?:\s\w+){0,2},?\s(?:at least|على الأقل)(?!\w)")
_MONEY = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW"}
_SHARE = re.compile(
    r"(?i)(?<!\w)"
    r"(?:(one|two|three|four|a)[ -](half|third|quarter|fifth|tenth)s?|(half))"
    r"(?= of | the )"
    r"|(?<!\w)(one|two|three|four|nine) (?:in|out of) (?:every )?"
    r"(two|three|four|five|six|seven|eight|nine|ten|20|100)(?!\w)"
    r"|(?<!\w)(ثلث|ربع|خمس|نصف)(ي)?(?= ال)"
    r"|(?<!\w)(two|three|four)[ -](third|quarter|fifth|tenth)s(?!\w)"
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10,
          "ثلث": 3, "ربع": 4, "خمس": 5, "نصف": 2}  # fmt: skip
_HANDED = r"(?<!hand )(?<!handed )(?<!handing )(?<!turned )(?<!took )(?<!taken )"
"""Verbs with which `over` is no hedge."""
_THE = frozenset({"the", "these", "those", "both", "his", "her", "their", "its", "all", "our"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `start:end` of its sentence, hedge and unit included: `value`, or a range up to
    `high`; `approx` is `exact`, `about`, `at least` or `at most`."""

    start: int
    end: int
    value: float
    high: float | None
    approx: str
    unit: str


@dataclass(frozen=True, slots=True)
class _Number:
    """A bare number in a sentence."""

    start: int
    end: int
    value: float
    written: str
    scale: float = 1.0


def quantities(sentence: str, language: str, *, every: bool = False) -> list[Quantity]:
    """The numbers of a sentence that may be figures, in order; or every number in it, dates, ages
    and lengths of time too."""
    shares = list(_shares(sentence))
    found: list[Quantity] = []
    at = 0
    bare = list(_numbers(sentence, language))
    while at < len(bare):
        taken, quantity = _quantity(sentence, bare, at, language, every)
        at += taken
        inside = any(s.start <= bare[at - taken].start < s.end for s in shares)
        if quantity and not inside:
            found.append(quantity)
    return sorted([*found, *shares], key=lambda one: one.start)


def _quantity(
    sentence: str, bare: list[_Number], at: int, language: str, every: bool
) -> tuple[int, Quantity | None]:
    """How many numbers one quantity takes, and it; None where they count nothing."""
    first, last, taken = bare[at], bare[at], 1
    start, sign = _money(sentence, first.start)
    if at + 1 < len(bare) and _is_range(sentence, first, bare[at + 1], language):
        last, taken = bare[at + 1], 2
    end, size, unit = _unit(sentence, last, sign, language)
    before = sentence[:start].rstrip()
    if not every and _is_no_count(before, sentence[end:], first, unit, language):
        return taken, None
    approx, start = _approx(before, start)
    if _AT_LEAST_AFTER.match(sentence[end:]):
        approx = "at least"
    low = first.value * (size if first.scale == 1.0 else 1.0)
    high = last.value * size if taken > 1 else None
    return taken, Quantity(start, end, _plain(low), high, "about" if high else approx, unit)


def _plain(value: float) -> float:
    return round(value, 4)


# ---------------------------------------------------------------- bare numbers


@cache
def _digits(language: str) -> re.Pattern[str]:
    return re.compile(r"(?<![\w.,:/٫#@&])" + numbers.pattern(language) + r"(?![:/]\d)")


def _numbers(sentence: str, language: str) -> Iterator[_Number]:
    sentence = re.sub(r"(?<=\s)و(?=\d)", " ", sentence)
    digits = [
        _Number(m.start(), m.end(), numbers.value(m.group(), language), m.group())
        for m in _digits(language).finditer(sentence)
    ]
    yield from sorted([*digits, *_written(sentence)], key=lambda one: one.start)


def _written(sentence: str) -> Iterator[_Number]:
    """The numbers in words that begin with no digit before them."""
    words = list(_WORD.finditer(sentence))
    at = 0
    while at < len(words):
        if not may_begin(words[at].group()):
            at += 1
            continue
        run = _run(sentence, words, at)
        taken, worth = words_value([m.group() for m in run])
        if taken and not _is_scale_of_digits(sentence, run[0].start(), worth):
            start, end = run[0].start(), run[taken - 1].end()
            yield _Number(start, end, worth, sentence[start:end], scale=worth)
        at += max(taken, 1)


def _run(sentence: str, words: list[re.Match[str]], at: int) -> list[re.Match[str]]:
    """The words from one on that nothing but a blank or a hyphen parts; at most 8."""
    run = [words[at]]
    for word in words[at + 1 : at + 8]:
        if sentence[run[-1].end() : word.start()] not in (" ", "-", "\u00a0"):
            break
        run.append(word)
    return run


def _is_scale_of_digits(sentence: str, start: int, worth: float) -> bool:
    return worth >= 100 and bool(re.search(r"\d[\s\u00a0-]?$", sentence[:start]))


# ---------------------------------------------------------------- hedge, range, unit


def _money(sentence: str, start: int) -> tuple[int, str]:
    """Where a number begins with the sign of its currency, and the currency."""
    sign = re.search(r"(?:US|A|C|NZ|HK)?([$€£¥₹₩])\s?$", sentence[:start])
    return (sign.start(), _MONEY[sign.group(1)]) if sign else (start, "")


def _is_range(sentence: str, low: _Number, high: _Number, language: str) -> bool:
    between = sentence[low.end : high.start]
    joined = _RANGE.fullmatch(re.sub("[$€£]", "", between))
    if not joined or high.value <= low.value:
        return False
    before = folded(sentence[: low.start].rstrip())
    return between.strip() not in ("and", "و") or before.endswith(("between", "بين"))


def _unit(sentence: str, number: _Number, sign: str, language: str) -> tuple[int, float, str]:
    """Where a number ends with its scale and unit; the scale; the unit."""
    end, size, unit = number.end, 1.0, sign
    word = _NEXT_WORD.match(sentence, end)
    if word and number.scale == 1.0 and (scale := _scale(word.group(1), sign, language)):
        end, size = word.end(), scale
        word = _NEXT_WORD.match(sentence, end)
    cubic = re.match(r"\s(square|cubic)\s", sentence[end:])
    if cubic:
        word = _NEXT_WORD.match(sentence, end + cubic.end() - 1)
    if cent := re.match(r"\s(?:per cent|في المئة|في المائة|بالمئة|بالمائة)(?!\w)", sentence[end:]):
        return end + cent.end(), size, "%"
    if word and not unit and (found := units().get(folded(word.group(1)))):
        power = {"square": "²", "cubic": "³"}.get(cubic.group(1), "") if cubic else ""
        return word.end(), size, found + power
    return end, size, unit


def _scale(word: str, sign: str, language: str) -> float:
    """By how much a word multiplies the number before it; one letter does beside money only."""
    if len(word) == 1 and not sign:
        return 0.0
    return 0.0 if word[0].isupper() or word == "mill" else numbers.scale(word, language)


@cache
def _hedges() -> list[tuple[str, re.Pattern[str]]]:
    kinds = {"at least": "at_least", "at most": "at_most", "about": "about"}
    return [
        (name, re.compile(rf"(?i)(?<!\w){_HANDED}(?:{pattern(kind)})(?:\s(?:a|an|another|one))?$"))
        for name, kind in kinds.items()
    ]


def _approx(before: str, start: int) -> tuple[str, int]:
    """How exact the words before a number make it, and where they begin."""
    for name, hedge in _hedges():
        if found := hedge.search(before):
            return name, found.start()
    return "exact", start


# ---------------------------------------------------------------- what is no count


def _is_no_count(before: str, after: str, number: _Number, unit: str, language: str) -> bool:
    last = _LAST_WORD.search(before)
    near = folded(last.group(1)) if last else ""
    if _is_date(near, after, number, language) or _is_time(after):
        return True
    if unit:
        return False
    following = re.match(r"\s?[-–]?\s?([^\W\d_]+)?", after)
    word = folded(following.group(1) or "") if following else ""
    return (
        _is_label(before, near)
        or (word in phrases("not_counted") and not after.startswith((" sets of", " parts of")))
        or _is_score_or_code(before, after)
        or _is_address(after)
        or _is_age(before, after)
        or (number.value < SMALL and _is_bare(near, after))
        or _is_year(number, near, word)
        or (number.value < SMALL and near in _THE)
    )


def _is_date(near: str, after: str, number: _Number, language: str) -> bool:
    if len(number.written) > 4 or number.value > YEARS[-1]:
        return False
    word = re.match(r"\s?(?:of )?(([^\W\d_]{3,})(?:\s[^\W\d_]+)?)", after)
    found = [near if len(near) > 2 else "", *(word.groups() if word else ())]
    return any(w and (month(w, language) or month(w, "en")) for w in found)


def _is_time(after: str) -> bool:
    """Whether a number is of hours, days, years: lengths of time and ages are no counts here."""
    word = re.match(r"[\s-]?(?:[^\W\d_]+\s)?([^\W\d_][\w.'’-]*)", after)
    first = re.match(r"[\s-]?([^\W\d_][\w.'’]*(?:-old)?)", after)
    heads = {folded(m.group(1).rstrip(".")) for m in (first,) if m}
    if word and first and folded(first.group(1)) in {"more", "consecutive", "straight"}:
        heads.add(folded(word.group(1)))
    return not heads.isdisjoint(phrases("time"))


def _is_label(before: str, near: str) -> bool:
    """Whether a word such as `Article` or `Flight` makes the number a name."""
    return near in phrases("label") or folded(before).endswith(("ends in", "aged", "عن عمر"))


def _is_score_or_code(before: str, after: str) -> bool:
    if re.match(r"\s?[-–]\s?\d", after) or re.search(r"\d\s?[-–]$", before):
        return True
    return bool(re.match(r"\s\d|[^\W\d_]", after) or re.search(r"\d$", before))


def _is_address(after: str) -> bool:
    street = re.match(r"\s(?:[A-Z][\w'’]*\s){1,3}?([A-Z]\w+)", after)
    return bool(street) and folded(street.group(1)) in phrases("street")  # type: ignore[union-attr]


def _is_bare(near: str, after: str) -> bool:
    """Whether a small number has no noun and no verb beside it: an hour (`at six on Monday`), a
    name (`Crane 4`), or something said before (`hers was eleven`)."""
    follows = re.match(r"\s(?:on|in|this|until|at)\s|[.,;:!?)”\"]|$", after)
    return bool(follows) and near not in {"to", "from", "and"} | phrases("before")


def _is_age(before: str, after: str) -> bool:
    """Whether a number stands between commas after a name: `Anna Veit, 54, has …`."""
    named = re.search(r"[A-Z][\w’'-]*,$", before)
    return bool(named) and bool(re.match(r"[,.;)]", after))


def _is_year(number: _Number, near: str, word: str) -> bool:
    if not (number.written.isdigit() and len(number.written) == 4 and number.value in YEARS):
        return False
    is_counting = word.endswith("s") or word in phrases("people")
    hedged = near in phrases("about") | phrases("at_least") | {"than", "least", "most"}
    return not (is_counting and near not in {"in", "the", "its", "since", "of"}) and not hedged


def _shares(sentence: str) -> Iterator[Quantity]:
    for match in _SHARE.finditer(sentence):
        count, part, half, one, among, arabic, dual, more, parts = match.groups()
        count, part = count or more, part or parts
        top = words_value([count or one or "one"])[1] or 1.0
        whole = _PARTS.get(folded(part or half or arabic or ""), 0) or (
            float(among) if among and among.isdigit() else words_value([among or "one"])[1]
        )
        share = round(100 * top * (2 if dual else 1) / whole, 2)
        approx, start = _approx(sentence[: match.start()].rstrip(), match.start())
        yield Quantity(start, match.end(), share, None, approx, "%")

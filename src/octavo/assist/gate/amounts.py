"""The numbers of a sentence: each stands in the passage, as exactly or less, in the same unit."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from octavo.analyse.words.words import WORD
from octavo.assist.figures.quantities import Quantity, quantities
from octavo.assist.gate.cues import cue_pattern, unaccented
from octavo.assist.gate.reading import Reading
from octavo.formats.folding import folded
from octavo.formats.number_words import number_words, word_value

ROUNDED = 0.06
"""By how much a number may be rounded where the sentence says `about`. Chosen by hand; not
measured."""

UNDERSTATED = 0.2
"""How far below a known number `more than` may stay, and above it `fewer than`. Chosen by hand; not
measured."""

_HEDGES = ("near", "nearly", "least", "more", "most", "fewer")
_AFTERWARDS = re.compile(
    r"^(?:[\s-]\w+){0,2}[\s,]+(?:at least|or more|على الأقل|au moins|al menos)"
)
_DISTANCES = frozenset({"m", "km", "mi", "h", "d", "wk", "mo", "yr"})
_LENGTHS = {
    "second": "s", "minute": "min", "hour": "h", "day": "d", "night": "d", "week": "wk",
    "fortnight": "2wk", "month": "mo", "year": "yr", "decade": "dec", "century": "cent",
    "centuries": "cent",
}  # fmt: skip
_LENGTHS |= {f"{word}s": unit for word, unit in _LENGTHS.items()}
_PAIR = re.compile(r"\s?(?:[-–:]|to|against|(?:of|out of|in) (?:the |every )?|من أصل|مقابل)\s?")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a text: the numbers of its words; `hedge` is empty where it is exact."""

    tokens: tuple[int, ...]
    value: float
    high: float | None
    hedge: str
    unit: str
    start: int
    end: int


@lru_cache(16)
def amounts(read: Reading) -> list[Amount]:
    """The numbers of a text, in order."""
    found = []
    for start, end in read.spans:
        sentence = read.text[start:end]
        for one in quantities(sentence, read.language, every=True):
            found.append(_amount(read, start, one))
    return [one for one in found if one.tokens and not _is_pronoun(read, one)]


def missing_amount(sentence: Reading, passage: Reading, window: range) -> str:
    """The first number of a sentence that the passage does not hold there, as written; or empty."""
    given = [one for one in amounts(passage) if passage.tokens[one.tokens[0]].sentence in window]
    wanted = amounts(sentence)
    for one in wanted:
        if not any(_follows(one, other) for other in given):
            return sentence.text[one.start : one.end]
    return _reversed_pair(sentence, wanted, passage, given)


def _reversed_pair(
    sentence: Reading, wanted: list[Amount], passage: Reading, given: list[Amount]
) -> str:
    """Two numbers that stand the other way round in the passage: `4 to 7`, `11 of 9`."""
    there = {(a.value, b.value) for a, b in _pairs(passage, given)}
    for one, other in _pairs(sentence, wanted):
        pair = one.value, other.value
        is_result = sentence.text[one.end : other.start] in ("-", "–")
        if pair not in there and (is_result or pair[::-1] in there):
            return sentence.text[one.start : other.end]
    return ""


def _pairs(read: Reading, found: list[Amount]) -> list[tuple[Amount, Amount]]:
    gap = ((a, b, read.text[a.end : b.start]) for a, b in pairwise(found))
    return [(a, b) for a, b, text in gap if _PAIR.fullmatch(re.sub(r"^ \w+(?= \w)|,", "", text))]


def _amount(read: Reading, offset: int, one: Quantity) -> Amount:
    start = offset + _number_start(read.text[offset + one.start : offset + one.end]) + one.start
    end = offset + one.end
    tokens = tuple(read.tokens_in(start, end))
    unit = one.unit or _length(read, end)
    return Amount(tokens, one.value, one.high, _hedge(read, start, end), unit, start, end)


def _number_start(written: str) -> int:
    """Where the number itself begins, past `at least`."""
    for word in WORD.finditer(written):
        name = folded(word.group())
        if (
            any(c.isdigit() for c in name)
            or word_value(name, before=True)
            or name in number_words()
        ):
            return word.start()
    return 0


def _hedge(read: Reading, start: int, end: int) -> str:
    before = re.sub(r"(?:US|A|C)?[$€£¥₹₩]?\s*(?:\b(?:a|an|another|the|los|las)\s)?$", "",
                    read.text[max(0, start - 40) : start])  # fmt: skip
    near = unaccented(before).rstrip()
    hits = []
    for language in {read.language, "en"}:
        for kind in _HEDGES:
            pattern = cue_pattern(language, kind)
            match = (
                next((m for m in pattern.finditer(near) if m.end() == len(near)), None)
                if pattern
                else None
            )
            hits += [(len(match.group()), kind)] if match else []
    if hits:
        return max(hits)[1]
    return "least" if _AFTERWARDS.search(read.text[end : end + 40]) else ""


def _length(read: Reading, end: int) -> str:
    """The unit of a length of time right after a number."""
    word = re.match(r"[\s-]?(?:consecutive |straight |more )?([a-z]+)", read.text[end:])
    return _LENGTHS.get(word.group(1), "") if word else ""


def _is_pronoun(read: Reading, one: Amount) -> bool:
    """Whether a `one` only points (`one of them`, `no one`)."""
    written = folded(read.text[one.start : one.end])
    return one.value == 1 and written in ("one", "a", "an")


def _follows(wanted: Amount, given: Amount) -> bool:
    """Whether a number is true where another one is."""
    if wanted.unit and given.unit and wanted.unit != given.unit:
        return False
    if wanted.high is not None or given.high is not None:
        return (wanted.value, wanted.high) == (given.value, given.high)
    if wanted.hedge == given.hedge and wanted.value == given.value:
        return True
    return _hedge_follows(wanted, given)


def _hedge_follows(wanted: Amount, given: Amount) -> bool:
    w, g = wanted.value, given.value
    close = abs(w - g) <= ROUNDED * max(abs(g), 1e-9)
    below = g * (1 - UNDERSTATED) <= w
    above = w <= g * (1 + UNDERSTATED)
    if wanted.hedge == "more" and wanted.unit in _DISTANCES and w == g and not given.hedge:
        return True  # a race over 10,000 metres
    rules = {
        "near": (given.hedge in ("", "near", "nearly") and close),
        "nearly": given.hedge == "" and close and w > g,
        "more": (given.hedge in ("", "least") and below and w < g)
        or (given.hedge == "more" and w == g),
        "least": (given.hedge == "" and below and w <= g) or (given.hedge == "more" and w == g),
        "fewer": (given.hedge in ("", "most") and above and w > g),
        "most": (given.hedge == "" and above and w >= g) or (given.hedge == "fewer" and w == g),
    }
    return rules.get(wanted.hedge, False)

"""The weekdays, months and times of day of a sentence: each stands in the passage."""

import re
from functools import cache, lru_cache

from octavo.analyse.words.data_files import listed
from octavo.assist.gate.cues import cue_words, data_lines
from octavo.assist.gate.reading import Reading
from octavo.formats.dates.months import month
from octavo.formats.folding import folded

_UNIT = "week|month|year|summer|winter|spring|autumn|season|decade|century|night|weekend|quarter"
_RELATIVE = re.compile(
    rf"(?i)(?<!\w)(last|next|this|previous|past|following|coming|same) ({_UNIT})(?!\w)|"
    r"(الأسبوع|الشهر|العام|السنة) (الماضي|الماضية|المقبل|المقبلة|القادم|"
    r"القادمة|الجاري|الجارية|الحالي|الحالية)|"
    r"(nächste|letzte|diese|kommende)\w* (Woche|Jahr|Monat)\w*|"
    r"(?:la |le |l')?(semaine|mois|année|an) (prochain|dernier|dernière|prochaine)|"
    r"(?:la |el )?(semana|mes|año) (próxim|pasad|que viene)"
)


@lru_cache(16)
def times(read: Reading) -> dict[int, str]:
    """The words of a text that say when, by their number, each as what it stands for."""
    found = {}
    for at, token in enumerate(read.tokens):
        name = _time(token.text, read.language, token.is_capital or read.language != "en")
        if name and not (name in cue_words("en", "when") and _is_in_name(read, at)):
            found[at] = name
    for match in _RELATIVE.finditer(read.text):
        parts = [folded(part) for part in match.groups() if part]
        for at in read.tokens_in(match.start(), match.end())[-1:]:
            found[at] = " ".join(
                {"past": "last", "previous": "last", "coming": "next"}.get(p, p) for p in parts
            )
    return found


def missing_time(sentence: Reading, passage: Reading, window: range) -> str:
    """The first time of a sentence that the passage does not name there, as written; or empty."""
    there = {name for at, name in times(passage).items() if passage.tokens[at].sentence in window}
    for at, name in times(sentence).items():
        if name not in there:
            return sentence.tokens[at].text
    return ""


def _is_in_name(read: Reading, at: int) -> bool:
    """Whether a word and one beside it have capitals: `Night Ferry`."""
    near = [i for i in (at - 1, at + 1) if 0 <= i < len(read.tokens)]
    return read.tokens[at].is_capital and any(
        read.tokens[i].is_capital and abs(read.tokens[i].start - read.tokens[at].start) < 30
        for i in near
    )


def _time(word: str, language: str, may_be_named: bool) -> str:
    name = folded(word)
    if name in cue_words(language, "when"):
        return name
    if language == "de" and (match := _GERMAN.fullmatch(name)):
        return " ".join(part for part in match.groups() if part)
    if not may_be_named or name not in _named():
        return ""
    number = month(name, language)
    return f"month {number}" if number else _weekday(name)


_GERMAN = re.compile(
    r"((?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend)"
    r"(?:s?|(fruh|morgen|vormittag|mittag|nachmittag|abend|nacht))"
)


def _weekday(name: str) -> str:
    return name[:3] if name.isascii() and name.endswith("day") else name


@cache
def _named() -> frozenset[str]:
    """The names of weekdays and months."""
    words = listed("cues.txt")
    more = (word for line in data_lines("times.txt") for word in line.split())
    return frozenset(folded(word) for word in (*words["weekday"], *words["time_ar"], *more))

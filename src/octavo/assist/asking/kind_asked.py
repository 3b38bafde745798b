"""The kind of answer that a question asks for, by the words it begins with."""

import re
from functools import cache

from octavo.analyse.words.words import ARABIC, WORD, folded
from octavo.assist.asking.lists import list_lines, listed_phrases, phrase_pattern

AUXILIARY = frozenset(
    "did do does was were is are has have had will would can could may must should in at on of "
    "from be been there".split()
)
"""Words between what a question asks by and what it says of it."""


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    rows = (line.split("|") for line in list_lines("questions.txt"))
    return [
        (kind, re.compile(rf"(?i)(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)"))
        for kind, *words in rows
    ]


def asked_kind(text: str) -> tuple[str, str, int]:
    """The kind of answer, the measure of a number, and where the asking words end."""
    start = text.lstrip(" \"'“«")[:80]
    found = ((pattern.search(start), kind) for kind, pattern in _patterns())
    hits = [(match.start(), -match.end(), kind) for match, kind in found if match]
    if not hits:
        return "", "", 0
    at, end, kind = min(hits)
    if at and kind == "person" and ARABIC.search(start):
        return "", "", 0
    name, _, measure = kind.partition(":")
    return name, measure, -end + len(text) - len(text.lstrip(" \"'“«"))


_WHICH = frozenset("what which whose أي أية ما ماهو ماهي".split())
_BE = frozenset("is was are were the a an هو هي".split())
_NOUN_KINDS = (
    ("percent_noun", "count", "percent"), ("money_noun", "count", "money"),
    ("age_noun", "count", "age"), ("count_noun", "count", ""), ("time_noun", "time", ""),
    ("place_noun", "place", ""), ("person_role", "person", ""), ("name_noun", "name", ""),
)  # fmt: skip
_CAUSE = re.compile(
    r"(?i)^what (?:made .* happen|did .* die of|was .* due to|is behind|was behind|lies behind)"
)
_IDENTITY = re.compile(r"^[Ww]ho (?:is|was|are|were) (?:[A-Z][\w’'.-]*\s?){1,5}\??$")
_CHANGE = re.compile(
    r"(?i)\bby how much\b|\b(?:rise|risen|fall|fallen|grow|grown|increase|drop|decline|change)d?\b"
)
_SAY = re.compile(
    r"(?i)\bwhat (?:did|does|do|has|have|had|is|was) .{2,60}? "
    r"(?:say|said|think|tell|told|claim|claimed|call|called|promise|warn|warned|saying|announce)\b|"
    r"\bhow (?:did|does|do) .{2,60}? (?:describe|react|respond|comment|explain|justify)\b|"
    r"^(?:ماذا|ما الذي|بماذا|بم|كيف) (?:(?:قال|صرح|ذكر|وصف|علق|أجاب)ت?|يقول|تقول)(?!\w)"
)


_SPECIAL = (("said", _SAY), ("identity", _IDENTITY), ("cause", _CAUSE))


def refined_kind(text: str, kind: str, measure: str) -> tuple[str, str]:
    """The kind of a question that asks by a noun (`which minister`, `what price`) or for words."""
    stripped = text.strip()
    if special := next((name for name, pattern in _SPECIAL if pattern.search(stripped)), ""):
        return special, ""
    if measure == "much" and phrase_pattern("price").search(text) and not _CHANGE.search(text):
        return "count", "money"
    if kind:
        return kind, measure
    for word in _asked_noun(text):
        for listed_as, found, of in _NOUN_KINDS:
            if word in listed_phrases(listed_as):
                return found, of
    return kind, measure


def _asked_noun(text: str) -> list[str]:
    """The words by which `which` or `what` asks: `which minister`, `what is the price`."""
    words = [folded(word) for word in WORD.findall(text)[:9]]
    at = next((n for n, word in enumerate(words[:3]) if word in _WHICH), None)
    if at is None:
        return []
    rest = words[at + 1 :]
    if rest and rest[0] in AUXILIARY - _BE:
        return []
    while rest and rest[0] in _BE:
        rest = rest[1:]
    end = next((n for n, word in enumerate(rest) if word in AUXILIARY), len(rest))
    return rest[: min(end, 4)]

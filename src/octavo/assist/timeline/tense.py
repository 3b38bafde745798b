"""Whether what a sentence tells of a day is over or to come, by the words around the day.

What stands right before the day decides (`until Wednesday`); then the nearest verb before it in its
clause, for adverbs follow verbs; then the next after it there; then those of the clauses around.
"""

import re
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from octavo.assist.timeline.forms import WITH_FORMS

REACH = 60
"""Characters before the words for a time in which a phrase may stand that decides. Chosen by hand;
not measured."""


FEW_WORDS = 3
"""Words after which a sentence of a language whose verbs stand first has had its verb, and is told
of the past where that says nothing else. Chosen by hand; not measured."""


class _Tense(NamedTuple):
    before: list[tuple[int, re.Pattern[str]]]
    cues: re.Pattern[str]
    past: re.Pattern[str]
    present: re.Pattern[str]
    none: re.Pattern[str]
    part: re.Pattern[str]
    is_verb_first: bool


def turn(text: str, start: int, end: int, language: str, *, is_weekday: bool = False) -> int:
    """-1 where a text tells of the time at `start:end` as past, -2 where nothing says that it is
    to come, in a language that always says so; 1 where it is to come, 2 where after the day of
    publication (`until Friday`); 0 in doubt. A weekday is less in doubt than a month: the clauses
    around its own say enough."""
    if language not in WITH_FORMS:
        return 0
    tense = _tense(language)
    near = _before(text[max(0, start - REACH) : start], tense)
    if near:
        return near
    mine, rest, others, earlier = _clauses(text, start, end, tense)
    if tense.is_verb_first:
        return _verb_first(mine, rest, len(text[:start].split()), near, tense)
    found = _last(_signs(mine, tense)) or int(bool(tense.present.search(mine)))
    found = found or _first(_signs(rest, tense))
    if found or near == 0 or tense.present.search(rest):
        return found or 1
    if not is_weekday and len((mine + rest).split()) > FEW_WORDS:
        return 0
    found = next((sign for some in others if (sign := _first(_signs(some, tense)))), 0)
    return found or _last(_signs(earlier, tense)) or int(bool(tense.present.search(text)))


def _before(head: str, tense: _Tense) -> int | None:
    """What stands right before a time says: as `turn`, but 0 where only a verb of the clause says
    that it is over; None where nothing stands there."""
    return next((sign for sign, pattern in tense.before if pattern.search(head)), None)


def _verb_first(mine: str, rest: str, words: int, near: int | None, tense: _Tense) -> int:
    has_verb = words > FEW_WORDS
    found = _last(_signs(mine, tense)) or (0 if has_verb else _first(_signs(rest, tense)))
    return found or (0 if near == 0 and has_verb else -2)


def _clauses(text: str, start: int, end: int, tense: _Tense) -> tuple[str, str, list[str], str]:
    """Of the clause with `start:end` what stands before and after that; the next clauses, and
    all before it."""
    bounds = [0, *(match.end() for match in tense.part.finditer(text)), len(text)]
    begin = max(bound for bound in bounds if bound <= start)
    later = [bound for bound in bounds if bound >= end] or [len(text)]
    others = [text[a:b] for a, b in pairwise(later[:5])]
    return text[begin:start], text[end : later[0]], others, text[:begin]


def _signs(text: str, tense: _Tense) -> list[int]:
    """What each cue of a clause says, in order, but for the present, which is of both."""
    words = (match[0] for match in tense.cues.finditer(text))
    signs = [_sign(word, tense) for word in words if not tense.none.fullmatch(word)]
    return [sign for sign in signs if sign]


def _sign(word: str, tense: _Tense) -> int:
    if tense.past.fullmatch(word):
        return -1
    return 0 if tense.present.fullmatch(word) else 1


def _word(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


def _last(signs: list[int]) -> int:
    return signs[-1] if signs else 0


def _first(signs: list[int]) -> int:
    return signs[0] if signs else 0


@cache
def _tense(language: str) -> _Tense:
    text = (files("octavo.assist") / "data" / f"tense_{language}.txt").read_text("utf-8")
    rows = [line.split(" ", 1) for line in text.splitlines() if line[:1] not in "#"]
    never = r"(?!)"
    known = {"cue +": never, "cue -": never, "cue >": never, "no": never, "part": never}
    before = []
    for name, rest in rows:
        sign, _, pattern = rest.partition(" ")
        if name == "before":
            before.append(({"+": 2, "-": -1, "0": 0}[sign], _tail(pattern)))
        else:
            known |= {f"cue {sign}": pattern} if name == "cue" else {name: rest}
    cues = "|".join(known[f"cue {sign}"] for sign in "+->")
    every = [known[name] for name in ("cue -", "no", "part")]
    past, none, part = map(re.compile, every)
    return _Tense(before, _word(cues), past, _word(known["cue >"]), none, part, language == "ar")


def _tail(pattern: str) -> re.Pattern[str]:
    """A phrase right before the words for a time."""
    return re.compile(rf"(?:^|\W){pattern}\s(?:on |the |early |late )?$")

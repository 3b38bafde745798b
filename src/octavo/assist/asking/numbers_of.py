"""Whether a sentence holds a number of what a question counts.

A number counts the noun after it (`2,300 dockers`), or nothing but what was named before (`five had
to go to hospital`), or a measure (`16,900`, `58 percent`, `nine days`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from octavo.analyse.words.words import content_stems, folded
from octavo.assist.asking.lists import listed_phrases, phrase_pattern
from octavo.formats.number_words import words_value

COUNTED_WITHIN = 5
"""Words after a number in which what it counts may stand. Chosen by hand; not measured."""

SURE = 0.8
"""From here a number surely answers. Chosen by hand; not measured."""

SHARE = 0.5
"""How well a share of them answers how many there are. Chosen by hand; not measured."""

_TOKEN = re.compile(r"\d[\d.,٫٬]*(?<![.,])|[^\W\d_][\w'’]*|[%٪$€£¥]|[.,;:()\"“”]")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d")
_PAST = re.compile(r"[a-z]{3,}ed")
_NOT_PLAIN = {"one", "a", "an", "first", "second", "واحد", "واحدة", "أحد", "إحدى"}
_PREPOSITIONS = frozenset(
    "by in on at from to for with and or that who which as after before into than over".split()
)
_STOPS = frozenset('.;:()"“”')
_NONE = frozenset({"no", "none", "nobody", "never", "nothing", "neither"})
_AGE = re.compile(
    r"(?i)(?:,\s|\()\d{1,3}(?=[,.;)]|\s(?:and|who))|\d{1,3}-year-old|"
    r"(?:aged?|age of|(?:man|woman|boy|girl|widow|person|driver|pensioner) of)\s\d{1,3}\b|"
    r"(?:is|was|be|turns|turned)\s\d{1,3}(?=[.,;)]|$|\s(?:and|when|years|in|this|next))|"
    r"(?:aged|of|is|was)\s(?:\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\b|"
    r"\d{1,3} years old|year-old|(?:عن|في|البالغ[ةه]?|عمره[ا]?|عمر) |عاما|سنة"
)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number: the words from its first to before its last, and what stands about it."""

    at: int
    end: int
    written: str


def fit(text: str, measure: str, head: frozenset[str], language: str) -> float:
    """How well the numbers of a sentence answer, 0 (none does) to 1. `measure` is the kind of
    measure asked for, empty for a plain count of what `head` names, stems and their synonyms."""
    best = max((grade for *_, grade in graded_numbers(text, measure, head, language)), default=0.0)
    if measure in _MEASURES or measure in ("age", "size") or best >= SURE:
        return best
    return SURE if _none_of(_TOKEN.findall(text), head, language) else best


def graded_numbers(
    text: str, measure: str, head: frozenset[str], language: str
) -> list[tuple[int, int, float]]:
    """The numbers of a sentence: start, end, and how well each answers."""
    tokens = list(_TOKEN.finditer(text))
    words = [token.group() for token in tokens]
    asked = (measure, head, language)
    return [
        (tokens[one.at].start(), tokens[one.end - 1].end(), _grade(words, one, asked, text))
        for one in _numbers(words)
    ]


def _grade(
    words: Sequence[str], one: _Number, asked: tuple[str, frozenset[str], str], text: str
) -> float:
    measure, head, language = asked
    if measure == "age":
        return 1.0 if _AGE.search(text) else 0.0
    if measure in _MEASURES:
        return _measured(words, one, measure, text)
    if measure == "size" or (not head and measure != "much"):
        return 0.9
    if not head:
        return _some_measure(words, one)
    grade = _counted(words, one, head, language)
    if measure == "much" and grade < SURE:
        return max(grade, _measured(words, one, "money", text))
    return grade


def _numbers(words: Sequence[str]) -> Iterator[_Number]:
    at = 0
    while at < len(words):
        word = words[at]
        if word[0].isdigit():
            if not _CLOCK.fullmatch(word) or "." in word:
                yield _Number(at, at + 1, word)
            at += 1
            continue
        taken, worth = words_value(words[at : at + 6]) if word[0].isalpha() else (0, 0.0)
        if taken and (worth > 1 or folded(word) not in _NOT_PLAIN):
            yield _Number(at, at + taken, word)
        at += max(taken, 1)


# ---------------------------------------------------------------- measures

_MEASURES = {
    "time": ("time_unit", "length"),
    "length": ("length",),
    "speed": ("speed", "percent"),
    "weight": ("weight",),
    "percent": ("percent",),
    "money": ("money",),
}
_OTHER_UNITS = ("time_unit", "length", "speed", "area", "weight", "volume", "percent", "degree")


def _measured(words: Sequence[str], one: _Number, measure: str, text: str) -> float:
    after = _after(words, one)
    is_unit = any(_begins(after, kind) for kind in _MEASURES[measure])
    if measure == "percent":
        near = [*words[max(0, one.at - 3) : one.at], *after]
        return 1.0 if is_unit or _begins(near[-6:], "percent") else 0.0
    if measure != "money":
        return 1.0 if is_unit else 0.0
    if one.at and words[one.at - 1] in "$€£¥":
        return 1.0
    if _begins(after, "percent"):
        return 0.5
    if any(_begins(after, kind) for kind in _OTHER_UNITS) or _is_year(one):
        return 0.0
    if _counts_a_noun(after) and not is_unit:
        return 0.0
    if is_unit:
        return 1.0
    is_price = phrase_pattern("price").search(text) or words[max(0, one.at - 1)] == "for"
    return 0.9 if is_price else 0.0


def _some_measure(words: Sequence[str], one: _Number) -> float:
    """Whether a number has any unit, or is no year and stands alone."""
    after = _after(words, one)
    kinds = (*_OTHER_UNITS, "money")
    if any(_begins(after, kind) for kind in kinds) or words[max(0, one.at - 1)] in "$€£¥":
        return 1.0
    return 0.0 if _is_year(one) else 0.6


def _begins(after: Sequence[str], kind: str) -> bool:
    """Whether a unit of a kind stands in the first words after a number."""
    return bool(phrase_pattern(kind).search(" ".join(after[:3]))) or (
        kind == "percent" and any(word in "%٪" for word in after[:1])
    )


def _is_year(one: _Number) -> bool:
    return bool(_YEAR.fullmatch(one.written))


# ---------------------------------------------------------------- what is counted


def _after(words: Sequence[str], one: _Number) -> list[str]:
    """The words after a number that it may count: up to a mark, or a preposition but `of`."""
    found: list[str] = []
    for word in words[one.end : one.end + COUNTED_WITHIN]:
        if word in _STOPS or word == "," or (found and word.lower() in _PREPOSITIONS):
            break
        found.append(word)
    return found


def _counted(words: Sequence[str], one: _Number, head: frozenset[str], language: str) -> float:
    """How well a number counts what `head` names."""
    after = _after(words, one)
    if _begins(after[:2], "percent"):
        return SHARE if _holds(head, after, language) else 0.0
    for place, word in enumerate(after):
        if head.intersection(content_stems(word, language)):
            return 1.0 - 0.05 * place
    before = [word for word in words[max(0, one.at - 8) : one.at] if word[0].isalnum()][-6:]
    if _holds(head, before, language) and not _is_year(one):
        return 0.75
    if _is_year(one):
        return 0.0
    is_person = any(folded(word) in listed_phrases("person_noun") for word in after)
    if _is_any_person(head, language):
        return 0.85 if is_person else 0.7 if _is_elliptic(after) else 0.0
    if is_person and _holds(head, sorted(listed_phrases("person_noun")), language):
        return 0.5
    return 0.6 if _is_elliptic(after) else 0.0


def _holds(head: frozenset[str], words: Sequence[str], language: str) -> bool:
    return any(head.intersection(content_stems(word, language)) for word in words)


def _is_any_person(head: frozenset[str], language: str) -> bool:
    return _holds(head, sorted(listed_phrases("any_person")), language)


def _is_elliptic(after: Sequence[str]) -> bool:
    """Whether nothing is named behind a number: it counts what was named before."""
    if not after:
        return True
    two = " ".join(map(folded, after[:2]))
    elliptic = listed_phrases("after_elliptic")
    first = folded(after[0])
    is_of = first in ("of", "من") and after[1:2] and (after[1][0].isdigit() or after[1] == "the")
    return bool(first in elliptic or two in elliptic or is_of or _PAST.fullmatch(first))


def _counts_a_noun(after: Sequence[str]) -> bool:
    return bool(after) and not _is_elliptic(after) and after[0][0].islower() and len(after[0]) > 2


def _none_of(words: Sequence[str], head: frozenset[str], language: str) -> bool:
    """Whether a sentence says that there is none of what is counted: `no illness`, `Nobody was`."""
    for at, word in enumerate(words):
        if word.lower() in _NONE:
            is_person = word.lower() == "nobody" and _is_any_person(head, language)
            return is_person or _holds(head, words[at + 1 : at + 4], language)
    return False

"""Whether a sentence holds what a question asks for: a number, a person, a place, a time, a cause,
or what somebody said."""

import re
from collections.abc import Sequence

from octavo.analyse.names.gazetteer import gazetteer_entry
from octavo.analyse.words.data_files import listed
from octavo.analyse.words.words import ARABIC, WORD, content_stems, folded, stop_words
from octavo.assist.asking.lists import listed_phrases, phrase_pattern
from octavo.assist.asking.numbers_of import fit
from octavo.assist.asking.question import Question
from octavo.assist.asking.terms import names_in

BEFORE_VERB = 0.3
"""How well a name before the verb answers whom somebody saw, met, named. Chosen by hand; not
measured."""

_QUOTED = re.compile(r"[\"“”«»]")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d\d(?!\d)|\b\d{1,2}\s?(?:am|pm|a\.m|p\.m)")
_YEAR = re.compile(r"(?<![\d.,])(?:1[5-9]|20)\d\d(?![\d,]|\.\d)")
_AT_NUMBER = re.compile(
    r"(?i)\bat (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|\d{1,2})\b|"
    r"\b(?:at|of|to) (?:nine|ten|\d+) months\b"
)
_AT_PLACE = re.compile(
    r"\b(?:in|at|near|off|outside|through|from|to|into|on|of|for|between|beside|beneath|above)\s"
    r"(?:the |a |an |his |her |their |its |one |central |northern |southern )*"
    r"(?:(?P<name>[A-Z][\w’'-]+)|(?P<noun>[a-z][\w’'-]+))"
)
_SINCE = re.compile(
    r"(?i)(?:^|,\s|\s)since (?:it|the|they|he|she|a|an|no|there|his|her|its|we|all|many|most)\b"
)
_APPOSITION = re.compile(
    r"(?P<role>\b[a-z-]{4,},?\s)?"
    r"(?P<name>(?:[A-Z][\w’'.-]*\s?)+)(?(role)|(?:,(?:\s\d+,)? "
    r"(?:the |an? |who |former |general |chief |"
    r"[a-z-]+ (?:of|for|at) |[a-z-]{4,}(?= of| for| at|,|\.))"
    r"| (?:is|was) (?:the |an? )))"
)
_PLACE_AR = re.compile(
    r"(?<!\w)(?:في|قرب|من|إلى|عند|على|أمام|داخل|بين|جنوبي|شمالي|شرقي|غربي|ب\w{3,})(?!\w)"
)


def kind_fit(asked: Question, text: str, language: str) -> float:
    """How well a sentence holds the kind of thing asked for: 0 (it does not) to 1."""
    if asked.kind == "count":
        return fit(text, asked.measure, asked.head, language)
    if asked.kind == "time":
        return 1.0 if has_time(text, language) else 0.0
    if asked.kind in ("person", "name"):
        return _new_name(asked, text, is_person=asked.kind == "person")
    if asked.kind == "place":
        return _place(asked, text)
    if asked.kind == "cause":
        return _cause(text)
    if asked.kind == "said":
        return _said(text)
    if asked.kind == "identity":
        return _identity(asked, text)
    return 1.0


def has_time(text: str, language: str) -> bool:
    """Whether a sentence says when: a day, month, year, hour, season or `two weeks ago`."""
    named = phrase_pattern("weekday", "time_word").search(text)
    months = phrase_pattern("month").search(text) if not ARABIC.search(text) else None
    is_month = bool(months) and (months.group()[0].isupper() or not months)  # type: ignore[union-attr]
    arabic = ARABIC.search(text) and phrase_pattern("month").search(text)
    found = named or is_month or arabic or _CLOCK.search(text) or _YEAR.search(text)
    return bool(found or _AT_NUMBER.search(text))


def _cause(text: str) -> float:
    if phrase_pattern("strong_cause").search(text) or _SINCE.search(text):
        return 1.0
    return 0.8 if phrase_pattern("cause").search(text) else 0.6


def _said(text: str) -> float:
    if _QUOTED.search(text):
        return 1.0
    return 0.9 if phrase_pattern("said").search(text) else 0.0


def _identity(asked: Question, text: str) -> float:
    """Whether a sentence says what somebody is whom it names: `mayor Otto Brandvold`, `Maud Finch,
    the arbiter`."""
    for match in _APPOSITION.finditer(text):
        if match["role"] and not _is_role(match["role"].strip(" ,")):
            continue
        name = {folded(word).removesuffix("'s") for word in WORD.findall(match["name"])}
        if not name.isdisjoint(asked.words - stop_words("en") - {"who"}):
            return 1.0
    return 0.0


def _is_role(word: str) -> bool:
    """Whether a word before a name may say what its bearer is: no verb, adverb or small word."""
    verbs = listed_phrases("verb") | listed_phrases("past") | listed_phrases("said")
    return word not in stop_words("en") | verbs and not word.endswith(("ly", "ed", "ing"))


def _new_name(asked: Question, text: str, *, is_person: bool) -> float:
    """Whether a sentence names somebody or something that the question does not: 1; where it
    but tells what he or she is (`A shepherd was …`): less."""
    if ARABIC.search(text):
        return _new_name_ar(asked, text)
    words = list(WORD.finditer(text))
    never = listed_phrases("not_a_person") | listed("cues.txt")["weekday"]
    best, told = 0.0, _verb_place(asked, [match.group() for match in words])
    for at, match in enumerate(words):
        word = match.group()
        plain = folded(word).removesuffix("'s")
        if not word[0].isupper() or plain in asked.words or plain in never:
            continue
        if plain in stop_words("en") or (is_person and _is_place(word)):
            continue
        if at < told and plain not in asked.words:
            best = max(best, BEFORE_VERB)
            continue
        is_first = at == 0 or text[: match.start()].rstrip()[-1:] in '.!?:“"‘'
        next_is_name = at + 1 < len(words) and words[at + 1].group()[0].isupper()
        best = max(best, 1.0 if not is_first or next_is_name else 0.8)
    if best:
        return best
    plain_words = {folded(match.group()) for match in words} - asked.words
    is_role = plain_words & (listed_phrases("person_noun") | listed_phrases("person_role"))
    return 0.35 if is_role and is_person else 0.0


def _verb_place(asked: Question, words: Sequence[str]) -> int:
    """Behind which word the answer is named: the verb where the question has its subject (`who did
    Perry endorse`), else none."""
    if not asked.subject or not asked.focus or asked.kind != "person":
        return -1
    stems = [content_stems(word, asked.language) for word in words]
    return next((at for at, found in enumerate(stems) if asked.focus in found), len(words))


def _is_place(word: str) -> bool:
    entry = gazetteer_entry([word.removesuffix("'s").removesuffix("’s")])
    return bool(entry) and entry.kind in ("place", "country", "city")  # type: ignore[union-attr]


def _new_name_ar(asked: Question, text: str) -> float:
    names, _ = names_in(text)
    known = {term.stem.removeprefix("=") for term in asked.terms}
    words = {folded(word) for word in WORD.findall(text)}
    titled = {folded(word) for word in listed("cues.txt")["title_ar"]} & words
    is_role = words & (listed_phrases("person_role") | listed_phrases("person_noun"))
    if names - known or titled or _QUOTED.search(text):
        return 1.0
    return 0.95 if is_role else 0.85


def _place(asked: Question, text: str) -> float:
    if ARABIC.search(text):
        return 1.0 if _PLACE_AR.search(text) else 0.0
    best = 0.0
    for match in _AT_PLACE.finditer(text):
        word = folded(match["name"] or match["noun"]).removesuffix("'s")
        if word in asked.words or word in listed("cues.txt")["weekday"]:
            continue
        best = max(best, 1.0 if match["name"] else 0.8 if _is_place_noun(text, match) else 0.5)
    return best


def _is_place_noun(text: str, match: re.Match[str]) -> bool:
    rest = text[match.start("noun") : match.start("noun") + 40]
    return any(folded(word) in listed_phrases("place_noun") for word in WORD.findall(rest)[:3])

"""What a question asks for: its kind of answer, and the terms that an answer must match."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from octavo.analyse.names.gazetteer import arabic_entry, gazetteer_entry, longest_spelling
from octavo.analyse.words.data_files import listed
from octavo.analyse.words.language import language
from octavo.analyse.words.terms import rarity
from octavo.analyse.words.words import ARABIC, WORD, content_stems, folded
from octavo.assist.asking.lexicon import converses, spellings, synonyms
from octavo.assist.asking.lists import lines, listed_phrases, phrase_pattern

LONGEST_QUESTION = 1000
"""Characters of a question that are read: bounds the cost. Chosen by hand; not measured."""

NOT_IN_ASCII = frozenset(["ar", "fa", "ur", "ps", "ckb", "he", "ru", "uk", "bg", "sr", "mk",
                          "el", "hy", "ka", "hi", "bn", "ta", "th", "ja", "ko", "zh"])  # fmt: skip
"""Languages that no question in plain Latin letters is asked in, whoever asks it."""

NAME_WEIGHT = 4.0
"""A name weighs less than a rare word, for an article must have it anyway. Chosen by hand; not
measured."""

MOST_WEIGHT = 7.0
"""The weight of the rarest word. Chosen by hand; not measured."""

SOFT_WEIGHT = 0.5
"""The weight of a word that asks for little: `people`, `happened`. Chosen by hand; not measured."""

MOST_TERMS = 16
"""Terms of a question that are looked for: bounds the cost. Chosen by hand; not measured."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or name of a question: its stem, weight, the stems of its synonyms and of what
    says the same from the other side, and for a name of the gazetteer its spellings, each as the
    folded words it takes."""

    stem: str
    weight: float
    is_name: bool = False
    others: frozenset[str] = frozenset()
    converses: frozenset[str] = frozenset()
    spellings: tuple[frozenset[str], ...] = ()
    is_soft: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its text and language; `kind` is what it asks for (`count`, `person`, `name`,
    `time`, `place`, `cause`, `said`, or empty), `measure` of what kind a number must be, `head`
    the stems of what is counted, `focus` the stem of what somebody did or is (`who won`), `subject` the stems of whom the question
    says it of (`did James Mattis join`)."""

    text: str
    language: str
    kind: str
    terms: tuple[Term, ...]
    measure: str = ""
    head: frozenset[str] = frozenset()
    focus: str = ""
    subject: frozenset[str] = frozenset()
    words: frozenset[str] = field(default=frozenset())


def question(text: str, prior: str = "") -> Question:
    """A question as read. `prior` is the language to take it for when it is too short to tell."""
    text = text[:LONGEST_QUESTION]
    prior = "" if text.isascii() and prior in NOT_IN_ASCII else prior
    code = language(text, prior or ("ar" if ARABIC.search(text) else "en"))
    kind, measure, start = _kind(text)
    kind, measure = _refined(text, kind, measure)
    head = _head(text[start:], code) if kind == "count" else frozenset()
    terms = tuple(_terms(text, code))[:MOST_TERMS]
    words = frozenset(folded(word) for word in WORD.findall(text))
    focus = _focus(text, code, kind, terms)
    subject = _subject(text, code)
    return Question(text, code, kind, terms, measure, head, focus, subject, words)


# ---------------------------------------------------------------- the kind of answer


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    rows = (line.split("|") for line in lines("questions.txt"))
    return [
        (kind, re.compile(rf"(?i)(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)"))
        for kind, *words in rows
    ]


def _kind(text: str) -> tuple[str, str, int]:
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
_CAUSE = re.compile(r"(?i)^what (?:made .* happen|did .* die of|was .* due to|is behind|was behind|lies behind)")
_CHANGE = re.compile(r"(?i)\bby how much\b|\b(?:rise|risen|fall|fallen|grow|grown|increase|drop|decline|change)d?\b")
_SAY = re.compile(
    r"(?i)\bwhat (?:did|does|do|has|have|had|is|was) .{2,60}? "
    r"(?:say|said|think|tell|told|claim|claimed|call|called|promise|warn|warned|saying|announce)\b|"
    r"\bhow (?:did|does|do) .{2,60}? (?:describe|react|respond|comment|explain|justify)\b|"
    r"^(?:ماذا|ما الذي|بماذا|بم|كيف) (?:قال|قالت|صرح|صرحت|ذكر|ذكرت|يقول|تقول|وصف|وصفت|علق|علقت|أجاب|أجابت)"
)


def _refined(text: str, kind: str, measure: str) -> tuple[str, str]:
    """The kind of a question that asks by a noun (`which minister`, `what price`) or for words."""
    if _SAY.search(text):
        return "said", ""
    if _CAUSE.search(text):
        return "cause", ""
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
    if rest and rest[0] in _AUXILIARY - _BE:
        return []
    while rest and rest[0] in _BE:
        rest = rest[1:]
    end = next((n for n, word in enumerate(rest) if word in _AUXILIARY), len(rest))
    return rest[: min(end, 4)]


_AUXILIARY = frozenset(
    "did do does was were is are has have had will would can could may must should in at on of from "
    "be been there".split()
)


def _head(rest: str, code: str) -> frozenset[str]:
    """The stems of what is counted, with their synonyms."""
    words = re.findall(r"[^\W\d_][\w'’-]*", rest)[:6]
    taken: list[str] = []
    for at, word in enumerate(words):
        lower = folded(word)
        if lower in _AUXILIARY and taken:
            if lower == "of" and at + 1 < len(words):
                taken = [words[at + 1 + (folded(words[at + 1]) == "the" and at + 2 < len(words))]]
            break
        if lower in _AUXILIARY:
            continue
        if taken and _is_plural(taken[-1]) and not _is_plural(word):
            break
        taken.append(word)
        if code == "ar":
            break
    stems = {stem for word in taken[-1:] for stem in content_stems(word, code)}
    known = synonyms(code)
    return frozenset(stems).union(*(known.get(stem, frozenset()) for stem in stems))


def _is_plural(word: str) -> bool:
    plain = folded(word)
    return plain in listed_phrases("person_noun") or (
        plain.endswith("s") and not plain.endswith("ss")
    )


def _focus(text: str, code: str, kind: str, terms: Sequence[Term]) -> str:
    """The stem of what is asked about: the verb where one can be told (`did … resign`, `were …
    killed`), else of a person or thing the first word (`who is the governor …`)."""
    plain = {term.stem for term in terms if not term.is_name and not term.is_soft}
    words = WORD.findall(text)
    verbs = [
        stem
        for at, word in enumerate(words)
        if at and (folded(word) in listed_phrases("past") or _is_verb(words, at))
        for stem in content_stems(word, code)
        if stem in plain
    ]
    first = [stem for word in words for stem in content_stems(word, code) if stem in plain]
    if kind in ("person", "name") and first:
        return first[0]
    return verbs[-1] if verbs and code == "en" else ""


_SUBJECT = re.compile(
    r"\b(?:did|does|do|has|have|had|was|were|is|are|will|would|can|could|may)\s"
    r"((?:[A-Z][\w’'-]*\s?){1,4})"
)


def _subject(text: str, code: str) -> frozenset[str]:
    """The stems of the name that comes right behind the first auxiliary verb."""
    match = _SUBJECT.search(text)
    words = WORD.findall(match.group(1)) if match else []
    return frozenset(stem for word in words for stem in content_stems(word, code))


def _is_verb(words: Sequence[str], at: int) -> bool:
    """Whether a word of a question is its verb: a participle, or a verb's own form behind `did`."""
    word = folded(words[at])
    if word.endswith("ed") and len(word) > 4 and not words[at][0].isupper():
        return folded(words[at - 1]) not in ("the", "a", "an")
    helped = {folded(one) for one in words[:at]} & {"did", "does", "do", "will", "would", "can", "to"}
    is_noun = folded(words[at - 1]) in ("the", "a", "an", "of", "in", "for", "their", "his", "her")
    return bool(helped) and word in listed_phrases("verb") and not is_noun


# ---------------------------------------------------------------- terms


def _terms(text: str, code: str) -> list[Term]:
    asking = {folded(word) for word in listed("cues.txt")["asking"]}
    names, covered = names_in(text)
    found = [
        Term(f"={key}", NAME_WEIGHT, is_name=True, spellings=spellings(key)) for key in sorted(names)
    ]
    mine = {stem for word in covered for stem in content_stems(word, code)}
    words = WORD.findall(text)
    for at, word in enumerate(words):
        if folded(word) in asking:
            continue
        for stem in content_stems(word, code):
            if stem not in mine:
                mine.add(stem)
                found.append(_term(word, stem, code, is_first=not at))
    return found


def _term(word: str, stem: str, code: str, *, is_first: bool) -> Term:
    if folded(word) in listed_phrases("soft"):
        known = synonyms(code).get(stem, frozenset())
        return Term(stem, SOFT_WEIGHT, others=known, is_soft=True)
    is_name = word[0].isdigit() or (word[0].isupper() and not is_first and code != "de")
    weight = max(rarity(stem, code), 1.0)
    if is_name:
        return Term(stem, NAME_WEIGHT, is_name=True)
    return Term(
        stem,
        min(weight, MOST_WEIGHT),
        others=synonyms(code).get(stem, frozenset()),
        converses=converses(code).get(stem, frozenset()),
    )


def names_in(text: str) -> tuple[set[str], set[str]]:
    """The names of the gazetteer in a text by their keys; and the words they took."""
    words = WORD.findall(text)
    names: set[str] = set()
    covered: set[str] = set()
    at = 0
    while at < len(words):
        taken, key = _name_at(words, at)
        if key:
            names.add(key)
            covered.update(words[at : at + taken])
        at += taken
    return names, covered


def _name_at(words: Sequence[str], at: int) -> tuple[int, str]:
    if ARABIC.match(words[at]):
        found = arabic_entry(list(words), at)
        return (found[0], found[1].key) if found else (1, "")
    if not words[at][0].isupper():
        return 1, ""
    for length in range(min(longest_spelling(), len(words) - at), 0, -1):
        name = gazetteer_entry(
            [word.removesuffix("'s").removesuffix("’s") for word in words[at : at + length]]
        )
        if name:
            return length, name.key
    return 1, ""

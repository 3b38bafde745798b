"""What a question asks for: its kind of answer, and the terms that an answer must match."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from octavo.analyse.words.language import language
from octavo.analyse.words.words import ARABIC, WORD, content_stems, folded
from octavo.assist.asking.kind_asked import AUXILIARY, asked_kind, refined_kind
from octavo.assist.asking.lexicon import synonyms
from octavo.assist.asking.lists import listed_phrases
from octavo.assist.asking.terms import Term, question_terms

LONGEST_QUESTION = 1000
"""Characters of a question that are read: bounds the cost. Chosen by hand; not measured."""

NOT_IN_ASCII = frozenset(["ar", "fa", "ur", "ps", "ckb", "he", "ru", "uk", "bg", "sr", "mk",
                          "el", "hy", "ka", "hi", "bn", "ta", "th", "ja", "ko", "zh"])  # fmt: skip
"""Languages that no question in plain Latin letters is asked in, whoever asks it."""

MOST_TERMS = 16
"""Terms of a question that are looked for: bounds the cost. Chosen by hand; not measured."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its text and language; `kind` is what it asks for (`count`, `person`, `name`,
    `time`, `place`, `cause`, `said`, or empty), `measure` of what kind a number must be, `head`
    the stems of what is counted, `focus` the stem of what somebody did or is (`who won`),
    `subject` the stems of whom the question says it of (`did James Mattis join`)."""

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
    kind, measure, start = asked_kind(text)
    kind, measure = refined_kind(text, kind, measure)
    head = _head(text[start:], code) if kind == "count" else frozenset()
    terms = tuple(question_terms(text, code, measure))[:MOST_TERMS]
    words = frozenset(folded(word) for word in WORD.findall(text))
    focus = _focus(text, code, kind, terms)
    subject = _subject(text, code)
    return Question(text, code, kind, terms, measure, head, focus, subject, words)


def _head(rest: str, code: str) -> frozenset[str]:
    """The stems of what is counted, with their synonyms."""
    words = re.findall(r"[^\W\d_][\w'’-]*", rest)[:6]
    taken: list[str] = []
    for at, word in enumerate(words):
        lower = folded(word)
        if lower in AUXILIARY and taken:
            if lower == "of" and at + 1 < len(words):
                taken = [words[at + 1 + (folded(words[at + 1]) == "the" and at + 2 < len(words))]]
            break
        if lower in AUXILIARY:
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
    helped = {folded(one) for one in words[:at]} & {
        "did",
        "does",
        "do",
        "will",
        "would",
        "can",
        "to",
    }
    is_noun = folded(words[at - 1]) in ("the", "a", "an", "of", "in", "for", "their", "his", "her")
    return bool(helped) and word in listed_phrases("verb") and not is_noun

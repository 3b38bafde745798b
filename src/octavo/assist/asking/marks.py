"""Which words of a passage answer: they are marked."""

import re
from collections.abc import Iterator

from octavo.analyse.words.terms import UNSEEN_RARITY, rarity
from octavo.analyse.words.words import WORD, content_stems, folded, stop_words
from octavo.assist.asking.lexicon import is_family
from octavo.assist.asking.lists import listed_phrases, phrase_pattern
from octavo.assist.asking.numbers_of import graded_numbers
from octavo.assist.asking.question import Question

Part = tuple[str, bool]
"""A stretch of a passage, and whether it answers."""

LEAST_MARKED = 0.6
"""How well a number answers that is marked. Chosen by hand; not measured."""

_MARKED_TIME = ("weekday", "time_word", "month")


def marked(asked: Question, text: str, language: str) -> list[Part]:
    """A passage in parts: what answers (a number, a time, a name) and, where that cannot be told,
    what it has of the question's words. Joined the parts are the passage."""
    spans = sorted(set(_answers(asked, text)) or set(_words_of(asked, text, language)))
    parts: list[Part] = []
    at = 0
    for start, end in spans:
        if start < at:
            continue
        parts += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [part for part in [*parts, (text[at:], False)] if part[0]]


def _answers(asked: Question, text: str) -> Iterator[tuple[int, int]]:
    if asked.kind == "count":
        numbers = graded_numbers(text, asked.measure, asked.head, asked.language)
        best = max((grade for *_, grade in numbers), default=0.0)
        yield from ((a, b) for a, b, grade in numbers if LEAST_MARKED <= grade == best)
    elif asked.kind == "time":
        yield from (match.span() for match in phrase_pattern(*_MARKED_TIME).finditer(text))
        yield from (match.span() for match in re.finditer(r"\b(?:1[5-9]|20)\d\d\b", text))
    elif asked.kind in ("person", "name"):
        yield from _names(asked, text)


_NAME = re.compile(r"[A-Z][\w’'-]+(?:\s(?:[A-Z][\w’'-]+|al-\w+|de|van|von))*(?<!\s)")


def _names(asked: Question, text: str) -> Iterator[tuple[int, int]]:
    never = listed_phrases("not_a_person") | listed_phrases("weekday")
    for match in _NAME.finditer(text):
        words = [
            one
            for one in WORD.finditer(match.group())
            if folded(one.group()).removesuffix("'s") not in asked.words | never | stop_words("en")
        ]
        opens = text[: match.start()].rstrip(' "“‘«')[-1:] in ("", ".", "!", "?", ":", "\n")
        if words and not (opens and len(words) == 1 and _is_word(words[0].group(), asked.language)):
            yield match.start() + words[0].start(), match.start() + words[-1].end()


def _is_word(written: str, language: str) -> bool:
    """Whether what is capitalised at the head of a sentence is a word like others."""
    return any(rarity(stem, language) < UNSEEN_RARITY for stem in content_stems(written, language))


def _words_of(asked: Question, text: str, language: str) -> Iterator[tuple[int, int]]:
    """Where the question's own words stand, and words for them."""
    stems = {term.stem for term in asked.terms if not term.is_soft}
    others = {other for term in asked.terms if not term.is_soft for other in term.others}
    for match in WORD.finditer(text):
        found = content_stems(match.group(), language)
        is_family_of = any(is_family(stem, mine, language) for stem in found for mine in stems)
        if is_family_of or not others.isdisjoint(found):
            yield match.span()

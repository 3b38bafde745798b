"""The translation of an article: its passages in batches, and what of a translation may be shown.

A passage of which the translation has another number than the original, or lost one, is shown as it
was written. The words of a translation cannot be proved like an answer's; its numbers can.
"""

import re
from collections.abc import Iterator, Sequence

from octavo.analyse.words.words import WORD
from octavo.assist.model.client import Request
from octavo.assist.model.prompts import prompt
from octavo.formats.number_words import words_value

LONGEST_BATCH = 1_800
"""Characters that an engine is given at once, more only where one passage is longer: some 500
tokens, which a small local model writes within its timeout. Chosen by hand; not measured."""

MOST_TOKENS = 2_400
"""Tokens that the translation of a batch may have: Arabic takes up to four a word."""

MOST_CHARACTERS = 60_000
"""Characters of an article that are translated: bounds the cost. Chosen by hand; not measured."""

LONGER, SHORTER = 4.0, 0.15
"""How much longer or shorter than its original a passage of some length may be: beyond, something
was added or left out. Chosen by hand; not measured."""

SOME_LENGTH = 40
"""Characters from which lengths are compared. Chosen by hand; not measured."""

MAYBE_A_WORD = 12
"""Up to here a number in digits may be a word in the translation. Chosen by hand; not measured."""

NAMES = {"ar": "Arabic", "en": "English", "de": "German", "fr": "French", "es": "Spanish"}
"""Languages by the names that a model knows them by."""

_NUMBER = re.compile(r"\d+(?:[.,٫٬'’ \u00a0\u202f]\d+)*")
_PART = re.compile(r"<text n=[\"'](\d+)[\"']>\s*(.*?)\s*</text>", re.DOTALL)
_MARK = re.compile(r"<\s*(/?)\s*text\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?i)\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}(?:\.\d{2})?\s?(?:[ap]\.?m\b\.?|uhr\b|h\b|صباح|مساء|ظهر)"
)
"""Times of day: `7 p.m.` is `19:00` elsewhere, so they are not compared."""


def passages(headline: str, dek: str, text: str) -> list[str]:
    """What is translated of an article: headline, dek (empty where there is none), and each line of
    its text."""
    found = [headline, dek]
    room = MOST_CHARACTERS
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if room < len(line):
            break
        room -= len(line)
        found.append(line)
    return found


def batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """Texts in order, as many at once as an engine is given."""
    batch: list[str] = []
    for text in texts:
        if batch and sum(map(len, batch)) + len(text) > LONGEST_BATCH:
            yield batch
            batch = []
        batch.append(text)
    if batch:
        yield batch


def translation_request(texts: Sequence[str], language: str) -> Request:
    """What a model is asked for the translation of some texts."""
    told = prompt("translate")
    system = told.text.replace("{language}", NAMES.get(language, language))
    user = "\n".join(
        f'<text n="{number}">{_MARK.sub(_broken, text)}</text>'
        for number, text in enumerate(texts, 1)
    )
    return Request("translate", told.version, system, user, MOST_TOKENS)


def _broken(mark: re.Match[str]) -> str:
    return f"‹{mark.group(1)}text"


def read_translation(reply: str, count: int) -> list[str]:
    """The translations in a model's reply, in order; empty where one is missing."""
    found = {int(number): text for number, text in _PART.findall(reply)}
    return [" ".join(found.get(number, "").split()) for number in range(1, count + 1)]


def is_faithful(original: str, translated: str) -> bool:
    """Whether a translation has the numbers of its original, about its length, and any words."""
    if not original.strip():
        return not translated.strip()
    ratio = len(translated) / len(original)
    if not translated.strip() or (ratio > LONGER and len(translated) > SOME_LENGTH):
        return False
    if len(original) > SOME_LENGTH and ratio < SHORTER:
        return False
    ours, theirs = _numbers(original), _numbers(translated)
    added = theirs - ours - _written_numbers(original)
    lost = {number for number in ours - theirs if number > MAYBE_A_WORD}
    return not added and not lost - _written_numbers(translated)


def _numbers(text: str) -> set[int]:
    """The numbers in digits of a text but for times of day, whatever their script, without point
    and grouping: `4.7` is 47 in all languages."""
    found = _NUMBER.finditer(_CLOCK.sub(" ", text))
    return {int("".join(one for one in m.group() if one.isdigit())) for m in found}


def _written_numbers(text: str) -> set[int]:
    """The numbers in English and Arabic words."""
    words = WORD.findall(text)
    return {int(words_value(words[at : at + 8])[1]) for at in range(len(words))}

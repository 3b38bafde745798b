"""Loaded words: those that judge what they tell, as the languages have them (Recasens,
Danescu-Niculescu-Mizil and Jurafsky 2013, Linguistic Models for Analyzing and Detecting Biased
Language)."""

import re
from functools import cache

from octavo.analyse.words.data_files import lines

_JOINED = "(?:[وفبلك]{0,2}(?:ال)?)"
"""What Arabic writes before a word as a part of it."""


@cache
def loaded_words(language: str) -> tuple[str, ...]:
    """The loaded words of a language; `*` in one is any letters."""
    rows = (line.partition(": ") for line in lines("loaded.txt"))
    some = (words.split() for head, _, words in rows if head.split(" ")[0] == language)
    return tuple(word for words in some for word in words)


@cache
def sensational(language: str) -> re.Pattern[str]:
    """What finds the words of sensation of a language."""
    rows = (line.partition(": ") for line in lines("loaded.txt"))
    words = next((words for head, _, words in rows if head == f"{language} sensation"), "")
    parts = (
        re.escape(word).replace(r"\*", r"\w*").replace(r"\-", "[- ]") for word in words.split()
    )
    before = _JOINED if language == "ar" else ""
    return re.compile(rf"(?i)(?<!\w){before}(?:{'|'.join(parts) or '(?!)'})(?!\w)")

"""Loaded words: those that judge what they tell, as the languages have them (Recasens,
Danescu-Niculescu-Mizil and Jurafsky 2013, Linguistic Models for Analyzing and Detecting Biased
Language)."""

import re
from functools import cache

from octavo.analyse.words.data_files import lines

_JOINED = "(?:[وفبلك]{0,2}(?:ال)?)"
"""What Arabic writes before a word as a part of it."""


PLAIN = "plain"
"""The kind of pairs of words that judge nothing though one of them does by itself."""


@cache
def loaded_words(language: str) -> tuple[tuple[str, bool], ...]:
    """The loaded words of a language, `*` in one being any letters; and the pairs of words, joined
    by a hyphen, that are none: each with whether it judges."""
    rows = (line.partition(": ") for line in lines("loaded.txt"))
    heads = ((*head.split(" "), words) for head, _, words in rows)
    return tuple(
        (word, kind != PLAIN)
        for code, kind, words in heads if code == language
        for word in words.split() if not word.endswith("~")
    )  # fmt: skip


@cache
def sensational(language: str) -> re.Pattern[str]:
    """What finds the words of sensation of a language."""
    rows = (line.partition(": ") for line in lines("loaded.txt"))
    words = next((words for head, _, words in rows if head == f"{language} sensation"), "")
    plain = (re.escape(word.removesuffix("~")) for word in words.split())
    parts = (word.replace(r"\*", r"\w*").replace(r"\-", "[- ]") for word in plain)
    before = _JOINED if language == "ar" else ""
    return re.compile(rf"(?i)(?<!\w){before}(?:{'|'.join(parts) or '(?!)'})(?!\w)")

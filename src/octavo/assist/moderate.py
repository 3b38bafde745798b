"""Moderation: what a local rule has against a comment. It holds comments for a person; it never
throws one away. The lists are short on purpose: the rest is the moderator's judgement."""

import re
from functools import cache
from importlib.resources import files

from octavo.analyse.words.words import WORD, folded

MAX_LINKS = 2
"""Links of a comment that is not held. Chosen by hand; not measured."""

LONGEST_COMMENT = 5000
"""Characters of a comment that is not held. Chosen by hand; not measured."""

CAPITALS_SHARE = 0.7
"""The share of capitals from which a text is shouting, if it has `CAPITALS_LETTERS` letters. Chosen
by hand; not measured."""

CAPITALS_LETTERS = 20
"""Letters below which capitals prove nothing. Chosen by hand; not measured."""

CHECKED_CHARACTERS = 20_000
"""Characters of a comment that are checked: bounds the cost. Chosen by hand; not measured."""

_LINK = re.compile(
    r"(?i)\bhttps?://|\bwww\.|\b[a-z0-9-]{2,63}\.(?:com|net|org|info|xyz|top|ru|shop|online|site|biz|club)\b"
)
_REPEATED = re.compile(r"([^\W\d_])\1{4,}|([!?؟.،~*])\2{5,}|(?i:\b(\w{2,20})(?:\W{1,3}\3\b){3,})")
_CONTACT = re.compile(
    r"(?i)(?:whats\s?app|telegram|wechat|viber|واتس\s?اب|واتساب|تلغرام|تليجرام|تيليجرام)[^\n]{0,30}?(?:\+|00)?\d[\d\s().-]{6,18}|"
    r"(?:\+|\b00)\d[\d\s().-]{7,18}\d|[\w.+-]{1,64}@[\w-]{1,63}\.[a-z]{2,12}|(?:t|wa)\.me/\w"
)
_OFFER = re.compile(
    r"(?i)\b(?:earn|make|win)\s[^.\n]{0,25}(?:\$|usd|dollars|per (?:day|week|hour)|from home)|"
    r"\b(?:casino|forex|viagra|cialis|betting tips|crypto (?:investment|signals)|loan offer|"
    r"guaranteed (?:profit|returns)|click (?:here|my profile))\b|"
    r"(?:اربح|كسب)\s[^.\n]{0,25}(?:دولار|ريال|يوميا)|كازينو|قروض فورية|ربح مضمون"
)


def objections(text: str) -> tuple[str, ...]:
    """The named reasons to hold a comment for a moderator, none if there is nothing against it:
    `empty`, `too_long`, `links`, `shouting`, `repetition`, `contact`, `advertising`, `abuse`."""
    sample = text[:CHECKED_CHARACTERS]
    rules = {
        "empty": not WORD.search(sample),
        "too_long": len(text) > LONGEST_COMMENT,
        "links": len(_LINK.findall(sample)) > MAX_LINKS,
        "shouting": _is_in_capitals(sample),
        "repetition": bool(_REPEATED.search(sample)),
        "contact": bool(_CONTACT.search(sample)),
        "advertising": bool(_OFFER.search(sample)),
        "abuse": _is_abusive(sample),
    }
    return tuple(name for name, holds in rules.items() if holds)


def _is_in_capitals(text: str) -> bool:
    cased = [c for c in text if c.isupper() or c.islower()]
    return len(cased) >= CAPITALS_LETTERS and sum(
        c.isupper() for c in cased
    ) > CAPITALS_SHARE * len(cased)


@cache
def _abusive_words() -> frozenset[str]:
    text = (files(__package__) / "data" / "abuse.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(folded(word) for line in lines for word in line.split())


_LEET = str.maketrans("0134578@$", "oieastbas")


def _is_abusive(text: str) -> bool:
    words = _abusive_words()
    for written in re.findall(r"[\w@$]+", text):
        plain = folded(written)
        if plain in words or plain.translate(_LEET) in words:
            return True
        if plain.startswith("ال") and plain[2:] in words:
            return True
    return False

"""A comment in plain folded words, one blank apart, whatever its letters are disguised as.

    "Y0u f*ck,   go"  ──►  "you fuck , go"

Sentence ends become `.`, commas `,` and quotation marks `"`, each a word of its own. A disguise is
taken off only where a word of the lists is behind it: `goooal`, `U.S.A.` and `3-1` stay.
"""

import re
import unicodedata
from functools import cache, lru_cache

from octavo.analyse.words.words import folded
from octavo.assist.moderation.words import (
    disguised_words,
    drawn_out_pattern,
    latin_to_arabic,
    word_lists,
)

LONGEST_TOKEN = 48
"""Characters of a token that may be a disguised word; more is an address or a flood. Chosen by
hand; not measured."""

NAME = "_name"
"""What stands in the plain text for a word that is somebody's name there."""

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u0640\u064b-\u065f\u0670\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_LOOKALIKE = str.maketrans("аеорсухіјѕԁһкмтвнгαοερνικυτ", "aeopcyxijsdhkmtbhraoepvikut")
_LEET = tuple(str.maketrans("0345789@$€+1!|", "oeastbgaset" + each) for each in ("iii", "lll"))
_OPENING, _CLOSING = "([{<‘'“\"«„‹*_~-–—", ")]}>’'”\"»“›*_~.,;:!?…؟،؛-–—"
_QUOTES = frozenset('“”"«»„‟')
_ENDS, _COMMAS = frozenset(".!?…؟;؛"), frozenset(",،:")
_SPACED = re.compile(r"(?<![^\W\d_])(?:[^\W\d_][\s.\-_*,|/]{1,3}){2,30}[^\W\d_]+(?![^\W_])")
_RUN = re.compile(r"(.)\1\1")
_MASK = re.compile(r"[*#•]")
_SIGNS = re.compile(r"[\W_]")
_VOWEL = re.compile("[aeiouy]")
_PARTS = re.compile(r"\d{1,20}(?:[.,]\d{1,20}){1,6}|[^\W_]+(?:['’ʼ][^\W_]+)*")


def visible(text: str) -> str:
    """The text without characters that nobody sees, in composed compatible form."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=64)
def plain_text(text: str) -> str:
    """The words of a text, folded, without disguise."""
    tokens = _SPACED.sub(_joined, visible(text)).replace("\n", " . ").split()
    words: list[str] = []
    for at, token in enumerate(tokens):
        if _is_name(tokens, at):
            words.append(NAME)
        else:
            words += _words(token)
    return " ".join(_rejoined(_from_latin(words)))


def _joined(found: re.Match[str]) -> str:
    """Letters that stand apart, as one word if the lists have it."""
    letters = _SIGNS.sub("", found[0])
    low = letters.casefold()
    return letters if _uncovered(low) or len(_vocative(low)) > 1 else found[0]


def _is_name(tokens: list[str], at: int) -> bool:
    """Whether a word that could be a slur is written as a part of somebody's name."""
    word = tokens[at].strip(_OPENING + _CLOSING).removesuffix("'s").removesuffix("’s")
    if not word.istitle() or word.casefold() not in word_lists()["may_be_name"]:
        return False
    rest = tokens[at + 1 : at + 3] if tokens[at][-1].isalpha() or tokens[at][-1] in "'’" else []
    after = rest[-1] if rest[:1] == ["of"] else rest[0] if rest else ""
    before = tokens[at - 1] if at else ""
    is_after = before.istitle() and (at > 1 or before[-1].isalpha()) and before[-1].isalpha()
    return (after[:1].isupper() and after.strip(_CLOSING).istitle()) or is_after


@lru_cache(maxsize=4096)
def _words(token: str) -> tuple[str, ...]:
    """The plain words of one token, with what stands before and after it."""
    core = token.lstrip(_OPENING)
    before = ['"'] if _QUOTES & set(token[: len(token) - len(core)]) else []
    end = core.rstrip(_CLOSING)
    signs = core[len(end) :]
    after = ['"'] if _QUOTES & set(signs) else []
    after += ["."] if _ENDS & set(signs) else [","] if _COMMAS & set(signs) else []
    return (*before, *_core_words(end, core), *after)


def _core_words(core: str, whole: str) -> list[str]:
    if not core:
        return []
    low = core.casefold()
    if low in latin_to_arabic():
        return [low]
    if word := _uncovered(low) or _uncovered(whole.casefold()):
        return [word]
    parts = [folded(part) for part in _PARTS.findall(core)]
    return [word for part in parts for word in _vocative(part)]


def _vocative(word: str) -> tuple[str, ...]:
    """An Arabic call and who is called, where they are written as one word."""
    rest = word.removeprefix("يا")
    known = _uncovered(rest) if rest != word else ""
    return ("يا", known) if known else (word,)


def _uncovered(token: str) -> str:
    """The word of the lists that a token in lower case is a disguise of, or nothing."""
    if len(token) > LONGEST_TOKEN:
        return ""
    plain = folded(token)
    if plain in disguised_words():
        return plain
    if plain.isalpha():
        return _undrawn(plain) or _latin(plain)
    if sum(c.isalpha() for c in token) < 2 and "***" not in token:
        return ""
    return _unmasked(plain) or _undotted(plain) or _unleet(token)


def _undotted(word: str) -> str:
    """A word of the lists with signs between its letters."""
    letters = _SIGNS.sub("", word)
    return letters if letters.isalpha() and letters in disguised_words() else ""


def _unleet(token: str) -> str:
    """A word of the lists with digits and signs for letters."""
    for table in _LEET:
        read = _SIGNS.sub("", token.translate(table))
        if found := read if read in disguised_words() else _undrawn(read):
            return found
    return ""


def _latin(word: str) -> str:
    """A word of the lists with some of its letters from another alphabet."""
    read = word.translate(_LOOKALIKE)
    return read if read != word and read in disguised_words() else ""


@cache
def _drawn() -> tuple[re.Pattern[str], list[str]]:
    return drawn_out_pattern(), sorted(disguised_words())


def _undrawn(word: str) -> str:
    """A word of the lists of which a letter is drawn out to three or more."""
    if not _RUN.search(word):
        return ""
    pattern, words = _drawn()
    found = pattern.fullmatch(word)
    return words[int(str(found.lastgroup)[1:])] if found else ""


@lru_cache(maxsize=1024)
def _unmasked(token: str) -> str:
    """A word of the lists some of whose letters are stars: `f*ck`, `b*st*rd`, `f***`."""
    letters = sum(c.isalpha() for c in token)
    if not _MASK.search(token) or not token[0].isalpha() or len(token) < 4:
        return ""
    if letters < 2 and not token.startswith("f***"):
        return ""
    pattern = re.compile("".join(c if c.isalpha() else "[^\\W\\d_]" for c in token[:16]))
    lists = word_lists()
    words = (word for name in ("curse", "strong", "mild", "noun", "slur") for word in lists[name])
    return next((word for word in words if pattern.fullmatch(word)), "")


def _from_latin(words: list[str]) -> list[str]:
    """The words, those of Arabic in Latin letters in their Arabic form."""
    table = latin_to_arabic()
    known = [word for word in words if word in table]
    is_read = len(set(known)) > 1 or any(not word.isalpha() for word in known)
    return [table.get(word, word) for word in words] if is_read else words


def _rejoined(words: list[str]) -> list[str]:
    """The words, two halves of a word of the lists as one: `fu ck`."""
    whole: list[str] = []
    for word in words:
        last = whole[-1] if whole else ""
        if _are_halves(last, word):
            whole[-1] = last + word
        else:
            whole.append(word)
    return whole


def _are_halves(one: str, other: str) -> bool:
    if not (one.isascii() and other.isascii() and one.isalpha() and other.isalpha()):
        return False
    is_broken = not (_VOWEL.search(one) and _VOWEL.search(other))
    return is_broken and len(one + other) > 3 and one + other in disguised_words()

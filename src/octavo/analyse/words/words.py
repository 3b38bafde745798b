"""Words: what is counted, matched and searched, whatever the script.

    text ── found ──► words ── forms ──► stems (without stop words)
                            └─ search.search_words ──► stems to index (with everything)

Latin, Greek and Cyrillic words are stemmed with Snowball where it knows the language, then
stripped of accents. Arabic is folded and lightly stemmed after the `light10` rules (Larkey,
Ballesteros, Connell 2007). Han, kana, Hangul and Thai, which do not part words by blanks (or glue
endings to them), become bigrams.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

import snowballstemmer

from octavo.analyse.words.data_files import listed

LONGEST_WORD = 64
"""Characters of a word that count; more is no word but a payload. Chosen by hand; not measured."""

_MARKS_OF_SIGNS = frozenset(map(chr, (*range(0x20D0, 0x2100), *range(0xFE00, 0xFE10))))
"""Marks that make a sign of a letter or a digit: what they stand behind is not a word."""


def _marks(first: int, last: int) -> str:
    """The accents, vowel signs and vowel points among these characters: they are of their word."""
    some = map(chr, range(first, last + 1))
    return "".join(
        c for c in some if unicodedata.category(c)[0] == "M" and c not in _MARKS_OF_SIGNS
    )


_MARK = f"[{_marks(0x300, 0xFFFF)}]|(?=[\U00010000-\U0001ffff])[{_marks(0x10000, 0x1FFFF)}]"
"""A mark of any script. The rare ones stand apart: together both would take three times as long."""

WORD = re.compile(
    r"\d+(?:[.,٫٬]\d+)+(?![^\W\d_])"
    rf"|[^\W_]+(?:(?:{_MARK}|['’ʼ\u200c\u200d](?=[^\W_]))[^\W_]*)*"
)
"""A number with its points and commas; or letters and digits with their marks, held together by an
apostrophe or a joiner."""

BIGRAM_SCRIPTS = "\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_BIGRAM_RUN = re.compile(f"[{BIGRAM_SCRIPTS}]+|[^{BIGRAM_SCRIPTS}]+")
_BIGRAM_CHAR = re.compile(f"[{BIGRAM_SCRIPTS}]")
ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f]")

SNOWBALL = {
    "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian",
    "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish",
}  # fmt: skip


def found(text: str) -> list[str]:
    """The words of a text as written, in order."""
    return WORD.findall(text)


# ---------------------------------------------------------------- folding

_MARKS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c-\u200f]")
_LETTERS = str.maketrans("أإآٱىةؤئکیگچپڤ", "ااااىهويكىكجبف")
_YEH = str.maketrans("ىي", "يي")


@lru_cache(maxsize=100_000)
def folded_arabic(word: str) -> str:
    """An Arabic word without diacritics and tatweel, its alef, yeh and teh marbuta made one."""
    return _MARKS.sub("", word).translate(_LETTERS).translate(_YEH)


@lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """A word in lower case without accents, for comparing names and matching what people type."""
    word = unicodedata.normalize("NFKC", word[:LONGEST_WORD]).casefold().replace("’", "'")
    if word.isascii():
        return word
    if ARABIC.search(word):
        return folded_arabic(word)
    parts = unicodedata.normalize("NFD", word)
    plain = "".join(c for c in parts if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", plain)


def key(name: str) -> str:
    """A name folded to compare by: `Erdoğan’s` and `Erdogan` are one."""
    words = (folded(word) for word in WORD.findall(name))
    return " ".join(word.removesuffix("'s") for word in words)


# ---------------------------------------------------------------- stems

_PREFIXES = ("وال", "فال", "بال", "كال", "ولل", "ال", "لل")
_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "ا", "يه", "ه", "ي")


def arabic_stem(word: str) -> str:
    """The light stem of an Arabic word: article, conjunction and common endings removed while
    three letters stay (light10, and the alef of the accusative)."""
    word = folded_arabic(word)
    if word.startswith("و") and len(word) > 3:
        word = word[1:]
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 2:
            word = word[len(prefix) :]
            break
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)]
    return word


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    name = SNOWBALL.get(language)
    if not name:
        return lambda word: word
    stem: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
    return stem


@cache
def stop_words(language: str) -> frozenset[str]:
    """The words of a language too common to tell texts apart, folded; none for a strange one."""
    words = listed("stopwords.txt").get(language, frozenset())
    return frozenset(folded(word) for word in words)


@lru_cache(maxsize=400_000)
def stems(word: str, language: str) -> tuple[str, ...]:
    """The forms one written word is indexed under: one stem, or bigrams."""
    word = unicodedata.normalize("NFKC", word).casefold().replace("’", "'").replace("ʼ", "'")
    if _BIGRAM_CHAR.search(word):
        return tuple(_mixed_stems(word, language))
    if word[0].isdigit():
        return (_number(word),)
    return (_stem(word[:LONGEST_WORD], language),)


def _number(word: str) -> str:
    digits = "".join(str(unicodedata.digit(c, c)) for c in word[:LONGEST_WORD])
    whole, _, rest = digits.rpartition(",")
    return digits.replace(",", "") if len(rest) == 3 else f"{whole}.{rest}" if whole else rest


def _stem(word: str, language: str) -> str:
    word = word.removesuffix("'s")
    if "'" in word and language in ("fr", "it", "ca"):
        word = word.rpartition("'")[2]
    if ARABIC.search(word):
        return arabic_stem(word) if language in ("ar", "") else folded_arabic(word)
    return folded(_stemmer(language)(word)).replace("'", "")


def _mixed_stems(word: str, language: str) -> Iterator[str]:
    for run in _BIGRAM_RUN.findall(word):
        if not _BIGRAM_CHAR.match(run):
            yield _stem(run[:LONGEST_WORD], language)
        elif len(run) == 1:
            yield run
        else:
            yield from (run[i : i + 2] for i in range(len(run) - 1))


@lru_cache(maxsize=400_000)
def content_stems(word: str, language: str) -> tuple[str, ...]:
    """As `stems`, and nothing for stop words, single letters and lone small digits."""
    stops = stop_words(language)
    plain = folded(word)
    if plain in stops or plain.removesuffix("'s") in stops:
        return ()
    return tuple(s for s in stems(word, language) if len(s) > 1 and s not in stops)


def content(text: str, language: str) -> list[str]:
    """The stems of the words of a text that carry content, in order."""
    return [stem for word in WORD.findall(text) for stem in content_stems(word, language)]

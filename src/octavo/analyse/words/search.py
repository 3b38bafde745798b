"""The words that are indexed and looked for: plainer than those that texts are compared by, for
people search with the keyboard they have."""

import re
from collections.abc import Iterator

from octavo.analyse.words.words import WORD, folded, stems

WORDS_VERSION = 2
"""Goes up where the same text gives other words: what was indexed is then indexed anew."""

INDEXED_CHARACTERS = 200_000
"""Characters of a body that are indexed: bounds the cost. Chosen by hand; not measured."""

_WORD = re.compile(rf"[^\W\d_](?:\+\+|#)(?![^\W\d_]|[+#])|{WORD.pattern}")
"""As words are elsewhere, and the names of programming languages: C++, F#."""

_SIGNS = {"++": "plusplus", "#": "sharp"}
"""What a sign behind a letter is indexed as: databases would leave it out."""

_ACCENTED = re.compile(r"[À-ɏḀ-ỿ\u0300-\u036f]")
_PLAIN = str.maketrans(
    {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t",
     "þ": "th", "ŋ": "n", "\u200c": "", "\u200d": ""}
)  # fmt: skip
"""Letters that no accent makes, as they are typed where a keyboard lacks them; and joiners."""


def search_words(text: str, language: str) -> str:
    """The words to index or to look for, separated by blanks: normalised, segmented, stemmed.

    Queries must pass the same function with the same language, and then match on SQLite and
    PostgreSQL alike. Nothing is left out: stop words keep phrases whole."""
    return " ".join(stem for word in _WORD.findall(text) for stem in _stems(word, language) if stem)


def _stems(word: str, language: str) -> Iterator[str]:
    if word[1:] in _SIGNS:
        yield word[0].casefold() + _SIGNS[word[1:]]
        return
    if language == "en" and _ACCENTED.search(word):  # its stemmer knows no accents
        word = folded(word).translate(_PLAIN)
    for stem in stems(word, language):
        yield stem if stem.isascii() else stem.translate(_PLAIN)

"""The lists of words that rules are made of, and the words that are looked for in disguise."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from octavo.analyse.words.words import folded

DISGUISED = (
    "strong",
    "curse",
    "mild",
    "noun",
    "adjective",
    "slur",
    "body",
    "verb",
    "ar_strong",
    "ar_bad",
    "ar_mild",
)
"""The lists whose words people disguise."""


def data_lines(name: str) -> Iterator[str]:
    """The lines of a data file of moderation that hold something."""
    folder = files("octavo.assist") / "data" / "moderation"
    for line in (folder / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


@cache
def word_lists() -> dict[str, tuple[str, ...]]:
    """Each list's words, folded, by the name of the list; `_` in the file is a blank."""
    pairs = (line.partition(": ") for line in data_lines("words.txt"))
    return {
        name: tuple(folded(word).replace("_", " ") for word in words.split())
        for name, _, words in pairs
    }


@cache
def disguised_words() -> frozenset[str]:
    """The words that are looked for behind signs, digits, blanks and drawn-out letters."""
    return frozenset(word for name in DISGUISED for word in word_lists()[name])


@cache
def latin_to_arabic() -> dict[str, str]:
    """Arabic words as they are written in Latin letters and digits, each with its Arabic form."""
    pairs = (line.partition(": ") for line in data_lines("arabizi.txt"))
    return {form: folded(word) for word, _, forms in pairs for form in forms.split()}


def drawn_out_pattern() -> re.Pattern[str]:
    """Matches a word of the lists whose letters are repeated: group 1 is nothing, the name of the
    group `w<n>` that matched tells which of the sorted words it is."""
    parts = (
        f"(?P<w{at}>{''.join(f'{re.escape(c)}+' for c in word)})"
        for at, word in enumerate(sorted(disguised_words()))
        if len(word) > 2
    )
    return re.compile("|".join(parts))

"""The words that the gate looks for, by language, read once."""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from octavo.formats.folding import folded


def data_lines(name: str) -> list[str]:
    """The lines of a data file of the gate that hold something."""
    text = (files("octavo.assist") / "data" / "gate" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def cue_words(language: str, kind: str) -> frozenset[str]:
    """The words and phrases of a kind in a language, folded."""
    head = f"{language} {kind}: "
    found = (line.removeprefix(head) for line in data_lines("cues.txt") if line.startswith(head))
    return frozenset(folded(word) for line in found for word in line.split("|"))


@lru_cache(1024)
def unaccented(text: str) -> str:
    """A text in lower case without accents, each letter in its place, to look for cues in."""
    letters = (unicodedata.normalize("NFD", letter)[0].lower() for letter in text)
    found = "".join(letter if len(letter) == 1 else " " for letter in letters)
    return found.replace("’", "'")


@cache
def cue_pattern(language: str, kind: str) -> re.Pattern[str] | None:
    """What finds the cues of a kind in a folded text, longest first; None where there are none."""
    words = sorted(cue_words(language, kind), key=len, reverse=True)
    parts = "|".join(re.escape(word) for word in words)
    end = "" if language == "fr" else r"(?!\w)"
    joined = "(?:و|ف)?" if language == "ar" else ""
    return re.compile(rf"(?<![\w'’]){joined}(?:{parts}){end}") if parts else None

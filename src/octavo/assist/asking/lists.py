"""The word lists of asking, read once."""

import re
from functools import cache
from importlib.resources import files

from octavo.analyse.words.words import folded


def list_lines(name: str) -> list[str]:
    """The lines of a list that are no comment."""
    text = (files("octavo.assist") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def listed_phrases(kind: str) -> frozenset[str]:
    """The words and phrases of a kind, folded."""
    return frozenset(folded(word) for word in _written(kind))


@cache
def phrase_pattern(*kinds: str) -> re.Pattern[str]:
    """A pattern of all words and phrases of some kinds, longest first; a phrase that begins with
    `~` may have more letters before it, one that ends so behind it."""
    words = sorted({word for kind in kinds for word in _written(kind)}, key=len, reverse=True)
    return re.compile("(?i)" + "|".join(map(_bounded, words)) if words else r"(?!)")


def _bounded(word: str) -> str:
    start = r"\w*" if word.startswith("~") else r"(?<!\w)"
    end = r"\w*" if word.endswith("~") else r"(?!\w)"
    return f"{start}{re.escape(word.strip('~'))}{end}"


@cache
def _written(kind: str) -> tuple[str, ...]:
    rows = (line.partition(": ") for line in list_lines("asking.txt"))
    return tuple(word for name, _, words in rows if name == kind for word in words.split("|"))

"""The word lists of the figures, read once."""

import re
from functools import cache
from importlib.resources import files

from octavo.formats.folding import folded


def _lines(name: str) -> list[str]:
    text = (files("octavo.assist") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def phrases(kind: str) -> frozenset[str]:
    """The words and phrases of a kind, folded."""
    rows = (line.partition(": ") for line in _lines("figures.txt"))
    return frozenset(
        folded(word) for key, _, all_ in rows if key == kind for word in all_.split("|")
    )


@cache
def units() -> dict[str, str]:
    """The unit that each word stands for."""
    rows = (line.split() for line in _lines("units.txt"))
    return {folded(word): unit for unit, *words in rows for word in words}


def pattern(*kinds: str) -> str:
    """The source of a pattern of all words of some kinds as they are written, longest first."""
    rows = (line.partition(": ") for line in _lines("figures.txt"))
    words = {word for key, _, all_ in rows if key in kinds for word in all_.split("|")}
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

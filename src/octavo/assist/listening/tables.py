"""How abbreviations, units, money and signs are said: the shipped tables of a language."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

Forms = tuple[str, ...]
"""How something is said: of one; of several, where that differs."""


@cache
def _rows(language: str) -> list[tuple[str, str]]:
    """The rows of a language's table, each with its kind."""
    path = files("octavo.assist") / "data" / "speech" / f"{language}.txt"
    text = path.read_text(encoding="utf-8")
    kept = (line.partition(": ") for line in text.splitlines() if line[:1] not in {"", "#"})
    return [(kind, row) for kind, _, row in kept]


@cache
def table(kind: str, language: str) -> dict[str, Forms]:
    """What is written, with how it is said, for a kind of the language's table."""
    found: dict[str, Forms] = {}
    for name, row in _rows(language):
        written, _, said = row.rpartition(" = ")
        if name == kind:
            keys = (key.replace("_", " ") for key in written.split())
            found |= dict.fromkeys(keys, tuple(said.split(" | ")))
    return found


@cache
def listed_words(kind: str, language: str) -> frozenset[str]:
    """The words of a kind of the language's table that are only listed."""
    return frozenset(word for name, row in _rows(language) if name == kind for word in row.split())


def any_of(written: Iterable[str]) -> str:
    """The source of a pattern that matches any of these, the longest that fits."""
    return "|".join(map(re.escape, sorted(written, key=lambda one: (-len(one), one))))

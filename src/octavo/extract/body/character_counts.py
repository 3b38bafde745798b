"""What texts are made of, all texts of a page at once: counts of kinds of characters."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]

_STOPS = re.compile(r"[.!?。؟][\"'”’)]*(?:\s|$)")
_DATE = re.compile(r"\b(?:19|20)\d\d\b")
_KINDS: Mapping[str, Callable[[str], bool]] = {
    "commas": ",،、;".__contains__,
    "digits": str.isdecimal,
    "upper": lambda char: "A" <= char <= "Z" or "À" <= char <= "Þ",
    "quotes": '"“”«»„'.__contains__,
    "marks": "@|©»›•→".__contains__,
}
_NEAR = {"marks": 400, "dated": 200}
"""Characters at the front of a text in which marks and years count."""


@cache
def _table() -> NDArray[np.uint8]:
    """The kinds of each character of the first plane, a bit each."""
    chars = [chr(code) for code in range(0xFFFF)]
    table = np.zeros(0x10000, np.uint8)
    for bit, is_one in enumerate(_KINDS.values()):
        table[:-1] |= np.array([is_one(char) for char in chars], np.uint8) << bit
    return table


def letters(texts: Sequence[str]) -> dict[str, Column]:
    """How many characters of each kind, ends of sentences and years each text has."""
    if not texts:
        return {name: np.zeros(0) for name in (*_KINDS, "stops", "dated")}
    joined = "\n".join(texts) + "\n"
    sizes = np.array([len(text) + 1 for text in texts])
    starts = np.cumsum(sizes) - sizes
    kinds = _table()[
        np.minimum(np.frombuffer(joined.encode("utf-32-le", "replace"), "<u4"), 0xFFFF)
    ]
    out: dict[str, Column] = {}
    for bit, name in enumerate(_KINDS):
        has = (kinds >> bit) & 1
        if name in _NEAR:
            has[np.arange(len(has)) - np.repeat(starts, sizes) >= _NEAR[name]] = 0
        out[name] = np.add.reduceat(has, starts, dtype=np.float64)
    out["stops"] = _found(_STOPS, joined, starts, len(joined))
    out["dated"] = np.minimum(1, _found(_DATE, joined, starts, _NEAR["dated"] - 3))
    return out


def _found(pattern: re.Pattern[str], joined: str, starts: NDArray[np.int64], near: int) -> Column:
    """How often the pattern begins within so many characters of each text's start."""
    at = np.fromiter((match.start() for match in pattern.finditer(joined)), np.int64)
    which = np.searchsorted(starts, at, "right") - 1
    kept = which[at - starts[which] < near]
    return np.bincount(kept, minlength=len(starts)).astype(np.float64)

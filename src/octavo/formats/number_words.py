"""Numbers written out in English and Arabic words: `twenty-two`, `half a million`, `ثلاثة آلاف`."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from octavo.formats.data_files import lines
from octavo.formats.folding import folded

DOZEN = 12.0
"""What `dozen` multiplies by."""
KEPT_WORDS = 8_192
"""Words of which is kept whether a number begins with them. Chosen by hand; not measured."""
_DOZENS = frozenset({"dozen"})
_TEN_AFTER = frozenset({"عشر", "عشرة"})
"""After a unit these make 11 to 19, without an `and`."""
_ELEVEN = {"احد": 1.0, "احدى": 1.0, "اثنا": 2.0, "اثني": 2.0, "اثنتا": 2.0, "اثنتي": 2.0}
"""Units that are numbers only before `عشر`."""
_BEGINNING = re.compile(r"^و(?=\w{3})")


@cache
def number_words() -> dict[str, float]:
    """Returns what each word that is a number by itself is worth, folded."""
    rows = (line.split() for line in lines("number_words.txt"))
    table = {folded(word): float(size) for size, *words in rows for word in words}
    return table | dict.fromkeys(_DOZENS, DOZEN)


def word_value(word: str, before: bool = False) -> float:
    """Returns what a word is worth, 0 where it is no number. `before` says that a number stands
    before it, so that the Arabic `و` may join them."""
    name = folded(word)
    if before:
        name = _BEGINNING.sub("", name)
    return number_words().get(name, 0.0)


@lru_cache(KEPT_WORDS)
def may_begin(word: str) -> bool:
    """Whether a number may begin with a word: of all others `words_value` is nothing."""
    name = folded(word)
    return name in _ELEVEN or name in ("a", "an") or name in number_words()


def words_value(words: Sequence[str]) -> tuple[int, float]:
    """Returns how many of the words from the first on are one number, and its value; (0, 0.0) where
    the first is none. `a` counts before `hundred` and above and after `half`; `and` after
    `hundred`."""
    total = current = 0.0
    taken = 0
    while taken < len(words):
        skipped, size = _next(words, taken)
        if not size or (taken and not _goes_on(size, current)):
            break
        total, current = _added(size, total, current, words[taken + skipped - 1])
        taken += skipped
    return (taken, total + current) if taken else (0, 0.0)


def _next(words: Sequence[str], at: int) -> tuple[int, float]:
    """How many words the next part of a number takes, and its value, 0 where there is none."""
    name = folded(words[at])
    after = folded(words[at + 1]) if at + 1 < len(words) else ""
    if name in _ELEVEN:
        return 1, _ELEVEN[name] if after in _TEN_AFTER else 0.0
    size = word_value(after)
    if name in ("a", "an"):
        return 2, size if size >= 100 or after in _DOZENS else 0.0
    if name == "and":
        return 2, size if at else 0.0
    return 1, word_value(name, before=bool(at))


def _goes_on(size: float, current: float) -> bool:
    """Whether a part may stand after what was read: `five hundred`, no `five six`."""
    if size >= 1000 or size == DOZEN or current % 100 == 0:
        return True
    rest = current % 100
    if size >= 100:
        return size == 100 and current < 10
    return (rest >= 20 and rest % 10 == 0 and size < 10) or (rest < 10 and size >= 10)


def _added(size: float, total: float, current: float, word: str) -> tuple[float, float]:
    if size >= 1000:
        return total + (current or 1.0) * size, 0.0
    if size == 100 or folded(word) in _DOZENS:
        return total, (current or 1.0) * size
    return total, current + size

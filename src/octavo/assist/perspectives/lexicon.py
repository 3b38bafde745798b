"""The words that are looked for in reports: loaded ones, and different ones for the same."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from octavo.analyse.words.loaded import loaded_words
from octavo.formats.folding import folded

KEPT_WORDS = 50_000
"""Words of which the entries are kept."""

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_JOINED = re.compile(r"^[وفبلك]{0,2}(?:ال)?(?=\w{3})")


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the lexicon: the row of words for the same that it stands in (-1: none), which of
    its alternatives it is, and whether it judges."""

    row: int
    alternative: int
    is_loaded: bool


def entries_in(text: str, language: str) -> Iterator[tuple[int, int, tuple[Entry, ...]]]:
    """The words of a text that the lexicon of its language has: begin, end, entries. Two words may
    be one entry (`witch hunt`), or none where each by itself is one (`admitted to`)."""
    spans = [match.span() for match in _WORD.finditer(text)]
    for at, (start, end) in enumerate(spans):
        after = spans[at + 1] if at + 1 < len(spans) else (0, 0)
        pair = f"{text[start:end]}-{text[slice(*after)]}" if after[0] == end + 1 else ""
        if pair and (both := _entries(pair, language, is_pair=True)):
            telling = tuple(entry for entry in both if entry.is_loaded or entry.row >= 0)
            if telling:
                yield start, after[1], telling
        elif found := _entries(text[start:end], language):
            yield start, end, found


@lru_cache(KEPT_WORDS)
def _entries(word: str, language: str, is_pair: bool = False) -> tuple[Entry, ...]:
    """What the lexicon has of a word; of a pair only what is written as one there."""
    exact, patterns = _table(language)
    plain = folded(word)
    found = exact.get(plain, ())
    if language == "ar" and not found:
        found = exact.get(_JOINED.sub("", plain), ())
    if is_pair:
        return found
    return *found, *(entry for pattern, entry in patterns if pattern.fullmatch(plain))


@cache
def _table(
    language: str,
) -> tuple[dict[str, tuple[Entry, ...]], tuple[tuple[re.Pattern[str], Entry], ...]]:
    exact: dict[str, tuple[Entry, ...]] = {}
    patterns = []
    for word, entry in _words(language):
        if "*" in word:
            patterns.append((re.compile(re.escape(word).replace(r"\*", r"\w*")), entry))
        else:
            plain = folded(word)
            exact[plain] = (*exact.get(plain, ()), entry)
    return exact, tuple(patterns)


def _words(language: str) -> Iterator[tuple[str, Entry]]:
    for word, is_loaded in loaded_words(language):
        yield word, Entry(-1, 0, is_loaded)
    for row, words in enumerate(_rows(language)):
        for alternative, part in enumerate(words.split("|")):
            entry = Entry(row, alternative, "!" in part)
            yield from ((word, entry) for word in part.replace("!", "").split())


def _rows(language: str) -> list[str]:
    path = files("octavo.assist") / "data" / "perspectives" / "choices.txt"
    lines = (line.partition(": ") for line in path.read_text(encoding="utf-8").splitlines())
    return [words for code, _, words in lines if code == language]

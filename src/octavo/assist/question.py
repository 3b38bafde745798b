"""What a question asks for: its kind of answer, and the words that an answer must match."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from octavo.analyse.names.gazetteer import arabic_entry, gazetteer_entry, longest_spelling
from octavo.analyse.words.data_files import listed
from octavo.analyse.words.language import language
from octavo.analyse.words.terms import rarity
from octavo.analyse.words.words import ARABIC, WORD, content, content_stems, folded

LONGEST_QUESTION = 1000
"""Characters of a question that are read: bounds the cost. Chosen by hand; not measured."""

NOT_IN_ASCII = frozenset(["ar", "fa", "ur", "ps", "ckb", "he", "ru", "uk", "bg", "sr", "mk",
                          "el", "hy", "ka", "hi", "bn", "ta", "th", "ja", "ko", "zh"])  # fmt: skip
"""Languages that no question in plain Latin letters is asked in, whoever asks it."""

NAME_WEIGHT = 7.0
"""A name of the gazetteer weighs as a rare word does. Chosen by hand; not measured."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its text and language; `kind` is what it asks for (`count`, `person`, `time`,
    `place`, `cause`, or empty); `words` are the stems and names it holds, each with its weight."""

    text: str
    language: str
    kind: str
    words: dict[str, float]


def question(text: str, prior: str = "") -> Question:
    """A question as read. `prior` is the language to take it for when it is too short to tell."""
    text = text[:LONGEST_QUESTION]
    prior = "" if text.isascii() and prior in NOT_IN_ASCII else prior
    code = language(text, prior or ("ar" if ARABIC.search(text) else "en"))
    asking = {folded(word) for word in listed("cues.txt")["asking"]}
    words: dict[str, float] = {}
    for word in WORD.findall(text):
        if folded(word) not in asking:
            words.update({s: max(rarity(s, code), 1.0) for s in content_stems(word, code)})
    names, covered = names_in(text)
    for stem in {s for word in covered for s in content_stems(word, code)}:
        words.pop(stem, None)
    words.update(dict.fromkeys(names, NAME_WEIGHT))
    return Question(text, code, _kind(text), words)


def names_in(text: str) -> tuple[set[str], set[str]]:
    """The names of the gazetteer in a text as `=key`, the same in either language; and the words
    they took."""
    words = WORD.findall(text)
    names: set[str] = set()
    covered: set[str] = set()
    at = 0
    while at < len(words):
        taken, key = _name_at(words, at)
        if key:
            names.add(f"={key}")
            covered.update(words[at : at + taken])
        at += taken
    return names, covered


def _name_at(words: list[str], at: int) -> tuple[int, str]:
    if ARABIC.match(words[at]):
        found = arabic_entry(words, at)
        return (found[0], found[1].key) if found else (1, "")
    if not words[at][0].isupper():
        return 1, ""
    for length in range(min(longest_spelling(), len(words) - at), 0, -1):
        name = gazetteer_entry(
            [word.removesuffix("'s").removesuffix("’s") for word in words[at : at + length]]
        )
        if name:
            return length, name.key
    return 1, ""


@cache
def _kind_patterns() -> list[tuple[str, re.Pattern[str]]]:
    rows = (line.split("|") for line in _lines("questions.txt"))
    return [
        (kind, re.compile(rf"(?i)(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)"))
        for kind, *words in rows
    ]


def _lines(name: str) -> list[str]:
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _kind(text: str) -> str:
    start = text.strip()[:60]
    found = ((pattern.search(start), kind) for kind, pattern in _kind_patterns())
    hits = [(match.start(), kind) for match, kind in found if match]
    return min(hits)[1] if hits else ""


@cache
def synonyms(language: str) -> dict[str, frozenset[str]]:
    """For each stem, its synonyms' stems."""
    found: dict[str, frozenset[str]] = {}
    for line in _lines("synonyms.txt"):
        code, _, words = line.partition(": ")
        if code == language:
            group = frozenset(content(words, language))
            found.update({stem: found.get(stem, frozenset()) | group for stem in group})
    return found

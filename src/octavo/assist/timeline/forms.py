"""The forms in which languages say when, read from `data/when_*.txt`: found, not yet understood."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from octavo.formats.folding import folded

WITH_FORMS = frozenset({"en", "ar"})
"""Those whose forms are written down; of all others whole dates are known."""

_DIGIT = re.compile("[0-9]")
_WORD = re.compile(r"(?<![\w$€£#/.-])\w+")
_RULE = re.compile(r"([A-Za-z]+) = ?(.*)|([a-z]+): (.*)|(.+?) < (.*)")
_GROUP = re.compile(r"\(\?P(<|=)(\w+)")


class Form(NamedTuple):
    """Words for a time in a text: of which kind, where, and its parts by name as written; the
    first part stands at `anchor`, after a preposition that belongs to the form."""

    kind: str
    start: int
    end: int
    anchor: int
    parts: dict[str, str]


class _Language(NamedTuple):
    """`hints`, or a digit, are somewhere in each sentence with a form; `first` are the words that
    forms begin with, besides digits, none where any may."""

    pattern: re.Pattern[str]
    kinds: list[str]
    values: dict[str, str]
    hints: tuple[str, ...]
    first: frozenset[str]


def forms(text: str, language: str) -> Iterator[Form]:
    """The words for times in a sentence, in order; digits in it are of ASCII."""
    known = _language(_code(language))
    lower = text.lower()
    if not _DIGIT.search(text) and not any(hint in lower for hint in known.hints):
        return
    end = 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < end or not (_may_begin(word[0], known.first)):
            continue
        match = known.pattern.match(text, start)
        if match:
            end = match.end()
            yield _form(match, known)


def _may_begin(word: str, first: frozenset[str]) -> bool:
    return not first or word[0].isdigit() or word.lower() in first


def _form(match: re.Match[str], known: _Language) -> Form:
    number = int(str(match.lastgroup)[4:])
    parts = {
        name.rpartition("_")[0]: words
        for name, words in match.groupdict().items()
        if words is not None and name.endswith(f"_{number}")
    }
    anchor = min((match.start(f"{name}_{number}") for name in parts), default=match.start())
    return Form(known.kinds[number], *match.span(), anchor, parts)


def value(word: str, language: str) -> str:
    """What a word of the lists stands for; empty where it is in none."""
    return _language(_code(language)).values.get(_plain(word), "")


def _code(language: str) -> str:
    return language if language in WITH_FORMS else "other"


def _plain(word: str) -> str:
    return " ".join(folded(part) for part in word.split())


@cache
def _language(code: str) -> _Language:
    text = (files("octavo.assist") / "data" / f"when_{code}.txt").read_text(encoding="utf-8")
    macros: dict[str, str] = {}
    rules: list[tuple[str, str]] = []
    values: dict[str, str] = {}
    for line in text.splitlines():
        match = None if line.startswith("#") else _RULE.fullmatch(line)
        if match is None:
            continue
        name, part, kind, pattern, worth, words = match.groups()
        if name:
            macros[name] = _filled(part, macros)
        elif kind:
            rules.append((kind, _filled(pattern, macros)))
        else:
            values |= {_plain(word): worth for word in words.split("|")}
    numbered = (_numbered(pattern, at) for at, (_, pattern) in enumerate(rules))
    return _Language(
        re.compile("|".join(numbered)),
        [kind for kind, _ in rules],
        values,
        tuple(macros["hint"].split()),
        frozenset(macros["first"].split()),
    )


def _filled(pattern: str, macros: dict[str, str]) -> str:
    return re.sub(r"\{([A-Z]+)\}", lambda match: f"(?:{macros[match[1]]})", pattern)


def _numbered(pattern: str, at: int) -> str:
    """A pattern whose groups carry its number, closed by an empty group that says which it is."""
    return _GROUP.sub(rf"(?P\1\2_{at}", pattern) + f"(?P<form{at}>)"

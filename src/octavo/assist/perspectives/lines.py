"""The sentences of reports as they are compared: what they say, whatever the wording."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from octavo.analyse.self_contained import dependence, without_dateline
from octavo.analyse.summary import CONSIDERED_SENTENCES, SHORTEST_SENTENCE, stands_alone
from octavo.analyse.words.words import WORD, content_stems
from octavo.assist.gate.meaning import meanings
from octavo.assist.perspectives.independent import StoryReport
from octavo.formats.number_words import may_begin, words_value
from octavo.formats.numbers import scale, value
from octavo.formats.sentences import sentences
from octavo.types import Sentence

COMPARED_CHARACTERS = 20_000
"""Characters of a report that are compared: bounds the cost. Chosen by hand; not measured."""

SHORTEST_WITH_NUMBER = 20
"""Characters of a sentence that tells a number. Chosen by hand; not measured."""

SMALL_NUMBERS = frozenset(f"#{number}" for number in range(10))
"""Numbers that two sentences may have by chance."""

KEPT_WORDS = 100_000
"""Words whose terms are kept."""

QUOTED = re.compile(
    r"[“\"«„]([^“”\"«»„]+)[”\"»“]|(?<!\w)['‘]([^'’‘\"]+(?:['’]\w[^'’‘\"]*)*)['’](?!\w)"
)
"""What stands between quotation marks, double or single."""

_CAPITAL_NOUNS = frozenset({"de", "lb"})
_AGE = re.compile(r"#\d{1,2}")
_NUMBER = re.compile(r"\d[\d.,٫٬]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and what it is in it: empty, or a word of the caller's."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A sentence of a report, verbatim; `place` counts from its first. `terms` are what it says:
    stems, groups of synonyms, numbers as `#12`; `names` are those of them that are written with
    capitals, `numbers` the numbers."""

    report: StoryReport
    place: int
    text: str
    terms: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]

    @property
    def is_whole(self) -> bool:
        """Whether the report has nothing else."""
        return len(self.text) >= len(self.report.text.strip())


def read_lines(report: StoryReport) -> list[ReportLine]:
    """The sentences of a report that say something, datelines left out."""
    found = sentences(report.text[:COMPARED_CHARACTERS])[:CONSIDERED_SENTENCES]
    lines = (_line(report, place, without_dateline(one)) for place, one in enumerate(found))
    return [line for line in lines if line.terms]


def share_numbers(one: ReportLine, other: ReportLine) -> bool:
    """Whether two sentences have two numbers in common that are not small, and one of them no age
    either: no chance makes that."""
    common = one.numbers & other.numbers - SMALL_NUMBERS
    return len(common) > 1 and any(not _AGE.fullmatch(number) for number in common)


def pieces(text: str, kinds: Mapping[tuple[int, int], str]) -> tuple[Piece, ...]:
    """A text in parts that together are the text: the spans in `kinds`, and what is between."""
    found, at = [], 0
    for (start, end), kind in sorted(kinds.items()):
        found += [Piece(text[at:start]), Piece(text[start:end], kind)]
        at = end
    return tuple(one for one in (*found, Piece(text[at:])) if one.text)


def common_pieces(line: ReportLine, terms: frozenset[str]) -> tuple[Piece, ...]:
    """A sentence in parts, with those of its words `common` that say some of the terms."""
    kinds, at = {}, 0
    for word, mine in worded(line.text, line.report.language):
        start = line.text.index(word, at)
        at = start + len(word)
        if terms & set(mine):
            kinds[start, at] = "common"
    return pieces(line.text, kinds)


def is_quotable(line: ReportLine) -> bool:
    """Whether a sentence can stand alone."""
    one = Sentence(0, len(line.text), line.text)
    shortest = SHORTEST_WITH_NUMBER if line.numbers - SMALL_NUMBERS else SHORTEST_SENTENCE
    return stands_alone(one, shortest) and not dependence(line.text, line.report.language)


def _line(report: StoryReport, place: int, one: Sentence) -> ReportLine:
    words = list(worded(one.text, report.language))
    terms = frozenset(term for _, some in words for term in some)
    numbers = frozenset(term for term in terms if term[0] == "#")
    return ReportLine(report, place, one.text, terms, _names(words, report.language), numbers)


def _names(words: Sequence[tuple[str, tuple[str, ...]]], language: str) -> frozenset[str]:
    """The terms of words with capitals, the first where the second has one too; none where all
    nouns have them."""
    if language in _CAPITAL_NOUNS:
        return frozenset()
    is_named = len(words) > 1 and words[1][0][0].isupper()
    rest = words if is_named else words[1:]
    return frozenset(term for word, some in rest if word[0].isupper() for term in some)


def terms_of(text: str, language: str) -> frozenset[str]:
    """What a text says, as terms to compare by."""
    return frozenset(term for _, terms in worded(text, language) for term in terms)


def worded(text: str, language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The words of a text as written, each with its terms; those of a number written out have its
    value."""
    words = WORD.findall(text)
    at = 0
    while at < len(words):
        taken, amount = _number(words[at : at + 6], language)
        for word in words[at : at + taken]:
            yield word, _terms(word, language) if amount is None else (f"#{amount:.9g}",)
        at += taken


def _number(words: Sequence[str], language: str) -> tuple[int, float | None]:
    """How many of the words from the first on are one number, and its value: `twelve`, `1.9
    million`; (1, None) where the first is none. `one` is often none."""
    if may_begin(words[0]):
        taken, amount = words_value(words)
        return (taken, amount) if taken and amount > 1 else (1, None)
    digits = _amount(words[0], language) if words[0][0].isdigit() else None
    larger = scale(words[1], language) if digits and len(words) > 1 else 0.0
    return (2, digits * larger) if digits and larger else (1, digits)


@lru_cache(KEPT_WORDS)
def _terms(word: str, language: str) -> tuple[str, ...]:
    """The terms of a word: in Arabic the consonants that a verb and its nouns share; else the group
    of synonyms that it is in, or its stems."""
    stems = content_stems(word, language)
    said = meanings(word, language) if stems else ()
    groups = [name for name in said if name.startswith("#")]
    roots = [name for name in said if name.startswith("^")]
    return (min(roots),) if roots else (f"={min(groups)}",) if groups else stems


def _amount(word: str, language: str) -> float | None:
    """What a number in digits is worth, None where it is none (`3rd`)."""
    try:
        return value(word, language) if _NUMBER.fullmatch(word) else None
    except ValueError:
        return None

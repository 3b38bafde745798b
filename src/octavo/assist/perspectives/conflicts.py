"""What keeps two sentences that share most of their words from saying the same."""

from functools import lru_cache

from octavo.analyse.words.data_files import listed
from octavo.analyse.words.words import WORD
from octavo.assist.gate.cues import cue_pattern, unaccented
from octavo.assist.gate.meaning import sides
from octavo.assist.gate.reading import reading
from octavo.assist.gate.stance import negations
from octavo.assist.perspectives.lines import (
    QUOTED,
    SMALL_NUMBERS,
    ReportLine,
    share_numbers,
    terms_of,
)
from octavo.formats.folding import folded

KEPT_SENTENCES = 4_096
"""Sentences of which what they deny is kept."""

WORDS_OF_QUOTATION = 4
"""Words from which what stands between quotation marks is somebody's words, and no name or title.
Chosen by hand; not measured."""

PREDICATE = 0.5
"""Of what a sentence says besides names, more than how much the other must have. Chosen by
hand; not measured."""


def conflict(line: ReportLine, other: ReportLine) -> str:
    """Why the second sentence does not say what the first does, though it has most of its words:
    `number`, `day`, `quotation`, `names`, `opposite` or `negation`; empty where it does."""
    if not line.numbers <= other.numbers:
        return "number"
    mine, theirs = _days(line.text), _days(other.text)
    if mine and theirs and not mine & theirs:
        return "day"
    if not _has_quotations(line.text, other.text):
        return "quotation"
    if not share_numbers(line, other) and _shares_names_only(line, other):
        return "names"
    if _has_opposite(line, other):
        return "opposite"
    return "negation" if _differ_in_negation(line, other) else ""


def _days(text: str) -> frozenset[str]:
    """The weekdays and months that a text names."""
    words = (word for word in WORD.findall(text) if not word[0].islower())
    return frozenset(name for word in words if (name := folded(word)) in _names_of_days())


@lru_cache(1)
def _names_of_days() -> frozenset[str]:
    cues = listed("cues.txt")
    return frozenset(folded(word) for word in (*cues["weekday"], *cues["time_ar"])) - {"may"}


def _has_quotations(text: str, other: str) -> bool:
    """Whether what the first quotes stands in the second."""
    every = (double or single for double, single in QUOTED.findall(text))
    spoken = [words for words in every if _count(words) >= WORDS_OF_QUOTATION]
    there = _plain(other) if spoken else ""
    return all(_plain(words) in there for words in spoken)


def _count(text: str) -> int:
    return len(WORD.findall(text))


def _plain(text: str) -> str:
    return " ".join(folded(word) for word in WORD.findall(text))


def _shares_names_only(line: ReportLine, other: ReportLine) -> bool:
    """Whether the second tells something else of the same people and places; a number that is not
    small counts twice. Of scripts without capitals nothing is known."""
    plain = line.terms - line.names
    shared = plain & other.terms
    telling = len(plain & line.numbers - SMALL_NUMBERS), len(shared & line.numbers - SMALL_NUMBERS)
    return len(shared) + telling[1] <= PREDICATE * (len(plain) + telling[0])


def _has_opposite(line: ReportLine, other: ReportLine) -> bool:
    """Whether a word that one lacks is the opposite of one in the other (`raised`, `lowered`)."""
    return _opposes(line, other) or _opposes(other, line)


def _opposes(line: ReportLine, other: ReportLine) -> bool:
    """Whether a word that only `line` has is on the other side than `other` is."""
    language = line.report.language
    there = _sides(other.text, language)
    strange = _sides(line.text, language, other.terms)
    return any(not strange[pair] & there[pair] for pair in strange.keys() & there.keys())


@lru_cache(KEPT_SENTENCES)
def _sides(
    text: str, language: str, without: frozenset[str] = frozenset()
) -> dict[str, frozenset[int]]:
    """The pairs of opposites that words of a text are in, but for those that say one of the terms
    `without`, each with the sides they are on."""
    found: dict[str, frozenset[int]] = {}
    for word in WORD.findall(text):
        for pair, side in sides(word, language).items():
            if not without or not terms_of(word, language) & without:
                found[pair] = found.get(pair, frozenset()) | {side}
    return found


def _differ_in_negation(line: ReportLine, other: ReportLine) -> bool:
    """Whether one denies a word that both have and the other does not. Where both deny as often it
    is the same, unless it is of other words."""
    language = line.report.language
    (count, mine), (their_count, theirs) = (_denied(one.text, language) for one in (line, other))
    common = line.terms & other.terms
    if count == their_count:
        return bool(mine & common and theirs & common and not mine & theirs)
    return bool((mine ^ theirs) & common)


@lru_cache(KEPT_SENTENCES)
def _denied(text: str, language: str) -> tuple[int, frozenset[str]]:
    """How often a sentence denies, and the terms of the words that it denies."""
    cues = cue_pattern(language, "not")
    if "n't" not in (plain := unaccented(text)) and not (cues and cues.search(plain)):
        return 0, frozenset()
    read = reading(text, language, is_whole=True)
    found = negations(read)
    words = (read.tokens[at].text for cue in found for at in cue.scope)
    return len(found), frozenset(term for word in words for term in terms_of(word, language))

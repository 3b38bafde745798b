"""How much of each sentence of a story stands in what each of its sources says."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from octavo.analyse.words.terms import rarity
from octavo.assist.perspectives.lines import SMALL_NUMBERS, ReportLine, share_numbers

SAME = 0.5
"""Of what a sentence says, by weight, how much one of another source must say to report it. Chosen
by hand on development data (made-up stories, see tests/unit/assist/perspectives)."""

LEAST_WITH_NUMBERS = 0.3
"""The same where both have two numbers that are not small. Chosen by hand; not measured."""

OTHER = 0.4
"""How much it may say at most where the source surely does not report it. Chosen by hand; not
measured."""

ABSENT = 0.5
"""How much all that a source writes may hold of a sentence that it surely does not report. Chosen
by hand; not measured."""

OTHER_WITH_NUMBER, ABSENT_WITH_NUMBER = 0.6, 0.7
"""Both where the source has none of the sentence's numbers. Chosen by hand; not measured."""

HOURS = frozenset(f"#{number}" for number in range(13))
"""Numbers that do not tell what a sentence is about: the hours are among them."""

ABSENT_OPENING = 0.35
"""The same for the first sentence of a report, which tells what all do in words of its own. Chosen
by hand; not measured."""

ELSEWHERE = 0.5
"""What a term counts that stands in another sentence of that source. Chosen by hand; not
measured."""

TOPICAL = 1.5
"""Sentences a source from which a term is what the story is about: two have it by chance. Chosen by
hand; not measured."""

SURE = 0.65
"""Of a sentence, how much another must say for three terms to be enough. Chosen by hand; not
measured."""

FEWEST_TERMS = 3
"""Terms of a sentence that says something, and those that two must share: one more where none of
them is a number. Chosen by hand; not measured."""

NUMBER_WEIGHT = 6.0
"""The rarity of a number: as that of a rare word. Chosen by hand; not measured."""

MOST_COMPARED, FEWEST_LINES = 1_000, 8
"""Sentences of a story that are compared, the same number of each source, and at least so many of
it: bounds the cost, which grows by the square. Chosen by hand; not measured."""

Weights = npt.NDArray[np.float32]
Marks = npt.NDArray[np.bool_]


class Nearness:
    """The sentences of the sources of one language (`lines`, each of the source of its number in
    `sources`; of many sources the first of each), and for each sentence and source: whether that
    source may report it (`is_near`), and whether in all that it writes it surely does not
    (`is_absent`). `topical` are the terms of what the story is about."""

    def __init__(self, spoken: Sequence[Sequence[ReportLine]]) -> None:
        self.count = len(spoken)
        most = max(FEWEST_LINES, MOST_COMPARED // max(1, self.count))
        some = [lines[:most] for lines in spoken]
        self.lines = [line for lines in some for line in lines]
        self.sources = [number for number, lines in enumerate(some) for _ in lines]
        self._starts = np.cumsum([0, *map(len, some)])
        self._rows = {id(line): row for row, line in enumerate(self.lines)}
        held = Counter(term for line in self.lines for term in line.terms)
        topical = TOPICAL * self.count
        self.topical = frozenset(term for term, count in held.items() if count > topical)
        self._compare([frozenset(t for line in lines for t in line.terms) for lines in spoken])

    def _compare(self, everything: Sequence[frozenset[str]]) -> None:
        """How much of each sentence each other one says, and each source in all."""
        columns = _columns(everything)
        held = _matrix([line.terms for line in self.lines], columns)
        weighted = held * _weights(self.lines, columns)
        self._shares = weighted @ held.T
        whole = weighted @ _matrix(everything, columns).T
        best = np.zeros_like(whole)
        self._nearest = np.zeros(whole.shape, np.int64)
        for number, (start, end) in enumerate(pairwise(self._starts.tolist())):
            if end > start:
                mine = self._shares[:, start:end]
                self._nearest[:, number] = start + mine.argmax(axis=1)
                best[:, number] = mine.max(axis=1)
        enough = np.array([len(line.terms) >= FEWEST_TERMS for line in self.lines], bool)[:, None]
        self.is_near: Marks = enough & (best + ELSEWHERE * (whole - best) >= SAME)
        has = _has_numbers(self.lines, everything)
        told = [bool(line.numbers - SMALL_NUMBERS - HOURS) for line in self.lines]
        lacks = np.array(told, bool)[:, None] & ~has
        openings = np.array([line.place == 0 for line in self.lines], bool)[:, None]
        most = np.where(openings, ABSENT_OPENING, np.where(lacks, ABSENT_WITH_NUMBER, ABSENT))
        least = np.where(lacks, OTHER_WITH_NUMBER, OTHER)
        for at, source in zip(*np.nonzero(best >= LEAST_WITH_NUMBERS), strict=True):
            self.is_near[at, source] |= share_numbers(self.lines[at], self.nearest(at, source))
        self.is_absent: Marks = enough & ~has & (best < least) & (whole < most)
        self.is_absent[range(len(self.lines)), self.sources] = False

    def nearest(self, at: int, source: int) -> ReportLine:
        """The sentence of a source that says most of another one."""
        return self.lines[int(self._nearest[at, source])]

    def share(self, at: int, other: ReportLine) -> float:
        """How much of a sentence another one says, 0..1."""
        return float(self._shares[at, self._rows[id(other)]])

    def is_same(self, at: int, other: int) -> bool:
        """Whether one of two sentences says most of what the other does, and the first has no
        number of its own."""
        if self.lines[at].numbers - SMALL_NUMBERS - self.lines[other].numbers:
            return False
        return bool(max(self._shares[at, other], self._shares[other, at]) >= SAME)


def _has_numbers(lines: Sequence[ReportLine], everything: Sequence[frozenset[str]]) -> Marks:
    """Whether a source has any of the numbers of a sentence, but for small ones."""
    numbers = (line.numbers - SMALL_NUMBERS for line in lines)
    rows = [[not some.isdisjoint(terms) for terms in everything] for some in numbers]
    return np.array(rows, bool).reshape(len(lines), len(everything))


def _columns(everything: Sequence[frozenset[str]]) -> dict[str, int]:
    """The terms that more than one source has, each with its column."""
    held = Counter(term for terms in everything for term in terms)
    return {term: at for at, term in enumerate(t for t, n in held.items() if n > 1)}


def _matrix(some: Sequence[frozenset[str]], columns: dict[str, int]) -> Weights:
    """A row for each set of terms, with 1 for each term that it has."""
    made = np.zeros((len(some), max(1, len(columns))), np.float32)
    for row, terms in enumerate(some):
        made[row, [columns[term] for term in terms if term in columns]] = 1
    return made


def _weights(lines: Sequence[ReportLine], columns: Iterable[str]) -> Weights:
    """What each term counts in each sentence: how rare it is in the news and in the story, as a
    share of all that the sentence says; nothing, a term that stands in none of them, but in
    others of the sources."""
    language = lines[0].report.language if lines else ""
    held = Counter(term for line in lines for term in line.terms)
    weight = {
        term: max(1.0, NUMBER_WEIGHT if term[0] in "#=" else rarity(term, language))
        * math.log(1 + len(lines) / count)
        for term, count in held.items()
    }
    totals = np.array([math.fsum(weight[t] for t in line.terms) or 1.0 for line in lines] or [1.0])
    mine = np.array([weight.get(term, 0.0) for term in columns] or [0.0])
    result: Weights = (mine / totals[: len(lines), None]).astype(np.float32)
    return result

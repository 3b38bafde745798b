"""What a report adds to those before it: the facts of its sentences that none of them has.

A fact is a figure, a name, a quotation, or a day that is not that of publication. Names are told in
parts (`Edda Falk`, then `Falk`), and quotations are cut: both are known by most of their words.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import chain

from octavo.analyse.self_contained import dependence
from octavo.analyse.summary import stands_alone
from octavo.assist.timeline.events import text_events
from octavo.formats.folding import folded
from octavo.formats.sentences import sentences
from octavo.types import Sentence, TextFigure

READ_CHARACTERS = 20_000
"""Characters of a text that are read: bounds the cost. Chosen by hand; not measured."""

SAME_QUOTATION = 0.6
"""Share of the words of a quotation that one known before has, from which it is the same. Chosen by
hand; not measured."""

SHORTEST_QUOTATION = 4
"""Words of a quotation: fewer are a name or a word in doubt. Chosen by hand; not measured."""

KEPT_REPORTS = 256
"""Reports whose facts are kept for the next page of their story: about 5 MB. Chosen by hand; not
measured."""

LITTLE = 0.15
"""Novelty below which an article adds little that is new. Chosen by hand; not measured."""

FEWEST_FACTS = 4
"""Facts of an article from which its novelty is theirs. Chosen by hand; not measured."""

_QUOTATION = re.compile(r"[“«„]([^”»“\n]+)[”»“]|\"([^\"\n]+)\"")
_WORD = re.compile(r"[^\W_]{2,}")


@dataclass(frozen=True, slots=True)
class Report:
    """What is known of a report: its text, where it begins after `place`, and what was found in it.
    `published` is in the zone of its publisher, None where that is not known."""

    text: str
    language: str
    published: datetime | None
    place: str = ""
    names: tuple[str, ...] = ()
    figures: tuple[TextFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a sentence tells: `figure`, `time`, `name` or `quotation`, by its words."""

    kind: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class FactualSentence:
    """A sentence and its facts."""

    text: str
    facts: frozenset[Fact]


@dataclass(slots=True)
class Known:
    """The facts that are known already; of quotations, by each of their words, which have it."""

    exact: set[Fact] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    quotations: dict[str, list[int]] = field(default_factory=dict)
    sentences: set[str] = field(default_factory=set)

    def read(self, told: Iterable[FactualSentence]) -> None:
        """Know what a report tells too."""
        for one in told:
            self.sentences.add(one.text)
            self.add(one.facts)

    def add(self, facts: Iterable[Fact]) -> None:
        """Know these facts too."""
        for fact in facts:
            if fact in self.exact:
                continue
            self.exact.add(fact)
            if fact.kind == "name":
                self.names |= fact.words
            elif fact.kind == "quotation":
                for word in fact.words:
                    self.quotations.setdefault(word, []).append(len(self.exact))

    def has(self, fact: Fact) -> bool:
        """Whether a fact is known."""
        if fact in self.exact:
            return True
        if fact.kind == "name":
            return fact.words <= self.names
        if fact.kind != "quotation":
            return False
        shared = Counter(chain.from_iterable(self.quotations.get(w, ()) for w in fact.words))
        return max(shared.values(), default=0) >= SAME_QUOTATION * len(fact.words)

    def new(self, facts: Iterable[Fact]) -> set[Fact]:
        """Those of these facts that are not known."""
        return {fact for fact in facts if not self.has(fact)}


@lru_cache(KEPT_REPORTS)
def factual_sentences(report: Report) -> tuple[FactualSentence, ...]:
    """The sentences of a report, in order, each with its facts."""
    text = report.text[:READ_CHARACTERS]
    found = sentences(text, report.place)
    told: list[set[Fact]] = [set() for _ in found]
    for at, one in enumerate(found):
        told[at] |= _names(one.text, report.names) | _quotations(one.text)
    places = [(figure.start, _figure(figure)) for figure in report.figures]
    places += [(start, fact) for start, fact in _times(text, report)]
    for start, fact in places:
        at = next((n for n, one in enumerate(found) if one.start <= start < one.end), -1)
        if at >= 0:
            told[at].add(fact)
    pairs = zip(found, told, strict=True)
    return tuple(FactualSentence(one.text, frozenset(facts)) for one, facts in pairs)


def _figure(one: TextFigure) -> Fact:
    return Fact("figure", frozenset({f"{one.value:g}", one.unit}))


def _times(text: str, report: Report) -> list[tuple[int, Fact]]:
    day = report.published.date() if report.published else None
    return [
        (one.start, Fact("time", frozenset({str(one.date), one.precision})))
        for one in text_events(text, report.published, report.language, report.place)
        if day is None or one.precision != "day" or abs((one.date - day).days) > 1
    ]


def _names(text: str, names: Sequence[str]) -> set[Fact]:
    return {
        Fact("name", words) for name in names if name in text and (words := _words(name))
    }  # fmt: skip


def _quotations(text: str) -> set[Fact]:
    found = (_words(one[1] or one[2]) for one in _QUOTATION.finditer(text))
    return {Fact("quotation", words) for words in found if len(words) >= SHORTEST_QUOTATION}


def _words(text: str) -> frozenset[str]:
    return frozenset(folded(word) for word in _WORD.findall(text))


# ---------------------------------------------------------------- of reports


def novelty(told: Sequence[FactualSentence], known: Known) -> float:
    """What a report adds to those that are known, 0 to 1:

        novelty = |facts of the report that are not known| / |facts of the report|

    Of one with fewer than `FEWEST_FACTS` the share of its sentences that do not stand, word for
    word, in those before; 1 where it has no text."""
    facts = {fact for one in told for fact in one.facts}
    if len(facts) >= FEWEST_FACTS:
        return len(known.new(facts)) / len(facts)
    new = sum(one.text not in known.sentences for one in told)
    return new / len(told) if told else 1.0


def new_sentences(
    told: Iterable[FactualSentence], known: Known, language: str, most: int
) -> list[str]:
    """The sentences of a report that tell what is not known and can stand alone, in order; at most
    so many, those that tell most of it. What they tell is known from then on."""
    scored: list[tuple[int, int, FactualSentence]] = []
    for at, one in enumerate(told):
        new = known.new(one.facts)
        if new and _is_quotable(one.text, language):
            scored.append((-len(new), at, one))
            known.add(new)
    chosen = sorted(scored[:], key=lambda row: row[:2])[:most]
    return [one.text for _, _, one in sorted(chosen, key=lambda row: row[1])]


def _is_quotable(text: str, language: str) -> bool:
    return stands_alone(Sentence(0, len(text), text)) and not dependence(text, language)

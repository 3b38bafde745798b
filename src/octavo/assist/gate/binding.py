"""Whether a fact of a sentence stands in the passage with the same words about it.

A number, time or name that is in the passage may still be said of something else there (`12 killed,
40 injured`). So its neighbours are weighed: where those of another number, time or name of the
passage are much nearer to the words of the sentence, the fact belongs to that one.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from octavo.assist.figures.quantities import YEARS
from octavo.assist.gate.amounts import Amount, amounts
from octavo.assist.gate.cues import cue_words
from octavo.assist.gate.matching import Match
from octavo.assist.gate.meaning import is_alike
from octavo.assist.gate.named import acts, names, place_key
from octavo.assist.gate.quoted import quotations
from octavo.assist.gate.reading import Reading, nearness
from octavo.assist.gate.speakers import statements
from octavo.assist.gate.times import times

MUCH_NEARER = 1.6
"""How much nearer another fact must be to take the place of one. Chosen by hand; not measured."""

OPPOSITE_NEARER = 2.0
"""The same of a word and its opposite. Chosen by hand; not measured."""

MODIFIES = 1.4
"""The same of `all` and `second`, which stand beside their word. Chosen by hand; not measured."""

CROSSED = 1.15
"""The same of two facts of the sentence that would change places. Chosen by hand; not measured."""

NEAR = 0.35
"""Nearness from which another fact counts at all. Chosen by hand; not measured."""

MOST_FACTS = 150
"""Facts of a passage that are compared: bounds the cost. Chosen by hand; not measured."""

ELSEWHERE = 0.3
"""What a word counts of which another fact of the sentence stands nearer. Chosen by hand; not
measured."""

TITLE_WORDS = 6
"""Words of a title. Chosen by hand; not measured."""

NAMED = 0.5
"""What a word in capitals counts beside a number: names are in many sentences. Chosen by hand; not
measured."""

_GOES_ON = re.compile(r"(?i)\b(?:he|she|they|it|his|her|their|its|him|them)\b")
NEXT_SENTENCE = 0.3
"""How near a name is to the words of the next sentence, which may go on about it. Chosen by hand;
not measured."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A number, time or name: the numbers of its words, and what tells it from others."""

    tokens: tuple[int, ...]
    keys: frozenset[str]
    text: str
    acts: bool = True
    noun: str = ""


def misplaced(match: Match) -> str:
    """The first fact of a sentence that belongs to other words in the passage; or empty."""
    saying = frozenset(at for one in statements(match.sentence) for at in one.own)
    for kind in _KINDS:
        own, given = kind.facts(match.sentence), kind.facts(match.passage)
        named = frozenset[str]().union(*(one.keys for one in own))
        own = [one for one in own if not _is_of_saying(one, saying, kind.saying)]
        if kind.is_near:
            given = [one for one in given if _is_in_window(match, one)]
        fits = _Fits(match, kind, own, given)
        for at, fact in enumerate(own):
            if fits.has_rival(at, named) or any(fits.is_crossed(at, other) for other in range(at)):
                return fact.text
    return _misplaced_opposite(match)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of facts: how much nearer a rival must be; `is_near` says that it belongs to its own
    sentence alone; of facts so many words after a `said` nothing is asked."""

    facts: Callable[[Reading], list[Fact]]
    nearer: float = MUCH_NEARER
    crossed: float = CROSSED
    is_near: bool = True
    saying: int | None = None


class _Fits:
    """How much of what is near each fact of a sentence is near each of the passage."""

    def __init__(
        self, match: Match, kind: _Kind, own: Sequence[Fact], given: Sequence[Fact]
    ) -> None:
        keys = frozenset[str]().union(*(one.keys for one in own))
        given = sorted(given, key=lambda one: not (one.keys & keys or _is_in_window(match, one)))
        given = given[:MOST_FACTS]
        self.match, self.kind, self.own, self.given = match, kind, own, given
        taken = {at for fact in own for at in fact.tokens} | _said(match.sentence, kind)
        self.table = [
            [fit(match, fact.tokens, other.tokens, taken, not kind.is_near) for other in given]
            for fact in own
        ]
        self.near = [
            [fit(match, fact.tokens, other.tokens, taken, False) for other in given] for fact in own
        ]

    def has_rival(self, at: int, named: frozenset[str]) -> bool:
        """Whether another fact of the passage, which the sentence does not name, is much nearer."""
        fact, language = self.own[at], self.match.sentence.language
        rivals = (
            fit
            for fit, other in zip(self.near[at], self.given, strict=True)
            if not named & other.keys and _are_of_a_kind(fact, other, language)
        )
        return max(rivals, default=0.0) > max(NEAR, self.kind.nearer * self._best(at, at))

    def is_crossed(self, at: int, other: int) -> bool:
        """Whether two facts fit much better where they change places."""
        one, two = self.own[at], self.own[other]
        if one.keys & two.keys or _are_ends(self.match.sentence, two, one):
            return False
        straight = self._best(at, at) + self._best(other, other)
        crossed = self._best(at, other) + self._best(other, at)
        return crossed > max(NEAR, self.kind.crossed * straight)

    def _best(self, at: int, which: int) -> float:
        """How well a fact fits where the passage names another one of the sentence."""
        keys = self.own[which].keys
        fits = zip(self.table[at], self.given, strict=True)
        return max((fit for fit, other in fits if keys & other.keys), default=0.0)


def _said(read: Reading, kind: _Kind) -> set[int]:
    """The words of a sentence that tell nothing of a fact: beside a number who says it; beside a
    name what he says, for that is compared apart (`speakers`)."""
    found = statements(read)
    if kind.is_near:
        return {at for one in found for at in one.own}
    spans = quotations(read.text) if found else []
    return {at for start, end in spans for at in read.tokens_in(start, end)}


def _is_in_window(match: Match, fact: Fact) -> bool:
    return match.passage.tokens[fact.tokens[0]].sentence in match.window


def _is_of_saying(fact: Fact, saying: frozenset[int], before: int | None) -> bool:
    """Whether a fact is who says it, or when (`said on Wednesday`)."""
    if before is None:
        return False
    near = range(fact.tokens[0] - before, fact.tokens[-1] + 1)
    return not saying.isdisjoint(near)


def _are_of_a_kind(one: Fact, other: Fact, language: str) -> bool:
    """Whether a fact may be taken for another: both act or neither, both count the same."""
    if "#" in (one.noun, other.noun) and one.noun != other.noun:
        return False
    if one.noun and other.noun and not is_alike(one.noun, other.noun, language):
        return False
    return one.acts == other.acts


def _are_ends(read: Reading, one: Fact, other: Fact) -> bool:
    """Whether two facts are those `from` and `to` which something goes."""
    before = [read.tokens[fact.tokens[0] - 1].folded for fact in (one, other) if fact.tokens[0]]
    return set(before) in ({"from", "to"}, {"من", "الى"})


def fit(
    match: Match, own: Sequence[int], given: Sequence[int], taken: set[int], carries: bool
) -> float:
    """How much of what is near a fact in the sentence is near another one in the passage."""
    total = 0.0
    for at, token in enumerate(match.sentence.tokens):
        if not token.is_content or at in taken or at in own:
            continue
        here = max(nearness(token, match.sentence.tokens[i]) for i in own)
        here *= (
            ELSEWHERE
            if here < max((nearness(token, match.sentence.tokens[i]) for i in taken), default=0.0)
            else 1.0
        )
        there = max(
            (_near(match.passage, i, j, carries) for i in match.alike[at] for j in given),
            default=0.0,
        )
        total += here * there * (NAMED if not carries and token.is_capital else 1.0)
    return total


def _near(passage: Reading, word: int, fact: int, carries: bool) -> float:
    one, other = passage.tokens[word], passage.tokens[fact]
    behind = one.sentence - other.sentence
    if carries and 0 < behind <= 3:
        others = (passage.tokens[name.tokens[0]].sentence for name in names(passage))
        goes_on = _GOES_ON.search(passage.sentence(one.sentence)) and one.sentence not in others
        return NEXT_SENTENCE if goes_on and behind else float(NEXT_SENTENCE ** (behind + 1))
    return nearness(one, other)


def _amounts(read: Reading) -> list[Fact]:
    return [
        Fact(
            one.tokens,
            frozenset({f"{one.value:g}"}),
            read.text[one.start : one.end],
            noun=_counted(read, one.tokens[-1]),
        )
        for one in amounts(read)
        if not _is_result(read, one)
    ]


def _is_result(read: Reading, one: Amount) -> bool:
    """Whether a number is of a result such as 2-1, whose order is compared by itself."""
    before, after = read.text[: one.start][-2:], read.text[one.end :][:2]
    return bool(re.fullmatch(r"\d[-–]", before) or re.fullmatch(r"[-–]\d", after))


def _counted(read: Reading, at: int) -> str:
    """The word right after a number; empty where a comma or a small word comes first. A number of a
    name (`Tern 2`) counts nothing else."""
    before = read.tokens[at - 1] if at else None
    if (
        before
        and before.is_capital
        and before.is_content
        and before.end + 1 == read.tokens[at].start
    ):
        return "#"
    after = read.tokens[at + 1 : at + 2]
    is_next = bool(after) and after[0].is_content and after[0].start - read.tokens[at].end <= 2
    return after[0].text if is_next else ""


def _times(read: Reading) -> list[Fact]:
    """Weekdays, months, times of day, and years."""
    years = [
        Fact(one.tokens, frozenset({f"{one.value:g}"}), read.text[one.start : one.end])
        for one in amounts(read)
        if one.value in YEARS and not one.unit and read.text[one.start : one.end].isdigit()
    ]
    return years + [
        Fact((at,), frozenset({name}), read.tokens[at].text) for at, name in times(read).items()
    ]


def _shares(read: Reading) -> list[Fact]:
    return _cued(read, "share")


def _orders(read: Reading) -> list[Fact]:
    return _cued(read, "order")


def _cued(read: Reading, kind: str) -> list[Fact]:
    """`all`, `some`, `most`, or `first`, `second`: what says the same is one."""
    groups = [frozenset(group.split()) for group in cue_words(read.language, kind)]
    return [
        Fact((at,), group, token.text)
        for at, token in enumerate(read.tokens)
        for group in groups
        if token.folded in group
    ]


def _titles(read: Reading) -> list[Fact]:
    """Works by their titles: a few words in capitals in quotation marks."""
    found = []
    for start, end in quotations(read.text):
        tokens = tuple(read.tokens_in(start, end))
        words = [read.tokens[at] for at in tokens]
        long = [word for word in words if len(word.text) > 3] or words
        if words and len(words) <= TITLE_WORDS and all(word.is_capital for word in long):
            found.append(Fact(tokens, frozenset(w.folded for w in long), read.text[start:end]))
    return found


def name_facts(read: Reading) -> list[Fact]:
    return [
        Fact(one.tokens, frozenset(place_key(read.tokens[at].folded) for at in one.tokens),
             " ".join(read.tokens[at].text for at in one.tokens),
             acts(read, one.tokens[0], one.tokens[-1]))
        for one in names(read)
    ]  # fmt: skip


_KINDS = (
    _Kind(_amounts),
    _Kind(_times, saying=2),
    _Kind(_shares, nearer=MODIFIES),
    _Kind(_orders, nearer=MODIFIES),
    _Kind(_titles),
    _Kind(name_facts, crossed=MUCH_NEARER, is_near=False, saying=0),
)


def _misplaced_opposite(match: Match) -> str:
    """A word (`fell`) that is nearer there to what the sentence does not say of it."""
    for at, token in enumerate(match.sentence.tokens):
        against = [i for i in match.opposed[at] if match.passage.tokens[i].sentence in match.window]
        if not against or not match.within(at) or not token.is_content:
            continue
        mine = max(fit(match, (at,), (i,), set(), False) for i in match.within(at))
        rival = max(fit(match, (at,), (i,), set(), False) for i in against)
        if rival > max(NEAR, OPPOSITE_NEARER * mine):
            return token.text
    return ""

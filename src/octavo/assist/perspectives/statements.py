"""What the sources of a story report: the sentences of each, and who else says the same.

sentences of all sources ──► how much of each stands in a sentence of each other source ──► nearness
  the sentence that most seem to have ──► who has it, checked word by word ──► statement ──► …
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from octavo.analyse.self_contained import is_impersonal
from octavo.assist.perspectives.conflicts import conflict
from octavo.assist.perspectives.independent import IndependentSource
from octavo.assist.perspectives.lines import SMALL_NUMBERS, ReportLine, is_quotable, read_lines
from octavo.assist.perspectives.nearness import FEWEST_TERMS, SURE, Nearness
from octavo.stories.headlines import is_loaded

MOST_CHECKED = 300
"""Sentences that are checked word by word for who else has them: bounds the cost. Chosen by hand;
not measured."""

MOST_SHARED, MOST_OWN = 24, 3
"""Statements of several sources that are told, and of each source alone. Chosen by hand; not
measured."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What is reported. `line` is it in the words of one report; `told` holds for each source that
    reports it, by its number, its own sentence; `missing` are the sources that surely do not, the
    others may. `common` are the terms that all of `told` have."""

    line: ReportLine
    told: dict[int, ReportLine]
    missing: tuple[int, ...]

    @property
    def common(self) -> frozenset[str]:
        """What all those sentences have in common."""
        return frozenset.intersection(*(one.terms for one in self.told.values()))


@dataclass(frozen=True, slots=True)
class Statements:
    """What all sources report, what only some do, and what one alone does."""

    shared: tuple[Statement, ...] = ()
    some: tuple[Statement, ...] = ()
    alone: tuple[Statement, ...] = ()


def statements(found: Sequence[IndependentSource]) -> Statements:
    """What the sources of one language report. Nothing where there are fewer than two."""
    if len(found) < 2:
        return Statements()
    near = Nearness(
        [[line for one in source.reports for line in read_lines(one)] for source in found]
    )
    told = _shared(near)
    return Statements(
        tuple(one for one in told if len(one.told) == len(found)),
        tuple(one for one in told if len(one.told) < len(found)),
        tuple(_alone(near)),
    )


def _shared(near: Nearness) -> list[Statement]:
    """What several sources report, each thing once, that which most do first."""
    some = [at for at in range(len(near.lines)) if near.is_near[at].sum() > 1]
    chosen: list[tuple[int, Statement]] = []
    checked = 0
    for at in sorted(some, key=lambda at: _preference(near, at)):
        same = next((n for n, (other, _) in enumerate(chosen) if near.is_same(at, other)), None)
        if checked >= MOST_CHECKED or len(chosen) >= 2 * MOST_SHARED:
            break
        if same is None and is_quotable(near.lines[at]):
            checked += 1
            one = _statement(near, at)
            chosen += [(at, one)] if one and not _is_told(one, chosen) else []
    ranked = sorted(chosen, key=lambda pair: -len(pair[1].told))
    return [one for _, one in ranked[:MOST_SHARED]]


def _is_told(one: Statement, chosen: Sequence[tuple[int, Statement]]) -> bool:
    """Whether one of those chosen has the same two sentences the other way round."""
    lines = {id(line) for line in one.told.values()}
    return any(
        id(other.line) in lines and any(one.line is line for line in other.told.values())
        for _, other in chosen
    )


def _preference(near: Nearness, at: int) -> tuple[float, ...]:
    """Sentences that most sources seem to have first; of those the plain, the early, the short."""
    line = near.lines[at]
    count = -float(near.is_near[at].sum())
    return count, is_loaded(line.text), line.place + len(line.text) / 100, at


def _statement(near: Nearness, at: int) -> Statement | None:
    """A sentence with those who report it; None where that is its own source alone."""
    line, number = near.lines[at], near.sources[at]
    told = {number: line}
    for source in near.is_near[at].nonzero()[0].tolist():
        other = near.nearest(at, source)
        if source != number and _share_enough(near, at, other) and not conflict(line, other):
            told[source] = other
    if len(told) < 2:
        return None
    missing = (v for v in near.is_absent[at].nonzero()[0].tolist() if v not in told)
    return Statement(line, dict(sorted(told.items())), tuple(missing))


def _share_enough(near: Nearness, at: int, other: ReportLine) -> bool:
    """Whether two sentences share enough for its being no chance: a number that is not small counts
    twice; without one, what the story is about counts nothing, and more is asked where it is little
    of the first."""
    line = near.lines[at]
    common = line.terms & other.terms
    if numbers := line.numbers & common - SMALL_NUMBERS:
        return len(common) + len(numbers) >= FEWEST_TERMS
    return len(common - near.topical) >= FEWEST_TERMS + (near.share(at, other) < SURE)


def _alone(near: Nearness) -> Iterator[Statement]:
    """What each source reports and surely nobody else does, numbers and names first; in the order
    of its report. How a report opens is no such thing: there all tell the same in words of their
    own."""
    chosen: dict[int, list[int]] = {}
    some = [
        at
        for at, line in enumerate(near.lines)
        if near.is_absent[at].sum() == near.count - 1 and (line.place or line.is_whole)
    ]
    for at in sorted(some, key=lambda at: _plainness(near, at)):
        mine = chosen.setdefault(near.sources[at], [])
        is_new = len(mine) < MOST_OWN and not any(near.is_same(at, other) for other in mine)
        if is_new and is_impersonal(near.lines[at].text) and is_quotable(near.lines[at]):
            mine.append(at)
    for number, mine in sorted(chosen.items()):
        others = tuple(source for source in range(near.count) if source != number)
        for at in sorted(mine):
            yield Statement(near.lines[at], {number: near.lines[at]}, others)


def _plainness(near: Nearness, at: int) -> tuple[float, ...]:
    line = near.lines[at]
    return -bool(line.numbers) - bool(line.names), is_loaded(line.text), line.place, at

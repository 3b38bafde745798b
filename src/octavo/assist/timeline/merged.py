"""The timeline of a story: what its reports date, equal events as one line, ordered by time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from octavo.analyse.self_contained import dependence
from octavo.analyse.summary import stands_alone
from octavo.analyse.words.words import content
from octavo.assist.timeline.days import UNITS
from octavo.types import Sentence, TextEvent

SAME = 0.5
"""Share of the shorter sentence's content words that two sentences of one time have in common from
which they tell the same event. Chosen by hand; not measured."""

MOST_LINES = 40
"""Lines of a timeline; those that fewest sources tell are left out. Chosen by hand; not measured.
"""


@dataclass(frozen=True, slots=True)
class SourcedEvent:
    """A dated event and the article that tells it, whose source and language are named."""

    article_id: int
    source_id: int
    published: datetime
    language: str
    event: TextEvent


@dataclass(frozen=True, slots=True)
class DatedLine:
    """One event: the sentence that is shown, and all that tell it, the earliest first."""

    shown: SourcedEvent
    told: tuple[SourcedEvent, ...]

    @property
    def date(self) -> date:
        """When it is: see types.TextEvent."""
        return self.shown.event.date

    @property
    def precision(self) -> str:
        """How exactly that is known."""
        return self.shown.event.precision

    @property
    def sources(self) -> int:
        """How many sources tell it."""
        return len({one.source_id for one in self.told})


def dated_lines(events: Iterable[SourcedEvent]) -> list[DatedLine]:
    """The lines of a timeline, by time: of events whose sentences can stand alone. A sentence is
    there once; an event that several reports tell is one line, in the words of the first."""
    groups: list[tuple[list[SourcedEvent], list[frozenset[str]]]] = []
    by_time: dict[tuple[date, str], list[int]] = {}
    for one in sorted(_one_a_sentence(events), key=lambda one: (one.published, one.article_id)):
        words = frozenset(content(one.event.sentence, one.language))
        beside = by_time.setdefault((one.event.date, one.event.precision), [])
        at = next((at for at in beside if _is_same(words, groups[at][1])), len(groups))
        if at == len(groups):
            groups.append(([], []))
            beside.append(at)
        groups[at][0].append(one)
        groups[at][1].append(words)
    found = [DatedLine(told[0], tuple(told)) for told, _ in groups]
    most = sorted(found, key=lambda line: -line.sources)[:MOST_LINES]
    return sorted(most, key=lambda line: (line.date, -UNITS.index(line.precision)))


def _is_same(words: frozenset[str], others: Sequence[frozenset[str]]) -> bool:
    return any(len(words & other) >= SAME * max(1, min(len(words), len(other))) for other in others)


def _one_a_sentence(events: Iterable[SourcedEvent]) -> list[SourcedEvent]:
    """Each sentence that can stand alone with one of its times: the finest; of those rather one
    that is not of publication, which is often that of somebody's words; then the first."""
    chosen: dict[tuple[int, int], SourcedEvent] = {}
    for one in events:
        place = (one.article_id, one.event.start)
        if place not in chosen or _rank(one) < _rank(chosen[place]):
            chosen[place] = one
    return [one for one in chosen.values() if _is_quotable(one)]


def _rank(one: SourcedEvent) -> tuple[int, bool]:
    days = (one.published.date() - one.event.date).days
    return UNITS.index(one.event.precision), days in (0, 1)


def _is_quotable(one: SourcedEvent) -> bool:
    text = one.event.sentence
    is_whole = stands_alone(Sentence(0, len(text), text))
    return is_whole and not dependence(text, one.language)

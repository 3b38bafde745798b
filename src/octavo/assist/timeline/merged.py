"""The timeline of a story: what its reports date, equal events as one line, ordered by time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from octavo.analyse.self_contained import dependence
from octavo.analyse.summary import stands_alone
from octavo.assist.perspectives.conflicts import conflict
from octavo.assist.perspectives.independent import StoryReport
from octavo.assist.perspectives.lines import ReportLine, read_lines
from octavo.assist.timeline.days import UNITS
from octavo.types import Sentence, TextEvent

SAME, FEWEST = 0.5, 3
"""Share of what the shorter of two sentences of one time says, and how many terms, that the longer
must say too to tell the same event. Chosen by hand; not measured."""

KEPT_LINES = 2_000
"""Sentences whose terms are kept. Chosen by hand; not measured."""

MOST_LINES = 40
"""Lines of a timeline; those that fewest sources tell are left out. Chosen by hand; not measured.
"""


@dataclass(frozen=True, slots=True)
class SourcedEvent:
    """A dated event and the article that tells it, whose source and language are named; `is_own`
    says that it is nobody's copy."""

    article_id: int
    source_id: int
    published: datetime
    language: str
    event: TextEvent
    is_own: bool = True


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
        """How many sources tell it, those that only copy not counted."""
        return max(1, len({one.source_id for one in self.told if one.is_own}))


def dated_lines(events: Iterable[SourcedEvent]) -> list[DatedLine]:
    """The lines of a timeline, by time: of events whose sentences can stand alone. A sentence is
    there once; an event that several reports tell is one line, in the words of the first."""
    groups: list[list[SourcedEvent]] = []
    by_time: dict[tuple[date, str], list[int]] = {}
    for one in sorted(_one_a_sentence(events), key=lambda one: (one.published, one.article_id)):
        beside = by_time.setdefault((one.event.date, one.event.precision), [])
        at = next((at for at in beside if _is_same(one, groups[at])), len(groups))
        if at == len(groups):
            groups.append([])
            beside.append(at)
        groups[at].append(one)
    found = [DatedLine(told[0], tuple(told)) for told in groups]
    most = sorted(found, key=lambda line: -line.sources)[:MOST_LINES]
    return sorted(most, key=lambda line: (line.date, -UNITS.index(line.precision)))


@lru_cache(KEPT_LINES)
def _said(sentence: str, language: str) -> ReportLine | None:
    """What a sentence says, as reports are compared (docs/decisions/0032)."""
    report = StoryReport(0, 0, "", "", datetime.min.replace(tzinfo=UTC), sentence, language)
    return next(iter(read_lines(report)), None)


def _is_same(one: SourcedEvent, others: Sequence[SourcedEvent]) -> bool:
    """Whether one of the others says the same in its sentence."""
    return any(_says(one.event.sentence, other.event.sentence, one.language) for other in others)


def _says(sentence: str, other: str, language: str) -> bool:
    """Whether a sentence says most of what the shorter one does, and nothing against it."""
    if sentence == other:
        return True
    one, two = _said(sentence, language), _said(other, language)
    if one is None or two is None:
        return False
    shared = len(one.terms & two.terms)
    is_near = shared >= FEWEST and shared >= SAME * min(len(one.terms), len(two.terms))
    return is_near and not (conflict(one, two) and conflict(two, one))


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

"""Places: the order of stories on a page, and why each stands where it stands.

    rank (see stories.faces) + follows − others of its section − others of its source

Places are given one after the other, each to the story that is worth most by then; so a page has
not one section nor one outlet alone, and the same stories make the same page in any order.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

FOLLOWED = 1.0
"""What a story gains that the reader follows, by one of its names or several: as much as twice the
independent reports, or eight hours. Chosen by hand; not measured."""

SECTION = 0.25
"""What a story loses by those of its section above it: so much times log2(1 + their number). Chosen
by hand; not measured."""

SOURCE = 0.2
"""The same for those above it whose lead is of the same source. Chosen by hand; not measured."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that may be placed; without a `section` on a page of one. `names` are what it can be
    followed by: `section:Health`, `source:vareno-post`, `tag:ferry`, `country:no`."""

    story_id: int
    rank: float
    section: str = ""
    source_id: int = 0
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a story stands: its score there, what of the reader's follows it answers to, and how
    many of its section and of its source stand above it."""

    story_id: int
    score: float
    followed: tuple[str, ...] = ()
    same_section: int = 0
    same_source: int = 0
    parts: Mapping[str, float] = field(default_factory=dict)


def places(stories: Iterable[Candidate], follows: Collection[str] = ()) -> list[Place]:
    """The places of these stories, the first first. Equals stand by their numbers, newest first."""
    left = {one.story_id: one for one in stories}
    wanted = frozenset(follows)
    sections: Counter[str] = Counter()
    sources: Counter[int] = Counter()
    placed = []
    while left:
        scores = (
            (_score(one, wanted, sections[one.section], sources[one.source_id]), number)
            for number, one in left.items()
        )
        one = left.pop(max(scores)[1])
        placed.append(_place(one, wanted, sections[one.section], sources[one.source_id]))
        sections[one.section] += bool(one.section)
        sources[one.source_id] += 1
    return placed


def _score(one: Candidate, wanted: frozenset[str], section: int, source: int) -> float:
    gain = 0.0 if one.names.isdisjoint(wanted) else FOLLOWED
    return round(one.rank + gain + _loss(SECTION, section) + _loss(SOURCE, source), 4)


def _loss(weight: float, above: int) -> float:
    return -weight * math.log2(1 + above)


def _place(one: Candidate, wanted: frozenset[str], section: int, source: int) -> Place:
    followed = tuple(sorted(one.names & wanted))
    parts = {
        "rank": one.rank,
        "followed": FOLLOWED * bool(followed),
        "section": round(_loss(SECTION, section), 4),
        "source": round(_loss(SOURCE, source), 4),
    }
    score = _score(one, wanted, section, source)
    return Place(one.story_id, score, followed, section, source, parts)

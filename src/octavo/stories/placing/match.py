"""Place: which live story an article belongs to, and why."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from octavo.stories.index.live_stories import Story
from octavo.stories.similarity.features import Known
from octavo.stories.similarity.parameters import Settings
from octavo.stories.similarity.similarity import Parts, parts, shared

OVER = -9.0
"""How near a story is that is over."""


@dataclass(frozen=True, slots=True)
class Match:
    """A story compared with an article: the parts, how near it is with the time between counted,
    and that time in days."""

    story: Story
    parts: Parts
    near: float
    gap_days: float | None


def matches(known: Known, stories: Iterable[Story], settings: Settings) -> list[Match]:
    """The stories compared with the article, nearest first, equals by number."""
    found = [match(known, story, settings) for story in stories if story.members]
    return sorted(found, key=lambda m: (-round(m.near, 6), m.story.id))


def match(known: Known, story: Story, settings: Settings) -> Match:
    """One story compared with the article."""
    found = parts(known, story.sum)
    gap = story.gap_days(known.published)
    over = known.published is not None and story.silence_days(known.published) > settings.silence
    near = OVER if over else found.near() + timed(gap, settings)
    return Match(story, found, near, gap)


def timed(gap_days: float | None, settings: Settings) -> float:
    """What the time between two articles counts; unknown, it is not held against them."""
    if gap_days is None:
        return 0.0
    return settings.gap * (1 - math.exp(-gap_days / settings.fade))


def reason(known: Known, found: Match, odds: float, crowd: float) -> Mapping[str, Any]:
    """Why an article joined: the parts of the likeness, what is shared, hours between, how crowded
    it is around it, and the log-odds that came of it."""
    by = found.parts
    scores = {"words": by.words, "names": by.names, "numbers": by.numbers, "dense": by.dense,
              "sounds": by.sounds or None}  # fmt: skip
    return {
        "parts": {name: round(value, 3) for name, value in scores.items() if value is not None},
        "shared": shared(known, found.story.sum),
        "numbers": sorted(n for n in known.numbers if n in found.story.sum.numbers)[:5],
        "gap_hours": None if found.gap_days is None else round(found.gap_days * 24, 1),
        "crowd": round(crowd, 3),
        "odds": round(odds, 3),
    }

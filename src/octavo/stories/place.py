"""Place: which live story an article belongs to, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from octavo.stories.known import Known
from octavo.stories.likeness import Parts, group_parts, parts, shared
from octavo.stories.live import Story
from octavo.stories.settings import Settings

OVER = -99.0
"""The log-odds of belonging to a story that is over."""


@dataclass(frozen=True, slots=True)
class Match:
    """A story compared with an article: the parts, the log-odds of one event with the gap held
    against it (`event`) and without (`subject`), and the gap in days."""

    story: Story
    parts: Parts
    event: float
    subject: float
    gap_days: float | None


def matches(known: Known, stories: Iterable[Story], settings: Settings) -> list[Match]:
    """The stories compared with the article, nearest first, equals by number."""
    found = [match(known, story, settings) for story in stories if story.members]
    return sorted(found, key=lambda m: (-round(m.event, 6), m.story.id))


def match(known: Known, story: Story, settings: Settings) -> Match:
    """One story compared with the article."""
    found = parts(known, story.sum)
    gap = story.gap_days(known.published)
    over = gap is not None and gap > settings.silence
    event = OVER if over else found.event(gap, settings.fade)
    return Match(story, found, event, found.subject(), gap)


def is_one_story(one: Story, other: Story, settings: Settings) -> bool:
    """Whether two stories turn out to be one: their members are as alike, on average, as an
    article must be to join, and more."""
    span = one.times()
    gap = other.gap_days(span[1]) if span else None
    if gap is not None and gap > settings.silence:
        return False
    return group_parts(one.sum, other.sum).event(gap, settings.fade) >= settings.merge


def reason(known: Known, found: Match) -> Mapping[str, Any]:
    """Why an article joined: the parts of the likeness, what is shared, hours between."""
    by = found.parts
    scores = {
        "headline": by.headline, "body": by.body, "names": by.names, "numbers": by.numbers,
        "dense": by.dense,
    }  # fmt: skip
    return {
        "parts": {name: round(value, 3) for name, value in scores.items() if value is not None},
        "shared": shared(known, found.story.sum),
        "numbers": sorted(n for n in known.numbers if n in found.story.sum.numbers)[:5],
        "gap_hours": None if found.gap_days is None else round(found.gap_days * 24, 1),
        "odds": round(found.event, 3),
    }

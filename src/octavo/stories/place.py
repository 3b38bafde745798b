"""Place: which live story an article belongs to, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from octavo.stories.known import Known
from octavo.stories.likeness import Parts, group_parts, parts, shared
from octavo.stories.live import Story
from octavo.stories.settings import Settings

LOOKED_AT = 12
"""Members of a near story that may be drawn into another: the latest."""

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
    over = known.published is not None and story.silence_days(known.published) > settings.silence
    event = OVER if over else found.event(gap, settings.fade)
    return Match(story, found, event, found.subject(), gap)


def drawn(
    story: Story, found: Iterable[Match], newcomer: Known, settings: Settings
) -> list[tuple[Known, Story]]:
    """The articles of other stories that, now that `newcomer` is in `story`, are nearer to it than
    to their own: each with the story that it would leave. Only the latest of near stories are
    looked at, so that the cost is bounded and what is old stays where it is."""
    near = [m.story for m in found if m.story is not story and m.event >= settings.reach]
    return [
        (member, other)
        for other in near
        for member in other.members[-LOOKED_AT:]
        if _is_recent(member, newcomer, settings) and _is_nearer(member, other, story, settings)
    ]


def _is_recent(member: Known, newcomer: Known, settings: Settings) -> bool:
    if member.published is None or newcomer.published is None:
        return True
    days = abs((member.published - newcomer.published).total_seconds()) / 86400
    return days <= settings.look_back


def _is_nearer(member: Known, own: Story, other: Story, settings: Settings) -> bool:
    there = match(member, other, settings).event
    if there < settings.join:
        return False
    if len(own.members) == 1:
        return True
    here = parts(member, own.sum, is_member=True)
    return there > here.event(own.gap_days(member.published), settings.fade)


def is_one_story(one: Story, other: Story, settings: Settings) -> bool:
    """Whether two stories turn out to be one: their members are as alike, on average, as an
    article must be to join; and more, where they are told in the same languages: nothing but their
    difference has kept those apart."""
    span = one.times()
    if span and min(map(other.silence_days, span)) > settings.silence:
        return False
    is_alike = one.sum.languages.keys() == other.sum.languages.keys()
    needed = settings.merge if is_alike else settings.join
    middle = one.sum.middle()
    gap = other.gap_days(datetime.fromtimestamp(middle, UTC)) if middle else None
    return group_parts(one.sum, other.sum).event(gap, settings.fade) >= needed


def reason(known: Known, found: Match) -> Mapping[str, Any]:
    """Why an article joined: the parts of the likeness, what is shared, hours between."""
    by = found.parts
    scores = {"words": by.words, "names": by.names, "numbers": by.numbers, "dense": by.dense,
              "sounds": by.sounds or None}  # fmt: skip
    return {
        "parts": {name: round(value, 3) for name, value in scores.items() if value is not None},
        "shared": shared(known, found.story.sum),
        "numbers": sorted(n for n in known.numbers if n in found.story.sum.numbers)[:5],
        "gap_hours": None if found.gap_days is None else round(found.gap_days * 24, 1),
        "odds": round(found.event, 3),
    }

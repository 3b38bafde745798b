"""Related: what to read next, labelled and explained, or nothing.

    same_story     another source on the same event
    earlier        an older story that this one follows
    same_subject   near by meaning, another story

Under the floor nothing is shown: fewer rather than unrelated.
"""

import math
from collections.abc import Callable, Iterator, Sequence

from octavo.stories.index.live_stories import Story
from octavo.stories.placing.match import Match
from octavo.stories.similarity.features import Known
from octavo.stories.similarity.local_density import LONELY
from octavo.stories.similarity.parameters import ODDS, Settings
from octavo.stories.similarity.similarity import Parts, alone, parts, shared
from octavo.types import Link, RelatedKind

EARLIER_DAYS = 0.25
"""A story that ended this long before the article may be an earlier step of its storyline."""

OF_ONE_SOURCE = 2
"""Links to articles of one source at most, while others are there."""

OF_ONE_STORY = 2
"""Links to articles of another story at most."""

AROUND = 0.8
"""What the nearness of a story counts in a ranking, against that of the article itself."""

NAMED = 0.1
"""What names count in a ranking beyond what they count in a likeness."""

FIRM = 0.02
"""What a link must reach above the floor where meaning speaks too, names counted as in a ranking:
texts of one country's news are near by meaning and need somebody in common."""

COMPARED = 24
"""Members of one story that are compared, the latest."""

RANKED = 64
"""Members of one story that are ranked, the latest, and copies, the first."""

Crowd = Callable[[int], float]
"""How crowded it is around an article (see neighbours)."""

Odds = Callable[[Parts, Known], float]


def related(
    known: Known, own: Story | None, found: Sequence[Match], settings: Settings, crowd: Crowd
) -> tuple[Link, ...]:
    """At most `settings.links` articles related to `known`, best first: members of its own story,
    then one of each other story above the floor."""

    def odds(by: Parts, other: Known) -> float:
        """The log-odds of one event, time left out."""
        around = 0.0 if by.foreign else (crowd(known.article_id) + crowd(other.article_id)) / 2
        return ODDS * (by.near() - settings.line - settings.crowd * around)

    if not settings.links:
        return ()
    links = [*_same_story(known, own, odds), *_others(known, own, found, odds)]
    links.sort(key=lambda pair: (pair[0].kind != "same_story", -pair[0].score, pair[0].article_id))
    return tuple(_diverse(links, settings.links))


def ranking(
    known: Known, story: Story, settings: Settings, crowd: Crowd
) -> Iterator[tuple[int, float]]:
    """The articles of a story with how near each is to `known`, 0..1: as near as it is itself and,
    nearly as much, as its story is on average (one report says little, several say more), less the
    crowd around it: what is near to everything is nobody's neighbour."""
    is_member = any(member is known for member in story.members)
    if len(story.members) > is_member:
        around = _nearness(parts(known, story.sum, is_member=is_member))
    else:
        around = 0.0
    for other in (*story.members[-RANKED:], *story.copies[:RANKED]):
        if other is not known:
            near = (_nearness(_between(known, other)) + AROUND * around) / (1 + AROUND)
            near += settings.crowd * (LONELY - crowd(other.article_id))
            yield other.article_id, round(min(max(near, 0.0), 1.0), 4)


def _nearness(by: Parts) -> float:
    return by.likeness() + NAMED * by.names


def _same_story(known: Known, own: Story | None, odds: Odds) -> Iterator[tuple[Link, int]]:
    if own is None:
        return
    for member in own.members[-COMPARED:]:
        if member.article_id != known.article_id:
            yield _link(known, member, "same_story", None, odds)


def _others(
    known: Known, own: Story | None, found: Sequence[Match], odds: Odds
) -> Iterator[tuple[Link, int]]:
    for match in found:
        if (
            match.story is own
            or not match.story.members
            or match.parts.likeness() < match.parts.weights().floor
        ):
            continue
        compared = ((_between(known, m), m) for m in match.story.members[-COMPARED:])
        near = [(-odds(by, m), m.article_id, m) for by, m in compared if _is_near(by)]
        kind = _kind(match, known)
        yield from (
            _link(known, m, kind, match.gap_days, odds) for _, _, m in sorted(near)[:OF_ONE_STORY]
        )


def _kind(match: Match, known: Known) -> RelatedKind:
    span = match.story.times()
    if (
        span is None
        or known.published is None
        or match.parts.likeness() < match.parts.weights().storyline
    ):
        return "same_subject"
    days = (known.published - span[1]).total_seconds() / 86400
    return "earlier" if days > EARLIER_DAYS else "same_subject"


def _is_near(by: Parts) -> bool:
    """Whether two articles are on one subject: alike, and of somebody or something by name, unless
    they are so alike that it needs no name."""
    is_named = by.names > 0 or by.sounds > 0
    if not is_named:
        return by.likeness() >= by.weights().storyline
    return _nearness(by) >= by.weights().floor + FIRM * (by.dense is not None)


def _between(known: Known, other: Known) -> Parts:
    return parts(known, alone(other))


def _link(
    known: Known, other: Known, kind: RelatedKind, gap_days: float | None, odds: Odds
) -> tuple[Link, int]:
    group = alone(other)
    by = parts(known, group)
    gap = gap_days
    if known.published and other.published:
        gap = abs((known.published - other.published).total_seconds()) / 86400
    reason = {
        "shared": shared(known, group),
        "words": round(by.words, 3),
        "dense": None if by.dense is None else round(by.dense, 3),
        "gap_hours": None if gap is None else round(gap * 24, 1),
    }
    score = 1 / (1 + math.exp(-odds(by, other)))
    return Link(other.article_id, kind, round(score, 4), reason), other.source_id


def _diverse(links: list[tuple[Link, int]], most: int) -> list[Link]:
    """The first `most`, those of a source that has had its turn after the others."""
    turns: dict[int, int] = {}
    first: list[Link] = []
    later: list[Link] = []
    for link, source in links:
        turns[source] = turns.get(source, 0) + 1
        (first if turns[source] <= OF_ONE_SOURCE else later).append(link)
    return (first + later)[:most]

"""Related: what to read next, labelled and explained, or nothing.

    same_story     another source on the same event
    earlier        an older story that this one follows
    same_subject   similar, another story

Below the floor there is no link: fewer rather than unrelated.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from octavo.stories.index.live_story import LiveStory
from octavo.stories.placing.match import Match
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.local_density import LEAST_DENSITY
from octavo.stories.similarity.parameters import ODDS, Parameters
from octavo.stories.similarity.similarity import (
    SimilarityParts,
    shared_terms,
    similarity_parts,
    sum_of_one,
)
from octavo.types import Link, RelatedKind

EARLIER_DAYS = 0.25
"""A story that ended this long before the article may be an earlier step of its storyline. Chosen
by hand; not measured."""

OF_ONE_SOURCE = 2
"""Links to articles of one source at most, while others are there. Chosen by hand."""

OF_ONE_STORY = 2
"""Links to articles of another story at most. Chosen by hand."""

STORY_WEIGHT = 0.8
"""The weight of the similarity to a story in a ranking, against 1 of that to the article itself.
Chosen by hand; not measured by itself."""

NAME_WEIGHT = 0.1
"""What names count in a ranking beyond what they count in a similarity. Chosen by hand; not
measured by itself."""

DENSE_MARGIN = 0.02
"""What a link must reach above the floor where vectors are compared too, names counted as in a
ranking: texts of one country's news have similar vectors and need a name in common. Chosen by hand;
not measured by itself."""

COMPARED_MEMBERS = 24
"""Members of one story that are compared, the latest: bounds the cost; not measured."""

RANKED_MEMBERS = 64
"""Members of one story that are ranked, the latest, and copies, the first: bounds the cost; not
measured."""

LocalDensity = Callable[[int], float]
"""The local density around an article (see `similarity.local_density`)."""

Ranked = tuple[Link, int]
"""A link and the source of the article that it leads to."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """The article whose links are wanted, and how to compare it."""

    features: ArticleFeatures
    parameters: Parameters
    local_density: LocalDensity

    def log_odds(self, by: SimilarityParts, other: ArticleFeatures) -> float:
        """The log-odds that it reports one event with another article, time left out."""
        weight, density = self.parameters.density_weight, 0.0
        if not by.is_foreign:
            mine = self.local_density(self.features.article_id)
            density = (mine + self.local_density(other.article_id)) / 2
        return ODDS * (by.on_common_scale() - self.parameters.threshold - weight * density)


def related(newcomer: Newcomer, own: LiveStory | None, found: Sequence[Match]) -> tuple[Link, ...]:
    """At most `parameters.links` articles related to a newcomer, best first: members of its `own`
    story, then one of each other story above the floor."""
    most = newcomer.parameters.links
    if not most:
        return ()
    links = [*_same_story(newcomer, own), *_others(newcomer, own, found)]
    links.sort(key=lambda pair: (pair[0].kind != "same_story", -pair[0].score, pair[0].article_id))
    return tuple(_diverse(links, most))


def ranking(newcomer: Newcomer, story: LiveStory) -> Iterator[tuple[int, float]]:
    """The articles of a story with the similarity of each to the newcomer, 0..1: its own and,
    nearly as much, its story's on average (one report says little, several say more), less its
    local density: what is similar to everything is related to nothing."""
    features, parameters = newcomer.features, newcomer.parameters
    is_member = any(member is features for member in story.members)
    to_story = 0.0
    if len(story.members) > is_member:
        to_story = _with_names(similarity_parts(features, story.sum, is_member=is_member))
    for other in (*story.members[-RANKED_MEMBERS:], *story.copies[:RANKED_MEMBERS]):
        if other is not features:
            alone = _with_names(_between(features, other))
            score = (alone + STORY_WEIGHT * to_story) / (1 + STORY_WEIGHT)
            density = newcomer.local_density(other.article_id)
            score += parameters.density_weight * (LEAST_DENSITY - density)
            yield other.article_id, round(min(max(score, 0.0), 1.0), 4)


def _with_names(by: SimilarityParts) -> float:
    return by.similarity() + NAME_WEIGHT * by.names


def _same_story(newcomer: Newcomer, own: LiveStory | None) -> Iterator[Ranked]:
    for member in own.members[-COMPARED_MEMBERS:] if own else ():
        if member.article_id != newcomer.features.article_id:
            yield _link(newcomer, member, "same_story", None)


def _others(newcomer: Newcomer, own: LiveStory | None, found: Sequence[Match]) -> Iterator[Ranked]:
    for match in found:
        parts = match.parts
        is_below = parts.similarity() < parts.weights().floor
        if match.story is own or not match.story.members or is_below:
            continue
        latest = match.story.members[-COMPARED_MEMBERS:]
        compared = ((_between(newcomer.features, m), m) for m in latest)
        near = [
            (-newcomer.log_odds(by, m), m.article_id, m)
            for by, m in compared
            if _is_on_one_subject(by)
        ]
        kind = _kind(match, newcomer.features)
        for _, _, member in sorted(near)[:OF_ONE_STORY]:
            yield _link(newcomer, member, kind, match.gap_days)


def _kind(match: Match, features: ArticleFeatures) -> RelatedKind:
    span, at = match.story.times(), features.published
    is_like = match.parts.similarity() >= match.parts.weights().storyline
    if span is None or at is None or not is_like:
        return "same_subject"
    days = (at - span[1]).total_seconds() / 86400
    return "earlier" if days > EARLIER_DAYS else "same_subject"


def _is_on_one_subject(by: SimilarityParts) -> bool:
    """Whether two articles are on one subject: similar, and with a name in common, unless they are
    so similar that it needs no name."""
    is_named = by.names > 0 or by.phonetic_names > 0
    if not is_named:
        return by.similarity() >= by.weights().storyline
    return _with_names(by) >= by.weights().floor + DENSE_MARGIN * (by.dense is not None)


def _between(features: ArticleFeatures, other: ArticleFeatures) -> SimilarityParts:
    return similarity_parts(features, sum_of_one(other))


def _link(
    newcomer: Newcomer, other: ArticleFeatures, kind: RelatedKind, gap_days: float | None
) -> Ranked:
    features, group = newcomer.features, sum_of_one(other)
    by = similarity_parts(features, group)
    gap = gap_days
    if features.published and other.published:
        gap = abs((features.published - other.published).total_seconds()) / 86400
    reason = {
        "shared": shared_terms(features, group),
        "words": round(by.words, 3),
        "dense": None if by.dense is None else round(by.dense, 3),
        "cross": None if by.cross is None else round(by.cross, 3),
        "gap_hours": None if gap is None else round(gap * 24, 1),
    }
    score = 1 / (1 + math.exp(-newcomer.log_odds(by, other)))
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

"""Match: a live story compared with an article, and why the article joins it."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from octavo.stories.index.live_story import LiveStory
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.parameters import Parameters
from octavo.stories.similarity.similarity import SimilarityParts, shared_terms, similarity_parts

ENDED_SCORE = -9.0
"""The score of a story that has ended: below every similarity."""


@dataclass(frozen=True, slots=True)
class Match:
    """A story compared with an article: the parts of the similarity, the `score` (similarity on the
    common scale, time counted) and the time between in days."""

    story: LiveStory
    parts: SimilarityParts
    score: float
    gap_days: float | None


def matches(
    features: ArticleFeatures, stories: Iterable[LiveStory], parameters: Parameters
) -> list[Match]:
    """The stories compared with the article, best first, equals by number."""
    found = [match(features, story, parameters) for story in stories if story.members]
    return sorted(found, key=lambda m: (-round(m.score, 6), m.story.id))


def match(features: ArticleFeatures, story: LiveStory, parameters: Parameters) -> Match:
    """One story compared with the article."""
    parts = similarity_parts(features, story.sum)
    at, gap = features.published, story.gap_days(features.published)
    has_ended = at is not None and story.silence_days(at) > parameters.silence_days
    score = ENDED_SCORE if has_ended else parts.on_common_scale() + time_weight(gap, parameters)
    return Match(story, parts, score, gap)


def time_weight(gap_days: float | None, parameters: Parameters) -> float:
    """What the time between two articles counts, `gap_weight`..0; 0 where it is unknown."""
    if gap_days is None:
        return 0.0
    return parameters.gap_weight * (1 - math.exp(-gap_days / parameters.gap_decay_days))


def reason(
    features: ArticleFeatures, found: Match, log_odds: float, local_density: float
) -> Mapping[str, Any]:
    """Why an article joined, as it is stored: the parts of the similarity, the shared terms, hours
    between, the local density, and the log-odds that came of them."""
    by = found.parts
    scores = {"words": by.words, "names": by.names, "numbers": by.numbers, "dense": by.dense,
              "sounds": by.phonetic_names or None, "cross": by.cross}  # fmt: skip
    numbers = found.story.sum.numbers
    return {
        "parts": {name: round(value, 3) for name, value in scores.items() if value is not None},
        "shared": shared_terms(features, found.story.sum),
        "numbers": sorted(n for n in features.numbers if n in numbers)[:5],
        "gap_hours": None if found.gap_days is None else round(found.gap_days * 24, 1),
        "crowd": round(local_density, 3),
        "odds": round(log_odds, 3),
    }

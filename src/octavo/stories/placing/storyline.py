"""Storylines: whether a story is a later step of an older one.

One town is not a storyline, nor is one firm: much happens there. A later step is on the same matter
(similar) and about the same people, firms and places: several names that not everybody has.
"""

from collections.abc import Iterable, Iterator

from octavo.analyse.words.words import content_stems
from octavo.stories.placing.match import Match
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.leading import WELL_READ, distinctness
from octavo.stories.similarity.similarity import FeatureSum

SHARED_NAMES = 1.9
"""Shared names, each weighing as rare as it is, 0..1: two that are not everybody's, or more that
are commoner. Measured on look-alike events: one is enough for two wrong links in three."""

NAME_WORTH = 0.05
"""The similarity that one more shared name is worth. Chosen by hand; not measured."""

UNREAD_LINE = 0.45
"""The similarity that makes a later step where names are not read well. Chosen by hand; not
measured."""


def is_next_step(features: ArticleFeatures, found: Match) -> bool:
    """Whether an article is a later step of a story."""
    parts = found.parts
    if parts.similarity() < parts.weights().floor:
        return False
    if features.language not in WELL_READ and not parts.is_foreign:
        return parts.similarity() >= UNREAD_LINE
    more = shared_names(features, found.story.sum) - SHARED_NAMES
    return more >= 0 and parts.similarity() + NAME_WORTH * more >= parts.weights().storyline


def shared_names(features: ArticleFeatures, group: FeatureSum) -> float:
    """The names of an article or a group that both have, in the text if not as a name (it may open
    a sentence); each by what it adds to shorter ones."""
    language = features.language
    mine = {*features.terms, *_stems(features.entities, language)}
    both = mine & {*group.terms, *_stems(group.names, language)}
    total, counted = 0.0, set[str]()
    for name in sorted({*features.entities, *group.names}, key=lambda one: (one.count(" "), one)):
        new = both.intersection(_stems([name], language)) - counted
        total += distinctness(new, language)
        counted |= new
    return total


def _stems(names: Iterable[str], language: str) -> Iterator[str]:
    words = (word for name in names for word in name.split() if len(word) > 2)
    return (stem for word in words for stem in content_stems(word, language))

"""The wrap-up: the day's news in eight stories and no more: an edition with an end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from octavo.analyse.words.terms import cosine
from octavo.assist.summary import Cited

EDITION_STORIES = 8
"""Stories of an edition: finite by design (the product's own number)."""

OF_ONE_CATEGORY = 3
"""Stories of one section, while others are there. Chosen by hand; not measured."""

OF_ONE_COUNTRY = 3
"""Stories of one country, while others are there. Chosen by hand; not measured."""

STORY_SENTENCES = 2
"""Sentences of each story. Chosen by hand; not measured."""

SAME_COSINE = 0.45
"""Cosine of two stories' terms from which they are the same news. Chosen by hand; not measured."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that may be in the edition. `summary` is its own, what happened first; `terms` unit
    weights of what it is about, to tell stories apart."""

    story_id: int
    headline: str
    rank: float
    category: str
    summary: tuple[Cited, ...]
    source_ids: tuple[int, ...]
    last_at: datetime
    countries: tuple[str, ...] = ()
    terms: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class EditionItem:
    """A story of an edition: one or two verbatim sentences, each with its article."""

    story_id: int
    headline: str
    category: str
    sentences: tuple[Cited, ...]
    source_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """A finite issue: at most eight stories, most important first."""

    items: tuple[EditionItem, ...]


def edition(stories: Sequence[Candidate]) -> Edition:
    """Eight different stories, or fewer: by rank, at most three of a section or a country while
    others are there, none that reports what another already does."""
    ranked = sorted(stories, key=lambda s: (-s.rank, s.story_id))
    usable = [story for story in ranked[: 6 * EDITION_STORIES] if story.summary]
    chosen: list[Candidate] = []
    for strict in (True, False):
        for story in usable:
            if len(chosen) < EDITION_STORIES and story not in chosen:
                chosen += [story] if _fits(story, chosen, strict) else []
    chosen.sort(key=lambda story: (-story.rank, story.story_id))
    return Edition(tuple(map(_item, chosen)))


def _item(story: Candidate) -> EditionItem:
    first = story.summary[:STORY_SENTENCES]
    return EditionItem(story.story_id, story.headline, story.category, first, story.source_ids)


def _fits(story: Candidate, chosen: Sequence[Candidate], strict: bool) -> bool:
    mine = dict(story.terms)
    if any(cosine(mine, dict(other.terms)) >= SAME_COSINE for other in chosen):
        return False
    if not strict:
        return True
    country = story.countries[:1]
    same_country = sum(bool(country) and s.countries[:1] == country for s in chosen)
    same_category = sum(s.category == story.category for s in chosen)
    return same_category < OF_ONE_CATEGORY and same_country < OF_ONE_COUNTRY

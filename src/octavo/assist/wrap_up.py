"""The wrap-up: the day's news in eight stories and no more: an edition with an end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from octavo.analyse.words.terms import cosine
from octavo.assist.summary import Cited, MemberText, story_summary

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
    """A story that may be in the edition. `texts` are its members, best first; `terms` unit weights
    of what it is about, to tell stories apart."""

    story_id: int
    headline: str
    rank: float
    category: str
    texts: tuple[MemberText, ...]
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
    summarised = [(s, _sentences(s)) for s in ranked]
    usable = [(s, sentences) for s, sentences in summarised[: 6 * EDITION_STORIES] if sentences]
    chosen: list[tuple[Candidate, tuple[Cited, ...]]] = []
    for strict in (True, False):
        for story, sentences in usable:
            mine = [s for s, _ in chosen]
            if len(chosen) < EDITION_STORIES and story not in mine and _fits(story, mine, strict):
                chosen.append((story, sentences))
    chosen.sort(key=lambda pair: (-pair[0].rank, pair[0].story_id))
    return Edition(
        tuple(EditionItem(s.story_id, s.headline, s.category, t, s.source_ids) for s, t in chosen)
    )


def _sentences(story: Candidate) -> tuple[Cited, ...]:
    return story_summary(story.texts[:6], STORY_SENTENCES)


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

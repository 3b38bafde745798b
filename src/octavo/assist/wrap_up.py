"""The wrap-up: the day's news in eight stories and no more: an edition with an end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from octavo.analyse.words.terms import likeness
from octavo.assist.summary import Cited, Text, story_summary

MOST = 8
OF_ONE_CATEGORY = 3
OF_ONE_COUNTRY = 3
SENTENCES = 2

ALIKE = 0.45
"""Likeness of two stories' terms from which they are the same news."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that may be in the edition. `texts` are its members, best first; `terms` unit weights
    of what it is about, to tell stories apart."""

    story_id: int
    headline: str
    rank: float
    category: str
    texts: tuple[Text, ...]
    source_ids: tuple[int, ...]
    last_at: datetime
    countries: tuple[str, ...] = ()
    terms: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A story of an edition: one or two verbatim sentences, each with its article."""

    story_id: int
    headline: str
    category: str
    sentences: tuple[Cited, ...]
    source_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """A finite issue: at most eight stories, most important first."""

    items: tuple[Item, ...]


def eight(stories: Sequence[Candidate]) -> Edition:
    """Eight different stories, or fewer: by rank, at most three of a section or a country while
    others are there, none that tells what another already tells."""
    ranked = sorted(stories, key=lambda s: (-s.rank, s.story_id))
    told = [(s, _sentences(s)) for s in ranked]
    able = [(s, sentences) for s, sentences in told[: 6 * MOST] if sentences]
    chosen: list[tuple[Candidate, tuple[Cited, ...]]] = []
    for strict in (True, False):
        for story, sentences in able:
            mine = [s for s, _ in chosen]
            if len(chosen) < MOST and story not in mine and _fits(story, mine, strict):
                chosen.append((story, sentences))
    chosen.sort(key=lambda pair: (-pair[0].rank, pair[0].story_id))
    return Edition(
        tuple(Item(s.story_id, s.headline, s.category, t, s.source_ids) for s, t in chosen)
    )


def _sentences(story: Candidate) -> tuple[Cited, ...]:
    return story_summary(story.texts[:6], SENTENCES)


def _fits(story: Candidate, chosen: Sequence[Candidate], strict: bool) -> bool:
    mine = dict(story.terms)
    if any(likeness(mine, dict(other.terms)) >= ALIKE for other in chosen):
        return False
    if not strict:
        return True
    country = story.countries[:1]
    same_country = sum(bool(country) and s.countries[:1] == country for s in chosen)
    same_category = sum(s.category == story.category for s in chosen)
    return same_category < OF_ONE_CATEGORY and same_country < OF_ONE_COUNTRY

"""What is new to a reader in a story: of the articles they have not seen, the sentences that tell
what those do not that they have."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from octavo.actions.stories.timelines import facts_of
from octavo.assist.novelty import Known, new_sentences
from octavo.store.models import Article, StoryVisit
from octavo.store.read import reports_of

OF_ARTICLE, OF_ALL = 2, 6
"""New sentences of one article, and of all. Chosen by hand; not measured."""


@dataclass(frozen=True, slots=True)
class NewSince:
    """What is new since `at`, the visit before, None where only single articles were read:
    `articles` by their numbers, and `sentences`, word for word, each with its article."""

    at: datetime | None
    articles: frozenset[int]
    sentences: list[tuple[str, Article]]


def new_since(
    visit: StoryVisit, articles: Sequence[Article], language: str
) -> NewSince | None:  # fmt: skip
    """What is new to a reader who comes back to a story with these articles (`is_read` says which
    ones they have read); None to one who has seen nothing of it yet, or all."""
    read = {one.pk for one in articles if getattr(one, "is_read", False)}
    seen = read.union(visit.seen or ())
    new = frozenset(one.pk for one in articles if one.pk not in seen)
    if not new or not seen:
        return None
    return NewSince(visit.seen_at, new, _sentences(visit.story_id, new, language))


def _sentences(story: int, new: Collection[int], language: str) -> list[tuple[str, Article]]:
    known, found = Known(), []
    reports = [one for one in reports_of([story]) if one.duplicate_of_id is None]
    fresh = [one for one in reports if one.pk in new and one.language == language]
    for one in reports:
        if one.pk not in new:
            known.read(facts_of(one))
    for one in fresh:
        told = facts_of(one)
        found += [(text, one) for text in new_sentences(told, known, language, OF_ARTICLE)]
        known.read(told)
    return found[-OF_ALL:]

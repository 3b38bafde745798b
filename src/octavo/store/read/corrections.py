"""What a correction of a story needs to be seen, and what was corrected."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from octavo.store.models import Article, Correction, Related, StoryFace

NEAR = 8
"""Stories offered as others to join or to move to."""

MOST = 100
"""Corrections on a page, the latest."""


@dataclass(frozen=True, slots=True)
class DoneCorrection:
    """A correction with the headlines of its stories, empty for one that is gone."""

    correction: Correction
    story: str
    other: str


@dataclass(frozen=True, slots=True)
class StoryForCorrection:
    """A story's articles, oldest first, the originals with their copies counted; stories near it;
    what was corrected about it."""

    story: int
    articles: list[Article]
    near: list[StoryFace]
    done: list[DoneCorrection]


def story_for_correction(story: int) -> StoryForCorrection | None:
    """A story with all that a correction of it needs; None where it has no articles."""
    rows = Article.objects.filter(story=story).select_related("source")
    every = list(rows.order_by("published", "pk")[:400])
    if not every:
        return None
    done = _latest().filter(Q(story=story) | Q(other=story))
    return StoryForCorrection(story, _originals(every), _near(story), _named(list(done[:MOST])))


def corrections() -> list[DoneCorrection]:
    """The latest corrections of all stories."""
    return _named(list(_latest()[:MOST]))


def _latest() -> QuerySet[Correction]:
    return Correction.objects.select_related("made_by", "undone_by").order_by("-made_at", "-pk")


def _originals(every: Sequence[Article]) -> list[Article]:
    here = {one.pk: one for one in every}
    for one in every:
        one.copies = 0  # type: ignore[attr-defined]
    originals = []
    for one in every:
        above = here.get(one.duplicate_of_id or 0)
        if above is None:
            originals.append(one)
        else:
            above.copies += 1  # type: ignore[attr-defined]
    return originals


def _near(story: int) -> list[StoryFace]:
    """The stories that articles of this one are linked with, the nearest first."""
    links = Related.objects.filter(article__story=story).exclude(other__story=story)
    rows = links.order_by("-score", "other_id").values_list("other__story", flat=True)[:40]
    numbers = list(dict.fromkeys(number for number in rows if number))[:NEAR]
    faces = {face.story_id: face for face in _faces(numbers)}
    return [faces[number] for number in numbers if number in faces]


def _faces(numbers: Iterable[int]) -> list[StoryFace]:
    found = StoryFace.objects.filter(story__in=list(numbers), is_primary=True)
    return list(found.select_related("article", "story").order_by("pk"))


def _named(rows: Sequence[Correction]) -> list[DoneCorrection]:
    numbers = {n for row in rows for n in (row.story_id, row.other_id) if n}
    faces = StoryFace.objects.filter(story__in=numbers, is_primary=True)
    names = dict(faces.values_list("story", F("article__headline"))) if numbers else {}
    return [
        DoneCorrection(row, names.get(row.story_id, ""), names.get(row.other_id, ""))
        for row in rows
    ]


def correction(number: int) -> Correction:
    """One correction, with who made it. Raises Correction.DoesNotExist."""
    return Correction.objects.select_related("made_by").get(pk=number)

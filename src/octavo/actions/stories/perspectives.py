"""The perspectives of a story, and the gaps between outlets, worked out from what is stored when
asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from octavo.assist.perspectives.coverage import (
    Covering,
    Gap,
    Outlet,
    Texts,
    axes,
    axis_values,
    coverage,
    gaps,
)
from octavo.assist.perspectives.independent import StoryReport, independent_sources, texts_of
from octavo.assist.perspectives.perspectives import Perspective, perspectives, speaking
from octavo.assist.perspectives.rows import coverage_rows, gap_row, perspective_row
from octavo.extract.metadata.agencies import agency
from octavo.formats.folding import folded
from octavo.formats.languages import language
from octavo.store import read
from octavo.store.models import Article, Body, Source, StoryFace
from octavo.types import Entity

POOL = 300
"""Stories, by rank, among which gaps are looked for. Chosen by hand; not measured."""

KEPT = 16
"""Stories whose perspectives are kept, until their reports change."""


@dataclass(frozen=True, slots=True)
class StoryPerspectives:
    """How a story is told: `languages` as they tell it, `coverage` by axis; `articles` are its
    reports by their number, `independent` how many sources it has in all."""

    articles: dict[int, Article]
    independent: int
    languages: tuple[Perspective, ...]
    coverage: dict[str, list[Covering]]


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gaps on an axis: the stories that outlets of the value `covers` tell and those of
    `misses` do not, each with its face. `axes` and `values` (with the number of their outlets) are
    what there is to choose from."""

    axes: list[str]
    axis: str
    values: list[tuple[str, int]]
    covers: str
    misses: str
    found: list[tuple[StoryFace, Gap]]


def story_perspectives(story: int, *, is_visitor: bool) -> StoryPerspectives:
    """How a story is told. A visitor is shown no sentence of a source that lets visitors read the
    beginning only."""
    articles = read.reports_of_story(story)
    if not articles:
        return StoryPerspectives({}, 0, (), {})
    outlets = _outlets(read.publishing(articles[0].published, articles[-1].published))
    speak = speaking(_report(one, None) for one in articles)
    quoted = [
        one for one in articles
        if one.pk in speak and not (is_visitor and one.source.policy == "excerpt")
    ]  # fmt: skip
    bodies = {body.article_id: body for body in read.bodies(quoted)}
    reports = [_report(one, bodies.get(one.pk)) for one in articles]
    texts = texts_of(told := independent_sources(reports))
    return StoryPerspectives(
        {one.pk: one for one in articles},
        len(told),
        _perspectives(tuple(reports)),
        {axis: coverage(outlets, texts, axis) for axis in axes(outlets)},
    )


def coverage_gaps(
    axis: str = "", covers: str = "", misses: str = "", *, language: str = "en"
) -> Gaps:
    """The gaps between two values of an axis, each story in this language where it is told in it;
    of the first axis and its two values with most outlets where none are given."""
    faces = {face.story_id: face for face in read.ranked_faces(POOL)}
    times = [t for face in faces.values() for t in (face.story.first_at, face.story.last_at)]
    outlets = _outlets(read.publishing(min(times), max(times))) if times else []
    every = axes(outlets)
    axis = axis if axis in every else next(iter(every), "")
    values = axis_values(outlets, axis)
    names = [value for value, _ in values]
    covers = covers if covers in names else next(iter(names), "")
    others = [name for name in names if name != covers]
    misses = misses if misses in others else next(iter(others), "")
    found = gaps(_texts(faces), outlets, axis, (covers, misses)) if misses else []
    faces |= read.faces_of([one.story for one in found], language)
    return Gaps(every, axis, values, covers, misses, [(faces[one.story], one) for one in found])


def story_row(story: int, known: StoryPerspectives) -> dict[str, Any]:
    """How a story is told, for programs."""
    return {
        "story": story,
        "independent": known.independent,
        "perspectives": [perspective_row(one) for one in known.languages],
        "coverage": coverage_rows(known.coverage),
    }


def gaps_row(known: Gaps) -> dict[str, Any]:
    """The gaps on an axis, for programs."""
    return {
        "axis": known.axis,
        "covers": known.covers,
        "misses": known.misses,
        "gaps": [{**gap_row(gap), "headline": face.article.headline} for face, gap in known.found],
    }


def _texts(stories: Iterable[int]) -> dict[int, Texts]:
    """Of each story, which outlets tell it, and whose text each prints."""
    by_story: dict[int, list[StoryReport]] = {number: [] for number in stories}
    for one in read.reports_told(list(by_story)):
        by_story[one.story_id or 0].append(_report(one, None))
    return {number: texts_of(independent_sources(reports)) for number, reports in by_story.items()}


@lru_cache(KEPT)
def _perspectives(reports: tuple[StoryReport, ...]) -> tuple[Perspective, ...]:
    return tuple(perspectives(reports))


def _report(one: Article, body: Body | None) -> StoryReport:
    name = one.source.name
    mine = name if one.source.is_wire else agency(name)
    return StoryReport(
        id=one.pk,
        source=one.source_id,
        outlet=name,
        headline=one.headline,
        published=one.published,
        text=body.text if body else "",
        language=one.language,
        agency=mine or one.wire,
        copy_of=one.duplicate_of_id,
        is_own=one.is_own,
        entities=tuple(Entity(**entity) for entity in body.entities) if body else (),
    )


# ---------------------------------------------------------------- outlets


def _outlets(rows: Sequence[Source]) -> list[Outlet]:
    """The sources of some rows, with what they are on each axis: what we know, and over it what the
    owner says, equal but for capitals as one value."""
    found: dict[int, dict[str, str]] = {}
    named: dict[int, str] = {}
    spelled: dict[tuple[str, str], str] = {}
    for one in rows:
        named[one.pk] = one.name
        values = found.setdefault(one.pk, _known(one))
        axis, value = one.axis, one.value  # type: ignore[attr-defined]
        if axis:
            values[axis] = spelled.setdefault((axis, folded(value)), value)
    return [
        Outlet(pk, named[pk], {a: v for a, v in some.items() if v}) for pk, some in found.items()
    ]


def _known(one: Source) -> dict[str, str]:
    """What we know of a source ourselves."""
    is_agency = one.is_wire or bool(agency(one.name))
    return {
        "country": one.country.upper(),
        "language": language(one.language) or one.spoken or "",  # type: ignore[attr-defined]
        "kind": "agency" if is_agency else "outlet",
        "ownership": one.ownership,
    }

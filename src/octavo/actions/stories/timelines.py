"""Timelines of stories: what their reports date, who reported when, and what each report added.

Worked out when asked, of the stored texts; nothing of it is in the walk.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from octavo.assist.novelty import LITTLE, FactualSentence, Known, Report
from octavo.assist.novelty import factual_sentences as read_facts
from octavo.assist.novelty import novelty as share_of_new
from octavo.assist.timeline.events import text_events
from octavo.assist.timeline.merged import DatedLine, SourcedEvent, dated_lines
from octavo.formats.dates.zones import home
from octavo.store.models import Article
from octavo.store.read import reports_of
from octavo.types import TextFigure

READ_CHARACTERS = 20_000
"""Characters of a report whose dates are read: bounds the cost. Chosen by hand; not measured."""


REVISED_AFTER = timedelta(minutes=5)
"""A change sooner than that after publication is still that. Chosen by hand; not measured."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A report on the timeline. `kind`: `first` of the story; `independent`, the first of a source
    that is no copy; `update`, a later one of a source; `copy`. `novelty` is that of
    assist.novelty against the reports before it."""

    article: Article
    kind: str
    novelty: float

    @property
    def revised_at(self) -> datetime | None:
        """When its publisher says that its text was changed; None where it was not, or at once."""
        changed, first = self.article.modified, self.article.published
        return changed if changed and changed - first >= REVISED_AFTER else None

    @property
    def adds_little(self) -> bool:
        """Whether it tells hardly anything that was not told before, which of a copy is plain."""
        return self.kind != "copy" and self.novelty < LITTLE


@dataclass(frozen=True, slots=True)
class StoryTimeline:
    """Events up to today, those to come, and publications, each by time. `articles` are all that
    are named, by their number."""

    past: list[DatedLine]
    ahead: list[DatedLine]
    publications: list[Publication]
    articles: dict[int, Article]


def timeline_of(
    stories: Sequence[int], language: str, today: date, *, is_visitor: bool
) -> StoryTimeline:
    """The timeline of stories, told in this language where any report of them is in it, else in
    all. Visitors see no sentence of sources that let them read the beginning only."""
    articles = reports_of(stories)
    whole = [one for one in articles if not (is_visitor and one.source.policy == "excerpt")]
    spoken = [one for one in whole if one.language == language] or whole
    found = dated_lines(event for one in spoken for event in _events(one))
    return StoryTimeline(
        [line for line in found if line.date <= today],
        [line for line in found if line.date > today],
        publications(articles),
        {one.pk: one for one in articles},
    )


def _events(article: Article) -> list[SourcedEvent]:
    when = local_time(article)
    text, place = article.body.text[:READ_CHARACTERS], article.body.dateline
    return [
        SourcedEvent(
            article.pk, article.source_id, article.published, article.language, event,
            article.is_own,
        )
        for event in text_events(text, when, article.language, place)
    ]  # fmt: skip


def local_time(article: Article) -> datetime | None:
    """When an article was published by the clocks of its publisher's country (their standard time),
    whose days it speaks of; None where nobody knows when that was."""
    if article.date_precision == "seen":
        return None
    if article.date_precision == "day":
        return article.published
    east = home(f"{article.language or 'und'}-{article.source.country.upper()}")
    return article.published.astimezone(timezone(timedelta(minutes=east)))


# ---------------------------------------------------------------- publications


def publications(articles: Sequence[Article]) -> list[Publication]:
    """The reports of a story, given oldest first, each with its kind and its novelty."""
    told = novelties(articles)
    seen: set[int] = set()
    found = []
    for number, one in enumerate(articles):
        kind = _kind(one, is_first=not number, is_again=one.source_id in seen)
        seen |= {one.source_id} if kind != "copy" else set()
        found.append(Publication(one, kind, told[one.pk]))
    return found


def _kind(article: Article, *, is_first: bool, is_again: bool) -> str:
    if is_first:
        return "first"
    if not article.is_own:
        return "copy"
    return "update" if is_again else "independent"


def novelties(articles: Iterable[Article]) -> dict[int, float]:
    """The novelty of each of a story's articles, given oldest first, against those before it, by
    number: see assist.novelty. Alerts and reader apps may ask it of `reports_of([story])`."""
    known, found = Known(), {}
    for one in articles:
        told = facts_of(one)
        found[one.pk] = share_of_new(told, known)
        known.read(told)
    return found


def facts_of(article: Article) -> Sequence[FactualSentence]:
    """The sentences of an article with their facts."""
    body = article.body
    return read_facts(
        Report(
            body.text,
            article.language,
            local_time(article),
            body.dateline,
            tuple(entity["name"] for entity in body.entities),
            tuple(TextFigure(**figure) for figure in body.figures),
        )
    )


def told_by(line: DatedLine, articles: dict[int, Article]) -> list[Article]:
    """The articles that tell an event, one of each source, the first to tell it first."""
    return list(
        {articles[one.article_id].source_id: articles[one.article_id] for one in line.told[::-1]}
        .values()
    )[::-1]  # fmt: skip


def as_rows(timeline: StoryTimeline) -> dict[str, list[dict[str, object]]]:
    """A timeline for programs; `address` is the article's own."""
    return {
        "events": [_event_row(line, timeline) for line in (*timeline.past, *timeline.ahead)],
        "publications": [_publication_row(one) for one in timeline.publications],
    }


def _event_row(line: DatedLine, timeline: StoryTimeline) -> dict[str, object]:
    article = timeline.articles[line.shown.article_id]
    return {
        "date": str(line.date),
        "precision": line.precision,
        "sentence": line.shown.event.sentence,
        "source": article.source.name,
        "article": article.pk,
        "address": article.url,
        "sources": line.sources,
    }


def _publication_row(one: Publication) -> dict[str, object]:
    return {
        "published": one.article.published.isoformat(),
        "precision": one.article.date_precision,
        "revised": one.revised_at and one.revised_at.isoformat(),
        "kind": one.kind,
        "headline": one.article.headline,
        "source": one.article.source.name,
        "article": one.article.pk,
        "address": one.article.url,
        "novelty": round(one.novelty, 3),
    }

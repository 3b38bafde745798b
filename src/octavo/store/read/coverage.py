"""Who tells which stories, and who could: what perspectives and gaps are drawn from."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Subquery

from octavo.store.models import Article, Source, StoryFace
from octavo.store.read.articles import LONGEST_STORY
from octavo.store.read.stories import faces

AROUND = timedelta(days=7)
"""Who publishes anything so long before or after a story could tell it: some outlets are weekly.
Chosen by hand; not measured."""

REPORT_FIELDS = (
    "pk", "story_id", "source_id", "headline", "published", "date_precision", "language", "wire",
    "is_own", "duplicate_of_id", "source__name", "source__slug", "source__logo",
    "source__is_wire", "source__policy",
)  # fmt: skip


def reports_told(stories: Sequence[int]) -> QuerySet[Article]:
    """All articles of some stories that people may see, copies too, oldest first, with their
    sources."""
    rows = Article.objects.filter(story__in=stories, is_hidden=False).select_related("source")
    return rows.only(*REPORT_FIELDS).order_by("published", "id")


def reports_of_story(story: int) -> list[Article]:
    """The newest LONGEST_STORY of them of one story, oldest first."""
    return list(reports_told([story]).order_by("-published", "-id")[:LONGEST_STORY])[::-1]


def ranked_faces(limit: int) -> list[StoryFace]:
    """The stories that rank highest, each in the language that tells it most."""
    return list(faces()[:limit])


def publishing(since: datetime, until: datetime) -> list[Source]:
    """The sources that published anything around these times, by name, each once a row of its
    owner's `axis` and `value` (None where there is none), with `spoken`, the language of its newest
    article."""
    visible = Article.objects.filter(source=OuterRef("pk"), is_hidden=False)
    then = visible.filter(published__gte=since - AROUND, published__lte=until + AROUND)
    newest = visible.order_by("-published", "-id").values("language")[:1]
    rows = Source.objects.filter(Exists(then.order_by()))
    return list(
        rows.annotate(
            axis=F("attributes__axis"),
            value=F("attributes__value"),
            spoken=Subquery(newest, output_field=CharField()),
        ).order_by("name", "pk", "attributes__axis")
    )

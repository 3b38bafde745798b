"""How the site is doing: feeds, failures, counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F
from django.utils import timezone

from octavo.store import site_settings
from octavo.store.models import (
    Article,
    Attempt,
    Feed,
    FeedState,
    Quarantine,
    Source,
    Story,
    TextReport,
    User,
)


def health(most: int | None = None) -> list[Feed]:
    """Feeds with their source and state: the health table, worst first; all, or `most` of them."""
    return list(
        Feed.objects.exclude(kind="import")
        .select_related("source", "state")
        .order_by(F("state__failures").desc(nulls_last=True), "source__name", "id")[:most]
    )


def refusals(since: datetime) -> list[tuple[str, int]]:
    """Why pages were refused since then: named causes and how often, most frequent first."""
    lately = Attempt.objects.filter(at__gte=since, step="article")
    rows = lately.values("cause").annotate(times=Count("pk")).order_by("-times", "cause")
    return [(row["cause"], row["times"]) for row in rows]


def missed_rules(since: datetime) -> list[tuple[str, int]]:
    """Publisher rules that found nothing since then, by name, and on how many pages."""
    lately = Attempt.objects.filter(at__gte=since, step="rule")
    rows = lately.values("detail").annotate(times=Count("pk")).order_by("-times", "detail")
    return [(row["detail"], row["times"]) for row in rows]


def texts_reported() -> int:
    """Of how many articles readers say that the text is wrong."""
    return TextReport.objects.filter(outcome="").values("article").distinct().count()


@dataclass(frozen=True, slots=True)
class Doubts:
    """What keeps old articles from being let go of: a leap of the clock from one time to another,
    None where it goes evenly, and how many articles would go at once, 0 where that is usual."""

    leapt_from: datetime | None
    leapt_to: datetime | None
    too_many: int


def doubts() -> Doubts:
    """The doubts of tidying, for the admin."""
    noted = site_settings.direct(site_settings.CLOCK, {})
    ends = [datetime.fromisoformat(noted[end]) for end in ("from", "to") if end in noted]
    is_over = not ends or ends[1] + CLOCK_TOLD < timezone.now()
    too_many = site_settings.direct(site_settings.TOO_MANY, 0)
    return Doubts(None, None, too_many) if is_over else Doubts(ends[0], ends[1], too_many)


CLOCK_TOLD = timedelta(days=30)
"""How long a leap of the clock is told of after it. Chosen by hand; not measured."""


def without_network() -> int:
    """How many feeds wait since at their last poll nobody at all was reached."""
    return FeedState.objects.filter(outcome="no_network", is_stopped=False).count()


def quarantined() -> int:
    """How many entries and feeds a bug keeps from being read."""
    return Quarantine.objects.count()


def counts() -> dict[str, Any]:
    """How much there is of what."""
    return {
        "sources": Source.objects.count(),
        "feeds": Feed.objects.exclude(kind="import").count(),
        "articles": Article.objects.count(),
        "stories": Story.objects.filter(merged_into=None).count(),
        "users": User.objects.count(),
    }

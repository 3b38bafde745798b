"""Letting go of what is past its keeping, in small transactions, never of too much at once."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from octavo.actions.retention import clock
from octavo.store import site_settings
from octavo.store.models import (
    Article,
    Attempt,
    EgressRecord,
    Entry,
    ModelReply,
    RefusedPage,
    Snapshot,
)

ATTEMPTS_DAYS, EGRESS_DAYS = 30, 365
"""Days that failed attempts and outbound requests stay on record: a month to find a fault, a year
to account for what left the machine."""

MODEL_REPLIES_DAYS = 30
"""Days that what a model wrote is kept, so that it is not paid for twice. Chosen by hand; not
measured."""

ROWS_A_DELETE = 500
"""Rows deleted in one transaction: writers wait at most some tens of milliseconds."""

USUAL, USUAL_SHARE = 50, 0.25
"""Articles that may go at once however few there are, and the share of all that may: of an even
92 days a day is a hundredth. Chosen by hand; not measured."""


def tidy_if_steady(now: datetime) -> None:
    """Tidy by a clock that has gone evenly for days; else leave everything as it is."""
    if clock.is_steady(now):
        clock.set_right(now)
        tidy(now)


def tidy(now: datetime, *, is_forced: bool = False) -> dict[str, int]:
    """Let go of what is past its keeping. What somebody saved, discussed or brought in by hand is
    kept for ever. Where an unusual share of the articles would go at once none does, unless forced:
    then something is wrong, with the clock or with a setting."""
    days = timedelta
    gone = {
        "pages": _dropped(
            Snapshot.objects.filter(fetched__lt=now - days(settings.KEEP_PAGES_DAYS))
        ),
        "refused_pages": _dropped(
            RefusedPage.objects.filter(fetched__lt=now - days(settings.KEEP_PAGES_DAYS))
        ),
        "attempts": _dropped(Attempt.objects.filter(at__lt=now - days(ATTEMPTS_DAYS))),
        "model_replies": _dropped(ModelReply.objects.filter(at__lt=now - days(MODEL_REPLIES_DAYS))),
        "egress": _dropped(EgressRecord.objects.filter(at__lt=now - days(EGRESS_DAYS))),
    }
    if settings.KEEP_DAYS > 0:
        past = _past_keeping(now)
        too_many = 0 if is_forced else _unusual(past.count())
        site_settings.set_value(site_settings.TOO_MANY, too_many)
        gone["articles"] = 0 if too_many else _dropped(past)
        finished = Entry.objects.filter(state=Entry.State.DONE, article=None)
        gone["entries"] = _dropped(finished.filter(seen_at__lt=now - days(2 * settings.KEEP_DAYS)))
    return gone


def _past_keeping(now: datetime) -> QuerySet[Article]:
    past = Article.objects.filter(
        published__lt=now - timedelta(days=settings.KEEP_DAYS), fetched__lt=now - timedelta(days=7)
    )
    kept = past.filter(marks__saved_at__isnull=False) | past.filter(comments__isnull=False)
    polled = Entry.objects.filter(article=OuterRef("pk"))
    return past.filter(Exists(polled)).exclude(pk__in=kept.values("pk"))


def _unusual(count: int) -> int:
    """The number of articles to go where it is too many to go at once, else 0."""
    is_usual = count <= max(USUAL, USUAL_SHARE * Article.objects.count())
    return 0 if is_usual else count


def _dropped(rows: "object") -> int:
    """Delete rows in small transactions, so that writers are never kept waiting long."""
    count = 0
    while ids := list(rows.values_list("pk", flat=True)[:ROWS_A_DELETE]):  # type: ignore[attr-defined]
        with transaction.atomic():
            rows.model.objects.filter(pk__in=ids).delete()  # type: ignore[attr-defined]
        count += len(ids)
    return count

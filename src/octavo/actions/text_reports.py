"""What readers say is wrong with a text: one word a person and article, closed with an outcome."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count

from octavo.errors import UsageError
from octavo.store.models import Article, TextReport, User

Wrong = TextReport.Wrong
Outcome = TextReport.Outcome

NOTE = 500
"""Characters of a note: a few sentences."""

AN_HOUR = 10
"""Reports that one person may send in an hour."""
VISITORS_AN_HOUR = 60
"""Reports that all visitors without an account may send in an hour, together."""


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who speaks: somebody with an account, or a visitor; `who` tells one from another."""

    who: str
    user: User | None = None


def report(article: Article, reporter: Reporter, wrong: str, note: str, now: datetime) -> bool:
    """Note what a reader says is wrong; False where they have said so and it is still open.
    Raises UsageError: unknown_wrong, too_fast."""
    if wrong not in TextReport.Wrong.values:
        raise UsageError(code="unknown_wrong")
    with transaction.atomic():
        before = TextReport.objects.filter(article=article, who=reporter.who).first()
        if before is not None and before.outcome == TextReport.Outcome.OPEN:
            return False
        _check_pace(reporter, now)
        values = {
            "wrong": wrong,
            "note": note.strip()[:NOTE],
            "made_at": now,
            "user": reporter.user,
        }
        anew = {"outcome": TextReport.Outcome.OPEN, "closed_by": None, "closed_at": None}
        TextReport.objects.update_or_create(
            article=article, who=reporter.who, defaults={**values, **anew}
        )
    return True


def _check_pace(reporter: Reporter, now: datetime) -> None:
    lately = TextReport.objects.filter(made_at__gt=now - timedelta(hours=1))
    if lately.filter(who=reporter.who).count() >= AN_HOUR:
        raise UsageError(code="too_fast")
    if reporter.user is None and lately.filter(user=None).count() >= VISITORS_AN_HOUR:
        raise UsageError(code="too_fast")


def waiting(limit: int = 100) -> list[Article]:
    """Articles of which something open was said, most people first; each with its `reports`."""
    rows = TextReport.objects.filter(outcome=TextReport.Outcome.OPEN)
    most = rows.values("article").annotate(n=Count("pk")).order_by("-n", "article")[:limit]
    ids = [row["article"] for row in most]
    articles = Article.objects.select_related("source").in_bulk(ids)
    for one in articles.values():
        one.reports = []  # type: ignore[attr-defined]
    for row in rows.filter(article__in=ids).select_related("user").order_by("made_at", "id"):
        articles[row.article_id].reports.append(row)  # type: ignore[attr-defined]
    return [articles[number] for number in ids]


def of_article(number: int) -> list[TextReport]:
    """All that was said of an article, open first, newest first."""
    rows = TextReport.objects.filter(article=number).select_related("user", "closed_by")
    return sorted(rows.order_by("-made_at", "-id"), key=lambda row: row.outcome != "")


def close(article: int, outcome: str, user: User, now: datetime) -> int:
    """Close what is open of an article; how many readers had said so.
    Raises UsageError: unknown_outcome."""
    if outcome not in TextReport.Outcome.values or not outcome:
        raise UsageError(code="unknown_outcome")
    rows = TextReport.objects.filter(article=article, outcome=TextReport.Outcome.OPEN)
    return rows.update(outcome=outcome, closed_by=user, closed_at=now)

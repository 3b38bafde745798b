"""Comments: written, reported, decided on."""

from datetime import datetime, timedelta

from django.db import transaction

from octavo.assist.moderate import objections
from octavo.errors import UsageError
from octavo.store.models import Article, Comment, Report, User

COMMENTS_AN_HOUR = 12
"""Of one reader: a lively conversation has fewer; chosen by hand."""

SECONDS_BETWEEN = 10
"""Between two comments of one reader: nobody types a thought faster; chosen by hand."""

REPORTS_TO_HOLD = 3
"""Readers who must object before a comment waits for a moderator: one or two may be a quarrel."""

MAX_COMMENT = 4000
"""Characters, about two pages."""


def comment(
    user: User, article: Article, text: str, parent_id: int | None, now: datetime
) -> Comment:
    """A new comment, shown at once unless a local rule objects: then it is held for a moderator.
    Raises UsageError with the code of what is wrong: empty, too_long, too_fast, closed."""
    text = text.strip()
    if not text:
        raise UsageError(code="empty")
    if len(text) > MAX_COMMENT:
        raise UsageError(code="too_long")
    with transaction.atomic():
        _check_pace(user, now)
        parent = Comment.objects.filter(pk=parent_id or 0, article=article).first()
        found = list(objections(text))
        return Comment.objects.create(
            article=article,
            user=user,
            parent=parent,
            text=text,
            made_at=now,
            objections=found,
            state=Comment.State.HELD if found else Comment.State.VISIBLE,
        )


def _check_pace(user: User, now: datetime) -> None:
    """Hold a writer to the pace of a conversation."""
    if user.is_moderator:
        return
    recent = Comment.objects.filter(user=user, made_at__gt=now - timedelta(hours=1))
    last = recent.order_by("-made_at").first()
    hurried = last is not None and now - last.made_at < timedelta(seconds=SECONDS_BETWEEN)
    if hurried or recent.count() >= COMMENTS_AN_HOUR:
        raise UsageError(code="too_fast")


def report(user: User, number: int) -> None:
    """Note that a reader objects to a comment; enough readers hold it until a moderator decides."""
    with transaction.atomic():
        found = Comment.objects.filter(pk=number, state=Comment.State.VISIBLE).first()
        if found is None:
            return
        Report.objects.get_or_create(comment=found, user=user)
        if found.decided_at is None and found.reports.count() >= REPORTS_TO_HOLD:
            found.state = Comment.State.HELD
            found.objections = [*found.objections, "reported"]
            found.save(update_fields=["state", "objections"])


def decide(moderator: User, number: int, state: str, now: datetime) -> None:
    """Show or hide a comment; who decided and when is kept."""
    if state in {Comment.State.VISIBLE, Comment.State.HIDDEN}:
        Comment.objects.filter(pk=number).update(state=state, decided_by=moderator, decided_at=now)

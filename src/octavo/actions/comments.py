"""Comments: written, reported, decided on."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from octavo.assist.moderation.judge import judgement
from octavo.errors import UsageError
from octavo.store import site_settings
from octavo.store.models import Article, Comment, Report, User

COMMENTS_AN_HOUR = 12
"""Of one reader: a lively conversation has fewer; chosen by hand."""

SECONDS_BETWEEN = 10
"""Between two comments of one reader: nobody types a thought faster; chosen by hand."""

REPORTS_TO_HOLD = 3
"""Readers who must object before a comment waits for a moderator: one or two may be a quarrel."""

MAX_COMMENT = 4000
"""Characters, about two pages."""

COMPARED_COMMENTS = 50
"""Comments of the last hour that a new one is compared with, to see the same text again: bounds the
cost. Chosen by hand; not measured."""

APPEALED = "appealed"
"""The reason of a comment whose writer has asked for a second look, which can be done once."""


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
        found = _reasons(user, article, text, now)
        return Comment.objects.create(
            article=article,
            user=user,
            parent=parent,
            text=text,
            made_at=now,
            objections=found,
            state=Comment.State.HELD if found else Comment.State.VISIBLE,
        )


def _reasons(user: User, article: Article, text: str, now: datetime) -> list[str]:
    """Why a comment is held, beside what was written in the last hour by its writer anywhere and
    by others under the same article."""
    near = Comment.objects.filter(Q(user=user) | Q(article=article))
    rows = list(
        near.filter(made_at__gt=now - timedelta(hours=1))
        .order_by("-made_at", "-id")
        .values_list("user_id", "text")[:COMPARED_COMMENTS]
    )
    own = [said for writer, said in rows if writer == user.pk]
    others = {writer: said for writer, said in rows if writer != user.pk}
    found = judgement(text, article.headline, own, list(others.values()))
    return list(found.reasons(str(site_settings.value("moderation"))))


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


def appeal(user: User, number: int) -> bool:
    """Put a hidden comment before the moderators again because its writer asks, once; whether that
    was done."""
    with transaction.atomic():
        found = Comment.objects.filter(pk=number, user=user, state=Comment.State.HIDDEN).first()
        if found is None or APPEALED in found.objections:
            return False
        found.state = Comment.State.HELD
        found.objections = [*found.objections, APPEALED]
        found.save(update_fields=["state", "objections"])
        return True


def decide(moderator: User, number: int, state: str, now: datetime) -> None:
    """Show or hide a comment; who decided and when is kept."""
    if state in {Comment.State.VISIBLE, Comment.State.HIDDEN}:
        Comment.objects.filter(pk=number).update(state=state, decided_by=moderator, decided_at=now)

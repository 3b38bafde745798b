"""What users do: open, save, comment, report, decide."""

import difflib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from octavo.assist.moderate import objections
from octavo.errors import UsageError
from octavo.store.models import Article, Comment, Mark, Report, Revision, User

COMMENTS_AN_HOUR = 12
SECONDS_BETWEEN = 10
REPORTS_TO_HOLD = 3
MAX_COMMENT = 4000
MAX_FOLLOWS = 300
FOLLOWABLE = re.compile(r"(?:section|source|tag|country):\S.{0,98}\Z")


def open_article(user: User, article: Article, now: datetime) -> Mark:
    """A reader's mark on an article, read as of now."""
    mark, is_new = Mark.objects.get_or_create(user=user, article=article, defaults={"read_at": now})
    if not is_new and (mark.read_at is None or now - mark.read_at > timedelta(minutes=10)):
        mark.read_at = now
        mark.save(update_fields=["read_at"])
    return mark


def mark(user: User, article: Article, deed: str, now: datetime) -> None:
    """Do one thing to a reader's mark: save, unsave, read, unread."""
    changes: dict[str, dict[str, datetime | None]] = {
        "save": {"saved_at": now},
        "unsave": {"saved_at": None},
        "read": {"read_at": now},
        "unread": {"read_at": None},
    }
    if deed in changes:
        Mark.objects.update_or_create(user=user, article=article, defaults=changes[deed])


def follow(user: User, name: str, *, is_wanted: bool) -> None:
    """Follow something by its name (`kind:key`), or follow it no more. UsageError for what cannot
    be followed, and where it is too much."""
    if not FOLLOWABLE.match(name):
        raise UsageError(f"{name!r} cannot be followed", code="not_followable")
    kept = [one for one in user.follows if one != name]
    if is_wanted and len(kept) >= MAX_FOLLOWS:
        raise UsageError("that is too much to follow", code="too_many")
    user.follows = [*kept, name] if is_wanted else kept
    User.objects.filter(pk=user.pk).update(follows=user.follows)


@dataclass(frozen=True, slots=True)
class Difference:
    """What one revision changed: the headlines, and lines taken out (-) and put in (+)."""

    replaced_at: datetime
    headline_before: str
    headline_after: str
    lines: list[tuple[str, str]]


def differences(article: Article) -> list[Difference]:
    """The changes of an article, newest first, each against what came after it."""
    result = []
    after_headline, after_text = article.headline, article.body.text
    for revision in Revision.objects.filter(article=article).order_by("-replaced_at", "-id"):
        diff = difflib.ndiff(revision.text.splitlines(), after_text.splitlines())
        lines = [(line[0], line[2:]) for line in diff if line[0] in "+-"]
        result.append(Difference(revision.replaced_at, revision.headline, after_headline, lines))
        after_headline, after_text = revision.headline, revision.text
    return result


# ---------------------------------------------------------------- comments


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
            state=Comment.State.HELD if found else Comment.State.SHOWN,
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
        found = Comment.objects.filter(pk=number, state=Comment.State.SHOWN).first()
        if found is None:
            return
        Report.objects.get_or_create(comment=found, user=user)
        if found.decided_at is None and found.reports.count() >= REPORTS_TO_HOLD:
            found.state = Comment.State.HELD
            found.objections = [*found.objections, "reported"]
            found.save(update_fields=["state", "objections"])


def decide(moderator: User, number: int, state: str, now: datetime) -> None:
    """Show or hide a comment; who decided and when is kept."""
    if state in {Comment.State.SHOWN, Comment.State.HIDDEN}:
        Comment.objects.filter(pk=number).update(state=state, decided_by=moderator, decided_at=now)

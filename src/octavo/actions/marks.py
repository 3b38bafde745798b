"""What readers do with articles: open, save, follow."""

import re
from datetime import datetime, timedelta

from octavo.errors import UsageError
from octavo.store.models import Article, Mark, User

MAX_FOLLOWS = 300
"""More than anybody follows by hand; the front page compares each story with all of them."""

FOLLOWABLE = re.compile(r"(?:section|source|tag|country):\S.{0,98}\Z")

READ_AGAIN = timedelta(minutes=10)
"""Opening an article again sooner is the same reading."""


def open_article(user: User, article: Article, now: datetime) -> Mark:
    """A reader's mark on an article, read as of now."""
    mark, is_new = Mark.objects.get_or_create(user=user, article=article, defaults={"read_at": now})
    if not is_new and (mark.read_at is None or now - mark.read_at > READ_AGAIN):
        mark.read_at = now
        mark.save(update_fields=["read_at"])
    return mark


def mark(user: User, article: Article, change: str, now: datetime) -> None:
    """Do one thing to a reader's mark: save, unsave, read, unread."""
    changes: dict[str, dict[str, datetime | None]] = {
        "save": {"saved_at": now},
        "unsave": {"saved_at": None},
        "read": {"read_at": now},
        "unread": {"read_at": None},
    }
    if change in changes:
        Mark.objects.update_or_create(user=user, article=article, defaults=changes[change])


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

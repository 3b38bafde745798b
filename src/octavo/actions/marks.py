"""What readers do with articles and stories: open, save, follow."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from octavo.errors import UsageError
from octavo.store.models import Article, Mark, StoryVisit, User

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


def visit_story(user: User, story: int, articles: Sequence[int], now: datetime) -> StoryVisit:
    """A reader's visit to a story whose page holds these articles. Opened again soon it stays the
    same visit: what was new on it is still. A visit to a story that became part of this one was
    one to this."""
    is_here = Q(story=story) | Q(story__merged_into=story)
    visits = list(StoryVisit.objects.filter(is_here, user=user).order_by("-opened_at"))
    own = next((one for one in visits if one.story_id == story), None)
    shown = {number for one in visits for number in one.shown}
    found = own or StoryVisit(user=user, story_id=story)
    if own and now - own.opened_at <= READ_AGAIN:
        if shown.issuperset(articles):
            return own
        found.shown = sorted(shown.union(articles))
    else:
        found.seen = sorted(shown) if visits else None
        found.seen_at = visits[0].opened_at if visits else None
        found.shown, found.opened_at = sorted(articles), now
    StoryVisit.objects.bulk_create(
        [found],
        update_conflicts=True,
        unique_fields=["user", "story"],
        update_fields=["opened_at", "shown", "seen", "seen_at"],
    )
    return found


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

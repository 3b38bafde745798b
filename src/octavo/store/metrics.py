"""Figures for the host's monitoring."""

from datetime import datetime, timedelta

from octavo.store.models import Article, Comment, Entry, FeedState, Story


def gauges(now: datetime) -> dict[str, tuple[str, float]]:
    """Name -> (what it is, value)."""
    hour_ago = now - timedelta(hours=1)
    states = FeedState.objects.exclude(feed__kind="import")
    return {
        "articles": ("Articles stored.", Article.objects.count()),
        "articles_last_hour": (
            "Articles taken in during the last hour.",
            Article.objects.filter(fetched__gte=hour_ago).count(),
        ),
        "stories": ("Stories.", Story.objects.filter(merged_into=None).count()),
        "entries_waiting": (
            "Feed items not yet read.",
            Entry.objects.filter(state="waiting").count(),
        ),
        "feeds": ("Feeds followed.", states.count()),
        "feeds_failing": (
            "Feeds whose last poll failed.",
            states.filter(failures__gt=0).count(),
        ),
        "comments_held": (
            "Comments that wait for a moderator.",
            Comment.objects.filter(state="held").count(),
        ),
    }

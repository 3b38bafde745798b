"""Figures for the host's monitoring."""

from datetime import datetime, timedelta

from django.db.models import Count, Q

from octavo.store import site_settings
from octavo.store.models import Article, Comment, Entry, FeedState, Quarantine, Story

BUGS = "bugs"
"""The setting that counts the bugs caught so far."""


def counters() -> dict[str, tuple[str, float]]:
    """What only grows: name -> (what it is, value)."""
    return {"bugs_total": ("Bugs of Octavo's own that were caught.", site_settings.direct(BUGS, 0))}


def gauges(now: datetime) -> dict[str, tuple[str, float]]:
    """What rises and falls: name -> (what it is, value)."""
    hour_ago = now - timedelta(hours=1)
    states = FeedState.objects.exclude(feed__kind="import")
    feeds = states.aggregate(all=Count("pk"), failing=Count("pk", filter=Q(failures__gt=0)))
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
        "feeds": ("Feeds followed.", feeds["all"]),
        "feeds_failing": ("Feeds whose last poll failed.", feeds["failing"]),
        "quarantined": (
            "Entries and feeds that a bug of Octavo's keeps from being read.",
            Quarantine.objects.count(),
        ),
        "comments_held": (
            "Comments that wait for a moderator.",
            Comment.objects.filter(state="held").count(),
        ),
    }

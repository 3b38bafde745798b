"""Hiding: what an admin takes out of sight, and what was made of it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from octavo.actions import maintenance
from octavo.actions.stories import editions, story_rows
from octavo.store.models import Article


def set_hidden(articles: Iterable[int], *, is_hidden: bool, now: datetime) -> None:
    """Hide articles, or show them again; their stories get their headlines, summaries and counts
    anew, as do the lists of sources and countries, and the day's editions are made without
    them."""
    numbers = list(articles)
    with transaction.atomic():
        rows = Article.objects.filter(pk__in=numbers)
        rows.update(is_hidden=is_hidden)
        stories = {number for number in rows.values_list("story", flat=True) if number is not None}
        story_rows.rethread(stories)
        maintenance.count(now)
        editions.without_hidden(now)

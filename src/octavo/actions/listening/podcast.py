"""The private podcast of the wrap-ups: each reader's secret address, and when an edition comes in.

edition of the day ──(its hour)──► episode: what it holds then stays
reader ── asks ──► an address that nobody can guess ── takes back ──► nobody's
"""

import secrets
from datetime import datetime, time

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from octavo.formats.row_numbers import row_number
from octavo.store.models import Edition, User

MORNING = time(6)
"""When an edition that changes with the news becomes an episode. Chosen by hand."""


def release(language: str, now: datetime) -> None:
    """Let the edition of the day into the podcasts once its hour has come; the first one at
    once, so that a podcast is never empty."""
    here = now.astimezone(settings.EDITION_ZONE)
    rows = Edition.objects.filter(language=language)
    today = rows.filter(day=here.date(), episode__isnull=True).exclude(stories=[]).first()
    if today is None:
        return
    if here.time() >= episode_time() or not rows.filter(episode__isnull=False).exists():
        today.episode = today.stories
        today.save(update_fields=["episode"])


def episode_time() -> time:
    """When the edition of a day becomes an episode: once it is made, where it is made at an hour
    of the owner's, else in the morning."""
    return settings.EDITION_AT or MORNING


def begin_podcast(user: User) -> None:
    """Give a reader a secret address; the one they had is nobody's then."""
    user.podcast = secrets.token_urlsafe(16)
    user.save(update_fields=["podcast"])


def end_podcast(user: User) -> None:
    """Take a reader's secret address back."""
    user.podcast = ""
    user.save(update_fields=["podcast"])


def podcast_key(user: User) -> str:
    """The secret part of a reader's address, empty where they have none. The database alone does
    not tell it: it is signed with the site's key."""
    return f"{user.pk}-{_signature(user)}" if user.podcast else ""


def listener(key: str) -> User | None:
    """Whose address it is; None where it is nobody's, or of somebody who may not sign in."""
    number = row_number(key.partition("-")[0])
    if number is None:
        return None
    user = User.objects.filter(pk=number, is_active=True).exclude(podcast="").first()
    return user if user and constant_time_compare(podcast_key(user), key) else None


def _signature(user: User) -> str:
    return salted_hmac("octavo.podcast", user.podcast, algorithm="sha256").hexdigest()[:40]

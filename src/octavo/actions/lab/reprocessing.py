"""Reading a host's stored pages again: asked for in the lab, done by the walk, a share at a time.

Where a replay stands is kept with it, so that one that is cut off goes on where it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from octavo.actions import ingest
from octavo.actions.article_rows import Reading
from octavo.actions.lab import reprocessed, stored_pages
from octavo.actions.lab.stored_pages import NEVER, Stored
from octavo.actions.stories.live_window import LiveWindow
from octavo.store import site_settings
from octavo.store.models import Replay, User

SHARE = 24
"""Pages of one turn, saved in one transaction."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The next share of a replay's pages."""

    replay: int
    pages: list[Stored]


def request_replay(host: str, user: User, now: datetime) -> Replay:
    """Ask for a host's stored pages to be read again; one that is under way begins anew."""
    with transaction.atomic():
        for before in Replay.objects.filter(host=host, finished_at=None):
            _finish(before, now)
        return Replay.objects.create(
            host=host,
            asked_by=user,
            asked_at=now,
            upto=NEVER,
            upto_refused=NEVER,
            total=stored_pages.count(host),
        )


def turn(now: datetime) -> Turn | None:
    """The next share of what is asked for, with all that is known of its pages; None when nothing
    is left to do."""
    while replay := Replay.objects.filter(finished_at=None).order_by("asked_at", "id").first():
        names = stored_pages.hosts(replay.host)
        pages = stored_pages.articles_below(names, replay.upto, SHARE)
        pages = pages or stored_pages.refused_below(names, replay.upto_refused, SHARE)
        if pages:
            return Turn(replay.pk, stored_pages.with_what_is_known(pages))
        _finish(replay, now)
    return None


def save_turn(
    turn: Turn,
    pages: Sequence[Stored],
    again: Sequence[tuple[Stored, Reading]],
    window: LiveWindow,
    now: datetime,
) -> None:
    """Save pages of a turn: articles that say something else, refused pages that are articles after
    all, and how far the replay is."""
    fresh = [reading for stored, reading in again if stored.article_id is None]
    known = [(one.article_id, reading) for one, reading in again if one.article_id is not None]
    found = ingest.save_readings(fresh, window, now).new if fresh else []
    counted = reprocessed.save(known)
    row = Replay.objects.get(pk=turn.replay)
    articles = [one.article_id for one in pages if one.article_id is not None]
    refused = [one.entry_id for one in pages if one.entry_id is not None]
    row.upto, row.upto_refused = min([row.upto, *articles]), min([row.upto_refused, *refused])
    row.changed += counted.changed
    row.same += counted.same
    row.found += len(found)
    row.left += len(pages) - len(known) - len(found)
    row.save()


def _finish(replay: Replay, now: datetime) -> None:
    """Note that all is read; where anything changed, story windows are filled anew."""
    with transaction.atomic():
        Replay.objects.filter(pk=replay.pk).update(finished_at=now)
        if replay.changed:
            site_settings.bump("epoch")


def latest(host: str = "", size: int = 10) -> list[Replay]:
    """The latest replays, of a host or of all."""
    rows = Replay.objects.select_related("asked_by").order_by("-asked_at", "-id")
    return list((rows.filter(host=host) if host else rows)[:size])

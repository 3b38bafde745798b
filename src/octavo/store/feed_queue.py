"""The queue: which feeds are due, and which entries wait to be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from octavo.formats.urls import site
from octavo.store.host_memories import host_memories
from octavo.store.models import Entry, FeedState
from octavo.types import Target

PER_HOST = 8
"""Waiting entries of one host that one reading of the queue may take: no host starves the rest."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A queue row: the entry to be read, packed, with its address, its feed and source, how often
    it was tried, and what is remembered of its host."""

    id: int
    source_id: int
    feed_id: int
    url: str
    tries: int
    packed: bytes
    memory: bytes = b""


def feeds_due(now: datetime, limit: int, *, only: Sequence[int] = ()) -> list[Target]:
    """The feeds to poll now, longest due first; with `only`, those feeds whether due or not."""
    states = FeedState.objects.filter(feed__is_enabled=True).exclude(feed__kind="import")
    if only:
        states = states.filter(feed__in=only)
    else:
        states = states.filter(next_at__lte=now, is_stopped=False)
    rows = states.select_related("feed").order_by("next_at", "feed_id")[:limit]
    return [
        Target(
            id=row.feed_id,
            url=row.feed.url,
            password=row.feed.password,
            kind=row.feed.kind,
            etag=row.etag,
            last_modified=row.last_modified,
            body_hash=row.body_hash,
            moved_to=row.moved_to,
            failures=row.failures,
            interval=row.interval,
        )
        for row in rows
    ]


def waiting(now: datetime, limit: int, *, but: Sequence[int] = ()) -> list[Waiting]:
    """Entries to read now, at most PER_HOST of a host, newest of each first; `but` are in hand, and
    hosts of which none is come before those: a host answers one at a time."""
    nth = Window(
        RowNumber(), partition_by=F("host"), order_by=[F("seen_at").desc(), F("id").desc()]
    )
    rows = (
        Entry.objects.filter(state="waiting", due_at__lte=now, payload__isnull=False)
        .annotate(nth=nth)
        .filter(nth__lte=PER_HOST)
        .order_by("nth", "id")
        .values_list("id", "feed__source_id", "feed_id", "url", "tries", "payload")[
            : limit + len(but)
        ]
    )
    in_hand = set(but)
    free = [(*row[:5], bytes(row[5] or b"")) for row in rows if row[0] not in in_hand][:limit]
    memories = host_memories(site(row[3]) for row in free) if free else {}
    return [Waiting(*row, memories.get(site(row[3]), b"")) for row in free]


def backlog() -> int:
    """How many entries wait to be read."""
    return Entry.objects.filter(state="waiting").count()

"""The queue: which feeds are due, and which entries wait to be read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, F, Q, When, Window
from django.db.models.functions import RowNumber

from octavo.formats.urls import site
from octavo.store.claims import LEASE
from octavo.store.lock import only_writer
from octavo.store.models import Entry, FeedState, HostMemory
from octavo.types import Target

IDS_A_QUERY = 900
"""SQLite takes 999 variables a statement."""

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


def claimed_feeds(
    now: datetime, limit: int, holder: int, *, only: Sequence[int] = ()
) -> list[Target]:
    """The feeds to poll now, taken up by this worker: no other one asks them meanwhile."""
    if not feeds_due(now, 1, only=only):
        return []
    with only_writer():
        targets = feeds_due(now, limit, only=only)
        for start in range(0, len(targets), IDS_A_QUERY):
            ids = [one.id for one in targets[start : start + IDS_A_QUERY]]
            FeedState.objects.filter(pk__in=ids).update(holder=holder, next_at=now + LEASE)
    return targets


def claimed(now: datetime, limit: int, holder: int, *, but: Sequence[int] = ()) -> list[Waiting]:
    """As `waiting`, taken up by this worker: no other one reads them meanwhile."""
    if not Entry.objects.filter(state="waiting", due_at__lte=now).exists():
        return []
    with only_writer():
        rows = waiting(now, limit, but=but)
        ids = [one.id for one in rows]
        Entry.objects.filter(pk__in=ids).update(holder=holder, due_at=now + LEASE)
    return rows


def waiting(now: datetime, limit: int, *, but: Sequence[int] = ()) -> list[Waiting]:
    """Entries to read now, at most PER_HOST of a host with those in hand, newest of each first, and
    none of `but`; hosts of which none is in hand come first: a host answers one at a time."""
    nth = Window(
        RowNumber(),
        partition_by=F("host"),
        order_by=[F("holder").asc(nulls_last=True), F("seen_at").desc(), F("id").desc()],
    )
    is_later = Case(When(due_at__gt=now, then=1), default=0)
    rows = (
        Entry.objects.filter(state="waiting", payload__isnull=False)
        .filter(Q(due_at__lte=now) | Q(holder__isnull=False))
        .annotate(nth=nth)
        .filter(nth__lte=PER_HOST)
        .order_by(is_later, "nth", "id")
        .values_list("id", "feed__source_id", "feed_id", "url", "tries", "payload", "due_at")[
            : limit + len(but)
        ]
    )
    in_hand = set(but)
    due = [row for row in rows if row[0] not in in_hand and row[6] <= now][:limit]
    free = [(*row[:5], bytes(row[5] or b"")) for row in due]
    memories = host_memories(site(row[3]) for row in free) if free else {}
    return [Waiting(*row, memories.get(site(row[3]), b"")) for row in free]


def backlog() -> int:
    """How many entries wait to be read."""
    return Entry.objects.filter(state="waiting").count()


def host_memories(hosts: Iterable[str]) -> dict[str, bytes]:
    """The packed memory of each host that has one, by host."""
    rows = HostMemory.objects.filter(host__in=set(hosts)).values_list("host", "data")
    return {host: bytes(data) for host, data in rows}

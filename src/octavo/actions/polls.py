"""Polls saved: the queue filled, feeds' states rewritten, what went wrong written down.

A batch of polls is two reads and one write. The entries of a feed and the feed's validators are
saved in one transaction: a crash before it means that the feed is asked again, after it that the
queue holds every entry. Nothing is lost, nothing is doubled.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F, Q

from octavo.fetch.pace import Pace
from octavo.formats.urls import server
from octavo.store import bulk, codec
from octavo.store.lock import only_writer
from octavo.store.models import (
    Attempt,
    EgressRecord,
    Entry,
    Feed,
    FeedState,
    Quarantine,
    Source,
)
from octavo.types import Channel, Egress, Failed, Fetched, Target
from octavo.types import Entry as FeedEntry

KEYS_A_QUERY = 900
"""SQLite takes 999 variables a statement."""


@dataclass(frozen=True, slots=True)
class Poll:
    """What came of asking a feed, and when to ask again."""

    outcome: Fetched | Failed[Target]
    pace: Pace

    @property
    def target(self) -> Target:
        """The feed that was asked."""
        return self.outcome.item if isinstance(self.outcome, Failed) else self.outcome.target


def save_polls(polls: Sequence[Poll], now: datetime) -> int:
    """Save a batch of polls; returns how many entries are new or changed."""
    entries = [
        entry
        for poll in polls
        if isinstance(poll.outcome, Fetched)
        for entry in poll.outcome.entries
    ]
    with only_writer():
        fresh = _unseen(entries)
        _enqueue(fresh, now)
        _remember(polls, {entry.feed_id for entry, _ in fresh}, now)
        bulk.insert(_attempts(polls, now))
        _introduce(polls)
    return len(fresh)


def _unseen(entries: Iterable[FeedEntry]) -> list[tuple[FeedEntry, str]]:
    """The entries that are new or that their publisher changed, each once, with their keys."""
    by_key = _by_key(entries)
    known = _known(by_key)
    used_again = [key for key, row in known.items() if _is_another(by_key[key], row)]
    if used_again:
        others = _by_key(_under_address(by_key.pop(key)) for key in used_again)
        known.update(_known(others))
        by_key.update(others)
    return [
        (entry, key)
        for key, entry in by_key.items()
        if key not in known or known[key].fingerprint != entry.fingerprint
    ]


def _by_key(entries: Iterable[FeedEntry]) -> dict[str, FeedEntry]:
    return {codec.entry_key(entry.feed_id, entry.key): entry for entry in entries}


def _known(entries: Iterable[str]) -> dict[str, Entry]:
    """The queue's rows with these keys."""
    keys, known = list(entries), Entry.objects.only("key", "fingerprint", "url_key", "title")
    some = (keys[start : start + KEYS_A_QUERY] for start in range(0, len(keys), KEYS_A_QUERY))
    return {row.key: row for part in some for row in known.filter(key__in=part)}


def _is_another(entry: FeedEntry, row: Entry) -> bool:
    """Whether an entry is not the item that had its key before: it has both another page and
    another title."""
    has_pages = not entry.is_pageless and bool(entry.url) and row.url_key != row.key
    is_elsewhere = has_pages and codec.url_key(entry.url) != row.url_key
    return is_elsewhere and entry.title[:500] != row.title


def _under_address(entry: FeedEntry) -> FeedEntry:
    """The entry of a guid that was another item's: its address tells them apart."""
    return replace(entry, key=f"{entry.key} {codec.url_key(entry.url)}")


def _enqueue(fresh: Sequence[tuple[FeedEntry, str]], now: datetime) -> None:
    rows = [
        Entry(
            feed_id=entry.feed_id,
            key=key,
            url=entry.url[:2000],
            url_key=codec.place_key(entry),
            host=server(entry.url)[:200],
            title=entry.title[:500],
            fingerprint=entry.fingerprint,
            payload=codec.packed_entry(entry),
            due_at=now,
            seen_at=now,
        )
        for entry, key in fresh
    ]
    _mark_known_addresses(rows)
    bulk.insert(rows, unique=["key"], renew=RENEWED)


RENEWED = [
    "url", "url_key", "host", "title", "fingerprint", "state", "cause", "tries", "due_at",
    "payload", "holder",
]  # fmt: skip
"""What an entry that its publisher changed brings anew."""


def _mark_known_addresses(rows: Sequence[Entry]) -> None:
    """Mark as done what another feed has brought already: one address is read once. An entry that
    its own feed changed is read again."""
    keys = [row.url_key for row in rows]
    taken: dict[str, tuple[str, int | None]] = {}
    for start in range(0, len(keys), KEYS_A_QUERY):
        same = Entry.objects.filter(url_key__in=keys[start : start + KEYS_A_QUERY])
        taken.update((u, (k, a)) for u, k, a in same.values_list("url_key", "key", "article_id"))
    for row in rows:
        first, article_id = taken.setdefault(row.url_key, (row.key, None))
        if first != row.key:
            row.state, row.cause, row.payload = Entry.State.DONE, "same_address", None
            row.article_id = article_id


def _remember(polls: Sequence[Poll], renewed: set[int], now: datetime) -> None:
    """Rewrite the feeds' states, and the addresses of those that moved for good."""
    ids = [poll.target.id for poll in polls]
    states = FeedState.objects.in_bulk(ids)
    moves: dict[int, str] = {}
    for poll, feed_id in zip(polls, ids, strict=True):
        if state := states.get(feed_id):
            _note(state, poll, now)
            state.new_at = now if feed_id in renewed else state.new_at
            if poll.pace.move_now:
                moves[feed_id] = poll.pace.moved_to
    bulk.update(states.values(), STATE_FIELDS)
    good = [poll.target.id for poll in polls if not isinstance(poll.outcome, Failed)]
    Quarantine.objects.filter(feed__in=good, entry=None).delete()
    _move(moves)


STATE_FIELDS = [
    "next_at", "interval", "etag", "last_modified", "body_hash", "moved_to", "failures", "outcome",
    "partial", "polled_at", "ok_at", "new_at", "is_stopped",
    "holder",
]  # fmt: skip


def _note(state: FeedState, poll: Poll, now: datetime) -> None:
    """Write one poll into a feed's state."""
    state.next_at, state.interval = poll.pace.next_at, poll.pace.interval
    state.moved_to = "" if poll.pace.move_now else poll.pace.moved_to[:2000]
    state.is_stopped = poll.pace.stopped
    state.polled_at, state.holder = now, None
    if isinstance(poll.outcome, Failed):
        state.failures += not poll.outcome.error.is_of_network
        state.outcome = poll.outcome.error.code[:40]
        return
    got = poll.outcome
    state.failures, state.ok_at = 0, now
    state.outcome = "not_modified" if got.not_modified else "ok"
    state.partial = got.partial[:40]
    if not got.not_modified:
        state.etag, state.last_modified = got.etag[:1024], got.last_modified[:200]
        state.body_hash = got.body_hash


def _move(moves: dict[int, str]) -> None:
    """Give moved feeds their new address, unless another feed has it already."""
    if not moves:
        return
    taken = set(Feed.objects.filter(url__in=moves.values()).values_list("url", flat=True))
    free = {url: feed_id for feed_id, url in moves.items() if url not in taken}
    bulk.update([Feed(pk=feed_id, url=url[:2000]) for url, feed_id in free.items()], ["url"])


def _attempts(polls: Sequence[Poll], now: datetime) -> list[Attempt]:
    """What went wrong at publishers, for the admin."""
    return [
        Attempt(
            at=now,
            feed_id=poll.outcome.item.id,
            step="feed",
            url=poll.outcome.item.url[:2000],
            cause=poll.outcome.error.code[:40],
            detail=poll.outcome.error.detail[:500],
        )
        for poll in polls
        if isinstance(poll.outcome, Failed) and not poll.outcome.error.is_of_network
    ]


def _introduce(polls: Sequence[Poll]) -> None:
    """Let feeds that nobody named say who they are."""
    channels = {
        poll.outcome.target.id: poll.outcome.channel
        for poll in polls
        if isinstance(poll.outcome, Fetched) and poll.outcome.channel.title
    }
    feeds = Feed.objects.filter(pk__in=list(channels)).select_related("source")
    unnamed = list(feeds.filter(Q(title="") | Q(source__name=F("source__host"))))
    for feed in unnamed:
        feed.title = feed.title or channels[feed.pk].title[:200]
    sources = {f.source_id: f for f in unnamed if f.source.name == f.source.host}
    bulk.update(unnamed, ["title"])
    bulk.update(
        [_named(feed.source, channels[feed.pk]) for feed in sources.values()],
        ["name", "home", "language", "logo"],
    )


def _named(source: Source, channel: Channel) -> Source:
    """A source with the name, home, language and logo that its feed gives."""
    source.name = channel.title[:200]
    source.home = source.home or channel.home[:2000]
    source.language = source.language or channel.language[:8]
    source.logo = source.logo or channel.logo[:2000]
    return source


def put_back(ids: Sequence[int], due: datetime, cause: str, tries: int = 1) -> None:
    """Try these entries again later; `tries` are counted for this one."""
    Entry.objects.filter(pk__in=ids).update(
        due_at=due, cause=cause[:40], tries=F("tries") + tries, holder=None
    )


def save_egress(records: Sequence[Egress]) -> None:
    """Append to the ledger."""
    bulk.insert(
        EgressRecord(
            at=record.at,
            host=record.host[:255],
            purpose=record.purpose[:24],
            outcome=record.outcome[:40],
            bytes=record.bytes,
            seconds=record.seconds,
        )
        for record in records
    )

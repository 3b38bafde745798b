"""walk: the whole program on one page.

    feeds due ─ fetch.feed ─► entries ─ save_polls ─► the queue              (polling)
    the queue ─ fetch.page ─► Page ─ read_packed ─► Article, Analysis        (reading: many at once,
                                                      in other processes)
              ─ vectors ─► save_readings: placed into stories, one transaction a batch
    stored pages ─ read_packed ─► articles read again                        (reprocessing)
    after a walk ─ maintenance.after_walk ─► editions, counts, retention
    after an upgrade ─ maintenance.reindexed ─► the search index, where words are cut otherwise
                     ─ told_again ─► quotations, figures, cross-lingual vectors of stored texts
    where there is one ─ encoded ─► vectors by the owner's encoder

Two loops over one store, joined by the queue: polling fills it, reading empties it. Each ends in
one transaction a batch, so that a crash at any moment loses nothing and doubles nothing: what was
not saved is still due. A failure is a value that walks along and ends as an attempt the admin can
read; a bug of ours ends as a row of the quarantine, with its traceback, and the walk goes on.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any

from django.conf import settings

from octavo.actions import maintenance, quarantine
from octavo.actions.answers.own_encoding import encoded
from octavo.actions.retention import clock
from octavo.actions.told_again import told_again
from octavo.store import claims, feed_queue, gateway_rules
from octavo.types import Failed
from octavo.walk.by_hand import take_in
from octavo.walk.context import Report, WalkContext, walk_context, write_ledger
from octavo.walk.own_death import blame_last_death
from octavo.walk.polling import FEED_BATCH, poll
from octavo.walk.reading import read_queue
from octavo.walk.reprocessing import reprocess
from octavo.walk.retry import Value, bug_caught, patiently

__all__ = [
    "Report", "WalkContext", "forever", "poll", "read_queue", "reprocess", "take_in", "walk",
    "walk_context", "write_ledger",
]  # fmt: skip

log = logging.getLogger(__name__)

IDLE_SECONDS = 2.0
"""How often the queue of feeds is looked at while nothing is due."""

REINDEX_PAUSE = 0.2
"""Seconds between two batches of articles indexed anew. Chosen by hand; not measured."""


async def walk(context: WalkContext, *, only: Sequence[int] = (), limit: int = 10_000) -> Report:
    """One walk: poll what is due (or `only` these feeds), read the queue, return the report."""
    report = Report()
    await _begin(context)
    targets = await patiently(
        partial(feed_queue.claimed_feeds, context.now(), limit, context.holder, only=only)
    )
    await poll(context, targets, report)
    await read_queue(context, report, until_empty=True)
    await reprocess(context)
    await _reindex(context)
    await _maintain(context)
    return report


async def forever(context: WalkContext) -> None:
    """Poll and read until asked to stop; what is in hand is finished first."""
    await _begin(context)
    await patiently(partial(quarantine.release_after_upgrade, context.now()))
    reading: asyncio.Task[None] | None = None
    again: asyncio.Task[None] | None = None
    indexing: asyncio.Task[None] | None = None
    report = Report()
    while not context.stop.is_set():
        context.gateway.shut(await patiently(gateway_rules.is_shut))
        targets = await patiently(
            partial(feed_queue.claimed_feeds, context.now(), FEED_BATCH, context.holder)
        )
        if targets:
            await poll(context, targets, report)
        if reading is None or reading.done():
            if reading:
                reading.result()
                await _maintain(context)
            reading = asyncio.create_task(read_queue(context, report))
        again = _going_on(again, partial(reprocess, context))
        indexing = _going_on(indexing, partial(_reindex, context))
        if not targets:
            await _wait(context.stop, IDLE_SECONDS)
    for task in filter(None, (reading, again, indexing)):
        await task


async def _begin(context: WalkContext) -> None:
    """What was in hand when another walk ended is due, and the clock is looked at."""
    await patiently(partial(clock.look, context.now()))
    await patiently(partial(claims.release_dead, settings.DATA, context.now()))
    await patiently(partial(blame_last_death, context.now()))


async def _maintain(context: WalkContext) -> None:
    """The work after a walk."""
    await patiently(partial(claims.release_dead, settings.DATA, context.now()))
    await _done(context, partial(maintenance.after_walk, context.now()))


async def _reindex(context: WalkContext) -> None:
    """Index, read and encode anew what an older version did otherwise; between batches whoever
    writes has a turn."""
    for work in (maintenance.reindexed, told_again, encoded):
        while not context.stop.is_set():
            if not await _done(context, work):
                break
            await _wait(context.stop, REINDEX_PAUSE)


async def _done(context: WalkContext, work: Callable[[], Value]) -> Value | None:
    """What work on the database returns; a bug in it is logged, and tried again another time."""
    done = await bug_caught(patiently(work), None)
    if not isinstance(done, Failed):
        return done
    if not context.is_quiet_about_bugs:
        raise done.error
    return None


def _going_on(
    last: asyncio.Task[None] | None, work: Callable[[], Coroutine[Any, Any, None]]
) -> asyncio.Task[None]:
    """The task while it runs; once it is done the same begun anew, unless it failed."""
    if last is not None and not last.done():
        return last
    if last is not None:
        last.result()
    return asyncio.create_task(work())


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return

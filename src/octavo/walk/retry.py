"""What is done again: database work that had to wait, batches that failed, pages that may come yet.

a batch fails ──► its halves ──► … ──► the culprit alone ──► Failed(item, Bug) ──► quarantine
                  └ the innocent half is done
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from asgiref.sync import sync_to_async
from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    NotSupportedError,
    ProgrammingError,
)

from octavo.errors import (
    BadStatus,
    Bug,
    OctavoError,
    Refused,
    TooLarge,
    Unreachable,
    Unreadable,
    WireError,
)
from octavo.gateway import Gateway
from octavo.types import Failed

log = logging.getLogger(__name__)

Value = TypeVar("Value")
Work = TypeVar("Work")

DATABASE_PATIENCE = 8
"""How often database work is done again, waiting twice as long each time, before the walk gives up:
a minute in all."""

PATIENCE_SECONDS = 0.5
"""The first wait; the longest is a minute."""

OURS = (DataError, IntegrityError, NotSupportedError, ProgrammingError)
"""What a database says of a mistake of ours; all else it says is about itself: full, held, gone."""


async def patiently(work: Callable[[], Value]) -> Value:
    """Do database work in a thread; when the disk is full or the database locked, wait and do it
    again: the batch is in hand and nothing of it was committed."""
    for attempt in range(DATABASE_PATIENCE):
        try:
            return await sync_to_async(work, thread_sensitive=True)()
        except (DatabaseError, InterfaceError) as error:
            if isinstance(error, OURS) or attempt + 1 == DATABASE_PATIENCE:
                raise
            log.warning("the database refused a batch (%s); trying again", error)
            await asyncio.sleep(min(60.0, PATIENCE_SECONDS * 2**attempt))
    raise AssertionError("unreachable")


def is_bug(error: BaseException) -> bool:
    """Whether an exception is a mistake of ours and not the database being full, held or gone."""
    if isinstance(error, (DatabaseError, InterfaceError)):
        return isinstance(error, OURS)
    return isinstance(error, Exception)


async def halved(
    batch: Sequence[Work], work: Callable[[Sequence[Work]], Awaitable[None]]
) -> list[Failed[Work]]:
    """Work on a batch; where that is a bug, on its halves, until each culprit is alone. Returns the
    culprits, each with its Bug. `work` commits all of what it is given or nothing."""
    try:
        await work(batch)
    except Exception as error:
        if not is_bug(error):
            raise
        if len(batch) == 1:
            return [Failed(batch[0], bug(error))]
    else:
        return []
    middle = len(batch) // 2
    return [*await halved(batch[:middle], work), *await halved(batch[middle:], work)]


async def bug_caught(answer: Awaitable[Value], item: Work) -> Value | Failed[Work]:
    """The answer; where a bug stands in its way, the item as Failed."""
    try:
        return await answer
    except Exception as error:
        if not is_bug(error):
            raise
        return Failed(item, bug(error))


def bug(error: Exception) -> Bug:
    """The exception as a Bug, logged with its traceback."""
    found = error if isinstance(error, Bug) else Bug.of(error)
    log.error("a bug of ours: %s", found.detail, exc_info=error)
    return found


def excused(gateway: Gateway, failed: Failed[Work]) -> Failed[Work]:
    """The failure; as the network's where nobody at all is reached."""
    error = failed.error
    if isinstance(error, WireError) and error.is_silence and gateway.reach.is_cut_off:
        return replace(failed, error=Unreachable(error.url, error.detail, code="no_network"))
    return failed


def may_pass(error: OctavoError) -> bool:
    """Whether trying again later may help."""
    if isinstance(error, BadStatus):
        return error.status in {408, 425, 429} or error.status >= 500
    if isinstance(error, Refused):
        return error.code == "air_gap"
    return isinstance(error, WireError) and not isinstance(error, (Unreadable, TooLarge))

"""Reprocessing: stored pages are read again for who asked in the lab; nothing is fetched."""

import asyncio
from collections.abc import Sequence
from functools import partial

from octavo.actions import quarantine
from octavo.actions.article_rows import Reading
from octavo.actions.lab import reprocessing
from octavo.actions.lab.reprocessing import Turn
from octavo.actions.lab.stored_pages import Stored
from octavo.analyse.article import with_vectors
from octavo.errors import Bug
from octavo.steps import Read
from octavo.types import Failed, Page
from octavo.walk.context import WalkContext
from octavo.walk.reading import in_process
from octavo.walk.retry import bug, halved, patiently

Again = tuple[Stored, Read | Failed[Page]]


async def reprocess(context: WalkContext) -> None:
    """Read stored pages again until none are left."""
    while not context.stop.is_set():
        turn = await patiently(partial(reprocessing.turn, context.now()))
        if turn is None:
            return
        reads = [in_process(context, one.page, one.packed) for one in turn.pages]
        again = list(zip(turn.pages, await asyncio.gather(*reads), strict=True))
        culprits = await _save(context, turn, again)
        bugs = [(one, read.error) for one, read in again if isinstance(read, Failed)]
        await _quarantine(context, [*culprits, *bugs])


async def _save(
    context: WalkContext, turn: Turn, again: Sequence[Again]
) -> list[tuple[Stored, Exception]]:
    """Save a turn; returns the pages that no bug lets be saved: their articles stay as they are."""

    async def save(some: Sequence[Again]) -> None:
        readings = await asyncio.to_thread(_readings, context, some)
        pages = [one for one, _ in some]
        saved = partial(
            reprocessing.save_turn, turn, pages, readings, context.window, context.now()
        )
        await patiently(saved)

    culprits = await halved(again, save)
    left = [one.item[0] for one in culprits]
    if left:
        await patiently(
            partial(reprocessing.save_turn, turn, left, [], context.window, context.now())
        )
    return [(one.item[0], one.error) for one in culprits]


def _readings(context: WalkContext, again: Sequence[Again]) -> list[tuple[Stored, Reading]]:
    good = [(one, read) for one, read in again if not isinstance(read, Failed)]
    texts, analyses = [clean for _, (clean, _) in good], [made for _, (_, made) in good]
    whole = with_vectors(analyses, texts, context.encoder)
    return [
        (one, one.reading(clean, made))
        for (one, _), clean, made in zip(good, texts, whole, strict=True)
    ]


async def _quarantine(context: WalkContext, found: Sequence[tuple[Stored, Exception]]) -> None:
    cases = [
        quarantine.Case("reprocess", one.page.url, bug(error), one.entry_id)
        for one, error in found
        if isinstance(error, Bug)
    ]
    if cases and not context.is_quiet_about_bugs:
        raise cases[0].bug
    if cases:
        await patiently(partial(quarantine.log_attempts, cases, context.now()))

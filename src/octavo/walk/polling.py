"""Polling: feeds due are asked, what they answer is saved batch by batch and fills the queue."""

import asyncio
from collections.abc import Sequence
from functools import partial

from octavo.actions import polls, quarantine
from octavo.actions.polls import Poll
from octavo.errors import Bug
from octavo.fetch.feed import feed
from octavo.fetch.pace import next_poll
from octavo.types import Failed, Target
from octavo.walk.context import Report, WalkContext, write_ledger
from octavo.walk.retry import bug_caught, excused, halved, patiently

FEED_BATCH = 100
"""Polls saved in one transaction: enough to share a commit, few enough to repeat after a crash."""


async def poll(context: WalkContext, targets: Sequence[Target], report: Report) -> None:
    """Poll these feeds; save what they answer, batch by batch as answers come."""
    done: list[Poll] = []
    for answer in asyncio.as_completed([_polled(context, target) for target in targets]):
        done.append(await answer)
        if len(done) >= FEED_BATCH:
            await _save(context, done, report)
            done = []
    if done:
        await _save(context, done, report)


async def _polled(context: WalkContext, target: Target) -> Poll:
    outcome = await bug_caught(feed(context.gateway, target, context.robots), target)
    return Poll(outcome, next_poll(target, outcome, context.now()))


async def _save(context: WalkContext, done: Sequence[Poll], report: Report) -> None:
    async def save(some: Sequence[Poll]) -> None:
        report.entries += await patiently(partial(polls.save_polls, some, context.now()))

    done = [_excused(context, one) for one in done]
    culprits = {id(one.item): one.error for one in await halved(done, save)}
    saved = [one for one in done if id(one) not in culprits]
    unsaved = [_as_bug(context, one, culprits[id(one)]) for one in done if id(one) in culprits]
    if unsaved:
        await save(unsaved)
    await _quarantine(context, [*saved, *unsaved], report)
    for one in [*saved, *unsaved]:
        _count(one, report)
    await write_ledger(context)
    context.progress(report)


def _excused(context: WalkContext, one: Poll) -> Poll:
    """The poll; where nobody at all is reached, as one that says so."""
    if not isinstance(one.outcome, Failed):
        return one
    failed = excused(context.gateway, one.outcome)
    return Poll(failed, next_poll(one.target, failed, context.now()))


def _as_bug(context: WalkContext, one: Poll, error: object) -> Poll:
    """A poll whose answer could not be saved, as one that failed."""
    assert isinstance(error, Bug)
    failed: Failed[Target] = Failed(one.target, error)
    return Poll(failed, next_poll(one.target, failed, context.now()))


async def _quarantine(context: WalkContext, done: Sequence[Poll], report: Report) -> None:
    bugs = [
        quarantine.Case("feed", one.target.url, one.outcome.error, feed_id=one.target.id)
        for one in done
        if isinstance(one.outcome, Failed) and isinstance(one.outcome.error, Bug)
    ]
    if bugs and not context.is_quiet_about_bugs:
        raise bugs[0].bug
    if bugs:
        await patiently(partial(quarantine.quarantine, bugs, context.now()))


def _count(one: Poll, report: Report) -> None:
    report.feeds += 1
    if isinstance(one.outcome, Failed):
        report.failed += 1
        report.count_cause(one.outcome.error.code)
    elif one.outcome.not_modified:
        report.unchanged += 1

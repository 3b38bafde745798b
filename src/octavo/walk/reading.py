"""Reading: what waits in the queue is fetched, read in other processes, and saved in batches.

    queue ─► in hand (fetched, read) ─► ready ─► being saved ─► articles
                                                              ├ refused, with the reason
                                                              ├ later, where the failure may pass
                                                              └ quarantine, where the fault is ours
While one batch is saved, the next is read.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial

from octavo import run
from octavo.actions import article_rows, ingest, polls, quarantine, refusals
from octavo.actions.lab import publisher_rules
from octavo.actions.retention import clock
from octavo.analyse.article import with_vectors
from octavo.errors import Bug, OctavoError
from octavo.extract.rules.rule import packed_rule_for
from octavo.fetch.page import page
from octavo.steps import Read, read_packed
from octavo.store import codec, feed_queue
from octavo.store.feed_queue import Waiting
from octavo.types import Entry, Failed, Page
from octavo.walk.context import Report, WalkContext, write_ledger
from octavo.walk.own_death import noted
from octavo.walk.retry import bug, bug_caught, excused, halved, may_pass, patiently

NOT_FOUND = frozenset({"dns", "no_network"})
"""The codes of a host whose name nobody looks up."""

PAGE_BATCH = 48
"""Pages saved in one transaction: enough to share a commit, few enough to repeat after a crash.
Chosen by hand; not measured."""

PAGES_IN_HAND = 64
"""Pages fetched and read at once: hosts answer one at a time, so many must be asked."""

TRIES = 4
"""How often an entry is tried whose failure may pass."""

RETRY = (timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=2))
"""How long after each of those tries the next one comes."""

DEATHS = 2
"""Reading processes that one page may cost before it is quarantined: the first may be chance."""


@dataclass(frozen=True, slots=True)
class Done:
    """An entry that has been read: an article, or why not; and its page, packed, with the address
    it was found at."""

    waiting: Waiting
    outcome: Read | Failed[Page]
    page: bytes = b""
    found_at: str = ""


@dataclass(slots=True)
class QueueReader:
    """Where reading stands: entries in hand, those read and not yet saved, those being saved."""

    in_hand: dict[asyncio.Task[Done], Waiting] = field(default_factory=dict)
    ready: list[Done] = field(default_factory=list)
    leaving: list[Done] = field(default_factory=list)
    saving: asyncio.Task[None] | None = None

    @property
    def ids(self) -> list[int]:
        """Queue rows that nobody else may take up."""
        read = [done.waiting.id for done in (*self.ready, *self.leaving)]
        return [*(one.id for one in self.in_hand.values()), *read]

    @property
    def room(self) -> int:
        """How many more entries may be taken up."""
        return PAGES_IN_HAND - len(self.in_hand) - len(self.ready)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is in hand, ready or being saved."""
        return not self.in_hand and not self.ready and self.saving is None

    @property
    def is_batch_ready(self) -> bool:
        """Whether a batch should be saved now: nothing is being saved, and enough is ready or
        little more is coming."""
        is_enough = len(self.ready) >= PAGE_BATCH or len(self.in_hand) < PAGES_IN_HAND // 4
        return self.saving is None and bool(self.ready) and is_enough


async def read_queue(context: WalkContext, report: Report, *, until_empty: bool = False) -> None:
    """Read what waits in the queue; return when nothing is due (or, with `until_empty`, nothing
    is due and nothing is in hand). While one batch is saved, the next is read."""
    reader = QueueReader()
    while True:
        await _take_up(context, reader)
        if reader.is_idle:
            break
        await _wait_for_one(reader)
        if reader.is_batch_ready:
            reader.leaving, reader.ready = reader.ready, []
            reader.saving = asyncio.create_task(save_batch(context, reader.leaving, report))
    if until_empty and not context.stop.is_set():
        more: list[Waiting] = await patiently(partial(feed_queue.waiting, context.now(), 1))
        if more:
            await read_queue(context, report, until_empty=True)


async def _take_up(context: WalkContext, reader: QueueReader) -> None:
    """Take more entries in hand when there is room and nobody said stop."""
    if reader.room < PAGES_IN_HAND // 2 or context.stop.is_set():
        return
    now, room, ids = context.now(), reader.room, reader.ids
    rows = await patiently(partial(feed_queue.claimed, now, room, context.holder, but=ids))
    if rows:
        context.rules = await patiently(publisher_rules.rules)
    for one in rows:
        reader.in_hand[asyncio.create_task(_done(context, one))] = one


async def _wait_for_one(reader: QueueReader) -> None:
    """Wait until a page has been read or a batch saved; move what is done to where it belongs."""
    tasks = [*reader.in_hand, *([reader.saving] if reader.saving else [])]
    if tasks:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED, timeout=2.0)
    for task in [task for task in reader.in_hand if task.done()]:
        del reader.in_hand[task]
        reader.ready.append(task.result())
    if reader.saving and reader.saving.done():
        reader.saving.result()
        reader.saving, reader.leaving = None, []


# ---------------------------------------------------------------- one entry


async def _done(context: WalkContext, one: Waiting) -> Done:
    """The entry read; a bug in fetching it is its outcome."""
    done = await bug_caught(_read_entry(context, one), _bare(context, one))
    return Done(one, done) if isinstance(done, Failed) else done


def _bare(context: WalkContext, one: Waiting, entry: Entry | None = None) -> Page:
    return Page(one.url, "", context.now(), entry)


async def _read_entry(context: WalkContext, one: Waiting) -> Done:
    """Fetch and read one entry's page. Where the page cannot be had and will not be (or has been
    tried enough), the feed's own words stand in for it."""
    entry = codec.unpacked_entry(one.packed)
    if entry.is_pageless or not entry.url:
        return Done(one, await in_process(context, _bare(context, one, entry), entry_id=one.id))
    fetched = await page(context.gateway, context.robots, entry, context.now())
    if isinstance(fetched, Failed):
        failed = excused(context.gateway, fetched)
        return Done(one, await _without_page(context, one, entry, failed))
    rule = packed_rule_for(context.rules, fetched.final_url or fetched.url, fetched.fetched.date())
    packed = codec.packed(fetched.html.encode("utf-8", "replace"))
    bare = replace(fetched, html="", memory=one.memory, rules=rule)
    del fetched
    outcome = await in_process(context, bare, packed, one.id)
    return Done(one, outcome, packed, bare.final_url or bare.url)


async def _without_page(
    context: WalkContext, one: Waiting, entry: Entry, failed: Failed[Entry]
) -> Read | Failed[Page]:
    """What the feed itself holds of the entry, or why that is no article; the page's failure where
    the feed holds nothing. Where the page's host is not found and the feed holds the whole text,
    nobody waits for the page."""
    alone, is_for_later = _bare(context, one, entry), _is_for_later(failed.error, one)
    if is_for_later and not (entry.content_html and failed.error.code in NOT_FOUND):
        return Failed(alone, failed.error)
    outcome = await in_process(context, alone, entry_id=one.id)
    if is_for_later and (isinstance(outcome, Failed) or outcome[0].partial):
        return Failed(alone, failed.error)
    if isinstance(outcome, Failed) and not (entry.summary or entry.content_html):
        return outcome if isinstance(outcome.error, Bug) else replace(outcome, error=failed.error)
    return outcome


def _is_for_later(error: OctavoError, one: Waiting) -> bool:
    """Whether to try again: a few times where it may help, and for ever where no publisher has to
    do with it."""
    return error.is_of_network or (may_pass(error) and one.tries + 1 < TRIES)


async def in_process(
    context: WalkContext, bare: Page, packed: bytes = b"", entry_id: int = 0
) -> Read | Failed[Page]:
    """Read a page in another process; one that ends its process twice is Failed with a Bug."""
    step = read_packed if context.pool.has_processes else partial(_noted, read_packed, entry_id)
    for death in range(1, DEATHS + 1):
        try:
            return await context.pool.read(step, bare, packed)
        except Bug as error:
            if death == DEATHS:
                return Failed(bare, error)
    raise AssertionError("unreachable")


def _noted(
    step: Callable[[Page, bytes], Read | Failed[Page]], entry_id: int, bare: Page, packed: bytes
) -> Read | Failed[Page]:
    with noted(entry_id):
        return step(bare, packed)


# ---------------------------------------------------------------- a batch


async def save_batch(context: WalkContext, ready: Sequence[Done], report: Report) -> None:
    """Save a batch: articles with their vectors and stories, refusals, what to try again, and what
    goes to the quarantine."""
    good = [done for done in ready if not isinstance(done.outcome, Failed)]
    bad = [done for done in ready if isinstance(done.outcome, Failed)]
    culprits = await halved(good, partial(_save_articles, context, report)) if good else []
    bad += [
        replace(one.item, outcome=Failed(_bare(context, one.item.waiting), one.error))
        for one in culprits
    ]
    await _let_go(context, bad, report)
    await write_ledger(context)
    run.give_back()
    context.progress(report)


async def _save_articles(context: WalkContext, report: Report, good: Sequence[Done]) -> None:
    readings = await asyncio.to_thread(_with_vectors, context, good)
    save = partial(ingest.save_readings, readings, context.window, context.now())
    saved = await patiently(save)
    report.new += len(saved.new)
    report.revised += len(saved.revised)
    report.known += saved.known


def _with_vectors(context: WalkContext, good: Sequence[Done]) -> list[article_rows.Reading]:
    pairs = [done.outcome for done in good if not isinstance(done.outcome, Failed)]
    whole = with_vectors([a for _, a in pairs], [clean for clean, _ in pairs], context.encoder)
    return [
        article_rows.Reading(
            done.waiting.source_id, clean, one, done.waiting.id, done.page, done.found_at,
            done.waiting.packed,
        )
        for done, (clean, _), one in zip(good, pairs, whole, strict=True)
    ]  # fmt: skip


async def _let_go(context: WalkContext, bad: Sequence[Done], report: Report) -> None:
    """Put back what may work later, quarantine bugs, refuse the rest with its reason."""
    later, bugs, refused = [], [], []
    is_doubtful = bool(bad) and await patiently(partial(clock.is_doubtful, context.now()))
    for done in bad:
        assert isinstance(done.outcome, Failed)
        report.count_cause(done.outcome.error.code)
        if isinstance(done.outcome.error, Bug):
            bugs.append(done)
        elif _is_for_later(done.outcome.error, done.waiting):
            later.append(done)
        elif done.outcome.error.code == "future" and is_doubtful:
            later.append(done)  # whose clock is wrong is not known yet
        else:
            refused.append(done)
    await _put_back(context, later, report)
    await _quarantine(context, bugs, report)
    await _refuse(context, refused, report)


async def _put_back(context: WalkContext, later: Sequence[Done], report: Report) -> None:
    again: defaultdict[tuple[timedelta, str, int], list[int]] = defaultdict(list)
    for done in later:
        assert isinstance(done.outcome, Failed)
        error, tries = done.outcome.error, done.waiting.tries
        wait = RETRY[0 if error.is_of_network else min(tries, len(RETRY) - 1)]
        again[wait, error.code, int(not error.is_of_network)].append(done.waiting.id)
    report.retried += len(later)
    for (wait, cause, tries), ids in again.items():
        await patiently(partial(polls.put_back, ids, context.now() + wait, cause, tries))


async def _quarantine(context: WalkContext, bugs: Sequence[Done], report: Report) -> None:
    cases = []
    for done in bugs:
        assert isinstance(done.outcome, Failed)
        found = bug(done.outcome.error)
        if not context.is_quiet_about_bugs:
            raise found
        report.quarantined += 1
        one = done.waiting
        cases.append(
            quarantine.Case("read", one.url, found, one.id, one.feed_id, done.page, done.found_at)
        )
    if cases:
        await patiently(partial(quarantine.quarantine, cases, context.now()))


async def _refuse(context: WalkContext, refused: Sequence[Done], report: Report) -> None:
    report.refused += len(refused)
    if not refused:
        return
    failed: list[Failed[tuple[int, str, int | None]]] = []
    pages: list[refusals.Unread] = []
    for done in refused:
        assert isinstance(done.outcome, Failed)
        one = done.waiting
        failed.append(Failed((one.id, one.url, one.feed_id), done.outcome.error))
        if done.page:
            pages.append(refusals.Unread(one.id, done.page, done.found_at, one.packed))
    await patiently(partial(refusals.refuse, failed, context.now(), pages))

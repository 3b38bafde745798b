"""The walk: the whole program on one page.

    feeds due ─ fetch.feed ─► entries ─ save_polls ─► the queue           (polling)
    the queue ─ fetch.page ─► Page ─ read_packed ─► Article, Analysis ─ vectors ─► save_readings
                many at once       other processes        batches      one transaction, placed

Two loops over one store, joined by the queue: polling fills it, reading empties it. Each ends in
one transaction a batch, so that a crash at any moment loses nothing and doubles nothing: what was
not saved is still due. A failure is a value that walks along and ends as an attempt the admin can
read.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from asgiref.sync import sync_to_async
from django.db import DatabaseError

from octavo import run
from octavo.actions import ingest, maintenance
from octavo.actions.lab import publisher_rules, reprocessing
from octavo.actions.stories.live_window import LiveWindow
from octavo.analyse.article import with_vectors
from octavo.analyse.vector import Encoder, shipped_encoder
from octavo.errors import (
    BadStatus,
    NoArticle,
    OctavoError,
    Refused,
    TooLarge,
    Unreadable,
    WireError,
)
from octavo.extract.rules.rule import Rule, spoken
from octavo.fetch.feed import feed
from octavo.fetch.pace import next_poll
from octavo.fetch.page import page
from octavo.fetch.robots import Robots
from octavo.gateway import Gateway, Rules
from octavo.steps import Read, known, read_packed
from octavo.store import codec, feed_queue
from octavo.types import Article, Egress, Failed, Page, Target

log = logging.getLogger(__name__)

FEED_BATCH = 100
PAGE_BATCH = 48
PAGES_IN_HAND = 64
TRIES = 4
RETRY = (timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=2))
DEATHS = 12
"""Reading processes that may die in a row; then something is wrong here and not with the pages."""
DATABASE_PATIENCE = 8
"""How often a batch is saved again, waiting twice as long each time, before the walk gives up."""

PATIENCE_SECONDS = 0.5

Answer = TypeVar("Answer")


@dataclass(slots=True)
class Report:
    """What a walk came to."""

    feeds: int = 0
    unchanged: int = 0
    failed: int = 0
    entries: int = 0
    new: int = 0
    revised: int = 0
    known: int = 0
    refused: int = 0
    retried: int = 0
    causes: dict[str, int] = field(default_factory=dict)

    def blame(self, cause: str) -> None:
        """Count a named cause."""
        self.causes[cause] = self.causes.get(cause, 0) + 1


@dataclass(slots=True)
class Kit:
    """What a walk works with. `now` is the clock; `progress` is told after every batch."""

    gateway: Gateway
    robots: Robots
    executor: Executor
    window: LiveWindow
    encoder: Encoder | None
    ledger: list[Egress]
    remake: Callable[[], Executor]
    deaths: int = 0
    rules: list[Rule] = field(default_factory=list)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    progress: Callable[[Report], None] = field(default=lambda report: None)


@asynccontextmanager
async def kit(rules: Rules, *, workers: int, window_days: float) -> AsyncIterator[Kit]:
    """A kit ready to walk; the gateway, the processes and the ledger are closed after it."""
    ledger: list[Egress] = []
    remake = partial(run.executor, workers)
    window = LiveWindow(window_days)
    async with Gateway(rules, ledger.append) as gateway:
        tools = Kit(gateway, Robots(), remake(), window, shipped_encoder(), ledger, remake)
        try:
            yield tools
        finally:
            await flush(tools)
            tools.executor.shutdown(wait=True, cancel_futures=True)


async def flush(tools: Kit) -> None:
    """Write the ledger down."""
    records = tools.ledger[:]
    if records:
        await _patiently(partial(feed_queue.save_egress, records))
        del tools.ledger[: len(records)]


# ---------------------------------------------------------------- polling


async def poll(tools: Kit, targets: Sequence[Target], report: Report) -> None:
    """Ask these feeds, save what they say, batch by batch as answers come."""
    done: list[feed_queue.Poll] = []
    for answer in asyncio.as_completed([_ask(tools, target) for target in targets]):
        done.append(await answer)
        if len(done) >= FEED_BATCH:
            await _shelve(tools, done, report)
            done = []
    if done:
        await _shelve(tools, done, report)


async def _ask(tools: Kit, target: Target) -> feed_queue.Poll:
    outcome = await feed(tools.gateway, target, tools.robots)
    return feed_queue.Poll(outcome, next_poll(target, outcome, tools.now()))


async def _shelve(tools: Kit, done: Sequence[feed_queue.Poll], report: Report) -> None:
    report.entries += await _patiently(partial(feed_queue.save_polls, done, tools.now()))
    for one in done:
        report.feeds += 1
        if isinstance(one.outcome, Failed):
            report.failed += 1
            report.blame(one.outcome.error.code)
        elif one.outcome.not_modified:
            report.unchanged += 1
    await flush(tools)
    tools.progress(report)


# ---------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class Done:
    """A queue row that has been read: an article, or why not; and its page, packed, with the
    address it was found at."""

    waiting: feed_queue.Waiting
    outcome: Read | Failed[Page]
    page: bytes = b""
    found_at: str = ""


@dataclass(slots=True)
class Desk:
    """Where reading stands: entries in hand, those read and not yet saved, those being saved."""

    hands: dict[asyncio.Task[Done], feed_queue.Waiting] = field(default_factory=dict)
    ready: list[Done] = field(default_factory=list)
    leaving: list[Done] = field(default_factory=list)
    saving: asyncio.Task[None] | None = None

    @property
    def ids(self) -> list[int]:
        """Queue rows that nobody else may take up."""
        read = [done.waiting.id for done in (*self.ready, *self.leaving)]
        return [*(one.id for one in self.hands.values()), *read]

    @property
    def room(self) -> int:
        """How many more entries may be taken up."""
        return PAGES_IN_HAND - len(self.hands) - len(self.ready)


async def read_queue(tools: Kit, report: Report, *, until_empty: bool = False) -> None:
    """Read what waits in the queue; return when nothing is due (or, with `until_empty`, nothing
    is due and nothing is in hand). While one batch is saved, the next is read."""
    desk = Desk()
    while True:
        await _take_up(tools, desk)
        if not desk.hands and not desk.ready and desk.saving is None:
            break
        await _wait_for_one(desk)
        is_enough = len(desk.ready) >= PAGE_BATCH or len(desk.hands) < PAGES_IN_HAND // 4
        if desk.saving is None and desk.ready and is_enough:
            desk.leaving, desk.ready = desk.ready, []
            desk.saving = asyncio.create_task(settle(tools, desk.leaving, report))
    if until_empty and not tools.stop.is_set():
        more: list[feed_queue.Waiting] = await _patiently(
            partial(feed_queue.waiting, tools.now(), 1)
        )
        if more:
            await read_queue(tools, report, until_empty=True)


async def _take_up(tools: Kit, desk: Desk) -> None:
    """Take more entries in hand when there is room and nobody said stop."""
    if desk.room < PAGES_IN_HAND // 2 or tools.stop.is_set():
        return
    rows = await _patiently(partial(feed_queue.waiting, tools.now(), desk.room, but=desk.ids))
    if rows:
        tools.rules = await _patiently(publisher_rules.kept)
    for one in rows:
        desk.hands[asyncio.create_task(_read(tools, one))] = one


async def _wait_for_one(desk: Desk) -> None:
    """Wait until a page has been read or a batch saved; move what is done to where it belongs."""
    tasks = [*desk.hands, *([desk.saving] if desk.saving else [])]
    if tasks:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED, timeout=2.0)
    for task in [task for task in desk.hands if task.done()]:
        del desk.hands[task]
        desk.ready.append(task.result())
    if desk.saving and desk.saving.done():
        desk.saving.result()
        desk.saving, desk.leaving = None, []


async def _read(tools: Kit, one: feed_queue.Waiting) -> Done:
    """Fetch and read one entry's page. Where the page cannot be had and will not be (or has been
    tried enough), the feed's own words stand in for it."""
    entry, now = one.entry, tools.now()
    fetched = await page(tools.gateway, tools.robots, entry, now)
    if isinstance(fetched, Page):
        said = spoken(tools.rules, fetched.final_url or fetched.url, fetched.fetched.date())
        fetched = replace(fetched, memory=one.memory, rules=said)
    if isinstance(fetched, Failed):
        if _may_pass(fetched.error) and one.tries + 1 < TRIES:
            return Done(one, Failed(Page(entry.url, "", now, entry), fetched.error))
        alone = Page(entry.url, "", now, entry)
        outcome = await _in_process(tools, alone)
        if isinstance(outcome, Failed):
            outcome = replace(outcome, error=fetched.error)
        return Done(one, outcome)
    packed = codec.packed(fetched.html.encode("utf-8", "replace"))
    bare = replace(fetched, html="")
    del fetched
    found_at = bare.final_url or bare.url
    return Done(one, await _in_process(tools, bare, packed), packed, found_at)


def _may_pass(error: OctavoError) -> bool:
    """Whether trying again later may help."""
    if isinstance(error, BadStatus):
        return error.status in {408, 425, 429} or error.status >= 500
    if isinstance(error, Refused):
        return error.code == "air_gap"
    return isinstance(error, WireError) and not isinstance(error, (Unreadable, TooLarge))


async def _in_process(tools: Kit, bare: Page, packed: bytes = b"") -> Read | Failed[Page]:
    """Read a page in another process; a page that kills its process is refused, not retried."""
    loop = asyncio.get_running_loop()
    for _ in range(2):
        pool = tools.executor
        try:
            outcome = await loop.run_in_executor(pool, read_packed, bare, packed)
        except BrokenProcessPool:
            if tools.executor is pool:
                log.error("a reading process died on or beside %s", bare.url)
                tools.deaths += 1
                if tools.deaths > DEATHS:
                    raise
                tools.executor = tools.remake()
        else:
            tools.deaths = 0
            return outcome
    return Failed(bare, NoArticle("the page ended its reading process", code="crash"))


async def settle(tools: Kit, ready: Sequence[Done], report: Report) -> None:
    """Save a batch: articles with their vectors and stories, refusals, and what to try again."""
    now = tools.now()
    good = [done for done in ready if not isinstance(done.outcome, Failed)]
    bad = [done for done in ready if isinstance(done.outcome, Failed)]
    if good:
        batch = await asyncio.to_thread(_vectored, tools, good)
        saved = await _patiently(partial(ingest.save_readings, batch, tools.window, now))
        report.new += len(saved.new)
        report.revised += len(saved.revised)
        report.known += saved.known
    await _let_go(bad, report, now)
    await flush(tools)
    run.give_back()
    tools.progress(report)


def _vectored(tools: Kit, good: Sequence[Done]) -> list[ingest.Reading]:
    pairs = [done.outcome for done in good if not isinstance(done.outcome, Failed)]
    whole = with_vectors([a for _, a in pairs], [clean for clean, _ in pairs], tools.encoder)
    return [
        ingest.Reading(
            done.waiting.source_id, clean, one, done.waiting.id, done.page, done.found_at,
            done.waiting.packed,
        )
        for done, (clean, _), one in zip(good, pairs, whole, strict=True)
    ]  # fmt: skip


async def _let_go(bad: Sequence[Done], report: Report, now: datetime) -> None:
    """Put back what may work later, refuse the rest with its reason."""
    refused: list[Failed[tuple[int, str, int | None]]] = []
    pages: list[ingest.Unread] = []
    for done in bad:
        assert isinstance(done.outcome, Failed)
        error, tries = done.outcome.error, done.waiting.tries
        report.blame(error.code)
        if _may_pass(error) and tries + 1 < TRIES:
            report.retried += 1
            due = now + RETRY[min(tries, len(RETRY) - 1)]
            await _patiently(partial(feed_queue.put_back, [done.waiting.id], due, error.code))
        else:
            report.refused += 1
            entry = done.waiting.entry
            refused.append(Failed((done.waiting.id, entry.url, entry.feed_id), error))
            if done.page:
                packed = done.waiting.packed
                pages.append(ingest.Unread(done.waiting.id, done.page, done.found_at, packed))
    if refused:
        await _patiently(partial(ingest.refuse, refused, now, pages))


async def read_again(tools: Kit) -> None:
    """Read stored pages again for who asked in the lab, until none are left: nothing is fetched."""
    while not tools.stop.is_set():
        turn = await _patiently(partial(reprocessing.turn, tools.now()))
        if turn is None:
            return
        outcomes = [_in_process(tools, one.page, one.packed) for one in turn.pages]
        pairs = zip(turn.pages, await asyncio.gather(*outcomes), strict=True)
        good = [(one, read) for one, read in pairs if not isinstance(read, Failed)]
        texts, known = [clean for _, (clean, _) in good], [made for _, (_, made) in good]
        whole = await asyncio.to_thread(with_vectors, known, texts, tools.encoder)
        again = [
            (one, one.reading(clean, made))
            for (one, _), clean, made in zip(good, texts, whole, strict=True)
        ]
        await _patiently(partial(reprocessing.settle, turn, again, tools.window, tools.now()))


async def _patiently(work: Callable[[], Answer]) -> Answer:
    """Do database work in a thread; when the disk is full or the database locked, wait and do it
    again: the batch is in hand and nothing of it was committed."""
    for attempt in range(DATABASE_PATIENCE):
        try:
            return await sync_to_async(work, thread_sensitive=True)()
        except DatabaseError as error:
            if attempt + 1 == DATABASE_PATIENCE:
                raise
            log.warning("the database refused a batch (%s); trying again", error)
            await asyncio.sleep(min(60.0, PATIENCE_SECONDS * 2**attempt))
    raise AssertionError("unreachable")


# ---------------------------------------------------------------- the walk without a network


def take_in(
    executor: Executor,
    window: LiveWindow,
    encoder: Encoder | None,
    batch: Sequence[tuple[int, Article]],
) -> ingest.Saved:
    """Articles that came by hand (captures, archives), each with its source's number, through the
    rest of the walk."""
    articles = [clean for _, clean in batch]
    analyses = list(run.map_over(executor, known, articles))
    rows = [
        ingest.Reading(source_id, clean, one)
        for (source_id, clean), one in zip(
            batch, with_vectors(analyses, articles, encoder), strict=True
        )
    ]
    return ingest.save_readings(rows, window, datetime.now(UTC))


async def walk(tools: Kit, *, only: Sequence[int] = (), limit: int = 10_000) -> Report:
    """One walk: poll what is due (or `only` these feeds), read the queue, return the report."""
    report = Report()
    targets = await _patiently(partial(feed_queue.feeds_due, tools.now(), limit, only=only))
    await poll(tools, targets, report)
    await read_queue(tools, report, until_empty=True)
    await read_again(tools)
    await _patiently(partial(maintenance.after_walk, tools.now()))
    return report


async def forever(tools: Kit) -> None:
    """Poll and read until told to stop; what is in hand is finished first."""
    reading: asyncio.Task[None] | None = None
    again: asyncio.Task[None] | None = None
    report = Report()
    while not tools.stop.is_set():
        targets = await _patiently(partial(feed_queue.feeds_due, tools.now(), FEED_BATCH))
        if targets:
            await poll(tools, targets, report)
        if reading is None or reading.done():
            if reading:
                reading.result()
                await _patiently(partial(maintenance.after_walk, tools.now()))
            reading = asyncio.create_task(read_queue(tools, report))
        again = _going_on(again, partial(read_again, tools))
        if not targets:
            await _wait(tools.stop, 2.0)
    for task in filter(None, (reading, again)):
        await task


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

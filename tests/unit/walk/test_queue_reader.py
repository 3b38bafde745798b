"""How much is taken in hand, when a batch is saved, when an entry is tried again and when it is let
go: the counts of the walk, without queue or wire."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from octavo.errors import BadStatus, Bug, NoArticle, Refused, Unreachable
from octavo.fetch.pace import Pace
from octavo.store.feed_queue import Waiting
from octavo.types import Entry, Failed, Fetched, Page, Target
from octavo.walk import polling, reading
from octavo.walk.context import Report
from octavo.walk.pool import ReadingPool
from octavo.walk.reading import PAGE_BATCH, PAGES_IN_HAND, RETRY, TRIES, Done, QueueReader
from rows import every_row

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
URL = "https://herald.example/1"


def _waiting(number: int = 1, tries: int = 0) -> Waiting:
    return Waiting(number, 1, 1, URL, tries, b"")


def _done(number: int = 1, tries: int = 0, error: Any = None, page: bytes = b"") -> Done:
    failed: Any = Failed(Page(URL, "", NOON), error or NoArticle("x", code="too_short"))
    return Done(_waiting(number, tries), failed, page, URL)


def _reader(in_hand: int = 0, ready: int = 0, leaving: int = 0) -> Any:
    """Where reading stands, with so many entries in each place; their numbers go on and on."""
    tasks: Any = {object(): _waiting(n) for n in range(in_hand)}
    first = in_hand
    read = [_done(n) for n in range(first, first + ready)]
    first += ready
    saving: Any = object() if leaving else None
    return QueueReader(tasks, read, [_done(n) for n in range(first, first + leaving)], saving)


# ---------------------------------------------------------------- where reading stands


@every_row(
    ("in_hand", "ready", "leaving", "room"),
    [
        (0, 0, 0, PAGES_IN_HAND), (PAGES_IN_HAND, 0, 0, 0), (3, 5, 0, PAGES_IN_HAND - 8),
        (0, 0, PAGE_BATCH, PAGES_IN_HAND),
    ],
)  # fmt: skip
def test_what_is_read_and_not_saved_takes_room_and_what_is_being_saved_does_not(
    in_hand, ready, leaving, room
) -> None:
    assert _reader(in_hand, ready, leaving).room == room


def test_nobody_else_takes_up_what_is_in_hand_ready_or_being_saved() -> None:
    assert sorted(_reader(2, 3, 4).ids) == list(range(9))


@every_row(
    ("in_hand", "ready", "leaving", "is_ready"),
    [
        (PAGES_IN_HAND, PAGE_BATCH - 1, 0, False),
        (PAGES_IN_HAND, PAGE_BATCH, 0, True),
        (PAGES_IN_HAND // 4, 1, 0, False),
        (PAGES_IN_HAND // 4 - 1, 1, 0, True),
        (0, 0, 0, False),
        (0, PAGE_BATCH, 1, False),
    ],
)
def test_a_batch_is_saved_when_it_is_full_or_little_more_is_coming(
    in_hand, ready, leaving, is_ready
) -> None:
    assert _reader(in_hand, ready, leaving).is_batch_ready is is_ready


@pytest.mark.parametrize("places", [(1, 0, 0), (0, 1, 0), (0, 0, 1)])
def test_reading_is_idle_only_when_nothing_is_left_anywhere(places) -> None:
    assert not _reader(*places).is_idle
    assert _reader().is_idle


# ---------------------------------------------------------------- taking up


@pytest.fixture
def at_once(monkeypatch) -> None:
    """Database work is done at once, in no thread."""

    async def now(work: Callable[[], Any]) -> Any:
        return work()

    monkeypatch.setattr(reading, "patiently", now)


class Context(SimpleNamespace):
    """A walk with nothing behind it: a clock that stands, and who may stop it."""

    def __init__(self, **fields: Any) -> None:
        stop = asyncio.Event()
        values = {
            "now": lambda: NOON, "stop": stop, "is_quiet_about_bugs": True, "rules": [],
            "holder": 1, "ledger": [], "progress": lambda report: None,
        }  # fmt: skip
        super().__init__(**(values | fields))


@pytest.mark.parametrize(
    ("in_hand", "is_stopped", "asked"),
    [
        (0, False, PAGES_IN_HAND),
        (PAGES_IN_HAND // 2, False, PAGES_IN_HAND // 2),
        (PAGES_IN_HAND // 2 + 1, False, None),
        (0, True, None),
    ],
)
def test_more_is_taken_up_when_half_is_done_and_nobody_said_stop(
    monkeypatch, at_once, in_hand, is_stopped, asked
) -> None:
    found: list[tuple[int, list[int]]] = []

    def claimed(now: datetime, limit: int, holder: int, *, but: list[int]) -> list[Waiting]:
        found.append((limit, but))
        return []

    monkeypatch.setattr(reading.feed_queue, "claimed", claimed)
    context = Context()
    if is_stopped:
        context.stop.set()
    asyncio.run(reading._take_up(context, _reader(in_hand)))
    assert found == ([] if asked is None else [(asked, list(range(in_hand)))])


# ---------------------------------------------------------------- what becomes of failures


class Fates:
    """What was put back, refused and quarantined."""

    def __init__(self) -> None:
        self.back: list[tuple[list[int], timedelta, str]] = []
        self.refused: list[int] = []
        self.pages: list[int] = []
        self.cases: list[Any] = []


@pytest.fixture
def fates(monkeypatch, at_once) -> Fates:
    seen = Fates()

    def refuse(failed: list[Any], now: datetime, pages: list[Any]) -> None:
        seen.refused += [one.item[0] for one in failed]
        seen.pages += [one.entry_id for one in pages]

    monkeypatch.setattr(
        reading.polls,
        "put_back",
        lambda ids, due, cause, tries: seen.back.append((ids, due - NOON, cause)),
    )
    monkeypatch.setattr(reading.refusals, "refuse", refuse)
    monkeypatch.setattr(reading.clock, "is_doubtful", lambda now: False)
    monkeypatch.setattr(
        reading.quarantine, "quarantine", lambda cases, now: seen.cases.extend(cases)
    )
    return seen


@pytest.mark.parametrize(
    ("tries", "wait"), [(0, RETRY[0]), (1, RETRY[1]), (2, RETRY[2]), (TRIES - 1, None)]
)
def test_what_may_pass_is_tried_again_later_each_time_and_then_let_go(fates, tries, wait) -> None:
    report = Report()
    bad = [_done(7, tries, Unreachable(URL, code="timeout"))]
    asyncio.run(reading._let_go(Context(), bad, report))
    assert fates.back == ([([7], wait, "timeout")] if wait else [])
    assert fates.refused == ([] if wait else [7])
    assert (report.retried, report.refused) == ((1, 0) if wait else (0, 1))
    assert report.causes == {"timeout": 1}


def test_each_try_waits_longer_than_the_one_before() -> None:
    assert sorted(RETRY) == list(RETRY)
    assert len(RETRY) == TRIES - 1


def test_each_failure_goes_its_way_and_is_counted(fates) -> None:
    bad = [
        _done(1, 0, BadStatus(URL, 503)), _done(2, 0, BadStatus(URL, 404)),
        _done(3, 0, NoArticle("x", code="too_short"), b"page"), _done(4, 3, Bug("KeyError: x")),
        _done(5, 0, Refused(URL, code="air_gap")), _done(6, 0, Refused(URL, code="robots")),
    ]  # fmt: skip
    report = Report()
    asyncio.run(reading._let_go(Context(), bad, report))
    assert [ids for ids, _, _ in fates.back] == [[1], [5]]
    assert fates.refused == [2, 3, 6]
    assert fates.pages == [3], "only a page that was had is kept"
    assert [case.entry_id for case in fates.cases] == [4]
    assert (report.retried, report.refused, report.quarantined) == (2, 3, 1)
    assert sum(report.causes.values()) == 6


@pytest.mark.parametrize(("is_doubtful", "back", "refused"), [(True, [7], []), (False, [], [7])])
def test_nothing_is_refused_for_its_date_by_a_clock_that_has_leapt(
    fates, monkeypatch, is_doubtful, back, refused
) -> None:
    monkeypatch.setattr(reading.clock, "is_doubtful", lambda now: is_doubtful)
    bad = [_done(7, TRIES + 3, NoArticle("dated 2027", code="future"))]
    asyncio.run(reading._let_go(Context(), bad, Report()))
    assert [number for ids, _, _ in fates.back for number in ids] == back
    assert fates.refused == refused


def test_where_bugs_are_raised_they_are_raised_and_nothing_is_quarantined(fates) -> None:
    with pytest.raises(Bug):
        asyncio.run(
            reading._let_go(Context(is_quiet_about_bugs=False), [_done(1, 0, Bug("x"))], Report())
        )
    assert fates.cases == []


@pytest.mark.parametrize(
    ("tries", "error", "is_read"),
    [
        (0, Unreachable(URL, code="timeout"), False),
        (TRIES - 2, Unreachable(URL, code="timeout"), False),
        (TRIES - 1, Unreachable(URL, code="timeout"), True),
        (0, BadStatus(URL, 404), True),
    ],
)
def test_the_feeds_own_words_stand_in_once_the_page_will_not_come(
    monkeypatch, tries, error, is_read
) -> None:
    read: list[int] = []

    async def in_process(context: Any, bare: Page, packed: bytes = b"", entry_id: int = 0) -> Any:
        read.append(entry_id)
        return Failed(bare, NoArticle("nothing in the feed", code="too_short"))

    monkeypatch.setattr(reading, "in_process", in_process)
    entry = Entry(1, "1", URL, "Title")
    found = asyncio.run(
        reading._without_page(Context(), _waiting(9, tries), entry, Failed(entry, error))
    )
    assert read == ([9] if is_read else [])
    assert isinstance(found, Failed)
    assert found.error is error, "the page's own failure is the reason, not the feed's"


@pytest.mark.parametrize(
    ("code", "content", "partial", "is_taken"),
    [
        ("dns", "<p>whole</p>", "", True),
        ("no_network", "<p>whole</p>", "", True),
        ("no_network", "<p>cut</p>", "paywall", False),
        ("dns", "", "", False),
        ("timeout", "<p>whole</p>", "", False),
    ],
)
def test_a_whole_text_in_the_feed_waits_for_no_host_that_is_not_found(
    monkeypatch, code, content, partial, is_taken
) -> None:
    read = (SimpleNamespace(partial=partial), None)

    async def in_process(context: Any, bare: Page, packed: bytes = b"", entry_id: int = 0) -> Any:
        return read

    monkeypatch.setattr(reading, "in_process", in_process)
    entry = Entry(1, "1", URL, "Title", content_html=content)
    failed = Failed(entry, Unreachable(URL, code=code))
    found = asyncio.run(reading._without_page(Context(), _waiting(9), entry, failed))
    assert (found is read) is is_taken
    if not is_taken:
        assert found.error is failed.error


def test_a_bug_in_the_feeds_own_words_is_a_bug(monkeypatch) -> None:
    async def in_process(context: Any, bare: Page, packed: bytes = b"", entry_id: int = 0) -> Any:
        return Failed(bare, Bug("KeyError: x"))

    monkeypatch.setattr(reading, "in_process", in_process)
    entry = Entry(1, "1", URL, "Title")
    failed = Failed(entry, BadStatus(URL, 404))
    found = asyncio.run(reading._without_page(Context(), _waiting(), entry, failed))
    assert isinstance(found, Failed) and isinstance(found.error, Bug)


# ---------------------------------------------------------------- counting polls


def test_polls_are_counted_by_what_they_came_to() -> None:
    target = Target(1, URL)
    pace = Pace(3600.0, NOON)
    report = Report()
    outcomes: list[Any] = [
        Fetched(target, ()), Fetched(target, (), not_modified=True),
        Failed(target, Unreachable(URL, code="dns")), Failed(target, Unreachable(URL, code="dns")),
    ]  # fmt: skip
    for outcome in outcomes:
        polling._count(polling.Poll(outcome, pace), report)
    assert (report.feeds, report.unchanged, report.failed) == (4, 1, 2)
    assert report.causes == {"dns": 2}


def test_polls_are_saved_batch_by_batch_and_none_is_left(monkeypatch) -> None:
    sizes: list[int] = []

    async def polled(context: Any, target: Target) -> Any:
        return target.id

    async def save(context: Any, done: list[Any], report: Report) -> None:
        sizes.append(len(done))

    monkeypatch.setattr(polling, "_polled", polled)
    monkeypatch.setattr(polling, "_save", save)
    for count, batches in ((0, []), (1, [1]), (100, [100]), (201, [100, 100, 1])):
        sizes.clear()
        targets = [Target(n, URL) for n in range(count)]
        asyncio.run(polling.poll(Context(), targets, Report()))
        assert sizes == batches, count


# ---------------------------------------------------------------- the pool


def test_without_processes_there_is_one_thread_and_no_deadline() -> None:
    async def two() -> list[int]:
        pool = ReadingPool(0)
        assert (pool.has_processes, pool.deadline) == (False, None)
        found = [await pool.read(pow, 2, n) for n in (3, 4)]
        pool.close()
        return found

    assert asyncio.run(two()) == [8, 16]


def test_a_step_that_fails_gives_its_place_back() -> None:
    async def twice() -> int:
        pool = ReadingPool(0)
        with pytest.raises(ZeroDivisionError):
            await pool.read(divmod, 1, 0)
        found = await pool.read(pow, 2, 3)
        pool.close()
        return found

    assert asyncio.run(twice()) == 8


@pytest.mark.parametrize("processes", [1, 2])
def test_each_process_has_a_deadline(processes) -> None:
    pool = ReadingPool(processes, deadline=7.0)
    assert (pool.has_processes, pool.deadline, len(pool._all)) == (True, 7.0, processes)
    pool.close()


def test_a_page_costs_two_processes_before_it_is_a_bug() -> None:
    class Pool:
        has_processes = True
        deaths = 0

        async def read(self, *given: Any) -> Any:
            self.deaths += 1
            if self.deaths <= self.most:
                raise Bug("the reading process ended")
            return "read"

        def __init__(self, most: int) -> None:
            self.most = most

    page = Page(URL, "", NOON)
    once, twice = Pool(1), Pool(9)
    assert asyncio.run(reading.in_process(Context(pool=once), page)) == "read"
    found = asyncio.run(reading.in_process(Context(pool=twice), replace(page)))
    assert isinstance(found, Failed) and isinstance(found.error, Bug)
    assert twice.deaths == 2

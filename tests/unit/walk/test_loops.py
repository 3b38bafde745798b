"""The loops of the walk: it ends when it is told to, what is in hand is finished first, and a bug
in the work after a walk ends nothing."""

import asyncio
import logging
import os
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from octavo import walk
from octavo.errors import Bug
from octavo.gateway import Gateway, Rules
from octavo.types import Target
from octavo.walk import own_death, retry

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Diary(list[str]):
    """What the walk did, in order."""


@pytest.fixture
def diary(monkeypatch) -> Diary:
    """A walk whose every step only writes down that it was taken; two feeds are due once."""
    seen = Diary()
    due = [[Target(1, "https://a.example/"), Target(2, "https://b.example/")]]

    async def patiently(work: Any) -> Any:
        return work()

    def claimed_feeds(now: datetime, limit: int, holder: int, **only: Any) -> list[Target]:
        return due.pop() if due else []

    async def poll(context: Any, targets: Any, report: walk.Report) -> None:
        seen.append(f"poll {len(targets)}")

    async def read_queue(context: Any, report: Any, *, until_empty: bool = False) -> None:
        seen.append(f"read{' all' if until_empty else ''}")
        if len(seen) > 5:
            context.stop.set()
        await asyncio.sleep(0.02)
        seen.append("read done")

    async def reprocess(context: Any) -> None:
        seen.append("again")

    monkeypatch.setattr(walk, "patiently", patiently)
    monkeypatch.setattr(walk.clock, "look", lambda now: None)
    monkeypatch.setattr(walk.claims, "release_dead", lambda folder, now: None)
    monkeypatch.setattr(walk, "blame_last_death", lambda now: seen.append("blame"))
    monkeypatch.setattr(walk, "poll", poll)
    monkeypatch.setattr(walk, "read_queue", read_queue)
    monkeypatch.setattr(walk, "reprocess", reprocess)
    monkeypatch.setattr(walk, "IDLE_SECONDS", 0.01)
    monkeypatch.setattr(walk.feed_queue, "claimed_feeds", claimed_feeds)
    monkeypatch.setattr(walk.gateway_rules, "is_shut", lambda: True)
    monkeypatch.setattr(walk.maintenance, "after_walk", lambda now: seen.append("maintain"))
    monkeypatch.setattr(walk.maintenance, "reindexed", lambda: 0)
    monkeypatch.setattr(
        walk.quarantine, "release_after_upgrade", lambda now: seen.append("release")
    )
    return seen


@pytest.fixture
def context() -> Any:
    gateway = Gateway(Rules(), lambda record: None)
    return SimpleNamespace(
        now=lambda: NOON, stop=asyncio.Event(), is_quiet_about_bugs=True, gateway=gateway, holder=1
    )


def test_one_walk_polls_reads_all_and_tidies_up(diary, context) -> None:
    report = asyncio.run(walk.walk(context))
    assert isinstance(report, walk.Report)
    assert diary == ["blame", "poll 2", "read all", "read done", "again", "maintain"]


def test_a_walk_for_ever_goes_on_until_it_is_stopped_and_finishes_what_it_began(
    diary, context
) -> None:
    asyncio.run(asyncio.wait_for(walk.forever(context), 5))
    assert diary[:3] == ["blame", "release", "poll 2"]
    assert diary.count("poll 2") == 1, "nothing is polled that is not due"
    assert diary.count("read") == diary.count("read done") >= 2
    assert diary.count("maintain") == diary.count("read") - 1, "after each reading but the last"


def test_a_walk_that_is_stopped_before_it_begins_takes_up_nothing(diary, context) -> None:
    context.stop.set()
    asyncio.run(walk.forever(context))
    assert diary == ["blame", "release"]


def test_a_reading_that_fails_ends_the_walk(diary, context, monkeypatch) -> None:
    async def broken(context: Any, report: Any) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(walk, "read_queue", broken)
    with pytest.raises(OSError, match="the disk is gone"):
        asyncio.run(asyncio.wait_for(walk.forever(context), 5))


@pytest.mark.parametrize("walked", [walk.walk, walk.forever])
def test_what_an_older_version_indexed_is_indexed_anew_until_none_is_left(
    diary, context, monkeypatch, walked
) -> None:
    batches = [50, 50, 7, 0]

    async def read_queue(context: Any, report: Any, *, until_empty: bool = False) -> None:
        while batches and not until_empty:
            await asyncio.sleep(0)
        if not until_empty:
            context.stop.set()

    monkeypatch.setattr(walk, "read_queue", read_queue)
    monkeypatch.setattr(walk, "REINDEX_PAUSE", 0.001)
    monkeypatch.setattr(walk.maintenance, "reindexed", lambda: batches.pop(0) if batches else 0)
    asyncio.run(asyncio.wait_for(walked(context), 5))
    assert batches == []


def test_a_walk_that_is_stopped_indexes_no_further_batch(diary, context, monkeypatch) -> None:
    batches: list[int] = []

    def reindexed() -> int:
        batches.append(50)
        if len(batches) == 3:
            context.stop.set()
        return 50

    monkeypatch.setattr(walk, "REINDEX_PAUSE", 0.001)
    monkeypatch.setattr(walk.maintenance, "reindexed", reindexed)
    asyncio.run(asyncio.wait_for(walk.walk(context), 5))
    assert len(batches) == 3


@pytest.mark.parametrize("part", ["after_walk", "reindexed"])
def test_a_bug_after_a_walk_is_logged_and_ends_nothing(
    diary, context, monkeypatch, caplog, part
) -> None:
    def broken(*_: datetime) -> None:
        raise KeyError("section")

    monkeypatch.setattr(walk.maintenance, part, broken)
    with caplog.at_level(logging.ERROR):
        assert asyncio.run(walk.walk(context)) == walk.Report()
    assert "KeyError: 'section'" in caplog.text
    context.is_quiet_about_bugs = False
    diary.clear()
    with pytest.raises(Bug):
        asyncio.run(walk.walk(context))


# ---------------------------------------------------------------- patience


def test_database_work_is_done_again_with_longer_and_longer_waits_and_then_given_up(
    monkeypatch,
) -> None:
    waits: list[float] = []
    tries: list[int] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    def full() -> None:
        tries.append(1)
        raise retry.InterfaceError("connection already closed")

    monkeypatch.setattr(retry.asyncio, "sleep", sleep)
    with pytest.raises(retry.InterfaceError):
        asyncio.run(retry.patiently(full))
    assert waits == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
    assert len(tries) == retry.DATABASE_PATIENCE


def test_a_mistake_of_ours_is_not_waited_for(monkeypatch) -> None:
    def wrong() -> None:
        raise retry.IntegrityError("not unique")

    async def sleep(seconds: float) -> None:
        pytest.fail("waited")

    monkeypatch.setattr(retry.asyncio, "sleep", sleep)
    with pytest.raises(retry.IntegrityError):
        asyncio.run(retry.patiently(wrong))


def test_work_that_succeeds_in_the_end_has_its_answer(monkeypatch) -> None:
    answers: list[Any] = [retry.InterfaceError("gone"), "saved"]

    async def sleep(seconds: float) -> None:
        pass

    def work() -> str:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return str(answer)

    monkeypatch.setattr(retry.asyncio, "sleep", sleep)
    assert asyncio.run(retry.patiently(work)) == "saved"


# ---------------------------------------------------------------- a death of our own


@pytest.fixture
def note(tmp_path, settings) -> Any:
    settings.DATA = tmp_path
    return tmp_path / "reading.entry"


def test_a_note_lies_there_while_an_entry_is_read_and_no_longer(note) -> None:
    with own_death.noted(17):
        assert note.read_text("ascii") == f"{os.getpid()} 17"
    assert not note.exists()
    with pytest.raises(KeyError), own_death.noted(17):
        raise KeyError
    assert not note.exists()


@pytest.mark.parametrize(
    ("text", "is_alive", "left"),
    [
        ("4194399 17", False, 17),
        ("4194399 17", True, None),
        (f"{os.getpid()} 17", True, 17),
        ("", False, 0),
        ("17", False, 0),
        ("x y", False, 0),
        ("4194399 -17", False, 0),
        ("\udcff\udcff", False, 0),
    ],
    ids=range(8),
)
def test_a_note_tells_of_a_death_unless_its_process_lives(
    note, monkeypatch, text, is_alive, left
) -> None:
    monkeypatch.setattr(own_death.run, "is_alive", lambda process: is_alive)
    note.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert own_death._left_behind(note) == left


def test_no_note_is_no_death(note) -> None:
    assert own_death._left_behind(note) is None

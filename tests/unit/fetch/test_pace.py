"""When to poll next."""

from datetime import UTC, datetime, timedelta

import pytest

from octavo.errors import BadStatus, Unreachable
from octavo.fetch.pace import MAX_INTERVAL, MIN_INTERVAL, next_poll, rhythm
from octavo.types import Entry, Failed, Fetched, Target
from rows import every_row

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
TARGET = Target(1, "https://x.example/feed", interval=3600.0)


def every(minutes: float, count: int = 10, ago: float = 0) -> tuple[Entry, ...]:
    return tuple(
        Entry(1, str(n), "", "t", published=NOW - timedelta(minutes=ago + n * minutes))
        for n in range(count)
    )


@every_row(
    ("minutes", "seconds"),
    [(1, MIN_INTERVAL), (60, 1800), (24 * 60, 43_200), (30 * 24 * 60, MAX_INTERVAL)],
)
def test_a_feed_is_polled_twice_as_often_as_it_publishes(minutes: float, seconds: float) -> None:
    assert rhythm(every(minutes), NOW) == seconds


def test_a_feed_that_fell_silent_is_polled_seldom() -> None:
    assert rhythm(every(10, ago=3 * 24 * 60), NOW) == pytest.approx(25_920)


def test_without_dates_the_interval_stays() -> None:
    undated = (Entry(1, "a", "", "t"), Entry(1, "b", "", "t"))
    assert next_poll(TARGET, Fetched(TARGET, undated), NOW).interval == 3600


def test_nothing_new_slows_down_up_to_a_day() -> None:
    assert next_poll(TARGET, Fetched(TARGET, not_modified=True), NOW).interval == 4500
    slow = Target(1, TARGET.url, interval=MAX_INTERVAL)
    assert next_poll(slow, Fetched(slow, not_modified=True), NOW).interval == MAX_INTERVAL


def test_the_publishers_wish_is_a_floor_within_reason() -> None:
    assert next_poll(TARGET, Fetched(TARGET, every(1), hint=1800), NOW).interval == 1800
    assert next_poll(TARGET, Fetched(TARGET, every(1), hint=10**9), NOW).interval == 4 * 3600


def test_failures_double_the_wait_and_a_success_forgets_them() -> None:
    gone = Unreachable(TARGET.url, code="dns")
    waits = []
    for failures in range(8):
        target = Target(1, TARGET.url, interval=3600, failures=failures)
        waits.append(
            (next_poll(target, Failed(target, gone), NOW, 0).next_at - NOW).total_seconds()
        )
    assert waits[:4] == [3600, 7200, 14_400, 28_800]
    assert waits[-1] == MAX_INTERVAL
    assert next_poll(target, Fetched(target, every(120)), NOW).interval == 3600


@every_row(("asked", "waited"), [(120, 300), (7200, 7200), (10**9, MAX_INTERVAL), (None, 3600)])
def test_retry_after_is_kept_within_a_day(asked: float | None, waited: float) -> None:
    outcome = Failed(TARGET, BadStatus(TARGET.url, 429, asked))
    assert next_poll(TARGET, outcome, NOW, 0).next_at == NOW + timedelta(seconds=waited)


def test_gone_stops_and_missing_does_not() -> None:
    assert next_poll(TARGET, Failed(TARGET, BadStatus(TARGET.url, 410)), NOW).stopped
    assert not next_poll(TARGET, Failed(TARGET, BadStatus(TARGET.url, 404)), NOW).stopped


def test_a_move_is_believed_the_second_time() -> None:
    there = "https://new.example/feed"
    first = next_poll(TARGET, Fetched(TARGET, moved_to=there), NOW)
    assert (first.moved_to, first.move_now) == (there, False)
    reminded = Target(1, TARGET.url, moved_to=there)
    assert next_poll(reminded, Fetched(reminded, moved_to=there), NOW).move_now
    elsewhere = next_poll(reminded, Fetched(reminded, moved_to="https://other.example/"), NOW)
    assert not elsewhere.move_now
    assert next_poll(reminded, Fetched(reminded), NOW).moved_to == ""


def test_feeds_do_not_fall_into_step() -> None:
    times = {
        next_poll(
            Target(n, f"https://x{n}.example/"), Fetched(TARGET, not_modified=True), NOW
        ).next_at
        for n in range(50)
    }
    assert len(times) > 40

"""When to poll next: as often as the feed has news, as seldom as the publisher wishes. Pure.

rhythm   half the usual gap between its articles, slower the longer it is silent
hint     never more often than the publisher asks, up to four hours
network  where nobody at all is reached, every feed is asked again soon, and none has failed
failure  twice as long each time, at most a day; Retry-After is kept, at most a day
moved    a permanent redirect is believed when it is seen a second time; 410 stops
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from octavo.errors import BadStatus
from octavo.types import Entry, Failed, Fetched, Target

MIN_INTERVAL = 300.0
"""Seconds between two polls at the least: publishers ask for no more than one in five minutes."""

MAX_INTERVAL = 86_400.0
"""And at the most: a day, so that whoever writes again is seen the next day."""

MAX_HINT = 4 * 3_600.0
"""The longest wish of a publisher that is followed; some feeds say a week and publish hourly."""

FIRST_RETRY = 900.0
"""Seconds after the first failure of a feed; doubled with each further one. Chosen by hand; not
measured."""

SAMPLE = 20
"""Newest articles from which a feed's rhythm is read."""

SLOWING = 1.25
"""Factor by which a feed without news is asked less often each time. Chosen by hand; not
measured."""

GONE = 410
"""HTTP 410 (RFC 9110): gone for good."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The decision after a poll. `interval` is in seconds, `next_at` aware UTC. `moved_to` is to be
    remembered, and with `move_now` to become the feed's address; `stopped` ends the polling."""

    interval: float
    next_at: datetime
    moved_to: str = ""
    move_now: bool = False
    stopped: bool = False


def next_poll(
    target: Target, outcome: Fetched | Failed[Target], now: datetime, spread: float = 0.1
) -> Pace:
    """Returns when to poll a target again, given what this poll brought.

    `spread` is the share by which feeds are kept from falling into step (0 for none)."""
    if isinstance(outcome, Failed):
        return _after_failure(target, outcome, now, spread)
    interval = _interval(target, outcome, now)
    wait = interval * (1 + spread * _offset(target))
    is_moved = bool(outcome.moved_to) and outcome.moved_to == target.moved_to
    return Pace(interval, now + timedelta(seconds=wait), outcome.moved_to, is_moved)


def _after_failure(target: Target, failed: Failed[Target], now: datetime, spread: float) -> Pace:
    error = failed.error
    if error.is_of_network:
        return Pace(target.interval, now + timedelta(seconds=MIN_INTERVAL), target.moved_to)
    wait = max(target.interval, FIRST_RETRY) * 2.0 ** min(target.failures, 10)
    wait = min(wait, MAX_INTERVAL)
    if isinstance(error, BadStatus) and error.retry_after:
        wait = max(MIN_INTERVAL, min(error.retry_after, MAX_INTERVAL))
    else:
        wait *= 1 + spread * _offset(target)
    stopped = isinstance(error, BadStatus) and error.status == GONE
    return Pace(target.interval, now + timedelta(seconds=wait), target.moved_to, False, stopped)


def _interval(target: Target, fetched: Fetched, now: datetime) -> float:
    if fetched.not_modified:
        wish = target.interval * SLOWING
    else:
        wish = rhythm(fetched.entries, now) or target.interval
    return _bounded(max(wish, min(fetched.hint, MAX_HINT)))


def rhythm(entries: Sequence[Entry], now: datetime) -> float:
    """Returns the seconds between polls that fit a feed's own publishing, 0 when its entries bear
    too few dates to tell. Half the mean gap of the newest entries, or a tenth of the present
    silence when that is longer."""
    times = sorted((one.published for one in entries if one.published), reverse=True)[:SAMPLE]
    if len(times) < 2:
        return 0.0
    gap = (times[0] - times[-1]).total_seconds() / (len(times) - 1)
    silence = max((now - times[0]).total_seconds(), 0.0)
    return _bounded(max(gap / 2, silence / 10))


def _bounded(seconds: float) -> float:
    return max(MIN_INTERVAL, min(seconds, MAX_INTERVAL))


def _offset(target: Target) -> float:
    digest = blake2b(f"{target.id} {target.url}".encode("utf-8", "replace"), digest_size=2).digest()
    return int.from_bytes(digest, "big") / 32_767.5 - 1

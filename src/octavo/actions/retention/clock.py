"""The machine's clock: it is believed for what can be done again, and only after days of going
evenly for what cannot.

A clock that leaps was wrong before the leap or is wrong after it; which of the two, nobody can tell
(a machine that was off for a month leaps, too). So nothing is deleted until the clock has gone
evenly for STEADY, and no page is refused for its date; what a clock ahead has put off is due at
once when it goes back, and what it has stamped is stamped anew when that has proved to be steady.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from octavo.store import site_settings
from octavo.store.models import Article, Edition, Entry, FeedState, Story

log = logging.getLogger(__name__)

STEADY = timedelta(days=7)
"""How long the clock must have gone evenly before anything is deleted by it: time for somebody to
notice. Chosen by hand; not measured."""

BACK = timedelta(minutes=10)
"""How far a clock may go back: that much is set right by every time service now and then."""

AHEAD = timedelta(days=2)
"""How far it may be ahead of the last look at it: machines are off for a night or a weekend."""

LOOK_EVERY = timedelta(minutes=1)
"""How often it is written down; the leaps above are many times as long."""

LONGEST_WAIT = timedelta(days=2)
"""Nothing is put off for longer: feeds for a day at most, entries for two hours."""


def look(now: datetime) -> None:
    """Note how the clock goes; where it has gone back, nothing waits for what was its future."""
    noted = site_settings.direct(site_settings.CLOCK, {})
    last = datetime.fromisoformat(noted["last"]) if noted else now
    is_back, is_ahead = now < last - BACK, now > last + AHEAD
    if noted and not is_back and not is_ahead and abs(now - last) < LOOK_EVERY:
        return
    if is_back or not noted:
        release(now)
    if is_back or is_ahead:
        log.warning("the clock has leapt from %s to %s", last.isoformat(), now.isoformat())
        noted |= {"from": last.isoformat(), "to": now.isoformat()}
    is_even = noted.get("since") and not is_back and not is_ahead
    since = noted["since"] if is_even else now.isoformat()
    site_settings.set_value(site_settings.CLOCK, noted | {"last": now.isoformat(), "since": since})


def is_steady(now: datetime) -> bool:
    """Whether the clock has gone evenly for long enough to do by it what cannot be undone."""
    noted = site_settings.direct(site_settings.CLOCK, {})
    return bool(noted) and now - datetime.fromisoformat(noted["since"]) >= STEADY


def is_doubtful(now: datetime) -> bool:
    """Whether the clock has leapt and has not gone evenly for long since."""
    return "from" in site_settings.direct(site_settings.CLOCK, {}) and not is_steady(now)


def release(now: datetime) -> None:
    """What a clock ahead of this one put off is due now."""
    late = now + LONGEST_WAIT
    with transaction.atomic():
        FeedState.objects.filter(next_at__gt=late).update(next_at=now)
        Entry.objects.filter(due_at__gt=late).update(due_at=now)
        for name in ("counted", "tidied"):
            last = site_settings.direct(name, "")
            if last and datetime.fromisoformat(last) > now:
                site_settings.put(name, "")


def set_right(now: datetime) -> None:
    """What a clock ahead of this one stamped is of now, and its editions go; for a steady clock."""
    late = now + LONGEST_WAIT
    with transaction.atomic():
        Entry.objects.filter(seen_at__gt=late).update(seen_at=now)
        Article.objects.filter(fetched__gt=late).update(fetched=now)
        Article.objects.filter(published__gt=late).update(published=now)
        Story.objects.filter(last_at__gt=late).update(last_at=now)
        Edition.objects.filter(day__gt=late.date()).delete()

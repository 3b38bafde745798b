"""Loading the demo press: ten days of it, through the ordinary walk, a day at a time.

The clock of the press is turned forward step by step; at each step the walk polls and reads what
has come out since. So stories grow, headlines change and corrections come as they would have.
Progress is kept: a load that was killed goes on at the step it was in.
"""

import asyncio
import dataclasses
import logging
import signal
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections

from octavo import walk
from octavo.actions import subscriptions
from octavo.demo.publisher import Press
from octavo.demo.world import world
from octavo.fetch.opml import Subscription
from octavo.store import gateway_rules, site_settings
from octavo.store.models import FeedState, Source

log = logging.getLogger(__name__)

HOURS = (228, 204, 180, 156, 132, 108, 84, 60, 36, 18, 6, 0)
"""How many hours before the anchor the clock stands: the last day is walked in pieces."""
LOOK_SECONDS = 5.0
"""How often it is looked whether the press should still be served."""

FAR = timedelta(days=36_500)
"""A poll so far off that it never comes: the press has nothing new to say."""


async def load(again: bool = False) -> walk.Report:
    """Load the demo press and return what the walk came to; an empty report when it is there
    already, or was taken away and `again` is not asked for. Raises OSError when no port is free."""
    total = walk.Report()
    if not await sync_to_async(_begin)(again):
        return total
    with await sync_to_async(_press)() as press:
        feeds = await sync_to_async(_subscribed)(press)
        await _walked(press, feeds, total)
        await sync_to_async(_finish)()
    return total


@cache
def steps() -> tuple[timedelta, ...]:
    """How long before the anchor each step's clock stands: at `HOURS`, and once between the two
    editions of a piece where no hour falls there, so that every correction is seen being made."""
    moments = {hour * 3600 for hour in HOURS}
    for piece in world().pieces.values():
        second = piece.ago - piece.later
        if piece.later and not any(second < moment <= piece.ago for moment in moments):
            moments.add((piece.ago + second) // 2)
    return tuple(timedelta(seconds=moment) for moment in sorted(moments, reverse=True))


def _begin(again: bool) -> bool:
    """Whether there is something to load. A load after a removal begins anew, with a new today."""
    site_settings.forget()
    is_there = Source.objects.filter(is_demo=True).exists()
    if site_settings.value("demo_removed") and not again:
        return False
    if is_there and site_settings.value("demo_loaded"):
        return False
    if not is_there:
        site_settings.set_value(
            "demo_anchor", datetime.now(UTC).replace(second=0, microsecond=0).isoformat()
        )
        site_settings.set_value("demo_step", 0)
    site_settings.set_value("demo_loaded", False)
    site_settings.set_value("demo_removed", False)
    return True


def _anchor() -> datetime:
    return datetime.fromisoformat(site_settings.value("demo_anchor"))


def _press() -> Press:
    """The press, serving nothing yet, with its port known. The port is kept, so that addresses stay
    the same; a port that is taken is given up while nothing has been read from it."""
    anchor = _anchor()
    kept, is_there = site_settings.value("demo_port"), Source.objects.filter(is_demo=True).exists()
    ports = [int(kept)] if kept and is_there else [int(kept or settings.DEMO_PORT), 0]
    for port in ports:
        with suppress(OSError), Press(anchor, port, anchor) as tried:
            site_settings.set_value("demo_port", tried.port)
            site_settings.set_value("demo_hosts", tried.hosts())
            return Press(anchor, tried.port, anchor)
    raise OSError(f"port {kept} is taken")


def _subscribed(press: Press) -> list[int]:
    """The feeds of the press, followed: the agency first, since the others copy it."""
    wanted = [_subscription(press, slug) for slug in world().publishers]
    done = subscriptions.subscribe(wanted, is_demo=True)
    for one, who in zip(done, world().publishers.values(), strict=True):
        Source.objects.filter(pk=one.feed.source_id).update(
            ownership=who.ownership,
            logo=f"{press.base(who.slug)}/logo.svg",
            is_wire=who.slug == "norvik",
        )
    FeedState.objects.filter(feed__source__is_demo=True).update(is_stopped=True)
    return [one.feed.pk for one in done]


def _subscription(press: Press, slug: str) -> Subscription:
    who, base = world().publishers[slug], press.base(slug)
    return Subscription(
        url=base + who.feed_path,
        title=who.name,
        home=f"{base}/",
        folder="Demo",
        language=who.language,
        country=who.country,
    )


async def _walked(press: Press, feeds: list[int], total: walk.Report) -> None:
    """Every step that has not been walked yet; SIGTERM ends it after the batch in hand."""
    gentle = await sync_to_async(gateway_rules.for_walk)()
    quick = dataclasses.replace(gentle, per_host_gap=0.0, per_host_concurrency=4)
    first = int(await sync_to_async(site_settings.value)("demo_step", 0))
    days = settings.WINDOW_DAYS
    async with walk.walk_context(quick, workers=settings.WORKERS, window_days=days) as context:
        _stop_on_signal(context.stop)
        for number, before in enumerate(steps()):
            if number < first:
                continue
            press.now = press.anchor - before
            context.now = lambda: press.now
            _add(total, await walk.walk(context, only=feeds))
            if context.stop.is_set():
                raise SystemExit(0)
            await sync_to_async(site_settings.set_value)("demo_step", number + 1)


def _stop_on_signal(stop: asyncio.Event) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(ValueError, RuntimeError, NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)


def _add(total: walk.Report, more: walk.Report) -> None:
    for field in dataclasses.fields(walk.Report):
        if field.name != "causes":
            value = getattr(total, field.name) + getattr(more, field.name)
            setattr(total, field.name, value)
    for cause, count in more.causes.items():
        total.causes[cause] = total.causes.get(cause, 0) + count


def _finish() -> None:
    """The press says nothing new from here on: its feeds are asked no more."""
    far = datetime.now(UTC) + FAR
    FeedState.objects.filter(feed__source__is_demo=True).update(is_stopped=True, next_at=far)
    site_settings.set_value("demo_loaded", True)


# ---------------------------------------------------------------- serving


async def serve_until_stopped() -> None:
    """Serve the whole press until told to stop, on the port it was loaded from."""
    with await sync_to_async(_whole_press)() as press:
        log.info("the demo press is at %s", press.base("norvik"))
        stop = asyncio.Event()
        _stop_on_signal(stop)
        await stop.wait()


def _whole_press() -> Press:
    kept = site_settings.value("demo_anchor")
    anchor = datetime.fromisoformat(kept) if kept else datetime.now(UTC).replace(microsecond=0)
    return Press(anchor, int(site_settings.value("demo_port") or settings.DEMO_PORT), anchor)


def keep_serving() -> threading.Event:
    """Serve the press in a thread for as long as it is loaded and not taken away, so that links and
    pictures work while the site runs. Returns the event that ends it."""
    stop = threading.Event()
    threading.Thread(target=_keep, args=(stop,), name="octavo-demo", daemon=True).start()
    return stop


def _keep(stop: threading.Event) -> None:
    serving: Press | None = None
    while True:
        serving = _kept(serving)
        if stop.wait(LOOK_SECONDS):
            break
    if serving is not None:
        serving.__exit__(None, None, None)


def _kept(serving: Press | None) -> Press | None:
    """The press that ought to be serving now, started or stopped as the site's settings say."""
    close_old_connections()
    wanted = bool(site_settings.value("demo_loaded")) and not site_settings.value("demo_removed")
    fits = serving is not None and serving.port == site_settings.value("demo_port")
    if serving is not None and not (wanted and fits and serving.anchor == _anchor()):
        serving.__exit__(None, None, None)
        serving = None
    if wanted and serving is None:
        with suppress(OSError):  # somebody else serves it, or will let go of the port
            serving = _whole_press().__enter__()
    return serving

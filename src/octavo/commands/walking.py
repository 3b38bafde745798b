"""How commands walk: a context made of the site's settings, progress on the screen."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from typing import TYPE_CHECKING

from octavo.commands import SCREEN, progress

if TYPE_CHECKING:
    from rich.progress import Progress

    from octavo.gateway import Gateway
    from octavo.walk import Report, WalkContext

log = logging.getLogger("octavo.worker")


@contextlib.asynccontextmanager
async def site_context() -> "AsyncIterator[WalkContext]":
    """A walk context by the site's settings; SIGTERM and Ctrl+C let it finish what is in hand."""
    from asgiref.sync import sync_to_async
    from django.conf import settings

    from octavo import run, walk
    from octavo.store import gateway_rules

    run.leave_the_loaded_alone()
    made = await sync_to_async(gateway_rules.for_walk)()
    days = settings.WINDOW_DAYS
    async with walk.walk_context(made, workers=settings.WORKERS, window_days=days) as context:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            with contextlib.suppress(ValueError, RuntimeError):
                loop.add_signal_handler(number, context.stop.set)
        yield context


@contextlib.asynccontextmanager
async def site_gateway() -> "AsyncIterator[Gateway]":
    """The way out by the site's settings; what was asked stands in the ledger, whatever came."""
    from asgiref.sync import sync_to_async

    from octavo.actions import polls
    from octavo.gateway import Gateway
    from octavo.store import gateway_rules
    from octavo.types import Egress

    ledger: list[Egress] = []
    made = await sync_to_async(gateway_rules.for_walk)()
    try:
        async with Gateway(made, ledger.append) as gateway:
            yield gateway
    finally:
        await sync_to_async(polls.save_egress)(ledger)


async def run_forever() -> None:
    """The worker's life."""
    from octavo import walk

    async with site_context() as context:
        await walk.forever(context)


def walk_once(only: Sequence[int] = (), *, everything: bool = False) -> "Report":
    """One walk with a progress bar; returns its report."""
    return asyncio.run(_walk_once(only, everything))


async def _walk_once(only: Sequence[int], everything: bool) -> "Report":
    from asgiref.sync import sync_to_async

    from octavo import walk
    from octavo.store import feed_queue

    only = await sync_to_async(_every_feed)() if everything else only
    async with site_context() as context:
        with progress("walk") as bar:
            context.progress = _shown_on(bar)
            report = await walk.walk(context, only=only)
        waiting = await sync_to_async(feed_queue.backlog)()
        if waiting:
            SCREEN.print(f"{waiting} entries wait for a later try")
        return report


def _every_feed() -> list[int]:
    from octavo.store.models import Feed

    return list(Feed.objects.exclude(kind="import").values_list("pk", flat=True))


def _shown_on(bar: "Progress") -> Callable[["Report"], None]:
    """Shows how far a walk is."""
    task = bar.add_task("feeds", total=None)

    def show(report: "Report") -> None:
        text = f"{report.feeds} feeds, {report.new} new, {report.refused} refused"
        bar.update(task, description=text, completed=report.new + report.refused,
                   total=max(report.entries, 1))  # fmt: skip

    return show


def load_demo() -> None:
    """Load the demo press, once, if it is wanted: through the ordinary walk."""
    from django.conf import settings

    from octavo.demo import load

    if not settings.DEMO:
        return
    try:
        asyncio.run(load.load())
    except OSError as error:
        log.warning("the demo press could not be served (%s); going on without it", error)

"""What a walk works with, and what it came to."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from django.conf import settings

from octavo.actions import polls
from octavo.actions.stories.live_window import LiveWindow
from octavo.analyse.vector import Encoder, shipped_encoder
from octavo.extract.rules.rule import Rule
from octavo.fetch.robots import Robots
from octavo.gateway import Gateway, Rules
from octavo.store import claims
from octavo.types import Egress
from octavo.walk.pool import ReadingPool
from octavo.walk.retry import patiently


@dataclass(slots=True)
class Report:
    """What a walk came to. `causes` counts feeds and entries by the cause of their failure."""

    feeds: int = 0
    unchanged: int = 0
    failed: int = 0
    entries: int = 0
    new: int = 0
    revised: int = 0
    known: int = 0
    refused: int = 0
    retried: int = 0
    quarantined: int = 0
    causes: dict[str, int] = field(default_factory=dict)

    def count_cause(self, cause: str) -> None:
        """Count a named cause once more."""
        self.causes[cause] = self.causes.get(cause, 0) + 1


@dataclass(slots=True)
class WalkContext:
    """What a walk works with. `now` is the clock; `progress` is called after every batch; `stop`
    asks the walk to finish what is in hand. `is_quiet_about_bugs` turns bugs into rows of the
    quarantine; without it they are raised, as tests want them. `holder` is the number by which this
    walk takes things up from the queue."""

    gateway: Gateway
    robots: Robots
    pool: ReadingPool
    window: LiveWindow
    encoder: Encoder | None
    ledger: list[Egress]
    is_quiet_about_bugs: bool = True
    rules: list[Rule] = field(default_factory=list)
    holder: int = 0
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    progress: Callable[[Report], None] = field(default=lambda report: None)


@asynccontextmanager
async def walk_context(
    rules: Rules, *, workers: int, window_days: float
) -> AsyncIterator[WalkContext]:
    """A context ready to walk; the gateway, the processes and the ledger are closed after it."""
    ledger: list[Egress] = []
    with claims.holder(settings.DATA) as number:
        async with Gateway(rules, ledger.append) as gateway:
            context = WalkContext(
                gateway=gateway,
                robots=Robots(),
                pool=ReadingPool(workers),
                window=LiveWindow(window_days),
                encoder=shipped_encoder(),
                ledger=ledger,
                holder=number,
                is_quiet_about_bugs=not settings.RAISE_BUGS,
            )
            try:
                yield context
            finally:
                await write_ledger(context)
                context.pool.close()


async def write_ledger(context: WalkContext) -> None:
    """Write down the outbound requests made since the last time."""
    records = context.ledger[:]
    if records:
        await patiently(partial(polls.save_egress, records))
        del context.ledger[: len(records)]

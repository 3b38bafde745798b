"""Which stored articles may be given to a model: those whose publishers do not forbid it."""

import asyncio
import time
from collections.abc import Sequence
from urllib.parse import urlsplit

from octavo.actions import polls
from octavo.errors import WireError
from octavo.fetch.ai_use import page_forbids_ai, site_forbids_ai
from octavo.gateway import Gateway
from octavo.store import codec, gateway_rules
from octavo.store.models import Article, Snapshot
from octavo.types import Egress

DAY = 86_400.0
"""Seconds that a site's word is believed, as of robots.txt (RFC 9309, 2.4)."""

_known: dict[str, tuple[float, bool]] = {}
"""What sites said, by address, and until when it is believed."""


def allowed(rows: Sequence[Article], most: int) -> tuple[list[Article], int]:
    """The first `most` articles that may be given to a model, and how many were passed over."""
    kept: list[Article] = []
    skipped = 0
    for row in rows:
        if len(kept) == most:
            break
        if is_forbidden(row):
            skipped += 1
        else:
            kept.append(row)
    return kept, skipped


def is_forbidden(row: Article) -> bool:
    """Whether an article's page or site forbids AI. What has no address on the web forbids
    nothing: its owner brought it in."""
    page = Snapshot.objects.filter(pk=row.pk).first()
    if page and page_forbids_ai(codec.unpacked(bytes(page.page)).decode("utf-8", "replace")):
        return True
    if urlsplit(row.url).scheme not in ("http", "https"):
        return False
    until, said = _known.get(row.url, (0.0, False))
    if until < time.monotonic():
        said = _asked(row.url)
        _known[row.url] = (time.monotonic() + DAY, said)
        if len(_known) > 5_000:
            _known.pop(next(iter(_known)))
    return said


def forget() -> None:
    """Forgets what sites said."""
    _known.clear()


def _asked(url: str) -> bool:
    ledger: list[Egress] = []

    async def ask() -> bool:
        async with Gateway(gateway_rules.for_pictures(), ledger.append) as gateway:
            return await site_forbids_ai(gateway, url)

    try:
        return asyncio.run(ask())
    except WireError:
        return True
    finally:
        polls.save_egress(ledger)

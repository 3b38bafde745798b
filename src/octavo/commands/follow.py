"""octavo add, fetch, sources: following publishers, and what the owner says of them."""

import argparse
import asyncio
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from octavo.commands import SCREEN, say, site
from octavo.errors import UsageError
from octavo.formats import urls
from octavo.formats.row_numbers import row_number

if TYPE_CHECKING:
    from octavo.fetch.discover import Found
    from octavo.fetch.opml import Subscription
    from octavo.store.models import Feed


def add(given: argparse.Namespace) -> int:
    """Find the feeds of an address and follow the best one (or all)."""
    site()
    from octavo.actions import subscriptions

    found = asyncio.run(_found(given.address))
    wanted = found if given.all else found[:1]
    home = f"{given.address}" if "://" in given.address else f"https://{given.address}"
    for one in subscriptions.subscribe(_as_typed(feed, home, given.folder) for feed in wanted):
        word, feed = "following" if one.is_new else "already following", one.feed
        value = {"feed": feed.pk, "url": feed.url, "new": one.is_new}
        say(value, f"{word} {feed.url}", as_json=given.json)
    for other in () if given.all else found[1:]:
        say({"also": other.url}, f"also there: {other.url}", as_json=given.json)
    return 0


def _as_typed(found: "Found", home: str, folder: str) -> "Subscription":
    from octavo.fetch.opml import Subscription

    url = _with_password_of(home, found.url)
    return Subscription(url=url, title=found.title, home=home_of(home), folder=folder)


def _with_password_of(typed: str, url: str) -> str:
    """A feed's address with the name and password that were typed, if it is the same server's."""
    bare, password = urls.parted(typed)
    return urls.with_credentials(url, password) if urls.may_see(url, bare) else url


def home_of(address: str) -> str:
    """The home page of the site an address is on."""
    from urllib.parse import urlsplit

    parts = urlsplit(urls.parted(address)[0])
    return f"{parts.scheme}://{parts.netloc}/"


async def _found(address: str) -> "list[Found]":
    from octavo.commands.walking import site_gateway
    from octavo.fetch.discover import feeds_at

    async with site_gateway() as gateway:
        found = await feeds_at(gateway, address)
    if not found:
        raise UsageError(f"no feed was found at {address}", code="no_feed")
    return list(found)


def fetch(given: argparse.Namespace) -> int:
    """One walk: what is due, or the feeds named."""
    site()
    from octavo.commands.walking import walk_once

    only = [_feed_number(name) for name in given.feeds]
    report = walk_once(only, everything=given.all)
    values = asdict(report)
    text = (
        "{feeds} feeds polled ({unchanged} unchanged, {failed} failed), {entries} entries, "
        "{new} new articles, {revised} revised, {refused} refused, {retried} to be tried again"
    ).format(**values)
    causes = ", ".join(f"{code} {n}" for code, n in sorted(values["causes"].items()))
    if report.quarantined:
        text += f", {report.quarantined} put in quarantine by a bug (see the admin)"
    say(values, text + (f"\ncauses: {causes}" if causes else ""), as_json=given.json)
    return 0


def _feed_number(name: str) -> int:
    from django.db.models import Q

    from octavo.store.models import Feed

    number = row_number(name)
    feed = Feed.objects.filter(Q(pk=number or 0) | Q(url=urls.parted(name)[0])).first()
    if feed is None:
        raise UsageError(f"{name} is not a feed that is followed; see `octavo sources`")
    return feed.pk


def sources(given: argparse.Namespace) -> int:
    """The health table: every feed, worst first; or the owner's table of sources, read or
    written."""
    site()
    if given.action:
        return {"import-attributes": _import, "export-attributes": _export}[given.action](given)
    from rich.console import Console

    from octavo.store import read

    rows = read.health()
    if given.json:
        for feed in rows:
            say(_plain(feed), "", as_json=True)
    else:
        Console().print(_table(rows))
    return 0


def _import(given: argparse.Namespace) -> int:
    """Keep what a table says of sources, and name its odd lines."""
    from octavo.actions.sources.attributes import import_attributes

    if given.path == "-":
        raise UsageError("name the table: octavo sources import-attributes FILE.csv")
    done = import_attributes(Path(given.path).read_bytes())
    for one in done.problems:
        SCREEN.print(f"line {one.line}: {one.detail} ({one.code})", markup=False, highlight=False)
    text = (
        f"{done.values} values of {done.sources} sources kept, {done.removed} taken away, "
        f"{len(done.problems)} odd lines; axes: {', '.join(done.axes) or 'none'}"
    )
    say(asdict(done), text, as_json=given.json)
    return 0 if done.sources else 1


def _export(given: argparse.Namespace) -> int:
    """Write the table of all sources."""
    from octavo.actions.sources.attributes import exported

    if given.path == "-":
        sys.stdout.write(exported())
    else:
        Path(given.path).write_text(exported(), "utf-8")
    return 0


def _table(rows: Iterable["Feed"]) -> Table:
    table = Table("no", "source", "feed", "last", "cause", "failed", "next", box=None)
    for feed in rows:
        state = feed.state
        table.add_row(
            str(feed.pk),
            Text(feed.source.name[:30]),
            Text(feed.url[:60]),
            f"{state.polled_at:%d %b %H:%M}" if state.polled_at else "never",
            state.outcome or "—",
            str(state.failures or ""),
            "stopped" if state.is_stopped else f"{state.next_at:%d %b %H:%M}",
        )
    return table


def _plain(feed: "Feed") -> dict[str, object]:
    state = feed.state
    return {
        "feed": feed.pk,
        "source": feed.source.name,
        "url": feed.url,
        "outcome": state.outcome,
        "partial": state.partial,
        "failures": state.failures,
        "polled_at": state.polled_at,
        "ok_at": state.ok_at,
        "new_at": state.new_at,
        "next_at": state.next_at,
        "stopped": state.is_stopped,
    }

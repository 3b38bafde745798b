"""Where no network is, or none is wanted, no publisher is blamed and nothing is given up."""

import asyncio
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from octavo import walk
from octavo.actions import polls, subscriptions
from octavo.fetch.opml import Subscription
from octavo.gateway import Rules
from octavo.store.models import Attempt, Entry, FeedState, User
from octavo.types import Entry as FeedEntry
from site_process import Site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.enable_socket]

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
ADDRESSES = [f"https://{name}.example/feed" for name in ("a", "b", "c", "d")]


@pytest.fixture
def feeds() -> list[int]:
    """Four feeds of four publishers, and a page of one of them that waits to be read."""
    done = subscriptions.subscribe([Subscription(url=url) for url in ADDRESSES])
    FeedState.objects.update(interval=3600.0, next_at=NOON)
    item = FeedEntry(done[0].feed.pk, "1", "https://a.example/1", "Bridge reopens")
    polls._enqueue([(item, "1" * 32)], NOON)
    return [one.feed.pk for one in done]


def _walked(rules: Rules, hours: range) -> None:
    async def walks() -> None:
        async with walk.walk_context(rules, workers=0, window_days=14) as context:
            for hour in hours:
                context.now = lambda hour=hour: NOON + timedelta(hours=hour)
                await walk.walk(context)

    asyncio.run(walks())


def test_behind_a_closed_air_gap_nothing_fails_and_everything_waits(feeds):
    _walked(Rules(air_gap=True), range(0, 48, 4))
    for state in FeedState.objects.all():
        assert (state.failures, state.interval, state.outcome) == (0, 3600.0, "air_gap")
        assert state.next_at <= NOON + timedelta(hours=45), "it is asked again soon"
    entry = Entry.objects.get()
    assert (entry.state, entry.tries) == ("waiting", 0)
    assert not Attempt.objects.exists()


def _without_network() -> list[str]:
    """How to run a command in a network of its own that leads nowhere."""
    apart = [shutil.which("unshare") or "unshare", "--map-root-user", "--net"]
    if not shutil.which("unshare") or subprocess.run([*apart, "true"], check=False).returncode:
        pytest.skip("this system gives no network namespace to its users")
    return apart


@pytest.mark.parametrize("count", [1, 4])
def test_without_a_network_no_feed_fails(tmp_path: Path, count: int):
    apart, site = _without_network(), Site(tmp_path, OCTAVO_WORKERS="0")
    outlines = "".join(f'<outline type="rss" xmlUrl="{url}"/>' for url in ADDRESSES[:count])
    opml = tmp_path / "feeds.opml"
    opml.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', "utf-8")
    site.run("import", "opml", str(opml))
    for _ in range(2):
        fetch = [*apart, sys.executable, "-m", "octavo.cli", "fetch", "--all"]
        subprocess.run(fetch, env=site.env, cwd=tmp_path, check=True, timeout=120)
    after = site.json("sources")
    assert [one["failures"] for one in after] == [0] * count
    assert {one["outcome"] for one in after} == {"no_network"}
    soon = datetime.now(UTC) + timedelta(minutes=6)
    assert all(datetime.fromisoformat(one["next_at"]) < soon for one in after)


def test_the_admin_is_told_that_there_is_no_network(feeds):
    client = Client()
    client.force_login(User.objects.create(username="host", role=User.Role.ADMIN))
    assert "No network" not in client.get("/admin/").content.decode()
    FeedState.objects.filter(feed__in=feeds[:2]).update(outcome="no_network")
    page = client.get("/admin/").content.decode()
    assert "No network: this machine reached nobody when it last asked 2 feeds." in page
    assert 'class="failing"' not in page

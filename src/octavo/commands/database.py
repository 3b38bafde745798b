"""octavo migrate, reindex, tidy, demo: what the database holds, brought up to date."""

import argparse
import asyncio

from octavo.commands import progress, say, site
from octavo.errors import UsageError


def migrate(given: argparse.Namespace) -> int:
    """Bring the database up to this version."""
    site()
    say({"migrated": True}, "the database is up to date", as_json=given.json)
    return 0


def reindex(given: argparse.Namespace) -> int:
    """Rebuild the text index from the stored texts."""
    site()
    from octavo.actions import maintenance
    from octavo.store.models import Article

    total = Article.objects.count()
    maintenance.begin_reindexing()
    with progress("reindex") as bar:
        task = bar.add_task("articles", total=total)
        while count := maintenance.reindexed():
            bar.advance(task, count)
    say({"articles": total}, f"{total} articles indexed", as_json=given.json)
    return 0


def tidy(given: argparse.Namespace) -> int:
    """Let go of what is past its keeping, now."""
    site()
    from django.utils import timezone

    from octavo.actions.retention import tidying
    from octavo.store import site_settings

    gone = tidying.tidy(timezone.now(), is_forced=given.force)
    if left := site_settings.direct(site_settings.TOO_MANY, 0):
        raise UsageError(
            f"{left} articles are past their keeping, unusually many for once: is the clock right,"
            " and OCTAVO_KEEP_DAYS? --force deletes them",
            code="too_many",
        )
    say(gone, f"{gone.get('articles', 0)} articles are gone", as_json=given.json)
    return 0


def demo(given: argparse.Namespace) -> int:
    """Load the demo press, serve it alone, or take it away."""
    site()
    from octavo.actions import subscriptions
    from octavo.demo import load

    if given.action == "remove":
        gone = subscriptions.remove_demo()
        say({"removed": gone}, f"the demo press is gone, {gone} articles too", as_json=given.json)
        return 0
    if given.action == "serve":
        asyncio.run(load.serve_until_stopped())
        return 0
    report = asyncio.run(load.load(again=True))
    say({"new": report.new}, f"{report.new} articles of the demo press", as_json=given.json)
    return 0

"""octavo migrate, reindex, demo: what the database holds, brought up to date."""

import argparse
import asyncio

from octavo.commands import progress, say, site


def migrate(given: argparse.Namespace) -> int:
    """Bring the database up to this version."""
    site()
    say({"migrated": True}, "the database is up to date", as_json=given.json)
    return 0


def reindex(given: argparse.Namespace) -> int:
    """Rebuild the text index from the stored texts."""
    site()
    from octavo.store import search
    from octavo.store.models import Article

    total = Article.objects.count()
    with progress("reindex") as bar:
        task = bar.add_task("articles", total=total)
        for count in search.rebuild():
            bar.update(task, completed=count)
    say({"articles": total}, f"{total} articles indexed", as_json=given.json)
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

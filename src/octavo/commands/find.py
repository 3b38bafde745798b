"""octavo search, ask, wrap-up: what is stored, from the command line."""

import argparse
from typing import TYPE_CHECKING, Any

from octavo.commands import say, site
from octavo.errors import Unsupported, UsageError

if TYPE_CHECKING:
    from octavo.store.models import Article


def search(given: argparse.Namespace) -> int:
    """Search with the site's grammar."""
    site()
    from octavo.store import search as index
    from octavo.store.query import query

    asked = query(" ".join(given.words))
    if "bad_date" in asked.problems:
        raise UsageError("that is no date; try date:2026-11-23, date:2026-11 or date:7d")
    rows = index.found(asked).articles[: given.limit]
    for row in rows:
        text = f"{row.published:%Y-%m-%d}  {row.source.name}: {row.headline}"
        say(_plain(row), text, as_json=given.json)
    if not rows:
        raise Unsupported("nothing holds all of that", code="nothing_found")
    return 0


def _plain(row: "Article") -> dict[str, Any]:
    return {
        "article": row.pk,
        "headline": row.headline,
        "source": row.source.name,
        "published": row.published,
        "url": row.url,
    }


def ask(given: argparse.Namespace) -> int:
    """Verbatim passages that answer, or the plain word that none does."""
    site()
    from octavo.actions import answers

    found = answers.ask(" ".join(given.question))
    for passage in found:
        value = {"text": passage.text, "article": passage.article.pk, "url": passage.article.url}
        text = f"“{passage.text}”\n  {passage.article.source.name}: {passage.article.headline}"
        say(value, text, as_json=given.json)
    if not found:
        raise Unsupported("nothing that is stored answers that", code="no_answer")
    return 0


def wrap_up(given: argparse.Namespace) -> int:
    """Print the newest Eight today."""
    site()
    from octavo.store import read

    edition = read.edition(given.lang)
    if edition is None:
        raise Unsupported("there is no edition yet; it is made after the first walk")
    for number, one in enumerate(edition.stories, 1):
        lines = "\n".join(f"   {s['text']} ({s['source']})" for s in one["sentences"])
        say(one, f"{number}. {one['headline']}\n{lines}", as_json=given.json)
    return 0

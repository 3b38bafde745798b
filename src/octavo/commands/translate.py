"""octavo translate: a stored article in another language."""

import argparse
from typing import TYPE_CHECKING

from octavo.assist.translation import NAMES
from octavo.commands import say, site
from octavo.errors import UsageError

if TYPE_CHECKING:
    from octavo.actions.answers.translated import Passage

ALL = 1_000
"""Batches of an article: more than the longest has."""


def translate(given: argparse.Namespace) -> int:
    """Print an article in another language, its untranslated passages as they were written."""
    site()
    from octavo.actions.answers import translated
    from octavo.formats.row_numbers import row_number
    from octavo.store import read

    article = read.visible_article(row_number(given.article) or 0)
    if article is None:
        raise UsageError(f"no article has the number {given.article}", code="no_article")
    if article.language == given.to:
        name = NAMES.get(given.to, given.to)
        raise UsageError(f"the article is in {name} already", code="same_language")
    found = translated.translation(article, given.to, more=ALL)
    row = {
        "article": article.pk,
        "engine": found.engine,
        "headline": _row(found.headline),
        "passages": [_row(one) for one in found.passages],
        "untranslated": found.untranslated,
        "tokens": found.tokens,
    }
    lines = [one.shown for one in found.all if one.original]
    lines.append(f"Translated by {found.engine}; {found.untranslated} passages as written.")
    say(row, "\n\n".join(lines), as_json=given.json)
    return 0


def _row(one: "Passage") -> dict[str, str]:
    """What is shown, and the original where that is something else."""
    return {"text": one.shown, "original": one.original if one.text else ""}

"""Octavo's extraction as the benchmark's scorer calls it: function(html, url) -> dict."""

from datetime import UTC, datetime
from typing import Any

from octavo.errors import NoArticle
from octavo.extract.article import article, draft
from octavo.types import Page

_FETCHED = datetime(2100, 1, 1, tzinfo=UTC)


def octavo(html: str, url: str) -> dict[str, Any]:
    """What Octavo finds on the page, before its gates judge whether it is an article."""
    made = draft(Page(url, html, _FETCHED))
    return {
        "text": made.text,
        "title": made.headline,
        "author": list(made.authors),
        "date": made.published.isoformat() if made.date_precision else None,
        "image": made.picture.url if made.picture else None,
        "lang": made.language,
    }


def octavo_gated(html: str, url: str) -> dict[str, Any]:
    """The same, nothing where the gates refuse: what a reader gets."""
    try:
        article(Page(url, html, _FETCHED))
    except NoArticle:
        return {}
    return octavo(html, url)

"""What is no article, and why: each refusal has a code that the admin can read."""

from datetime import datetime, timedelta

from octavo.errors import NoArticle
from octavo.extract.text import words
from octavo.types import Article

SHORTEST = 40
"""Words below which a text is no article (a video's own text counts from here)."""

AHEAD = timedelta(hours=24)
"""How far ahead of the fetch a publication may lie: embargoes and wrong zones, not more."""


def pass_or_refuse(article: Article, fetched: datetime) -> None:
    """Nothing, or NoArticle with code empty_body, too_short, no_headline, undated or future."""
    if not article.text:
        raise NoArticle("no text was found on the page", code="empty_body")
    if words(article.text) < SHORTEST:
        raise NoArticle(f"only {words(article.text)} words", code="too_short")
    if not article.headline:
        raise NoArticle("no headline was found", code="no_headline")
    if not article.date_precision:
        raise NoArticle("neither the page nor the feed tells when", code="undated")
    if article.published > fetched + AHEAD:
        raise NoArticle(f"dated {article.published.isoformat()}", code="future")

"""The article as the feed has it, for pages that are refused or hold much less."""

from dataclasses import replace

from octavo.errors import NoArticle
from octavo.extract.body.article_body import whole
from octavo.extract.clean.acceptance import SHORTEST_TEXT, check_times
from octavo.extract.clean.cleaning import cleaned
from octavo.extract.clean.run_on import paragraph
from octavo.extract.metadata.page_metadata import page_metadata
from octavo.extract.page.text import flat, words
from octavo.extract.page.tree import tree
from octavo.extract.stages.assemble import article_of
from octavo.extract.stages.clean_blocks import cleaning_context
from octavo.extract.stages.draft import page_url
from octavo.types import Article, Block, Page

POORER = 0.6
"""Share of the words of the feed's text below which the page's text is given up for it. Chosen by
hand; not measured."""

FULL_TEXT = 120
"""Words from which a feed's content is a text of its own and no teaser. Chosen by hand; not
measured."""

SHORTEST_SUMMARY = 30
"""Characters of a feed's summary that is worth an article. Chosen by hand; not measured."""

_NOT_BY_FEED = frozenset({"author_page", "index_page", "future"})
"""Refusals that a mere summary in the feed does not cure."""


def richer(made: Article, page: Page) -> Article:
    """The article with the feed's own text where the page's is much poorer."""
    feed = _content(page)
    size = words(feed.text) if feed else 0
    if feed is None or size < FULL_TEXT or words(made.text) >= POORER * size:
        return made
    return replace(
        made, blocks=feed.blocks, wire=made.wire or feed.wire, dateline=feed.dateline, partial=""
    )


def feed_article(page: Page, refusal: NoArticle) -> Article:
    """The article from what the feed holds. Raises the page's `refusal` where that is nothing, and
    NoArticle where its time is refused."""
    feed = _content(page)
    if feed is not None and words(feed.text) >= FULL_TEXT:
        check_times(feed, page.fetched)
        return feed
    if refusal.code in _NOT_BY_FEED:
        raise refusal
    is_text = feed is not None and words(feed.text) >= SHORTEST_TEXT
    summary = feed if is_text else _summary(page)
    if summary is None:
        raise refusal
    check_times(summary, page.fetched)
    return replace(summary, partial="summary")


def _content(page: Page) -> Article | None:
    """The article as the feed's content has it, None when it has none."""
    entry = page.entry
    html = entry.content_html if entry else ""
    root = tree(f"<html><body>{html}</body></html>") if html else None
    return None if root is None else _of_feed(whole(root, page_url(page)), page)


def _summary(page: Page) -> Article | None:
    text = flat(page.entry.summary) if page.entry else ""
    return _of_feed((paragraph(text),), page) if len(text) >= SHORTEST_SUMMARY else None


def _of_feed(blocks: tuple[Block, ...], page: Page) -> Article | None:
    bare = tree("<html><body></body></html>")
    if bare is None or page.entry is None:
        return None
    metadata = page_metadata(bare, replace(page, html=""))
    made = article_of(metadata, cleaned(blocks, cleaning_context(metadata)), page)
    return made if made.text and made.headline else None

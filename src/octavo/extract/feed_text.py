"""The article as the feed has it, for pages that are refused or hold much less."""

from dataclasses import replace

from octavo.errors import NoArticle
from octavo.extract.body.article_body import whole
from octavo.extract.clean.acceptance import SHORTEST_TEXT, timed
from octavo.extract.clean.cleaning import cleaned
from octavo.extract.clean.run_on import paragraph
from octavo.extract.metadata.page_metadata import page_metadata
from octavo.extract.page.text import flat, words
from octavo.extract.page.tree import tree
from octavo.extract.stages.assemble import article_of
from octavo.extract.stages.clean_blocks import cleaning_context
from octavo.extract.stages.draft import page_url
from octavo.formats.sentences import sentences
from octavo.types import Article, Block, Page

POORER = 0.6
"""Share of the words of the feed's text below which the page's text is given up for it. Chosen by
hand; not measured."""

FULL_TEXT = 120
"""Words from which a feed's content is a text of its own and no teaser. Chosen by hand; not
measured."""

SHORTEST_SUMMARY = 30
"""Characters of a feed's summary that is worth an article. Chosen by hand; not measured."""

LONGEST_TITLE = 90
"""Characters of a headline that is taken from a text: two lines of a list. Chosen by hand; not
measured."""

SHORTEST_ITEM = 3
"""Words from which a short item says something: a post, a note on a release. Chosen by hand; not
measured."""

_SHORT = frozenset({"too_short", "empty_body"})
"""Refusals of pages that hold no more than a short item."""

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
    """The article from what the feed holds: its text, a summary, or a short item where the page is
    no longer either. Raises NoArticle where that is nothing: the page's `refusal`, or of an entry
    without a page its own; and where its time is refused."""
    feed = _content(page)
    if feed is not None and words(feed.text) >= FULL_TEXT:
        return _accepted(feed, page)
    if refusal.code in _NOT_BY_FEED:
        raise refusal
    is_text = feed is not None and words(feed.text) >= SHORTEST_TEXT
    summary = feed if is_text else _summary(page)
    if is_short_item := _is_pageless(page) or (bool(page.html) and refusal.code in _SHORT):
        summary = summary or feed or _summary(page, 1)
    if summary is None or words(summary.text) < SHORTEST_ITEM:
        raise refusal if page.html else _own_refusal(page)
    is_short = is_short_item and words(summary.text) < SHORTEST_TEXT
    return _accepted(replace(summary, partial="short" if is_short else "summary"), page)


def _is_pageless(page: Page) -> bool:
    return page.entry is not None and page.entry.is_pageless


def _accepted(made: Article, page: Page) -> Article:
    """The article, if its time is one; the first words are the headline of what has none."""
    made = made if made.headline else replace(made, headline=first_words(made.text))
    return timed(made, page.fetched)


def first_words(text: str) -> str:
    """The first sentence of a text where it is short, else its first words and an ellipsis."""
    start = " ".join(text[: LONGEST_TITLE * 4].split())
    found = sentences(start)
    first = found[0].text if found else start
    if len(first) <= LONGEST_TITLE:
        return first
    whole, _, _ = first[: LONGEST_TITLE + 1].rpartition(" ")
    return (whole or first[:LONGEST_TITLE]).rstrip(" ,;:–—-") + "…"


def _own_refusal(page: Page) -> NoArticle:
    """Why a feed item without a page is no article."""
    size = words(flat(page.entry.summary)) if page.entry else 0
    if size:
        return NoArticle(f"only {size} words in the feed", code="too_short")
    return NoArticle("the feed gives no text", code="empty_body")


def _content(page: Page) -> Article | None:
    """The article as the feed's content has it, None when it has none."""
    entry = page.entry
    html = entry.content_html if entry else ""
    root = tree(f"<html><body>{html}</body></html>") if html else None
    return None if root is None else _of_feed(whole(root, page_url(page)), page)


def _summary(page: Page, shortest: int = SHORTEST_SUMMARY) -> Article | None:
    text = flat(page.entry.summary) if page.entry else ""
    return _of_feed((paragraph(text),), page) if len(text) >= shortest else None


def _of_feed(blocks: tuple[Block, ...], page: Page) -> Article | None:
    bare = tree("<html><body></body></html>")
    if bare is None or page.entry is None:
        return None
    metadata = page_metadata(bare, replace(page, html=""))
    made = article_of(metadata, cleaned(blocks, cleaning_context(metadata)), page)
    if page.entry.is_pageless:
        made = replace(made, url=page.url)  # its fragment tells it from others
    return made if made.text else None

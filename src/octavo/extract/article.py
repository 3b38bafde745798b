"""A page as an article: the cascade from metadata to the gates."""

from lxml.html import HtmlElement

from octavo.errors import NoArticle
from octavo.extract.body import body
from octavo.extract.clean import Cleaned, Known, cleaned
from octavo.extract.gates import pass_or_refuse
from octavo.extract.metadata import Metadata, metadata
from octavo.extract.tree import tree
from octavo.types import Article, Block, Page


def article(page: Page) -> Article:
    """The clean article of the page.

    Raises NoArticle with the reason, and nothing else, whatever the page holds."""
    try:
        made = draft(page)
        pass_or_refuse(made, page.fetched)
        return made
    except NoArticle:
        raise
    except Exception as error:  # hostile markup must never stop the walk
        raise NoArticle(f"{type(error).__name__}: {error}", code="unreadable") from error


def draft(page: Page) -> Article:
    """The article before the gates: `date_precision` is empty where nothing tells the time.

    Raises NoArticle where there is no markup at all."""
    root = tree(page.html) if page.html else None
    if root is None:
        root = tree(f"<html><body>{page.entry.content_html if page.entry else ''}</body></html>")
    if root is None:
        raise NoArticle("neither a page nor a text in the feed", code="not_html")
    told = metadata(root, page)
    return _made(told, cleaned(_blocks(root, page), _known(told)), page)


def _known(told: Metadata) -> Known:
    captions = (told.picture.caption,) if told.picture and told.picture.caption else ()
    return Known(told.headline, told.dek, told.authors, captions)


def _blocks(root: HtmlElement, page: Page) -> tuple[Block, ...]:
    return body(root, page.final_url or page.url)


def _made(told: Metadata, clean: Cleaned, page: Page) -> Article:
    moment = told.published
    return Article(
        url=told.url,
        headline=told.headline,
        blocks=clean.blocks,
        published=moment.at if moment else page.fetched,
        dek=clean.dek,
        authors=told.authors,
        modified=told.modified,
        date_precision=moment.precision if moment else "",
        language=told.language,
        section=told.section,
        tags=told.tags,
        picture=told.picture,
        source_name=told.source_name,
        source_logo=told.source_logo,
        wire=told.wire or clean.wire,
        dateline=clean.dateline,
        corrections=clean.corrections,
        enclosures=page.entry.enclosures if page.entry else (),
        entry=page.entry,
    )

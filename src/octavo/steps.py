"""The pure steps of the walk, as other processes run them: nothing here knows the site."""

from dataclasses import replace

import zstandard

from octavo.analyse.article import analysis
from octavo.assist.told import told
from octavo.errors import Bug, NoArticle
from octavo.extract.article import article
from octavo.types import Analysis, Article, Failed, Page

Read = tuple[Article, Analysis]


MAX_PAGE = 64 * 2**20
"""Bytes that a packed page may unpack to."""


def read_packed(bare: Page, packed: bytes) -> Read | Failed[Page]:
    """The same as read_page, of a page whose HTML comes zstd-packed beside it (empty: none). Pages
    wait in numbers for their turn, and as text a page is up to four times its bytes."""
    if not packed:
        return read_page(bare)
    try:
        html = zstandard.ZstdDecompressor().decompress(packed, max_output_size=MAX_PAGE)
        whole = replace(bare, html=html.decode("utf-8", "replace"))
    except Exception as error:
        return Failed(bare, Bug.of(error))
    outcome = read_page(whole)
    return replace(outcome, item=bare) if isinstance(outcome, Failed) else outcome


def read_page(fetched: Page) -> Read | Failed[Page]:
    """The article of a page and what can be known of it without its vector.

    Here a process hands its work back, so here bugs are caught: whatever was not foreseen becomes a
    Bug with its traceback, and the walk goes on."""
    try:
        clean = article(fetched)
        return clean, told(clean, analysis(clean))
    except NoArticle as error:
        return Failed(fetched, error)
    except Exception as error:
        return Failed(fetched, Bug.of(error))


def analysed(clean: Article) -> Analysis | Failed[Article]:
    """What can be known of an article without its vector; bugs are caught as in read_page."""
    try:
        return told(clean, analysis(clean))
    except Exception as error:
        return Failed(clean, Bug.of(error))

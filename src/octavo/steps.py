"""The pure steps of the walk, as other processes run them: nothing here knows the site."""

from octavo.analyse.article import analysis
from octavo.errors import NoArticle
from octavo.extract.article import article
from octavo.types import Analysis, Article, Failed, Page

Read = tuple[Article, Analysis]


def read_page(fetched: Page) -> Read | Failed[Page]:
    """The article of a page and what can be known of it without its vector."""
    try:
        clean = article(fetched)
        return clean, analysis(clean)
    except NoArticle as error:
        return Failed(fetched, error)


def known(clean: Article) -> Analysis:
    """What can be known of an article without its vector."""
    return analysis(clean)

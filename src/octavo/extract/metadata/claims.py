"""The claims of one page about itself, read once: JSON-LD, meta elements, links, the feed's
entry."""

from dataclasses import dataclass

from lxml.html import HtmlElement

from octavo.extract.metadata import jsonld
from octavo.extract.metadata.meta_elements import Meta, meta
from octavo.extract.page.text import unescaped
from octavo.formats.urls import site
from octavo.types import Page


@dataclass(frozen=True)
class PageClaims:
    """All that one page claims of itself."""

    root: HtmlElement
    ld: jsonld.Node
    meta: Meta
    publisher: jsonld.Node
    page: Page

    @property
    def base(self) -> str:
        """The address that the page was found at."""
        return self.page.final_url or self.page.url


def page_claims(root: HtmlElement, page: Page) -> PageClaims:
    """The claims of a page. Raises nothing."""
    article, publisher = jsonld.article_node(root), jsonld.publisher_node(root)
    return PageClaims(root, article, meta(root), publisher, page)


def site_names(claims: PageClaims) -> list[str]:
    """The names of the site, its own first, its host last."""
    publisher = jsonld.texts(claims.ld.get("publisher"), "name", "legalName")
    claimed = [
        *claims.meta.all(
            "og:site_name", "application-name", "publisher", "apple-mobile-web-app-title"
        ),
        *publisher,
        *jsonld.texts(claims.publisher, "name"),
    ]
    names = [
        name
        for value in claimed
        if 2 <= len(name := unescaped(value)) <= 60 and not name.startswith("http")
    ]
    host = site(claims.base)
    return [*dict.fromkeys(names), *([host, host.split(".")[0]] if host else [])]

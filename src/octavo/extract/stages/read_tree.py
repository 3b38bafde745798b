"""Stage: the page's HTML as a tree, without what no reader sees and what stands apart."""

from dataclasses import replace

from lxml.html import HtmlElement

from octavo.errors import NoArticle
from octavo.extract.page.apart import without_asides
from octavo.extract.page.tree import tree
from octavo.extract.page.visible import visible
from octavo.extract.stages.draft import Draft
from octavo.types import Page


def read_tree(draft: Draft) -> Draft:
    """With the tree. Raises NoArticle: not_html, empty_body."""
    return replace(draft, root=visible_tree(draft.page))


def visible_tree(page: Page) -> HtmlElement:
    """The page's tree as a reader of the article sees it. Raises NoArticle where there is none."""
    root = tree(page.html) if page.html.strip() else None
    if root is None:
        code = "not_html" if page.html.strip() else "empty_body"
        raise NoArticle("there is no markup to read", code=code)
    return without_asides(visible(root))

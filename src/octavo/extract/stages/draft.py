"""The draft of an article: what the stages so far have found out."""

from dataclasses import dataclass, field

from lxml.html import Element, HtmlElement

from octavo.extract.body.article_body import Body
from octavo.extract.body.forest import Model
from octavo.extract.clean.cleaning import Cleaned
from octavo.extract.metadata.page_metadata import Metadata
from octavo.extract.rules.application import Findings
from octavo.extract.rules.rule import Rule
from octavo.types import Page

_UNKNOWN, _NO_BODY, _NOTHING_CLEANED = Metadata(""), Body((), 0.0), Cleaned(())


def _empty() -> HtmlElement:
    return Element("html")


@dataclass(frozen=True)
class Draft:
    """A page on its way to be an article. `model` chooses the blocks, the shipped one where it is
    None; `rule` is the publisher rule for the page, `findings` what it found (None: nothing)."""

    page: Page
    model: Model | None = None
    root: HtmlElement = field(default_factory=_empty)
    metadata: Metadata = _UNKNOWN
    rule: Rule | None = None
    findings: Findings | None = None
    body: Body = _NO_BODY
    cleaned: Cleaned = _NOTHING_CLEANED

    @property
    def url(self) -> str:
        """The address that the page was found at."""
        return page_url(self.page)


def page_url(page: Page) -> str:
    """The address that a page was found at, after redirects."""
    return page.final_url or page.url

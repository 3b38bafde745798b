"""The page's own meta elements, read once: what OpenGraph and its cousins say."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from octavo.extract.page.text import unescaped


@dataclass(frozen=True)
class Meta:
    """The values of each meta name or property (lower case), and the links of the head."""

    values: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)

    def first(self, *names: str) -> str:
        """The first value that is not empty among the names, in their order."""
        return next(iter(self.all(*names)), "")

    def all(self, *names: str) -> Iterator[str]:
        """All values of the names, in their order."""
        for name in names:
            yield from self.values.get(name, ())


def meta(root: HtmlElement) -> Meta:
    """The meta elements and links of the page."""
    values: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = (
            element.get("property")
            or element.get("name")
            or element.get("itemprop")
            or element.get("http-equiv")
        )
        content = unescaped((element.get("content") or "")[:5000])
        if name and content and len(values) < 500:
            values.setdefault(name.strip().lower(), []).append(content)
    links: dict[str, str] = {}
    for element in root.iter("link"):
        href = (element.get("href") or "").strip()
        for rel in (element.get("rel") or "").lower().split():
            if href:
                links.setdefault(rel, href)
    return Meta(values, links)

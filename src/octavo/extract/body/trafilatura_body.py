"""The second extractor, for unsure pages: the paragraphs that trafilatura takes for the body."""

import logging
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree
from lxml.html import HtmlElement

from octavo.extract.page.text import flat

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_BLOCKS = frozenset(
    {"p", "head", "item", "quote", "cell", "row", "list", "table", "code", "ab", "fw"}
)
MAX_ELEMENTS = 12_000
"""Elements beyond which a page is no longer given to trafilatura, which takes quadratic time in
them from some 20,000 on; of 756 real pages the largest had 10,106, the median 835."""

_DROPPED = ("script", "style", "svg", "template", "link", "meta")


def trafilatura_body(root: HtmlElement, url: str) -> list[str]:
    """The flat paragraphs of the body in reading order, none when there is no body.

    Precision is favoured: measured best of trafilatura's settings on news (design notes of the
    extraction benchmark); its fast setting is 1.6 times as quick and costs .02-.05 F1."""
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        return []
    import trafilatura  # 13 MiB, and on most pages it is not asked
    from trafilatura.settings import Extractor

    page = deepcopy(root)
    for element in list(page.iter(*_DROPPED)):
        if not _is_data(element):
            element.drop_tree()
    options = Extractor(precision=True, comments=False, tables=True)
    options.source = options.url = url or None
    try:
        found = trafilatura.bare_extraction(page, url=url or None, options=options)
    except Exception:  # any failure in there is "no body", never ours to pass on
        return []
    body = getattr(found, "body", None)
    return [] if body is None else _lines(body)


def _is_data(element: HtmlElement) -> bool:
    return bool(element.tag == "script" and element.get("type") == "application/ld+json")


def _lines(body: etree._Element) -> list[str]:
    return [line for piece in _pieces(body) if (line := flat(piece))]


def _pieces(element: etree._Element) -> Iterator[str]:
    """The text between block boundaries, in order."""
    text = element.text or ""
    for child in element:
        if child.tag in _BLOCKS or next(child.iter(*_BLOCKS), None) is not None:
            yield text
            yield from _pieces(child)
            text = ""
        else:
            text += " " if child.tag == "lb" else "".join(str(text) for text in child.itertext())
        text += child.tail or ""
    yield text

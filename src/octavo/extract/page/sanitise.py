"""The last door before a screen: HTML of which nothing can act, phone home or change the page."""

from html import escape

import nh3
from lxml.html import HtmlElement, tostring

from octavo.extract.page.tree import tree

TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "dd",
        "del",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "small",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
    ]
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
    "time": {"datetime"},
}
_CONTENT_GOES_TOO = {"script", "style", "iframe", "object", "noscript", "template", "svg", "math"}
_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=_CONTENT_GOES_TOO,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer nofollow",
    strip_comments=True,
)


ROUNDS = 4
"""Times that HTML is cleaned at most. Chosen by hand; not measured."""


def safe_html(html: str) -> str:
    """The HTML with reading tags only: no styles, classes, ids, frames, handlers or comments.

    Links carry rel="noopener noreferrer nofollow"; pictures are http(s). Any input is bounded
    first (see `tree`), since the sanitiser takes quadratic time in nesting depth. A tag that goes
    may change how its neighbours nest when they are read again, so it is repeated until nothing
    changes."""
    done = _once(html)
    for _ in range(ROUNDS):
        before, done = done, _once(done)
        if done == before:
            break
    return done


def _once(html: str) -> str:
    if "<" not in html:
        return escape(html, quote=False) if ">" in html else _cleaned(html)
    root = tree(html)
    return "" if root is None else _cleaned(_inner(root))


def safe_block(html: str) -> str:
    """The same for HTML that this room has built itself from a bounded tree."""
    return _cleaned(html)


def _cleaned(html: str) -> str:
    return str(_CLEANER.clean(html)).strip()


def _inner(root: HtmlElement) -> str:
    body = root.find("body")
    return str(tostring(root if body is None else body, encoding="unicode"))

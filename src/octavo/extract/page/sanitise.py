"""The last door before a screen: HTML of which nothing can act, phone home or change the page."""

import nh3

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


def safe_block(html: str) -> str:
    """The HTML of a block with reading tags only: no styles, classes, ids, frames, handlers or
    comments. Links carry rel="noopener noreferrer nofollow"; pictures are http(s).

    The block is made from a bounded tree (see `tree`): the sanitiser takes quadratic time in
    nesting depth."""
    return str(_CLEANER.clean(html)).strip()

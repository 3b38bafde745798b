"""A page as a tree, whatever its bytes: bounded in size, depth and attributes before lxml sees it."""

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

SIZE = 5_000_000
"""Characters of a page that are read; no article is longer than this."""

ATTRIBUTES = 100
"""Attributes of one tag that are kept: libxml2 takes quadratic time in their number."""

_ATTRIBUTE = (
    r"""[\s/]*+[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?+|'[^']*+'?+|[^\s>"'][^\s>]*+)?+)?+"""
)
_CROWDED = re.compile(rf"(<[a-zA-Z][^\s<>/]*+(?:{_ATTRIBUTE}){{{ATTRIBUTES}}}+)(?:{_ATTRIBUTE})*+")
_INLINE_TAG = re.compile(r"(?i)</?(?:a|b|big|em|font|i|small|span|strong|u)\b[^>]{0,2000}>")
_TOO_DEEP = "Excessive depth"


def tree(html: str) -> HtmlElement | None:
    """The root of the page, None when there is nothing that could be one.

    Reads at most `SIZE` characters; nesting is cut at libxml2's own 256 levels, inline tags being
    given up first."""
    text = html[:SIZE].replace("\x00", "")
    if "<" not in text:
        return None
    text = _CROWDED.sub(r"\1", text)
    root, is_cut = _parsed(text)
    if is_cut:
        root, _ = _parsed(_INLINE_TAG.sub(" ", text))
    return root


def _parsed(text: str) -> tuple[HtmlElement | None, bool]:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(text.encode("utf-8", "ignore"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None, False
    return root, any(_TOO_DEEP in error.message for error in parser.error_log)

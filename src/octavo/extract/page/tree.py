"""A page as a tree, whatever its bytes: bounded in size, depth and attributes before lxml sees
it."""

import re
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

SIZE = 5_000_000
"""Characters of a page that are read; no article is longer than this."""

TAGS = 50_000
"""Tags of a page that are read: of 764 real pages the largest had 19,629."""

TEXT = 100_000
"""Characters of one text without a tag that are read, scripts apart: a long book's chapter."""

ATTRIBUTES = 100
"""Attributes of one tag that are kept: libxml2 takes quadratic time in their number."""

_ATTRIBUTE = r"""[\s/]*+[^\s/>=][^\s/>=]{0,500}+(?:\s*+=\s*+(?:"[^"]*+"?+|'[^']*+'?+|[^\s>"'][^\s>]{0,5000}+)?+)?+"""
_CROWDED = re.compile(rf"(<[a-zA-Z][^\s<>/]*+(?:{_ATTRIBUTE}){{{ATTRIBUTES}}}+)(?:{_ATTRIBUTE})*+")
"""A tag with too many attributes. Names and bare values have a longest length (what is longer
counts as several), so that no text is read again from each of its tags to its end."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROL_REFERENCE = re.compile(
    r"(?i)&#(?:0*(?:[1-8]|1[12]|1[4-9]|2\d|3[01]|6553[45])(?!\d)|x0*(?:[1-8bcef]|1[0-9a-f]|fff[ef])(?![0-9a-f]));?"
)
"""Characters that no XML may hold: lxml reads them, and raises when a text with one is moved."""

_INLINE_TAG = re.compile(r"(?i)</?(?:a|b|big|em|font|i|small|span|strong|u)\b[^>]{0,2000}>")
_TOO_DEEP = "Excessive depth"
_GIANT: Any = etree.XPath(f"//text()[not(parent::script)][string-length() > {TEXT}]")
_CLASSES = etree.ElementDefaultClassLookup(element=HtmlElement)
"""One class for all elements, which lxml finds without asking Python: a third of a walk's time."""


def tree(html: str) -> HtmlElement | None:
    """The root of the page, None when there is nothing that could be one.

    Reads at most `SIZE` characters, `TAGS` tags and `TEXT` characters of one text; nesting is cut
    at libxml2's own 256 levels, inline tags being given up first."""
    text = _without_control(html[:SIZE])
    if "<" not in text:
        return None
    text = _CROWDED.sub(r"\1", _cut(text))
    root, is_cut = _parsed(text)
    if is_cut:
        root, _ = _parsed(_INLINE_TAG.sub(" ", text))
    return root


def _without_control(text: str) -> str:
    """The text without control characters, written or referred to; a blank for those that are
    one."""
    text = _CONTROL.sub(_blank_or_nothing, text)
    return _CONTROL_REFERENCE.sub(" ", text) if "&#" in text else text


def _blank_or_nothing(match: re.Match[str]) -> str:
    return " " * match[0].isspace()


def _cut(text: str) -> str:
    """The text before one tag too many."""
    if text.count("<") <= TAGS:
        return text
    at = -1
    for _ in range(TAGS):
        at = text.find("<", at + 1)
    return text[:at]


def _parsed(text: str) -> tuple[HtmlElement | None, bool]:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_CLASSES)
    try:
        root = document_fromstring(text.encode("utf-8", "ignore"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None, False
    for giant in _GIANT(root):
        _shorten(giant)
    _close_void(root)
    return root, any(_TOO_DEEP in error.message for error in parser.error_log)


def _close_void(root: HtmlElement) -> None:
    """Put behind a void element what libxml2 put into it: of `<picture><source><img></picture>`,
    which one page in five has, it makes a picture inside a source."""
    for void in list(root.iter("source", "track"))[::-1]:
        above = void.getparent()
        if above is None or not (len(void) or void.text):
            continue
        at = above.index(void) + 1
        inside = list(void)
        tail, void.tail = void.tail or "", void.text
        void.text = None
        above[at:at] = inside
        if inside:
            inside[-1].tail = (inside[-1].tail or "") + tail or None
        else:
            void.tail = (void.tail or "") + tail or None


def _shorten(giant: Any) -> None:
    holder = giant.getparent()
    if holder is not None and giant.is_tail:
        holder.tail = giant[:TEXT]
    elif holder is not None:
        holder.text = giant[:TEXT]

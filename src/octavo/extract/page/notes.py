"""Footnotes: the raised marks in a text, and the notes that they lead to."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[*†‡§]{1,3})(?:[,;–-]\s?\d{1,3})*[\])]?")
_NUMBER = re.compile(r"[\[(]?\d{1,3}(?:[,;–-]\s?\d{1,3})*[\])]?")
_WAY_BACK = re.compile("[\\s\\[\\]↩↑↵⤴⏎^←\ufe0e\ufe0f]{1,5}")
_NAMED = re.compile(r"(?i)(?:foot|end)-?note|note-?ref|reference|citation")
_SENTENCE_ENDS = (".", ",", ";", ":", "!", "?", "”", '"', "’", "»")
"""Signs after which a raised number is no power: "by law.²"."""


def is_note_mark(element: HtmlElement) -> bool:
    """Whether the element is no word of the text but the mark of a note, or the way back from one."""
    if element.tag == "a":
        is_inside = "#" in (element.get("href") or "")
        return is_inside and _WAY_BACK.fullmatch(element.text_content()[:9]) is not None
    if element.tag != "sup" or not _MARK.fullmatch(text := element.text_content()[:20].strip()):
        return False
    if next(_links(element), None) is not None or _NAMED.search(element.get("class") or ""):
        return True
    return _NUMBER.fullmatch(text) is not None and _before(element).endswith(_SENTENCE_ENDS)


def note_ids(element: HtmlElement) -> Iterator[str]:
    """The ids of the notes that the marks in the element lead to."""
    for mark in element.iter("sup"):
        if is_note_mark(mark):
            yield from (href.rpartition("#")[2] for href in _links(mark))


def _links(mark: HtmlElement) -> Iterator[str]:
    """The addresses within a page that a mark is, or is in, a link to."""
    around = [one for one in (mark.getparent(),) if one is not None and one.tag == "a"]
    for link in (*mark.iter("a"), *around):
        href = link.get("href") or ""
        if "#" in href[:-1]:
            yield href


def _before(element: HtmlElement) -> str:
    """The text just before the element."""
    previous, around = element.getprevious(), element.getparent()
    if previous is not None:
        return previous.tail or ""
    return "" if around is None else around.text or ""

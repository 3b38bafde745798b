"""The text of a page that a browser has still to put together: markup held as a string in a
script."""

import json
import re
from collections.abc import Iterator

from lxml.html import HtmlElement

_LITERAL = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_PARAGRAPH = re.compile(r"<p[\s>]")
_ESCAPED = re.compile(r"(?i)(?:<|\\+u003c)p(?:[\s>]|\\)")
_SHORTEST = 400
"""Characters below which a string is no article."""
_PARAGRAPHS = 2
"""Paragraphs from which a script holds a text. Chosen by hand; not measured."""
_DEPTH = 3
"""How deep strings are looked for in strings: data in a call, the call in a stream."""
_SIZE = 2_000_000
"""Characters of a script that are searched: bounds the cost. Chosen by hand; not measured."""


def scripted(root: HtmlElement) -> str:
    """The markup with most text among the strings of the page's scripts; empty when there is
    none."""
    held = (str(script.text or "")[:_SIZE] for script in root.iter("script"))
    found = (markup for text in held for markup in _markups(text, _DEPTH))
    return max(found, key=len, default="")


def _markups(text: str, depth: int) -> Iterator[str]:
    if depth == 0 or len(text) < _SHORTEST or not _ESCAPED.search(text):
        return
    for literal in _LITERAL.finditer(text):
        if literal.end() - literal.start() < _SHORTEST or not _ESCAPED.search(literal[0]):
            continue
        try:
            value = json.loads(literal[0], strict=False)
        except ValueError:
            continue
        inner = list(_markups(value, depth - 1))
        if inner:
            yield from inner
        elif len(_PARAGRAPH.findall(value)) >= _PARAGRAPHS:
            yield value

"""Plain, clean text out of what publishers put into titles and summaries."""

import html
import re
import unicodedata

MAX_TITLE = 500
"""Characters of a title."""

MAX_SUMMARY = 3_000
"""Characters of a summary."""

MAX_CONTENT = 500_000
"""Characters of an item's content: the text of a long book chapter."""

RUN = 4
"""Marks (accents) on one letter that are kept: no script needs more, and towers of them hide
text."""

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe20-\ufe2f"
)
COMBINING = "".join(chr(c) for c in range(0x300, 0x20000) if unicodedata.combining(chr(c)))
HEAP = re.compile(f"([{COMBINING}]{{16}})[{COMBINING}]+")
MARK_RUN = re.compile(f"([{MARKS}]{{{RUN}}})[{MARKS}]+")
TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<![^<>]*>|<\?[^<>]*>")
INLINE = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|code|em|font|i|img|p|q|small|span|strong|sub|sup|u)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
HIDDEN_HINTS = ("<!--", "script", "style", "template", "SCRIPT", "STYLE", "Script", "Style")
HIDDEN = re.compile(r"<(script|style|template|noscript)\b[^<>]*>|<!--", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
BLOCKS = frozenset(
    {"p", "div", "li", "tr", "td", "blockquote", "figure", "ul", "ol", "br", "hr", "section"}
    | {f"h{level}" for level in range(1, 7)}
)
OPEN_END = re.compile(r"<[a-zA-Z!/][^<>]*\Z")
TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")


def clean(text: str) -> str:
    """Returns NFC text without control characters."""
    if not text.isprintable():
        text = CONTROL.sub("", text)
    if unicodedata.is_normalized("NFC", text):
        return text
    # Normalising sorts each run of combining marks, at a cost that grows with its square.
    return unicodedata.normalize("NFC", HEAP.sub(r"\1", text))


def line(text: str, limit: int = MAX_TITLE) -> str:
    """Returns text on one line, clean, without bidi overrides and heaps of combining marks, at most
    `limit` characters long."""
    if len(text) <= limit and text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = clean(" ".join(text[: limit * 20].split()))
    if not text.isascii():
        text = " ".join(MARK_RUN.sub(r"\1", BIDI.sub("", text)).split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def title(markup: str) -> str:
    """Returns a title as plain text: tags dropped, entities undone also when escaped twice."""
    text = markup[: MAX_TITLE * 40]
    if "<" in text:
        text = TAG.sub("", without_hidden(text))
    if "&" in text:
        text = html.unescape(text)
        if "<" in text:
            text = INLINE.sub("", without_hidden(text))
        if "&" in text and ENTITY.search(text):
            text = html.unescape(text)
    return line(text)


def literal(title: str) -> str:
    """Returns a title that is plain text already in the form that `title` gives back unchanged."""
    return html.escape(html.escape(title, quote=False), quote=False)


def plain(markup: str, limit: int = MAX_SUMMARY) -> str:
    """Returns the text of a piece of HTML, blocks apart by blanks, at most `limit` characters."""
    text = markup[: limit * 20]
    if "<" not in text and "&lt;" in text and "&gt;" in text:
        text = html.unescape(text)
    if "<" in text:
        text = TAG.sub(_gap, without_hidden(text))
        text = OPEN_END.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    return line(text, limit)


def _gap(tag: re.Match[str]) -> str:
    name = TAG_NAME.match(tag[0])
    return " " if name and name[1].lower() in BLOCKS else ""


def without_hidden(markup: str) -> str:
    """Returns HTML without what nobody reads (script, style, comments), in linear time."""
    if not any(name in markup for name in HIDDEN_HINTS):
        return markup
    found = HIDDEN.search(markup)
    pieces, at, lower = [], 0, markup.lower()
    while found is not None:
        pieces.append(markup[at : found.start()])
        close = f"</{found[1].lower()}" if found[1] else "--"
        end = lower.find(close, found.end())
        if end < 0:
            return "".join(pieces)
        at = lower.find(">", end) + 1 or len(markup)
        found = HIDDEN.search(markup, at)
    return "".join([*pieces, markup[at:]])

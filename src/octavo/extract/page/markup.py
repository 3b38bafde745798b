"""text blocks as blocks: inline emphasis and links kept, everything else reduced to its text."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby, takewhile
from urllib.parse import urljoin

from lxml.html import HtmlElement

from octavo.extract.page.text import flat
from octavo.extract.page.text_blocks import SKIPPED, Node, TextBlock
from octavo.formats.urls import clean_url
from octavo.types import Block, BlockKind

_INLINE = {
    "a": "a", "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "code": "code",
    "sub": "sub", "sup": "sup", "q": "q", "s": "s", "del": "del", "ins": "ins", "mark": "mark",
}  # fmt: skip
_CELLS = frozenset({"td", "th"})
_SPAN = re.compile(r"[2-9]|[1-9]\d", re.ASCII)
_SUBHEADS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_POSTED = re.compile(r"twitter-|tweet|instagram-|tiktok|bluesky|mastodon|fb-post|reddit-")
_BREAKS = re.compile(r"\s*<br>(?:\s*<br>)*\s*")
_AT_START = re.compile(r"^((?:<(?!br|/)[^<>]*>)*+)(?:\s|<br>)+")
_AT_END = re.compile(r"(?:\s|<br>)++((?:</[^<>]*>)*)$")
_MAY_BLANK = frozenset("<> \t\r\n")
_BOLD_WORDS = 12
"""Words of a bold line that is a subhead. Chosen by hand; not measured."""
_SENTENCE_ENDS = (".", ",", ":", ";", "…", "。", "،", "؛", '"', "”", "»", ")")
_SUBHEAD_WORDS = 25
"""A heading longer than this is a paragraph in a heading's clothes."""


def blocks(parts: Iterable[TextBlock | str], base: str) -> Iterator[Block]:
    """The parts as blocks; neighbours of one list, table or quote become one block."""
    for group, members in groupby(parts, key=_group):
        together = list(members)
        if group is None:
            yield from (_single(part, base) for part in together)
        else:
            yield _grouped(group, [part for part in together if isinstance(part, TextBlock)], base)


def _group(part: TextBlock | str) -> HtmlElement | None:
    if isinstance(part, str) or part.group is None:
        return None
    return (
        part.group if part.group.tag in {"ul", "ol", "dl", "table", "blockquote", "pre"} else None
    )


def _single(part: TextBlock | str, base: str) -> Block:
    if isinstance(part, str):
        return Block("paragraph", part, f"<p>{escape(part, quote=False)}</p>")
    tag, kind = _shape(part)
    return Block(kind, part.text, f"<{tag}>{inline(part.nodes, base)}</{tag}>")


def _shape(text_block: TextBlock) -> tuple[str, BlockKind]:
    if text_block.tag in _SUBHEADS and text_block.size <= _SUBHEAD_WORDS:
        return _SUBHEADS[text_block.tag], "subhead"
    if text_block.tag == "p" and text_block.size <= _BOLD_WORDS and _is_bold(text_block):
        return "h3", "subhead"
    return "p", "paragraph"


def _is_bold(text_block: TextBlock) -> bool:
    """Whether the whole line is bold and no sentence: a subhead in a paragraph's clothes."""
    nodes = [node for node in text_block.nodes if not isinstance(node, str) or node.strip()]
    is_bold = len(nodes) == 1 and not isinstance(nodes[0], str) and nodes[0].tag in {"b", "strong"}
    return is_bold and not text_block.text.endswith(_SENTENCE_ENDS)


def _grouped(group: HtmlElement, text_blocks: Sequence[TextBlock], base: str) -> Block:
    tag = str(group.tag)
    if tag in {"ul", "ol", "dl"}:
        rows = "".join(_item(text_block, base) for text_block in text_blocks)
        return Block("list", _lines(text_blocks), f"<{tag}>{rows}</{tag}>")
    if tag == "table":
        return Block("table", _lines(text_blocks), _table(text_blocks, base))
    if tag == "pre":
        text = "\n".join(text_block.container.text_content() for text_block in text_blocks[:1])
        return Block(
            "code", _lines(text_blocks), f"<pre><code>{escape(text, quote=False)}</code></pre>"
        )
    rows = "".join(f"<p>{inline(text_block.nodes, base)}</p>" for text_block in text_blocks)
    if _POSTED.search(group.get("class") or ""):
        return Block("embed", "", f"<figure><blockquote>{rows}</blockquote></figure>")
    return Block("quote", _lines(text_blocks), f"<blockquote>{rows}</blockquote>")


def _lines(text_blocks: Sequence[TextBlock]) -> str:
    return "\n".join(text_block.text for text_block in text_blocks if text_block.text)


def _item(text_block: TextBlock, base: str) -> str:
    """The text block as an item of its list: a term or what is said of it, or a list's item."""
    of_list = (
        {"dt", "dd"} if text_block.group is not None and text_block.group.tag == "dl" else set()
    )
    tag = next(
        (name for name in _upwards(text_block) if name in of_list), "dd" if of_list else "li"
    )
    return f"<{tag}>{inline(text_block.nodes, base)}</{tag}>"


def _upwards(text_block: TextBlock) -> Iterator[str]:
    """The tags from the text block's own up to its group's."""
    element: HtmlElement | None = text_block.container
    while element is not None and element is not text_block.group:
        yield str(element.tag)
        element = element.getparent()


def _table(text_blocks: Sequence[TextBlock], base: str) -> str:
    """The rows that the text blocks are in, with their empty cells; all that is in one cell stays
    there, a line each."""
    held: dict[HtmlElement, list[TextBlock]] = {}
    for text_block in text_blocks:
        held.setdefault(_cell_of(text_block), []).append(text_block)
    rows: dict[HtmlElement, list[HtmlElement]] = {}
    for cell in held:
        row = cell.getparent() if cell.tag in _CELLS else None
        if row is None or row.tag != "tr":
            rows[cell] = [cell]
        elif row not in rows:
            rows[row] = [child for child in row if child.tag in _CELLS]
    return "<table>" + "".join(_row(cells, held, base) for cells in rows.values()) + "</table>"


def _cell_of(text_block: TextBlock) -> HtmlElement:
    """The cell of its table that the text block is in; where it is in none, its own element."""
    inside = takewhile(
        lambda up: up is not text_block.group,
        [text_block.container, *text_block.container.iterancestors()],
    )
    return next((up for up in reversed([*inside]) if up.tag in _CELLS), text_block.container)


def _row(
    cells: Iterable[HtmlElement], held: Mapping[HtmlElement, Sequence[TextBlock]], base: str
) -> str:
    made = ""
    for cell in cells:
        lines = (inline(text_block.nodes, base) for text_block in held.get(cell, ()))
        tag = "th" if cell.tag == "th" else "td"
        spans = "".join(
            f' {name}="{value}"'
            for name in ("colspan", "rowspan")
            if _SPAN.fullmatch(value := cell.get(name) or "")
        )
        made += f"<{tag}{spans}>{'<br>'.join(lines)}</{tag}>"
    return f"<tr>{made}</tr>"


def inline(nodes: Iterable[Node], base: str) -> str:
    """The nodes as inline HTML: emphasis, code and absolute links without tracking."""
    return trimmed("".join(_node(node, base) for node in nodes))


def trimmed(html: str) -> str:
    """The inline HTML without blanks and line breaks at its ends, and without a second break: what
    stands between paragraphs is for the page that shows them to say."""
    if html[:1] in _MAY_BLANK:
        html = _AT_START.sub(r"\1", html)
    if "<br>" in html:
        html = _BREAKS.sub("<br>", html)
    return _AT_END.sub(r"\1", html) if html[-1:] in _MAY_BLANK else html


def _node(node: Node, base: str) -> str:
    if isinstance(node, str):
        return escape(_single_blanks(node), quote=False)
    if node.tag == "br":
        return "<br>"
    if node.tag in SKIPPED:
        return ""
    inner = escape(_single_blanks(node.text or ""), quote=False) + "".join(
        _node(child, base) + escape(_single_blanks(child.tail or ""), quote=False) for child in node
    )
    return _wrapped(node, inner, base)


def _wrapped(node: HtmlElement, inner: str, base: str) -> str:
    tag = _INLINE.get(str(node.tag))
    if tag is None or not inner.replace("<br>", "").strip():
        return inner
    if tag != "a":
        return f"<{tag}>{inner}</{tag}>"
    url = absolute(node.get("href") or "", base)
    return f'<a href="{escape(url)}">{inner}</a>' if url else inner


def absolute(href: str, base: str) -> str:
    """The absolute http(s) address without tracking, empty when it is none or within the page."""
    if not href or href.startswith("#"):
        return ""
    try:
        return clean_url(urljoin(base, href.strip()))
    except ValueError:
        return ""


def _single_blanks(text: str) -> str:
    lead = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() and len(text) > 1 else ""
    return lead + flat(text) + tail if text.strip() else " " * bool(text)

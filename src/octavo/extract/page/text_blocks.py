"""Text blocks: the pieces of inline content between block boundaries, in document order.

A text block is the smallest thing that can be body or not body: a paragraph, a list item, a cell, a
caption, the text between two double line breaks. Choosing text blocks, rather than subtrees, keeps
the structure of the page (lists, quotes, tables, figures) whatever the chooser is.
"""

from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from lxml.html import HtmlElement

from octavo.extract.page.notes import is_note_mark
from octavo.extract.page.text import flat, flat_words, key, words

Node: TypeAlias = "HtmlElement | str"
"""A piece of inline content: an element (without its tail) or text."""

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "amp-img",
        "iframe",
        "amp-iframe",
        "amp-youtube",
        "amp-twitter",
        "amp-instagram",
        "video",
    ]
)
SKIPPED = frozenset(
    [
        "script",
        "style",
        "head",
        "noscript",
        "template",
        "svg",
        "math",
        "button",
        "select",
        "option",
        "textarea",
        "input",
        "label",
        "object",
        "embed",
        "audio",
        "canvas",
        "map",
        "nav",
        "dialog",
        "link",
        "meta",
        "source",
        "param",
        "track",
    ]
)
_GROUPS = frozenset({"ul", "ol", "dl", "table", "blockquote", "figure", "pre"})
_MEDIA = frozenset({"iframe", "amp-iframe", "amp-youtube", "amp-twitter", "amp-instagram", "video"})


MAX_TEXT_BLOCKS = 5_000
"""text blocks of a page that are read, each of which takes some tenth of a millisecond: bounds the
cost."""


@dataclass(eq=False)
class TextBlock:
    """Inline content with what surrounds it. `tag` is the nearest block, `group` the table
    of data around it, else the nearest list, quote, figure or code, `container` the nearest block's
    element."""

    tag: str
    container: HtmlElement
    nodes: list[Node]
    group: HtmlElement | None = None

    @cached_property
    def text(self) -> str:
        """The flat text."""
        return flat("".join(map(_text, self.nodes)))

    @cached_property
    def key(self) -> str:
        """The text as it is compared."""
        return key(self.text)

    @cached_property
    def size(self) -> int:
        """How many words the text has."""
        return flat_words(self.text)

    @cached_property
    def linked(self) -> int:
        """How many of the words are in links."""
        if self.container.tag == "a":
            return self.size
        out: list[str] = []
        for node in self.nodes:
            if not isinstance(node, str):
                links = [node] if node.tag == "a" else node.iter("a")
                out.extend("".join(map(str, link.itertext())) for link in links)
        return words(" ".join(out)) if out else 0

    @property
    def is_media(self) -> bool:
        """Whether this is a picture, a frame or a film and no text."""
        return self.tag in _MEDIA or self.tag in {"img", "amp-img"}


def text_blocks(root: HtmlElement) -> list[TextBlock]:
    """All text blocks of the tree that hold text or media, in document order."""
    body = root.find("body")
    start = root if body is None else body
    found: list[TextBlock] = []
    _walk(start, None, found, _around_blocks(start))
    return [
        text_block
        for text_block in found[: 2 * MAX_TEXT_BLOCKS]
        if text_block.is_media or text_block.text
    ][:MAX_TEXT_BLOCKS]


def _text(node: Node) -> str:
    if isinstance(node, str):
        return node
    if node.tag == "br":
        return " "
    if node.tag in SKIPPED or (node.tag in {"sup", "a"} and is_note_mark(node)):
        return ""
    if not len(node):
        return node.text or ""
    inner = "".join([_text(child) + (child.tail or "") for child in node])
    return (node.text or "") + inner


def _around_blocks(root: HtmlElement) -> set[HtmlElement]:
    """The inline elements that have a block or a picture inside."""
    found: set[HtmlElement] = set()
    for block in root.iter("img", *BLOCKS):
        around = block.getparent()
        while around is not None and around.tag not in BLOCKS and around not in found:
            found.add(around)
            around = around.getparent()
    return found


def _walk(
    element: HtmlElement,
    group: HtmlElement | None,
    out: list[TextBlock],
    holders: Set[HtmlElement],
) -> None:
    tag = str(element.tag)
    if tag in _MEDIA or tag == "amp-img":
        out.append(TextBlock(tag, element, [element], group))
        return
    if tag in _GROUPS and (group is None or group.tag != "table") and not _is_layout(element):
        group = element
    nodes: list[Node] = [element.text] if element.text else []
    for child in element:
        name = child.tag
        if name == "img" or (name not in SKIPPED and (name in BLOCKS or child in holders)):
            _flush(tag, element, nodes, group, out)
            nodes = []
            if name == "img":
                out.append(TextBlock("img", child, [child], group))
            else:
                _walk(child, group, out, holders)
        elif name not in SKIPPED:
            nodes.append(child)
        if child.tail:
            nodes.append(child.tail)
    _flush(tag, element, nodes, group, out)


def _is_layout(element: HtmlElement) -> bool:
    """Whether a table only arranges the page: cells with paragraphs, or a single cell."""
    if element.tag != "table":
        return False
    cells = list(element.iter("td", "th"))
    if len(cells) < 4:
        return True
    return any(
        next(cell.iter("p", "div", "h1", "h2", "table", "article"), None) is not None
        and len(cell.text_content()) > 300
        for cell in cells
    )


def _flush(
    tag: str,
    container: HtmlElement,
    nodes: list[Node],
    group: HtmlElement | None,
    out: list[TextBlock],
) -> None:
    """One text block, or several where a pair of line breaks stands for a paragraph."""
    if len(nodes) == 1:
        if not isinstance(nodes[0], str) or not nodes[0].isspace():
            out.append(TextBlock(tag, container, nodes, group))
        return
    start, breaks = 0, 0
    for index, node in enumerate(nodes):
        if isinstance(node, str):
            breaks = breaks if node.isspace() else 0
        elif node.tag == "br":
            breaks += 1
            if breaks >= 2:
                out.append(TextBlock(tag, container, nodes[start:index], group))
                start = index
        else:
            breaks = 0
    part = nodes[start:]
    if not all(isinstance(node, str) and node.isspace() for node in part):
        out.append(TextBlock(tag, container, part, group))

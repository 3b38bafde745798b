"""The body of a page as blocks. The one narrow door to whatever chooses the text."""

from collections.abc import Sequence

from lxml.html import HtmlElement

from octavo.extract.align import aligned
from octavo.extract.choose import chosen
from octavo.extract.markup import blocks
from octavo.extract.runs import Run, runs
from octavo.extract.sanitise import safe_block
from octavo.types import Block


def body(root: HtmlElement, url: str) -> tuple[Block, ...]:
    """The blocks of the article on the page, in reading order; none when there is no article."""
    page = runs(root)
    parts: Sequence[Run | str] = aligned(chosen(root, url), page)
    made = blocks(parts, url)
    return tuple(Block(b.kind, b.text, safe_block(b.html)) for b in made if b.text)

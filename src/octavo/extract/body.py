"""The body of a page as blocks. The one narrow door to whatever chooses the text."""

from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from octavo.extract.align import aligned
from octavo.extract.choose import chosen
from octavo.extract.figures import figure_block, is_caption, with_figures
from octavo.extract.markup import blocks
from octavo.extract.runs import Run, runs
from octavo.extract.sanitise import safe_block
from octavo.types import Block


def body(root: HtmlElement, url: str) -> tuple[Block, ...]:
    """The blocks of the article on the page, in reading order; none when there is no article."""
    page = runs(root)
    parts = [p for p in aligned(chosen(root, url), page) if isinstance(p, str) or not is_caption(p)]
    return _blocks(with_figures(parts, page), url)


def whole(root: HtmlElement, url: str) -> tuple[Block, ...]:
    """All blocks of markup that is an article and nothing else, as a feed's content is."""
    return _blocks([run for run in runs(root) if run.is_media or not is_caption(run)], url)


def _blocks(parts: Iterable[Run | str], url: str) -> tuple[Block, ...]:
    made = (Block(b.kind, b.text, safe_block(b.html)) for b in _shown(parts, url))
    return tuple(block for block in made if block.html and (block.text or block.kind in {"figure", "embed"}))


def _shown(parts: Iterable[Run | str], url: str) -> Iterator[Block]:
    """Text and media as blocks: text gathers until a picture or a frame stands between."""
    text: list[Run | str] = []
    for part in parts:
        if isinstance(part, str) or not part.is_media:
            text.append(part)
            continue
        yield from blocks(text, url)
        text = []
        shown = figure_block(part, url)
        if shown is not None:
            yield shown
    yield from blocks(text, url)

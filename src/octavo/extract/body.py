"""The body of a page as blocks. The one narrow door to whatever chooses the text."""

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from octavo.extract.align import aligned
from octavo.extract.choose import chosen, densest
from octavo.extract.figures import figure_block, is_caption, with_figures
from octavo.extract.markup import blocks
from octavo.extract.runs import Run, runs
from octavo.extract.sanitise import safe_block
from octavo.extract.text import plain, words
from octavo.types import Block

_SHORTER = 1.5
_FEW = 60


def body(root: HtmlElement, url: str, told: str = "") -> tuple[Block, ...]:
    """The blocks of the article on the page, in reading order; none when there is no article.

    `told` is the body as the page's own metadata has it, if it does: taken where the choice from
    the page is much shorter, since it is right on most pages that have one, and cut on the rest."""
    page = runs(root)
    picked = aligned(_best(chosen(root, url), told, page), page)
    parts = [part for part in picked if isinstance(part, str) or not is_caption(part)]
    return _blocks(with_figures(parts, page), url)


def _best(picked: list[str], told: str, page: list[Run]) -> list[str]:
    size = sum(map(words, picked))
    lines = [
        line for part in re.split(r"\n+|<(?:br|p|/p)[^>]{0,200}>", told) if (line := plain(part))
    ]
    if sum(map(words, lines)) > max(_FEW, _SHORTER * size):
        return lines
    return (
        picked
        if size >= _FEW
        else max(picked, densest(page), key=lambda texts: sum(map(words, texts)))
    )


def whole(root: HtmlElement, url: str) -> tuple[Block, ...]:
    """All blocks of markup that is an article and nothing else, as a feed's content is."""
    return _blocks([run for run in runs(root) if run.is_media or not is_caption(run)], url)


def _blocks(parts: Iterable[Run | str], url: str) -> tuple[Block, ...]:
    made = (Block(b.kind, b.text, safe_block(b.html)) for b in _shown(parts, url))
    return tuple(
        block for block in made if block.html and (block.text or block.kind in {"figure", "embed"})
    )


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

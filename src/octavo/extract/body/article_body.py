"""The body of a page as blocks. The one narrow door to whatever chooses the text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from octavo.extract.body.alignment import aligned
from octavo.extract.body.classify import choices
from octavo.extract.body.decision import Choice
from octavo.extract.body.embedded_media import figure_block, is_caption, lead, with_figures
from octavo.extract.body.forest import Model
from octavo.extract.body.host_evidence import lesson, remembered
from octavo.extract.body.host_memory import Lesson, Memory
from octavo.extract.body.trafilatura_body import paragraphs
from octavo.extract.metadata.headline import is_similar
from octavo.extract.metadata.page_metadata import Metadata
from octavo.extract.page.markup import blocks
from octavo.extract.page.sanitise import safe_block
from octavo.extract.page.text import key, plain, words
from octavo.extract.page.text_blocks import Run, runs
from octavo.types import Block, Picture

UNSURE = 0.7
"""Confidence below which a second voice is heard. Heard from .8 on, on twice the pages, it made no
set's mean better (cross-validated by host)."""

_TEACHES = 0.8
"""Confidence from which a page teaches what stands where."""

_TOLD = 0.9
"""Agreement with the text that the page's metadata hold from which no other voice is needed."""

_DOUBT = 0.6
"""Confidence below which the second voice is followed wherever it has found a text."""

_SAME = 0.7
"""Likeness of a line to the headline from which it is that."""

_OWN = 80
"""Words that a headline's own article has at least."""

_LIKE = 0.5
_SHORTER = 1.5
_FEW = 60
_IN_PLAY = 0.15


@dataclass(frozen=True)
class Body:
    """The blocks of the article in reading order, how surely they are the article (0..1), and the
    picture shown above them."""

    blocks: tuple[Block, ...]
    confidence: float
    lead: Picture | None = None
    lesson: Lesson | None = None


_NOTHING = Memory()


def body(
    root: HtmlElement, url: str, told: Metadata, by: Model | None = None, memory: Memory = _NOTHING
) -> Body:
    """The body of the page, and what it teaches of its host; no blocks where there is no article.

    Our own model chooses; where it is unsure a second voice is heard, and where the page's metadata
    hold the text and the page itself hardly any, that is taken."""
    page = runs(root)
    alone = choices(page, told, by)
    made = remembered(alone, memory, told)
    picked: list[Run | str] = [choice.run for choice in made if choice.is_body]
    sure = confidence(made)
    if sure < UNSURE:
        sure = max(sure, _agreed(picked, told))
    if sure < UNSURE:
        picked, sure = _doubted(picked, sure, aligned(paragraphs(root, url), page), told)
    picked = _of_one_article(_or_told(picked, told.body_text, page), page, told.headline)
    held = {id(choice.run) for choice in made if choice.is_held}
    picked = [part for part in picked if id(part) not in held]
    taught = lesson(alone, url, confidence(alone), _TEACHES)
    return replace(made_of(picked, page, url, told.picture), confidence=sure, lesson=taught)


def made_of(
    picked: Sequence[Run | str], page: Sequence[Run], url: str, told: Picture | None = None
) -> Body:
    """The body of these runs of the page, with the pictures between them and the one above; `told`
    is the one the page names."""
    parts = [part for part in picked if isinstance(part, str) or not is_caption(part)]
    first = next((part for part in parts if isinstance(part, Run)), None)
    shown = lead(page, first, url, told) if first else None
    return Body(_blocks(with_figures(parts, page), url), 1.0, shown)


def _agreed(own: list[Run | str], told: Metadata) -> float:
    """How far the choice agrees with the text that the metadata hold; 0 where that is not enough."""
    share = _agreement(_keys(own), key(told.body_text)) if told.body_text else 0.0
    return share if share >= _TOLD else 0.0


def _doubted(
    own: list[Run | str], sure: float, other: list[Run | str], told: Metadata
) -> tuple[list[Run | str], float]:
    """The choice after a second voice was heard, and how sure it is."""
    agreed = _agreement(_keys(own), "".join(_keys(other)))
    return _settled(own, sure, other, told), max(sure, agreed)


def confidence(made: Sequence[Choice]) -> float:
    """How far the scores of the words that may be body are from even, 0 where none may be."""
    rated = [(abs(2 * c.score - 1), c.run.size) for c in made if c.score > _IN_PLAY]
    size = sum(count for _, count in rated)
    return sum(score * count for score, count in rated) / size if size else 0.0


def _settled(
    own: list[Run | str], sure: float, other: list[Run | str], told: Metadata
) -> list[Run | str]:
    """One of two choices: that which the page's own account agrees with, else by how sure we are."""
    if not other:
        return own
    if told.body_text:
        truth = key(told.body_text)
        return max(own, other, key=lambda parts: _agreement(_keys(parts), truth))
    mine, theirs = _keys(own), _keys(other)
    if sure >= _DOUBT and _agreement(mine, "".join(theirs)) >= _LIKE:
        return own
    return other


def _keys(parts: Sequence[Run | str]) -> list[str]:
    return [key(part) if isinstance(part, str) else part.key for part in parts]


def _agreement(parts: Sequence[str], truth: str) -> float:
    """The harmonic mean of how much of the parts is in the text, and of the text in the parts."""
    same = sum(len(part) for part in parts if part in truth)
    return 2 * same / max(1, len(truth) + sum(map(len, parts)))


def _of_one_article(picked: list[Run | str], page: Sequence[Run], headline: str) -> list[Run | str]:
    """The body without the articles that the page goes on with: where the headline and the text
    after it stand in an article element, nothing outside that and below another headline."""
    heads = [run for run in page if run.tag == "h1" and run.text]
    mine = next((run for run in heads if is_similar(run.text, headline, _SAME)), None)
    own = next(mine.container.iterancestors("article"), None) if mine and heads[1:] else None
    if mine is None or own is None:
        return picked
    inside = {id(part) for part in picked if isinstance(part, Run) and _is_in(part, own)}
    place = {id(run): at for at, run in enumerate(page)}
    others = (place[id(run)] for run in heads if not _is_in(run, own))
    end = min((at for at in others if at > place[id(mine)]), default=len(page))
    if sum(run.size for run in page if id(run) in inside) < _OWN:
        return picked
    return [part for part in picked if id(part) in inside or place.get(id(part), 0) < end]


def _is_in(run: Run, element: HtmlElement) -> bool:
    return any(up is element for up in run.container.iterancestors())


def _or_told(picked: list[Run | str], told: str, page: Sequence[Run]) -> list[Run | str]:
    """The body by the page's metadata where the choice from the page is much shorter."""
    lines = [
        line for part in re.split(r"\n+|<(?:br|p|/p)[^>]{0,200}>", told) if (line := plain(part))
    ]
    size = sum(words(part) if isinstance(part, str) else part.size for part in picked)
    if sum(map(words, lines)) <= max(_FEW, _SHORTER * size):
        return picked
    return aligned(lines, page)


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

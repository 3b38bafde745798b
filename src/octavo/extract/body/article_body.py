"""The body of a page as blocks.

text blocks ─► classifier ─► host memory ─► (where unsure: second extractor) ─► one article ─► blocks
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from octavo.extract.body.alignment import aligned
from octavo.extract.body.classify import choices
from octavo.extract.body.decision import Choice
from octavo.extract.body.embedded_media import figure_block, is_caption, lead, with_figures
from octavo.extract.body.forest import Model
from octavo.extract.body.host_evidence import page_observations, with_host_memory
from octavo.extract.body.host_memory import Memory, PageObservations
from octavo.extract.body.trafilatura_body import trafilatura_body
from octavo.extract.metadata.headline import is_similar
from octavo.extract.metadata.page_metadata import Metadata
from octavo.extract.page.markup import blocks
from octavo.extract.page.sanitise import safe_block
from octavo.extract.page.text import key, unescaped, words
from octavo.extract.page.text_blocks import TextBlock, text_blocks
from octavo.types import Block, Picture

Part = TextBlock | str
"""A part of a body: a text block of the page, or a text that no block carries."""

SECOND_EXTRACTOR_BELOW = 0.7
"""Confidence below which the second extractor is asked. Asked below .8, on twice the pages, it made
no set's mean better (cross-validated by host)."""

_OBSERVED_FROM = 0.8
"""Confidence from which a page's places are added to the host memory. Chosen by hand; not measured."""

_CLAIMED_AGREEMENT = 0.9
"""Agreement with the text that the page's metadata hold from which the second extractor is not asked.
Chosen by hand; not measured."""

_SECOND_PREFERRED_BELOW = 0.6
"""Confidence below which the second extractor is followed wherever it has found a text. Chosen by
hand; not measured by itself."""

_SAME_HEADLINE = 0.7
"""Similarity of a line to the headline from which it is that. Chosen by hand; not measured."""

_ARTICLE_WORDS = 80
"""Words of the article element of the headline, at least. Chosen by hand; not measured."""

_AGREEMENT = 0.5
"""Agreement of the two choices from which our own is kept. Chosen by hand; not measured by itself."""

_CLAIMED_LONGER, _CLAIMED_WORDS = 1.5, 60
"""How much longer than the choice, and how long, a text of the metadata must be to be taken instead.
Chosen by hand; not measured."""

_POSSIBLE = 0.15
"""Score from which a text block may be body. Chosen by hand; not measured."""


@dataclass(frozen=True)
class Body:
    """The blocks of the article in reading order, how surely they are the article (0..1), the
    picture above them, and what the page adds to the host memory."""

    blocks: tuple[Block, ...]
    confidence: float
    lead: Picture | None = None
    observations: PageObservations | None = None


_NOTHING = Memory()


def body(
    root: HtmlElement,
    url: str,
    metadata: Metadata,
    by: Model | None = None,
    memory: Memory = _NOTHING,
) -> Body:
    """The body of a page; no blocks where there is no article.

    The classifier chooses; where it is unsure, the second extractor is asked; where the metadata
    hold the text and the page itself hardly any, that is taken."""
    page = text_blocks(root)
    alone = choices(page, metadata, by)
    chosen = with_host_memory(alone, memory, metadata)
    parts: list[Part] = [choice.text_block for choice in chosen if choice.is_body]
    sure = confidence(chosen)
    if sure < SECOND_EXTRACTOR_BELOW:
        sure = max(sure, _claimed_agreement(parts, metadata))
    if sure < SECOND_EXTRACTOR_BELOW:
        other = aligned(trafilatura_body(root, url), page)
        parts, sure = _with_second_extractor(parts, sure, other, metadata)
    parts = _or_claimed_text(parts, metadata.body_text, page)
    parts = _of_one_article(parts, page, metadata.headline)
    repeated = {id(choice.text_block) for choice in chosen if choice.is_repeated}
    parts = [part for part in parts if id(part) not in repeated]
    observed = page_observations(alone, url, confidence(alone), _OBSERVED_FROM)
    made = made_of(parts, page, url, metadata.picture)
    return replace(made, confidence=sure, observations=observed)


def made_of(
    chosen: Sequence[Part], page: Sequence[TextBlock], url: str, claimed: Picture | None = None
) -> Body:
    """The body of these parts of the page, with the pictures between them and the one above;
    `claimed` is the picture of the metadata."""
    parts = [part for part in chosen if isinstance(part, str) or not is_caption(part)]
    first = next((part for part in parts if isinstance(part, TextBlock)), None)
    picture = lead(page, first, url, claimed) if first else None
    return Body(_blocks(with_figures(parts, page), url), 1.0, picture)


def _claimed_agreement(own: list[Part], metadata: Metadata) -> float:
    """The agreement of a choice with the text that the metadata hold; 0 where it is too little."""
    share = _agreement(_keys(own), key(metadata.body_text)) if metadata.body_text else 0.0
    return share if share >= _CLAIMED_AGREEMENT else 0.0


def _with_second_extractor(
    own: list[Part], sure: float, other: list[Part], metadata: Metadata
) -> tuple[list[Part], float]:
    """The choice with the second extractor's beside it, and how sure it is."""
    agreed = _agreement(_keys(own), "".join(_keys(other)))
    return _better(own, sure, other, metadata), max(sure, agreed)


def confidence(chosen: Sequence[Choice]) -> float:
    """How far the scores of the words that may be body are from even, 0 where none may be."""
    rated = [(abs(2 * c.score - 1), c.text_block.size) for c in chosen if c.score > _POSSIBLE]
    size = sum(count for _, count in rated)
    return sum(score * count for score, count in rated) / size if size else 0.0


def _better(own: list[Part], sure: float, other: list[Part], metadata: Metadata) -> list[Part]:
    """One of two choices: that which agrees with the text of the metadata, else by how sure our own
    is."""
    if not other:
        return own
    if metadata.body_text:
        truth = key(metadata.body_text)
        return max(own, other, key=lambda parts: _agreement(_keys(parts), truth))
    agreement = _agreement(_keys(own), "".join(_keys(other)))
    return own if sure >= _SECOND_PREFERRED_BELOW and agreement >= _AGREEMENT else other


def _keys(parts: Sequence[Part]) -> list[str]:
    return [key(part) if isinstance(part, str) else part.key for part in parts]


def _agreement(parts: Sequence[str], truth: str) -> float:
    """The harmonic mean of how much of the parts is in the text, and of the text in the parts."""
    same = sum(len(part) for part in parts if part in truth)
    return 2 * same / max(1, len(truth) + sum(map(len, parts)))


def _of_one_article(parts: list[Part], page: Sequence[TextBlock], headline: str) -> list[Part]:
    """The body without the articles that the page goes on with: where the headline and the text
    after it stand in an article element, nothing outside that and below another headline."""
    heads = [block for block in page if block.tag == "h1" and block.text]
    head = next((one for one in heads if is_similar(one.text, headline, _SAME_HEADLINE)), None)
    element = next(head.container.iterancestors("article"), None) if head and heads[1:] else None
    if head is None or element is None:
        return parts
    inside = {id(one) for one in parts if isinstance(one, TextBlock) and _is_in(one, element)}
    place = {id(block): at for at, block in enumerate(page)}
    others = (place[id(block)] for block in heads if not _is_in(block, element))
    end = min((at for at in others if at > place[id(head)]), default=len(page))
    if sum(block.size for block in page if id(block) in inside) < _ARTICLE_WORDS:
        return parts
    return [part for part in parts if id(part) in inside or place.get(id(part), 0) < end]


def _is_in(block: TextBlock, element: HtmlElement) -> bool:
    return any(up is element for up in block.container.iterancestors())


def _or_claimed_text(parts: list[Part], claimed: str, page: Sequence[TextBlock]) -> list[Part]:
    """The text of the metadata where the choice from the page is much shorter."""
    lines = [
        line
        for part in re.split(r"\n+|<(?:br|p|/p)[^>]{0,200}>", claimed)
        if (line := unescaped(part))
    ]
    size = sum(words(part) if isinstance(part, str) else part.size for part in parts)
    if sum(map(words, lines)) <= max(_CLAIMED_WORDS, _CLAIMED_LONGER * size):
        return parts
    return aligned(lines, page)


def whole(root: HtmlElement, url: str) -> tuple[Block, ...]:
    """All blocks of markup that is an article and nothing else, as a feed's content is."""
    found = text_blocks(root)
    return _blocks([one for one in found if one.is_media or not is_caption(one)], url)


def _blocks(parts: Iterable[Part], url: str) -> tuple[Block, ...]:
    made = (Block(b.kind, b.text, safe_block(b.html)) for b in _with_media(parts, url))
    return tuple(
        block for block in made if block.html and (block.text or block.kind in {"figure", "embed"})
    )


def _with_media(parts: Iterable[Part], url: str) -> Iterator[Block]:
    """Text and media as blocks: text gathers until a picture or a frame stands between."""
    text: list[Part] = []
    for part in parts:
        if isinstance(part, str) or not part.is_media:
            text.append(part)
            continue
        yield from blocks(text, url)
        text = []
        media = figure_block(part, url)
        if media is not None:
            yield media
    yield from blocks(text, url)

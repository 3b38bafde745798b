"""The body of a page as blocks.

text blocks ─► classifier ─► host memory ─► (where unsure: second extractor) ─► each text once
            ─► one article ─► its footnotes ─► blocks
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from lxml.html import HtmlElement

from octavo.extract.body.alignment import aligned, said_once
from octavo.extract.body.classify import choices
from octavo.extract.body.decision import Choice
from octavo.extract.body.embedded_media import figure_block, is_caption, lead, with_figures
from octavo.extract.body.forest import Model
from octavo.extract.body.host_evidence import page_observations, with_host_memory
from octavo.extract.body.host_memory import Memory, PageObservations
from octavo.extract.body.one_article import Part, of_one_article
from octavo.extract.body.trafilatura_body import trafilatura_body
from octavo.extract.metadata.page_metadata import Metadata
from octavo.extract.page.base import base_url
from octavo.extract.page.markup import blocks
from octavo.extract.page.notes import note_ids
from octavo.extract.page.sanitise import safe_block
from octavo.extract.page.text import key, unescaped, words
from octavo.extract.page.text_blocks import TextBlock, text_blocks
from octavo.types import Block, Picture

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

_AGREEMENT = 0.5
"""Agreement of the two choices from which our own is kept. Chosen by hand; not measured by itself."""

_CLAIMED_LONGER, _CLAIMED_WORDS = 1.5, 60
"""How much longer than the choice, and how long, a text of the metadata must be to be taken instead.
Chosen by hand; not measured."""

_SURE, _RIGHT = (0.0, 0.5, 0.75, 0.9, 1.0), (0.0, 0.5, 0.85, 0.95, 0.99)
"""How sure the choice was, and the mean F1 of the pages where it was: the development sets with a gold
text, each read by a model that never saw its host."""

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
    parts = _once([choice.text_block for choice in chosen if choice.is_body])
    sure = confidence(chosen)
    if sure < SECOND_EXTRACTOR_BELOW:
        sure = max(sure, _claimed_agreement(parts, metadata))
    if sure < SECOND_EXTRACTOR_BELOW:
        other = _once(aligned(trafilatura_body(root, url), page))
        parts, sure = _with_second_extractor(parts, sure, other, metadata)
    parts = _once(_or_claimed_text(parts, metadata.body_text, page))
    parts = of_one_article(parts, page, metadata.headline)
    parts = _with_notes(parts, page)
    repeated = {id(choice.text_block) for choice in chosen if choice.is_repeated}
    parts = [part for part in parts if id(part) not in repeated]
    observed = page_observations(alone, url, confidence(alone), _OBSERVED_FROM)
    made = made_of(parts, page, base_url(root, url), metadata.picture)
    return replace(made, confidence=expected_f1(sure), observations=observed)


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


def expected_f1(sure: float) -> float:
    """The confidence of an article whose choice is so sure: how much of it is right on the mean."""
    return float(np.interp(sure, _SURE, _RIGHT))


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


def _once(parts: Sequence[Part]) -> list[Part]:
    """The parts without those that only say again what others do."""
    pairs = zip(parts, said_once(_keys(parts)), strict=True)
    return [part for part, is_new in pairs if is_new]


def _keys(parts: Sequence[Part]) -> list[str]:
    return [key(part) if isinstance(part, str) else part.key for part in parts]


def _agreement(parts: Sequence[str], truth: str) -> float:
    """The harmonic mean of how much of the parts is in the text, and of the text in the parts: 0..1."""
    same = min(len(truth), sum(len(part) for part in parts if part in truth))
    return 2 * same / max(1, len(truth) + sum(map(len, parts)))


def _with_notes(parts: list[Part], page: Sequence[TextBlock]) -> list[Part]:
    """The parts with the footnotes that their marks lead to, each in its place on the page."""
    nodes = (node for part in parts if isinstance(part, TextBlock) for node in part.nodes)
    wanted = {name for node in nodes if not isinstance(node, str) for name in note_ids(node)}
    if not wanted:
        return parts
    held, place = {id(part) for part in parts}, {id(block): at for at, block in enumerate(page)}
    out = list(parts)
    for note in page:
        if id(note) not in held and not note.is_media and _is_called(note, wanted):
            later = (at for at, one in enumerate(out) if place.get(id(one), -1) > place[id(note)])
            out.insert(next(later, len(out)), note)
    return out


def _is_called(block: TextBlock, names: set[str]) -> bool:
    """Whether the text block is in a small element of one of the ids, or has it inside."""
    around = [block.container, *islice(block.container.iterancestors(), 2)]
    inside = (one for node in block.nodes if not isinstance(node, str) for one in node.iter())
    return any(one.get("id") in names or one.get("name") in names for one in (*around, *inside))


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

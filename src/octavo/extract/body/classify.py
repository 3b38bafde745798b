"""Classifier: which text blocks of a page are its body, and why.

text blocks ── near prose? ── features ──► first forest ── context ──► second forest ──► a score a
text block
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import mul

import numpy as np
from lxml.html import HtmlElement

from octavo.extract.body.decision import Choice
from octavo.extract.body.features import feature_rows
from octavo.extract.body.forest import Matrix, Model, model
from octavo.extract.body.host_evidence import with_host_memory
from octavo.extract.body.host_memory import Memory
from octavo.extract.body.neighbour_features import context
from octavo.extract.body.position import Place, places, ratings
from octavo.extract.metadata.page_metadata import Metadata
from octavo.extract.page.text_blocks import TextBlock

_MAX_REASONS = 3
"""Features named for each text block: the strongest."""
_PROSE_WORDS = 10
"""Words from which a text block is prose to its neighbours. Chosen by hand; not measured."""
_NEAR_PROSE = 4
"""text blocks from a prose within which links are looked at."""

_HOPELESS = 0.01
"""First score below which the second forest is not asked: of 84,000 text blocks below it none had
.2 there."""


_FAR_REASON = "-a link or a label far from any prose"


@dataclass(frozen=True)
class _Candidates:
    """The text blocks that can be chosen, their places, and the features and scores of each."""

    text_blocks: list[TextBlock]
    places: list[Place]
    first: Matrix
    second: Matrix
    scores: Matrix


def choices(page: Sequence[TextBlock], metadata: Metadata, by: Model | None = None) -> list[Choice]:
    """Every text block that may be body with its score, in document order."""
    classifier = by or model()
    return _scored(_candidates(page, metadata, classifier), classifier)


def near_prose(page: Sequence[TextBlock]) -> list[TextBlock]:
    """The text blocks that may be body: all but links and pictures that stand among no prose. Those
    are a third of the text blocks, with two in a thousand of the words of bodies."""
    sizes = np.array([text_block.size for text_block in page])
    is_text = 2 * np.array([text_block.linked for text_block in page]) < sizes
    before = np.concatenate([[0], np.cumsum(is_text & (sizes >= _PROSE_WORDS))])
    spot = np.arange(len(page))
    low, high = np.maximum(0, spot - _NEAR_PROSE), np.minimum(len(page), spot + _NEAR_PROSE + 1)
    kept = is_text | (before[high] > before[low])
    return [text_block for text_block, is_kept in zip(page, kept.tolist(), strict=True) if is_kept]


def _scored(candidates: _Candidates, by: Model) -> list[Choice]:
    scores = candidates.scores.copy()
    hopeful = np.flatnonzero(scores >= _HOPELESS)
    scores[hopeful] = by.second.scores(candidates.second[hopeful])
    whole = _whole_tables(candidates.text_blocks, scores.tolist())
    pairs = zip(candidates.text_blocks, candidates.places, whole, strict=True)
    return [Choice(text_block, place, score) for text_block, place, score in pairs]


def _whole_tables(page: Sequence[TextBlock], scores: list[float]) -> list[float]:
    """The scores, those of a table's cells or of a list's items being one: it is read whole or not
    at all, and what stands before and after it counts as much as what it holds."""
    out = list(scores)
    start = 0
    for table, members in groupby(page, key=_table):
        end = start + len(list(members))
        if table is not None:
            mass = [text_block.size + 1 for text_block in page[start:end]]
            own = sum(map(mul, scores[start:end], mass)) / sum(mass)
            around = [scores[i] for i in (start - 1, end) if 0 <= i < len(page)]
            out[start:end] = [(own + sum(around)) / (1 + len(around))] * (end - start)
        start = end
    return out


def _table(text_block: TextBlock) -> HtmlElement | None:
    """The table the text block is in, or the list without a link."""
    group = text_block.group
    if group is None or group.tag not in {"table", "ul", "ol", "dl"}:
        return None
    is_whole = group.tag == "table" or next(group.iter("a"), None) is None
    return group if is_whole else None


def explained(
    page: Sequence[TextBlock],
    metadata: Metadata,
    by: Model | None = None,
    memory: Memory | None = None,
) -> list[Choice]:
    """All text blocks with reasons, for a person who asks; with a memory, as it changes
    them."""
    classifier = by or model()
    candidates = _candidates(page, metadata, classifier)
    out = []
    for index, choice in enumerate(_scored(candidates, classifier)):
        moved = classifier.second.reasons(candidates.second[index])
        for name, much in classifier.first.reasons(candidates.first[index]).items():
            moved[name] = moved.get(name, 0.0) + much
        out.append(replace(choice, reasons=_strongest(moved, classifier.names)))
    return with_far(with_host_memory(out, memory, metadata) if memory else out, page)


def with_far(scored: Sequence[Choice], page: Sequence[TextBlock]) -> list[Choice]:
    """The choices, and between them the text blocks that were not scored."""
    known = {choice.text_block: choice for choice in scored}
    texts = [text_block for text_block in page if not text_block.is_media]
    pairs = zip(texts, places(texts)[0], strict=True)
    return [
        known.get(text_block) or Choice(text_block, place, 0.0, (_FAR_REASON,))
        for text_block, place in pairs
    ]


def _candidates(page: Sequence[TextBlock], metadata: Metadata, by: Model) -> _Candidates:
    page = near_prose(page)
    candidates = feature_rows(page, metadata)
    kept = [index for index, text_block in enumerate(page) if not text_block.is_media]
    text_places = [candidates.places[index] for index in kept]
    sizes = [candidates.sizes[index] for index in kept]
    first = np.hstack([candidates.values[kept], ratings(text_places, by.tokens)])
    scores = by.first.scores(first)
    around = context(scores, sizes, [place.kind for place in text_places])
    texts = [page[index] for index in kept]
    return _Candidates(texts, text_places, first, np.hstack([first, around]), scores)


def _strongest(moved: Mapping[int, float], names: Sequence[str]) -> tuple[str, ...]:
    ranked = sorted(moved, key=lambda index: -abs(moved[index]))[:_MAX_REASONS]
    return tuple(f"{'+' if moved[index] > 0 else '-'}{names[index]}" for index in ranked)

"""Which runs of a page are its body: what the shipped model says of each, and why.

runs ── near prose? ── features ──► first forest ── context ──► second forest ──► a score a run
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import mul

import numpy as np
from lxml.html import HtmlElement

from octavo.extract.body.decision import Choice
from octavo.extract.body.features import rows
from octavo.extract.body.forest import Matrix, Model, model
from octavo.extract.body.host_evidence import remembered
from octavo.extract.body.host_memory import Memory
from octavo.extract.body.neighbour_features import context
from octavo.extract.body.position import Place, places, ratings
from octavo.extract.metadata.page_metadata import Metadata
from octavo.extract.page.text_blocks import Run

_REASONS = 3
_PROSE = 10
_NEAR = 4
"""Runs from a prose within which links are looked at."""

_HOPELESS = 0.01
"""First score below which there is no second look: of 84,000 runs there none had .2 in it."""


_FAR = "-a link or a label far from any prose"


@dataclass(frozen=True)
class _Looked:
    """The runs that can be chosen, and what was seen of them."""

    runs: list[Run]
    places: list[Place]
    first: Matrix
    second: Matrix
    scores: Matrix


def choices(page: Sequence[Run], told: Metadata, by: Model | None = None) -> list[Choice]:
    """Every run of text that may be body with its score, in document order."""
    made = by or model()
    return _scored(_looked(page, told, made), made)


def near_prose(page: Sequence[Run]) -> list[Run]:
    """The runs that may be body: all but links and pictures that stand among no prose. Those are a
    third of the runs, with two in a thousand of the words of bodies."""
    sizes = np.array([run.size for run in page])
    is_text = 2 * np.array([run.linked for run in page]) < sizes
    before = np.concatenate([[0], np.cumsum(is_text & (sizes >= _PROSE))])
    spot = np.arange(len(page))
    low, high = np.maximum(0, spot - _NEAR), np.minimum(len(page), spot + _NEAR + 1)
    kept = is_text | (before[high] > before[low])
    return [run for run, is_kept in zip(page, kept.tolist(), strict=True) if is_kept]


def _scored(seen: _Looked, by: Model) -> list[Choice]:
    scores = seen.scores.copy()
    hopeful = np.flatnonzero(scores >= _HOPELESS)
    scores[hopeful] = by.second.scores(seen.second[hopeful])
    whole = _whole_tables(seen.runs, scores.tolist())
    pairs = zip(seen.runs, seen.places, whole, strict=True)
    return [Choice(run, place, score) for run, place, score in pairs]


def _whole_tables(page: Sequence[Run], scores: list[float]) -> list[float]:
    """The scores, those of a table's cells or of a list's items being one: it is read whole or not at
    all, and what stands before and after it counts as much as what it holds."""
    out = list(scores)
    start = 0
    for table, members in groupby(page, key=_table):
        end = start + len(list(members))
        if table is not None:
            mass = [run.size + 1 for run in page[start:end]]
            own = sum(map(mul, scores[start:end], mass)) / sum(mass)
            around = [scores[i] for i in (start - 1, end) if 0 <= i < len(page)]
            out[start:end] = [(own + sum(around)) / (1 + len(around))] * (end - start)
        start = end
    return out


def _table(run: Run) -> HtmlElement | None:
    """The table the run is in, or the list without a link."""
    group = run.group
    if group is None or group.tag not in {"table", "ul", "ol"}:
        return None
    is_whole = group.tag == "table" or next(group.iter("a"), None) is None
    return group if is_whole else None


def explained(
    page: Sequence[Run], told: Metadata, by: Model | None = None, memory: Memory | None = None
) -> list[Choice]:
    """All runs of text with reasons, for a person who asks; with a memory, what the host has taught
    too."""
    made = by or model()
    seen = _looked(page, told, made)
    out = []
    for index, choice in enumerate(_scored(seen, made)):
        moved = made.second.reasons(seen.second[index])
        for name, much in made.first.reasons(seen.first[index]).items():
            moved[name] = moved.get(name, 0.0) + much
        out.append(replace(choice, reasons=_strongest(moved, made.names)))
    return with_far(remembered(out, memory, told) if memory else out, page)


def with_far(made: Sequence[Choice], page: Sequence[Run]) -> list[Choice]:
    """The choices, and between them the runs that were not looked at."""
    known = {choice.run: choice for choice in made}
    texts = [run for run in page if not run.is_media]
    pairs = zip(texts, places(texts)[0], strict=True)
    return [known.get(run) or Choice(run, place, 0.0, (_FAR,)) for run, place in pairs]


def _looked(page: Sequence[Run], told: Metadata, by: Model) -> _Looked:
    page = near_prose(page)
    seen = rows(page, told)
    kept = [index for index, run in enumerate(page) if not run.is_media]
    stood = [seen.places[index] for index in kept]
    sizes = [seen.sizes[index] for index in kept]
    first = np.hstack([seen.values[kept], ratings(stood, by.tokens)])
    scores = by.first.scores(first)
    around = context(scores, sizes, [place.kind for place in stood])
    texts = [page[index] for index in kept]
    return _Looked(texts, stood, first, np.hstack([first, around]), scores)


def _strongest(moved: Mapping[int, float], names: Sequence[str]) -> tuple[str, ...]:
    ranked = sorted(moved, key=lambda index: -abs(moved[index]))[:_REASONS]
    return tuple(f"{'+' if moved[index] > 0 else '-'}{names[index]}" for index in ranked)

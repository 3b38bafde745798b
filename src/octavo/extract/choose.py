"""Which runs of a page are its body: what the shipped model says of each, and why.

runs ── features ──► first forest ── context ──► second forest ──► a score a run
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from lxml.html import HtmlElement

from octavo.extract.choice import Choice
from octavo.extract.context import context
from octavo.extract.features import rows
from octavo.extract.forest import Matrix, Model, model
from octavo.extract.memory import Memory
from octavo.extract.metadata import Metadata
from octavo.extract.places import Place, ratings
from octavo.extract.remember import remembered
from octavo.extract.runs import Run

_REASONS = 3


@dataclass(frozen=True)
class _Looked:
    """The runs that can be chosen, and what was seen of them."""

    runs: list[Run]
    places: list[Place]
    first: Matrix
    second: Matrix


def choices(page: Sequence[Run], told: Metadata, by: Model | None = None) -> list[Choice]:
    """Every run of text with its score, in document order."""
    made = by or model()
    seen = _looked(page, told, made)
    scores = _whole_tables(seen.runs, made.second.scores(seen.second).tolist())
    pairs = zip(seen.runs, seen.places, scores, strict=True)
    return [Choice(run, place, score) for run, place, score in pairs]


def _whole_tables(page: Sequence[Run], scores: list[float]) -> list[float]:
    """The scores, that of a table's cells being one: a table is read whole or not at all."""
    total: dict[HtmlElement, float] = defaultdict(float)
    mass: dict[HtmlElement, int] = defaultdict(int)
    tables = [
        run.group if run.group is not None and run.group.tag == "table" else None for run in page
    ]
    for table, run, score in zip(tables, page, scores, strict=True):
        if table is not None:
            total[table] += score * (run.size + 1)
            mass[table] += run.size + 1
    pairs = zip(tables, scores, strict=True)
    return [score if table is None else total[table] / mass[table] for table, score in pairs]


def explained(
    page: Sequence[Run], told: Metadata, by: Model | None = None, memory: Memory | None = None
) -> list[Choice]:
    """The same with reasons, for a person who asks; with a memory, what the host has taught too."""
    made = by or model()
    seen = _looked(page, told, made)
    out = []
    for index, choice in enumerate(choices(page, told, made)):
        moved = made.second.reasons(seen.second[index])
        for name, much in made.first.reasons(seen.first[index]).items():
            moved[name] = moved.get(name, 0.0) + much
        out.append(replace(choice, reasons=_strongest(moved, made.names)))
    return remembered(out, memory, told) if memory else out


def _looked(page: Sequence[Run], told: Metadata, by: Model) -> _Looked:
    seen = rows(page, told)
    kept = [index for index, run in enumerate(page) if not run.is_media]
    stood = [seen.places[index] for index in kept]
    sizes = [seen.sizes[index] for index in kept]
    first = np.hstack([seen.values[kept], ratings(stood, by.tokens)])
    around = context(by.first.scores(first), sizes, [place.kind for place in stood])
    return _Looked([page[index] for index in kept], stood, first, np.hstack([first, around]))


def _strongest(moved: Mapping[int, float], names: Sequence[str]) -> tuple[str, ...]:
    ranked = sorted(moved, key=lambda index: -abs(moved[index]))[:_REASONS]
    return tuple(f"{'+' if moved[index] > 0 else '-'}{names[index]}" for index in ranked)

"""Which runs of a page are its body: what the shipped model says of each, and why.

runs ── features ──► first forest ── context ──► second forest ──► a score a run
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from octavo.extract.context import context
from octavo.extract.features import rows
from octavo.extract.forest import Matrix, Model, model
from octavo.extract.metadata import Metadata
from octavo.extract.places import Place, ratings
from octavo.extract.runs import Run

EVEN = 0.5
"""The score from which a run is body."""

_REASONS = 3


@dataclass(frozen=True)
class Choice:
    """A run, where it stands, and how surely it is body; `reasons` say what spoke for (+) or against
    (-) it most, by the names of the features."""

    run: Run
    place: Place
    score: float
    reasons: tuple[str, ...] = ()

    @property
    def is_body(self) -> bool:
        """Whether the run was chosen."""
        return self.score >= EVEN


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
    scores = made.second.scores(seen.second).tolist()
    pairs = zip(seen.runs, seen.places, scores, strict=True)
    return [Choice(run, place, score) for run, place, score in pairs]


def explained(page: Sequence[Run], told: Metadata, by: Model | None = None) -> list[Choice]:
    """The same with reasons, for a person who asks."""
    made = by or model()
    seen = _looked(page, told, made)
    out = []
    for index, choice in enumerate(choices(page, told, made)):
        moved = made.second.reasons(seen.second[index])
        moved.update(made.first.reasons(seen.first[index]))
        out.append(replace(choice, reasons=_strongest(moved, made.names)))
    return out


def _looked(page: Sequence[Run], told: Metadata, by: Model) -> _Looked:
    seen = rows(page, told)
    kept = [index for index, run in enumerate(page) if not run.is_media]
    stood = [seen.places[index] for index in kept]
    sizes = [seen.sizes[index] for index in kept]
    first = np.hstack([seen.values[kept], ratings(stood, by.tokens)])
    around = context(by.first.scores(first), sizes, [place.kind for place in stood])
    return _Looked([page[index] for index in kept], stood, first, np.hstack([first, around]))


def _strongest(moved: Counter[int], names: Sequence[str]) -> tuple[str, ...]:
    ranked = sorted(moved, key=lambda index: -abs(moved[index]))[:_REASONS]
    return tuple(f"{'+' if moved[index] > 0 else '-'}{names[index]}" for index in ranked)

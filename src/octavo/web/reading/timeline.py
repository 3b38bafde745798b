"""The coverage timeline: who published when, drawn as SVG on the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from octavo.store.models import Article


WIDTH, TOP, ROW = 300, 14, 11
"""User units: the width of the margin, room above the line, the height of a row of dots."""

RADIUS = 4
"""Of a dot: two may stand beside each other in a row of 11."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One article on the timeline, in user units."""

    x: float
    y: float
    is_copy: bool
    article: Article


@dataclass(frozen=True, slots=True)
class Timeline:
    """Dots over a line from the first to the last report."""

    dots: list[Dot]
    width: int
    height: int
    first: datetime
    last: datetime


def timeline(articles: Sequence[Article]) -> Timeline | None:
    """The timeline of these articles, oldest first, or None when there is nothing to compare.
    Dots that would overlap are stacked."""
    if len(articles) < 2:
        return None
    first, last = articles[0].published, articles[-1].published
    span = max((last - first).total_seconds(), 1.0)
    places: list[tuple[float, int]] = []
    for article in articles:
        share = (article.published - first).total_seconds() / span
        x = RADIUS + share * (WIDTH - 2 * RADIUS)
        row = 0
        while any(abs(x - px) < 2 * RADIUS and row == prow for px, prow in places):
            row += 1
        places.append((x, min(row, 9)))
    height = TOP + (max(row for _, row in places) + 1) * ROW
    dots = [
        Dot(round(x, 1), height - RADIUS - row * ROW, not article.is_own, article)
        for (x, row), article in zip(places, articles, strict=True)
    ]
    return Timeline(dots, WIDTH, height, first, last)

"""The chart of a line of the ledger: what each claimant claimed, and when; SVG from the server."""

from collections.abc import Sequence
from dataclasses import dataclass

from octavo.assist.figures.ledger import Claim, Line

CHART_WIDTH, CHART_HEIGHT, EDGE = 300, 84, 7
"""User units of the chart, and what is left free around the marks."""

FARTHEST = 20
"""How many times the least number the greatest may be. Chosen by hand; not measured."""

MARKS = 4
"""Kinds of marks: those who claim after the fourth share the last."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One claim in the chart: its place in user units, and of which claimant (0 to 3) it is."""

    x: float
    y: float
    kind: int
    claim: Claim


@dataclass(frozen=True, slots=True)
class FigureChart:
    """The marks of a line, the earliest first, the path of each claimant's marks, and who has which
    mark."""

    marks: list[Mark]
    paths: list[tuple[int, str]]
    claimants: list[tuple[int, str]]
    width: int = CHART_WIDTH
    height: int = CHART_HEIGHT


def figure_chart(line: Line) -> FigureChart | None:
    """The chart of what named claimants claim; None where that is one number, or numbers that can
    hardly be of one thing."""
    named = (claim for claim in line.claims if claim.claimant)
    claims = sorted(named, key=lambda claim: claim.told[0].published)
    values = {claim.figure.value for claim in claims}
    if len(values) < 2 or max(values) > FARTHEST * max(min(values), 1):
        return None
    names = list(dict.fromkeys(claim.claimant for claim in claims))
    xs = _spread([claim.told[0].published.timestamp() for claim in claims], CHART_WIDTH)
    ys = _spread([claim.figure.value for claim in claims], CHART_HEIGHT)
    marks = [
        Mark(x, CHART_HEIGHT - y, min(names.index(claim.claimant), MARKS - 1), claim)
        for x, y, claim in zip(xs, ys, claims, strict=True)
    ]
    claimants = [(min(n, MARKS - 1), name) for n, name in enumerate(names)]
    return FigureChart(
        marks, [(n, _path(marks, n)) for n in range(min(len(names), MARKS))], claimants
    )


def _spread(values: Sequence[float], size: int) -> list[float]:
    """Values as places between the edges; in the middle where they are all one."""
    low, high = min(values), max(values)
    room = size - 2 * EDGE
    return [
        round(EDGE + room * ((v - low) / (high - low) if high > low else 0.5), 1) for v in values
    ]


def _path(marks: Sequence[Mark], kind: int) -> str:
    return " ".join(f"{mark.x},{mark.y}" for mark in marks if mark.kind == kind)

"""The ledger of a story: what its sources claim in numbers, equal claims as one, and disagreements.

figures of each article ──► lines (what is counted) ──► claims (value and claimant), by time
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from octavo.analyse.words.words import content_stems, found
from octavo.formats.folding import folded
from octavo.types import TextFigure

_ONE_OUTCOME = (
    frozenset({"kill", "dead", "death", "die", "toll", "قتل", "مقتل", "قتيل"}),
    frozenset({"wound", "injur", "hurt", "اصيب", "صيب", "مصاب"}),
    frozenset({"arrest", "detain", "held"}),
    frozenset({"miss"}),
    frozenset({"displac", "evacu", "نزح"}),
)
"""Stems of one outcome: figures that share one count the same, whatever the noun."""


@dataclass(frozen=True, slots=True)
class SourcedFigure:
    """A figure and the article that holds it, published at a time."""

    article_id: int
    published: datetime
    figure: TextFigure


@dataclass(frozen=True, slots=True)
class Claim:
    """One value by one claimant; `told` are the articles that have it, earliest first."""

    claimant: str
    told: tuple[SourcedFigure, ...]

    @property
    def figure(self) -> TextFigure:
        """The figure as it was told first."""
        return self.told[0].figure


@dataclass(frozen=True, slots=True)
class Line:
    """What is counted, in the words of the first to tell it, and its claims by time."""

    counts: str
    unit: str
    claims: tuple[Claim, ...]

    @property
    def is_disputed(self) -> bool:
        """Whether claimants disagree: the last claims of two of them cannot both be right. Numbers
        that nobody is named for are often of a part, and dispute nothing."""
        named = (claim for claim in self.claims if claim.claimant)
        latest = {folded(claim.claimant): claim.figure for claim in named}
        spans = [_span(figure) for figure in latest.values()]
        return any(a[1] < b[0] or b[1] < a[0] for a in spans for b in spans)


ABOUT = 0.1
"""By how much of itself a value that is `about` may be off. Chosen by hand; not measured."""


def _span(figure: TextFigure) -> tuple[float, float]:
    """The values that a figure allows."""
    high = figure.value if figure.high is None else figure.high
    if figure.approx == "at least":
        return figure.value, float("inf")
    if figure.approx == "at most":
        return 0.0, figure.value
    slack = ABOUT if figure.approx == "about" else 0.0
    return figure.value * (1 - slack), high * (1 + slack)


def ledger(figures: Iterable[SourcedFigure], language: str) -> list[Line]:
    """The lines of a story's ledger, those that most articles tell first."""
    lines: list[tuple[frozenset[str], list[SourcedFigure]]] = []
    for one in sorted(figures, key=lambda one: (one.published, one.article_id, one.figure.start)):
        stems = _stems(one.figure, language)
        mine = next((line for line in lines if _is_same(line, stems, one.figure.unit)), None)
        if mine:
            mine[1].append(one)
        elif stems:
            lines.append((stems, [one]))
    made = [_line(told) for _, told in lines]
    return sorted(made, key=lambda line: -_articles(line))


def _articles(line: Line) -> int:
    return len({one.article_id for claim in line.claims for one in claim.told})


def _stems(figure: TextFigure, language: str) -> frozenset[str]:
    """What a figure counts, to compare by: its outcome alone where it has one."""
    stems = {stem for word in found(figure.counts) for stem in content_stems(word, language)}
    outcome = next((group for group in _ONE_OUTCOME if group & stems), None)
    return frozenset({min(outcome)}) if outcome else frozenset(stems)


def _is_same(
    line: tuple[frozenset[str], Sequence[SourcedFigure]], stems: frozenset[str], unit: str
) -> bool:
    """Whether a figure counts what a line does: one unit, and all words of one in the other."""
    if not stems or line[1][0].figure.unit != unit:
        return False
    return line[0] <= stems or stems <= line[0]


def _line(told: Sequence[SourcedFigure]) -> Line:
    claims: dict[tuple[str, float, float | None, str], list[SourcedFigure]] = {}
    for one in told:
        figure = one.figure
        key = folded(figure.claimant), figure.value, figure.high, figure.approx
        claims.setdefault(key, []).append(one)
    merged = [Claim(some[0].figure.claimant, tuple(some)) for some in claims.values()]
    return Line(told[0].figure.counts, told[0].figure.unit, tuple(merged))

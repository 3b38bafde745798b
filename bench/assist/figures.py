"""Figures of sentences of our own: precision and recall of number, unit and claimant together.

    python -m bench.assist.figures [--show] [--held]

Both files are development data, by the hand that wrote the rules, in short plain sentences: they
say little of strangers' prose. No rule was changed for what comes out of `figures_held.txt`, though
its sentences were known. `--held` scores it; `--show` prints what is missed and too much.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from octavo.assist.figures.figures import text_figures
from octavo.formats.folding import folded
from octavo.types import TextFigure

HERE = Path(__file__).parent
LANGUAGES = {">": "en", "<": "ar"}


@dataclass(frozen=True)
class Case:
    """A text and its figures as (value, approx, unit, a word of what is counted, claimant)."""

    language: str
    text: str
    figures: tuple[tuple[str, ...], ...]


def cases(name: str) -> Iterator[Case]:
    """The cases of a file, in order."""
    lines = [x for x in (HERE / name).read_text("utf-8").splitlines() if x and x[0] != "#"]
    starts = [at for at, line in enumerate(lines) if line[:2] in ("> ", "< ")]
    for at, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        rows = (tuple(x.strip() for x in line.split("|")) for line in lines[at + 1 : end])
        yield Case(LANGUAGES[lines[at][0]], lines[at][2:], tuple(rows))


def main() -> None:
    """Prints precision and recall by language, and how often approx and counts are right."""
    name = "figures_held.txt" if "--held" in sys.argv else "figures_tuned.txt"
    print(f"{name:24}{'n':>5}{'precision':>11}{'recall':>8}{'approx':>8}{'counts':>8}")
    for language in ("en", "ar", ""):
        some = [case for case in cases(name) if language in (case.language, "")]
        print(f"{language or 'both':24}{_scores(some, '--show' in sys.argv and not language)}")


def _scores(some: list[Case], show: bool) -> str:
    total = Counter[str]()
    for case in some:
        total.update(score(case, show))
    hits = max(1, total["hit"])
    return (
        f"{len(some):5}{total['hit'] / max(1, total['found']):11.3f}"
        f"{total['hit'] / max(1, total['gold']):8.3f}"
        f"{total['approx'] / hits:8.3f}{total['counts'] / hits:8.3f}"
    )


def score(case: Case, show: bool = False) -> Counter[str]:
    """How many figures are in the gold, found, and right, and of the right ones how many have the
    right approx and counts."""
    found = text_figures(case.text, case.language)
    left, counts = list(found), Counter(gold=len(case.figures), found=len(found))
    for row in case.figures:
        hit = next((one for one in left if _key(one) == (row[0], row[2], folded(row[4]))), None)
        if hit:
            left.remove(hit)
            counts["hit"] += 1
            counts["approx"] += hit.approx == row[1]
            counts["counts"] += folded(row[3]) in folded(hit.counts)
            _show(show and folded(row[3]) not in folded(hit.counts), "counts", (row, hit.counts))
        _show(show and not hit, "missed", row)
    for one in left:
        _show(show, "too much", one)
    return counts


def _show(wanted: bool, what: str, which: object) -> None:
    if wanted:
        print(f"{what}: {which}")


def _key(one: TextFigure) -> tuple[str, str, str]:
    value = f"{one.value:g}" if one.value < 1e6 else f"{one.value:.0f}"
    return (value if one.high is None else f"{value}..{one.high:g}"), one.unit, folded(one.claimant)


if __name__ == "__main__":
    main()

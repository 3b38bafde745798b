"""Dated events of sentences of our own: precision and recall of date and precision together.

    python -m bench.assist.timeline [--show] [--held]

Both files are development data, by the hand that wrote the rules: they say little of strangers'
prose. `dated/held.txt` was written before the rules, which were not changed for it. `--show`
prints what is missed and too much.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from octavo.assist.timeline.events import text_events

FOLDER = Path(__file__).with_name("dated")
LANGUAGES = {">": "en", "<": "ar"}


@dataclass(frozen=True)
class Case:
    """A sentence published at a time, and its dates with their precisions."""

    language: str
    published: datetime
    text: str
    events: frozenset[tuple[str, str]]


def cases(name: str) -> Iterator[Case]:
    """The cases of a file, in order."""
    lines = [x for x in (FOLDER / name).read_text("utf-8").splitlines() if x and x[0] != "#"]
    starts = [at for at, line in enumerate(lines) if line[:2] in ("> ", "< ")]
    for at, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        published, text = (part.strip() for part in lines[at][2:].split("|", 1))
        rows = [line.partition("|") for line in lines[at + 1 : end]]
        events = frozenset((day.strip(), precision.strip()) for day, _, precision in rows)
        yield Case(LANGUAGES[lines[at][0]], datetime.fromisoformat(published), text, events)


def found(case: Case) -> frozenset[tuple[str, str]]:
    """The dates that are read in a case."""
    events = text_events(case.text, case.published, case.language)
    return frozenset((str(one.date), one.precision) for one in events)


def score(some: Iterable[Case]) -> Counter[str]:
    """How many dates are in the gold, found, and right."""
    total = Counter[str]()
    for case in some:
        dates = found(case)
        total.update(gold=len(case.events), found=len(dates), hit=len(dates & case.events))
    return total


def main(*, held: bool, show: bool) -> None:
    """Prints precision and recall by language, and the mistakes."""
    every = list(cases("held.txt" if held else "tuned.txt"))
    for language in ("en", "ar", ""):
        some = [case for case in every if language in (case.language, "")]
        total = score(some)
        print(
            f"{language or 'both':6}{len(some):5}{total['hit'] / max(1, total['found']):8.3f}"
            f"{total['hit'] / max(1, total['gold']):8.3f}"
        )
    for case in every if show else ():
        if (dates := found(case)) != case.events:
            print(case.text, sorted(dates), "for", sorted(case.events))


if __name__ == "__main__":
    main(held="--held" in sys.argv, show="--show" in sys.argv)

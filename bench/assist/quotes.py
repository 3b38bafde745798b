"""Quotations of texts of our own: precision and recall of speaker and quotation together.

    python -m bench.assist.quotes [--show] [--held]

Both files are development data, by the hand that wrote the rules: they say little of strangers'
prose. `quotes_held.txt` was written before the rules, which were not changed for it. `--show`
prints what is missed and too much.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from octavo.assist.quotes.quotes import text_quotes

HERE = Path(__file__).parent
Pair = tuple[str, str]


@dataclass(frozen=True)
class Case:
    """A text and its quotations as (speaker, quotation)."""

    language: str
    text: str
    quotes: tuple[Pair, ...]


def cases(name: str) -> Iterator[Case]:
    """The cases of a file, in order."""
    lines = [x for x in (HERE / name).read_text("utf-8").splitlines() if x and x[0] != "#"]
    starts = [at for at, line in enumerate(lines) if line[2:4] == ": "]
    for at, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        rows = (tuple(x.strip() for x in line.split("|", 1)) for line in lines[at + 1 : end])
        text = lines[at][4:].replace("¶", "\n")
        yield Case(lines[at][:2], text, tuple((row[0], row[1]) for row in rows))


def main() -> None:
    """Prints precision and recall by language."""
    name = "quotes_held.txt" if "--held" in sys.argv else "quotes_tuned.txt"
    print(f"{name:24}{'n':>5}{'quotes':>8}{'precision':>11}{'recall':>8}")
    given = list(cases(name))
    for title, some in (
        ("en", [x for x in given if x.language == "en"]),
        ("ar", [x for x in given if x.language == "ar"]),
        ("others", [x for x in given if x.language not in ("en", "ar")]),
        ("all", given),
    ):
        total = scores(some, show=title == "all" and "--show" in sys.argv)
        hits = total["hit"]
        print(
            f"{title:24}{len(some):5}{total['gold']:8}"
            f"{hits / max(1, total['found']):11.3f}{hits / max(1, total['gold']):8.3f}"
        )


def scores(some: Iterable[Case], *, show: bool = False) -> Counter[str]:
    """How many quotations are in the gold, found, and right with their speaker."""
    total = Counter[str]()
    for case in some:
        found = [(one.speaker, one.quote) for one in text_quotes(case.text, case.language)]
        hit = sum((Counter(found) & Counter(case.quotes)).values())
        total.update(gold=len(case.quotes), found=len(found), hit=hit)
        if show and (hit < len(found) or hit < len(case.quotes)):
            print(f"{case.text}\n  gold:  {case.quotes}\n  found: {tuple(found)}")
    return total


if __name__ == "__main__":
    main()

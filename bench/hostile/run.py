"""Every hostile input, each in a process of its own: what is expected, what came, how long it took
and how much memory; the page docs/reference/hostile.md. Fails where one ends otherwise.

    python -m bench.hostile.run            (make bench-hostile)

Without the publisher farm beside the checkout its inputs are left out, and the page as it is.
"""

import multiprocessing
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from bench.ground import is_tiny, machine
from bench.hostile import farm, feeds, pages, strange
from bench.hostile.case import TIMEOUT, Case

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "docs" / "reference" / "hostile.md"
OWN = (*feeds.CASES, *pages.CASES, *strange.CASES)
LONGEST = 30.0
"""Seconds after which an input has stalled: seven times what an answer may take here."""

MOST = 256.0
"""MiB that no input may need. Chosen by hand; not measured."""

SHOWN = 60
"""Characters of an outcome that the table shows."""

HEAD = """# Hostile and broken inputs

What comes of {count} inputs that are broken or meant to do harm: {own} of our own making
(`bench/hostile/`) and {farms} of the publisher farm. Made by `make bench-hostile`; {failed} ended
otherwise than expected. {day}, {machine}.

Each ran in a process of its own, over HTTP on loopback where it is a feed or a page, with
{timeout:.0f} s for an answer. *MiB* is what it needed beyond the process that had loaded the
libraries; more than {most:.0f} is a failure too.

| input | what it is | expected | came | s | MiB |
|---|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an input, in how many seconds and mebibytes."""

    case: Case
    came: str
    seconds: float
    memory: float

    @property
    def is_expected(self) -> bool:
        """Whether it ended as it must, and in bounds."""
        return self.came == self.case.expected and self.memory <= MOST

    def row(self) -> str:
        """Its row of the table."""
        case, came = self.case, "the same" if self.is_expected else f"**{_cell(self.came)}**"
        cells = (f"`{case.name}`", _cell(case.about), _cell(case.expected), came,
                 f"{self.seconds:.2f}", f"{self.memory:.0f}")  # fmt: skip
        return f"| {' | '.join(cells)} |"


def main() -> int:
    """Try all inputs, print and write the table; 1 where one ended otherwise than expected."""
    with ExitStack() as stack:
        farms = [] if is_tiny() else farm.cases(stack)
        outcomes = []
        for case in (*OWN, *farms):
            outcomes.append(tried(case))
            print(_line(outcomes[-1]), flush=True)
    failed = [one for one in outcomes if not one.is_expected]
    print(f"{len(outcomes)} inputs, {len(failed)} otherwise than expected")
    if farms:
        RESULTS.write_text(text(outcomes, machine()), "utf-8")
        print(f"written to {RESULTS.relative_to(ROOT)}")
    else:
        print("without the publisher farm's inputs, nothing is written")
    return 1 if failed else 0


def tried(case: Case) -> Outcome:
    """What comes of an input, in a process that is ended when it stalls."""
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_answer, args=(case, there))
    started = time.perf_counter()
    process.start()
    there.close()
    came, memory = ("stalled", 0.0)
    if here.poll(LONGEST):
        try:
            came, memory = here.recv()
        except EOFError:
            came = "died"
    seconds = time.perf_counter() - started
    process.kill()
    process.join()
    return Outcome(case, came, seconds, memory)


def _answer(case: Case, there: Connection) -> None:
    before = _held("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # the peak begins anew
    try:
        came = case.came()
    except Exception as error:  # a fault of ours is what this bench looks for
        came = f"{type(error).__name__}: {error}"
    there.send((came, max(_held("VmHWM") - before, 0.0)))


def _held(name: str) -> float:
    """What this process holds, or held at most, in MiB."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def text(outcomes: Sequence[Outcome], words: str) -> str:
    """The page of results."""
    names = {case.name for case in OWN}
    own = sum(one.case.name in names for one in outcomes)
    failed = sum(not one.is_expected for one in outcomes)
    head = HEAD.format(
        count=len(outcomes), own=own, farms=len(outcomes) - own, failed=failed or "none",
        day=datetime.now(UTC).date().isoformat(), machine=words,
        timeout=TIMEOUT, most=MOST,
    )  # fmt: skip
    return head + "\n".join(map(Outcome.row, outcomes)) + "\n"


def _line(one: Outcome) -> str:
    verdict = "ok" if one.is_expected else f"NOT {_short(one.case.expected)!r}"
    return (f"{one.case.name:<26} {_short(one.came)!r:<64} {one.seconds:6.2f} s "
            f"{one.memory:5.0f} MiB  {verdict}")  # fmt: skip


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _cell(text: str) -> str:
    """A text for a cell: nothing in it is markup."""
    plain = "".join(char if char.isprintable() else "·" for char in _short(text))
    for mark in "\\|`*_<[":
        plain = plain.replace(mark, f"\\{mark}")
    return plain


def listed(page: str) -> Iterable[str]:
    """The names of the inputs that the page lists."""
    return (line.split("`")[1] for line in page.splitlines() if line.startswith("| `"))


if __name__ == "__main__":
    sys.exit(main())

"""Every part of the bench, one after the other on this machine, and bench/results.md with what they
found.

PYTHONPATH=. python bench/all.py          (make bench)
"""

import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from ground import Figure, machine, shown

HERE = Path(__file__).resolve().parent
PARTS = ("polling.py", "walking.py", "pages.py")
RESULTS = HERE / "results.md"

HEAD = """# What was measured

{day}, {machine}. Made by `make bench`; every part can be run alone (`make bench-feeds`,
`bench-walk`, `bench-pages`).

{words}
"""
WORDS = """\
- **Feeds.** Both store on disk, in SQLite, each feed with all its entries. Octavo asks a host for
  one thing at a time, as in production, but without the second's pause between two requests: the
  hosts are ports of one machine here. `reader` has ten threads and knows no hosts. The farm that
  publishes is a third party on the same processors.
- **Walk.** Feeds polled, pages fetched, read, analysed, encoded, placed and stored. *As the clock
  had it* is what came out beside everything else that ran; *to itself* is computed from the
  processor time a page took. The publishers' Crawl-delay is kept; there are enough hosts that it
  does not decide.
- **Memory** is what the processes hold, shared pages by share, without the database's own pages
  mapped from its file.
- **Pages.** A shelf made of words of our own. Time is from the request's arrival in Django to the
  compressed answer, with all middleware; *processor* is the same without what the machine did
  meanwhile for others."""


def main() -> None:
    """Run the parts and write the results."""
    words = machine()
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as out:
        env = os.environ | {"BENCH_OUT": out.name}
        for part in PARTS:
            subprocess.run([sys.executable, str(HERE / part)], check=True, env=env)
        figures = [Figure(**json.loads(line)) for line in out]
    day = datetime.now(UTC).date().isoformat()
    head = HEAD.format(day=day, machine=words, words=WORDS)
    RESULTS.write_text(head + "".join(map(table, by_part(figures))), "utf-8")
    print(f"written to {RESULTS.relative_to(HERE.parent)}")


def by_part(figures: list[Figure]) -> list[list[Figure]]:
    """The figures of each part, in the order they were measured."""
    parts: dict[str, list[Figure]] = {}
    for figure in figures:
        parts.setdefault(figure.part, []).append(figure)
    return list(parts.values())


def table(figures: list[Figure]) -> str:
    """One part as a table."""
    rows = "".join(
        f"| {f.what} | {shown(f.value)} {f.unit} | {f.asked} | {f.verdict} | {f.note} |\n"
        for f in figures
    )
    return f"\n## {figures[0].part}\n| | | goal | | |\n|---|---|---|---|---|\n{rows}"


if __name__ == "__main__":
    main()

"""The serving part of the bench, one bench after the other on this machine, and bench/results.md
with what they found; or every bench at a tiny size, to see that each runs.

    python -m bench.all            (make bench)
    python -m bench.all --tiny     (make bench-tiny)
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.ground import Figure, is_tiny, machine, shown

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("serving.polling", "serving.walking", "serving.pages", "serving.restart")
TINY = (
    *PARTS,
    "serving.under_load",
    "extraction.extract",
    "extraction.feeds",
    "assist.figures",
    "assist.gate",
    "assist.quotes",
    "assist.timeline",
    "assist.ask",
    "assist.moderator",
    "assist.scores",
    "clustering.growth",
    "clustering.hashtags",
    "clustering.miranda",
    "clustering.stories",
    "hostile.run",
)
"""What can run without data from beside the checkout: all but the training."""
RESULTS = ROOT / "bench" / "results.md"

HEAD = """# What was measured

{day}, {machine}. Made by `make bench`; every part can be run alone (`make bench-feeds`,
`bench-walk`, `bench-pages`, `bench-restart`).

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
  does not decide. Where few of the cores' time was ours, other work shared the machine: then the
  clock says little, and processor times are somewhat long.
- **Memory** is what the processes hold, shared pages by share, without the database's own pages
  mapped from its file.
- **Pages.** A site made of words of our own. Time is from the request's arrival in Django to the
  compressed answer, with all middleware; *processor* is the same without what the machine did
  meanwhile for others.
- **Restart.** The live window filled again from the store, in a process of its own."""


def main() -> None:
    """Run the parts and write the results; with `--tiny` run everything and write nothing."""
    words = machine()
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as out:
        env = os.environ | {"BENCH_OUT": out.name}
        for part in TINY if is_tiny() else PARTS:
            started = time.perf_counter()
            command = [sys.executable, "-m", f"bench.{part}", *sys.argv[1:]]
            subprocess.run(command, check=True, env=env, cwd=ROOT)
            print(f"-- {part}: {time.perf_counter() - started:.0f} s\n", flush=True)
        figures = [Figure(**json.loads(line)) for line in out]
    if not is_tiny():
        RESULTS.write_text(text(words, figures), "utf-8")
        print(f"written to {RESULTS.relative_to(ROOT)}")


def text(words: str, figures: list[Figure]) -> str:
    """The page of results."""
    day = datetime.now(UTC).date().isoformat()
    head = HEAD.format(day=day, machine=words, words=WORDS)
    return head + "".join(map(table, by_part(figures)))


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

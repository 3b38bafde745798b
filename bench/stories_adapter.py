"""Scores of stories/ on development data: `python bench/stories_adapter.py DATA EVAL`.

DATA holds the JSON Lines sets, EVAL the scorers (`eval_cluster.py`, `eval_related.py`,
`eval_dups.py`). Nothing of either is copied; each set is read, scored and forgotten.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from octavo.analyse.vector import shipped_encoder
from octavo.stories import corpus

CLUSTERED = ("allsides2021.dev", "allsides2021.noisy.dev", "ecbplus.dev", "basil.dev", "neus.val")
UNDATED = ("basil.dev",)


def main(data: Path, scorers: Path) -> None:
    """Prints one line a set."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.jsonl"
        for name in CLUSTERED:
            gold = _gold(data / f"{name}.jsonl", Path(folder), name in UNDATED)
            _line(name, lambda gold=gold: corpus.cluster(gold, out, shipped_encoder()))
            _score(scorers / "eval_cluster.py", "score", gold, out)
        gold = data / "neus.val.jsonl"
        _line("related", lambda: corpus.related(gold, out, shipped_encoder()))
        _score(scorers / "eval_related.py", "rank", gold, out)
        pairs = data / "semeval22.dev.jsonl"
        _line("pairs", lambda: corpus.similarity(pairs, out, shipped_encoder()))
        _score(scorers / "eval_related.py", "pearson", pairs, out, "--by-language")
        copies = data / "dups.dev.jsonl"
        _line("copies", lambda: corpus.cluster(copies, out))
        _score(scorers / "eval_dups.py", "score", copies, out)


def _gold(path: Path, folder: Path, undated: bool) -> Path:
    if not undated:
        return path
    rows = [{**json.loads(line), "time": None} for line in path.open(encoding="utf-8")]
    hidden = folder / path.name
    corpus.write(hidden, rows)
    return hidden


def _line(name, work) -> None:
    started = time.process_time()
    count = work()
    print(f"{name}: {count} rows, {count / (time.process_time() - started):.0f} a CPU-second")


def _score(scorer: Path, verb: str, gold: Path, out: Path, *more: str) -> None:
    command = [sys.executable, str(scorer), verb, str(gold), str(out), *more]
    print(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))

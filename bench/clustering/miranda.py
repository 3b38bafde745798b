"""The published benchmark of streaming news clustering, for whoever has its files.

    python -m bench.clustering.miranda dataset.test.json [--lang eng]
    python -m bench.clustering.miranda --tiny

The files are those of Miranda, Znotiņš, Cohen and Barzdins (Multilingual Clustering of Streaming
News, EMNLP 2018): JSON arrays of {id, date, lang, title, text, cluster}. Each language is clustered
as a stream of its own, as they did, then all languages together; pairs of articles and BCubed are
scored as precision, recall and F1. `--tiny` takes the demo press.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.clustering.rows import demo_rows
from octavo.analyse.vector import shipped_encoder
from octavo.formats.json_lines import write_rows
from octavo.stories import corpus

Labels = Mapping[Any, Any]
"""The cluster of each article."""

Score = tuple[float, float, float]
"""Precision, recall, F1."""


def pair_score(gold: Labels, found: Labels) -> Score:
    """Of pairs of articles in one cluster: how many found ones are gold, and gold ones found."""
    both = _pairs(Counter((gold[one], found[one]) for one in gold))
    precision = both / max(1, _pairs(Counter(found[one] for one in gold)))
    return _with_f1(precision, both / max(1, _pairs(Counter(gold.values()))))


def bcubed(gold: Labels, found: Labels) -> Score:
    """The mean over articles of the shares that its gold and its found cluster have in common
    (Bagga and Baldwin 1998)."""
    both = Counter((gold[one], found[one]) for one in gold)
    mine, theirs = Counter(found[one] for one in gold), Counter(gold.values())
    size = max(1, len(gold))
    precision = sum(n * n / mine[f] for (_, f), n in both.items()) / size
    return _with_f1(precision, sum(n * n / theirs[g] for (g, _), n in both.items()) / size)


def _pairs(counts: Counter[Any]) -> int:
    return sum(n * (n - 1) // 2 for n in counts.values())


def _with_f1(precision: float, recall: float) -> Score:
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1.0)


def scores(rows: Sequence[Mapping[str, Any]]) -> tuple[Score, Score]:
    """The pair and the BCubed score of the rows, which carry their gold `cluster`."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
        write_rows(source, [{k: v for k, v in row.items() if k != "cluster"} for row in rows])
        corpus.cluster(source, target, shipped_encoder())
        found = {row["id"]: row["cluster"] for row in corpus.read(target)}
    gold = {row["id"]: row["cluster"] for row in rows}
    alone = {one: label if label is not None else ("alone", one) for one, label in found.items()}
    return pair_score(gold, alone), bcubed(gold, alone)


def main() -> int:
    """Print the scores by language and for all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--tiny", action="store_true")
    parser.add_argument("--lang")
    given = parser.parse_args()
    if given.file is None and not given.tiny:
        parser.error("a file, or --tiny")
    every = demo_rows() if given.tiny else corpus.read(given.file)
    rows = [row for row in every if row.get("cluster") is not None]
    if not rows:
        print(f"{given.file} holds no article with a cluster", file=sys.stderr)
        return 2
    wanted = corpus.ISO_639_1.get(given.lang, given.lang)
    languages = sorted({str(row["lang"]) for row in rows if wanted in {None, row["lang"]}})
    print("language | articles | pairs P R F1 | BCubed P R F1")
    for name in [*languages, *(["all"] if not wanted and len(languages) > 1 else [])]:
        chosen = [row for row in rows if name in {"all", row["lang"]}]
        lines = (" ".join(f"{value:.3f}" for value in one) for one in scores(chosen))
        print(f"{name:8} | {len(chosen):8} | {' | '.join(lines)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Extraction beside its peers on the development pages, and the gate: scores may only rise.

    python -m bench.extraction.extract [--shared DIR] [--folds DIR] [--accept] [--alone] [--tiny]

Our line is cross-validated by host: every page is read with a model that never saw its host (see
bench/training/blocks.py). Speeds are documents a CPU-second of one process, in the same run.
`--accept` writes the higher scores down, which the gate will hold; `--alone` leaves the peers out;
`--tiny` reads a few made-up pages and holds nothing.
"""

import argparse
import hashlib
import importlib
import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from types import ModuleType, SimpleNamespace
from typing import Any

from bench.extraction import adapters, host_memory
from bench.extraction.gold import unrepeated

ROOT = Path(__file__).resolve().parents[2]
SCORES = ROOT / "bench" / "scores.json"
TOLERANCE = 0.003
"""What a mean over words may fall. A share of pages may fall by one page: a change of phrases for
one kind of line makes a page exact here and another one not there."""

ROUNDED = 0.0001
"""What two scores of four digits may differ by for no reason."""

OURS = "bench.extraction.adapters:octavo_unseen"
PEERS = ("trafilatura_precision", "trafilatura_default", "readability", "newspaper", "resiliparse")
SETS = (
    *("zyte", "fundus_eval", "naeb", "fundus_tests"),
    *("wcxb_articles", "wcxb_more", "trafilatura_eval", "trafilatura_more"),
)
TINY = 6
HELD = ("n", "F1", "acc", "segF", "title", "author", "date", "image")
FIELDS = {"title": "title", "author": "authors", "date": "date", "image": "images"}
"""Scores of a field, which not every page has, and where the truth of it stands."""
_BY_WORDS = ("F1", "segF")
_LOWER = ("fail", "capt")
_COLUMNS = [
    *("n", "F1", "docF1", "acc", "fail", "RLsum", "segF"),
    *("title", "author", "date", "image", "capt"),
]
_ROUGE = "fundus_eval"

Scores = dict[str, dict[str, float]]


def measured(scorer: ModuleType, given: argparse.Namespace) -> Scores:
    """Our scores by set, printed beside the peers' as they come."""
    wanted = (
        [OURS] if given.alone else [OURS, *(f"bench.extraction.peers:{name}" for name in PEERS)]
    )
    run = SimpleNamespace(
        python=sys.executable, data=str(given.shared / "data/extract"), split="all"
    )
    ours: Scores = {}
    sure: list[tuple[float, float]] = []
    spent: dict[str, list[dict[str, Any]]] = {}
    for name in SETS:
        docs = unrepeated(scorer.load_set(run.data, name))
        lines = []
        for function in wanted:
            found = scorer.run(run, function, name)
            spent.setdefault(function, []).append(found)
            lines.append((_name(function), scorer.score(docs, found["preds"], name == _ROUGE)))
        sure += rated(scorer, docs, spent[OURS][-1]["preds"])
        ours[name] = {key: round(value, 4) for key, value in lines[0][1].items()}
        ours[name] |= {f"n {key}": sum(bool(d.get(f)) for d in docs) for key, f in FIELDS.items()}
        print(f"\n{name}")
        scorer.table(lines, _COLUMNS)
    print("\nspeed and memory over all sets")
    scorer.table(
        [(_name(f), _pace(runs)) for f, runs in spent.items()], ["docs/s", "MiB"], "docs/s"
    )
    print("", *reliability(sure), sep="\n")
    return ours


def rated(
    scorer: ModuleType, docs: list[dict[str, Any]], preds: dict[str, Any]
) -> list[tuple[float, float]]:
    """Confidence and F1 of each document that has a gold text and was read."""
    pairs = [(doc, preds[doc["id"]]) for doc in docs if doc.get("text") and preds.get(doc["id"])]
    return [
        (
            made["confidence"],
            scorer.shingle_prf(scorer.gold_for(doc, made["text"]), made["text"])[2],
        )
        for doc, made in pairs
    ]


def reliability(sure: list[tuple[float, float]]) -> list[str]:
    """The mean confidence and F1 of each tenth of the pages by confidence, and how far they are
    apart on the mean: the expected calibration error."""
    ranked = sorted(sure)
    cuts = [round(part * len(ranked) / 10) for part in range(11)]
    tenths = [ranked[low:high] for low, high in pairwise(cuts) if high > low]
    means = [(fmean(one[0] for one in tenth), fmean(one[1] for one in tenth)) for tenth in tenths]
    apart = sum(abs(c - f) * len(t) for (c, f), t in zip(means, tenths, strict=True))
    return [
        "confidence    mean   F1  by tenths of the pages, the least sure first",
        *(
            f"{tenth[0][0]:.2f}-{tenth[-1][0]:.2f}   {mean:.3f}  {f1:.3f}"
            for tenth, (mean, f1) in zip(tenths, means, strict=True)
        ),
        f"expected calibration error {apart / max(1, len(ranked)):.3f}",
    ]


def _name(function: str) -> str:
    return "octavo" if function == OURS else function.split(":")[1]


def _pace(runs: list[dict[str, Any]]) -> dict[str, float]:
    seconds = sum(run["cpu"] for run in runs) or 1e9
    return {
        "docs/s": sum(run["n"] for run in runs) / seconds,
        "MiB": max(run["rss_mib"] for run in runs),
    }


def fallen(now: Scores, held: Scores) -> list[str]:
    """What is worse than it was held to be, one line each."""
    return [
        f"{name} {key}: {now[name][key]:.4f}, held at {value:.4f}"
        for name, scores in held.items()
        for key, value in scores.items()
        if _change(now[name][key], value, key)
        < -_allowed(key, now[name].get(f"n {key}", scores["n"]))
    ]


def raised(now: Scores, held: Scores) -> Scores:
    """The better of each score now and as it is held."""

    def better(name: str, key: str, value: float) -> float:
        before = held.get(name, {}).get(key, value)
        return before if key != "n" and _change(value, before, key) < 0 else value

    wanted = (*HELD, *_LOWER)
    return {
        name: {key: better(name, key, value) for key, value in scores.items() if key in wanted}
        for name, scores in now.items()
    }


def _change(now: float, held: float, key: str) -> float:
    return held - now if key in _LOWER else now - held


def _allowed(key: str, pages: float) -> float:
    return TOLERANCE if key in _BY_WORDS else 1 / pages + ROUNDED


def folds(folder: Path, data: Path) -> Path:
    """The folder of the folds' models, trained when training code or features have changed."""
    code = [ROOT / "bench/training/blocks.py", ROOT / "bench/extraction/gold.py"]
    for wing in ("page", "body"):
        code += sorted((ROOT / "src/octavo/extract" / wing).glob("*.py"))
    mark = hashlib.sha256(b"".join(path.read_bytes() for path in code)).hexdigest()
    if not (folder / "mark").is_file() or (folder / "mark").read_text() != mark:
        print("training the folds' models, some minutes …", flush=True)
        train = [sys.executable, "-W", "ignore", "-m", "bench.training.blocks", "--data", str(data)]
        subprocess.run(
            [*train, "--folds", str(folder), "--out", str(folder / "all.npz")], check=True
        )
        (folder / "mark").write_text(mark)
    return folder


def tiny() -> int:
    """Reads a few pages of the bench's own publisher and says how many words are wrong."""
    from bench.serving.publisher import html, paragraphs

    stray = missed = 0
    for number in range(TINY):
        made = adapters.octavo(html(0, number), f"https://feed.example/f/0/{number}.html")
        gold = "\n".join(paragraphs(0, number))
        some = host_memory.wrong(made["text"], gold)
        stray, missed = stray + some[0], missed + some[1]
    print(f"{TINY} made-up pages: {stray} stray words, {missed} missed")
    print(f"a made-up host: stray lines by page {host_memory.stray_lines(host_memory.made_up())}")
    return 0


def main() -> int:
    """Measure, print, and fail where a score has fallen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--folds", type=Path, default=ROOT / ".venv" / "folds")
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--tiny", action="store_true")
    given = parser.parse_args()
    if given.tiny:
        return tiny()
    if not (given.shared / "eval" / "eval_extract.py").is_file():
        print(
            f"The development pages are missing: {given.shared} (say --shared DIR)", file=sys.stderr
        )
        return 2
    os.chdir(ROOT)
    sys.path.insert(0, str(given.shared / "eval"))
    os.environ["OCTAVO_BENCH_FOLDS"] = str(folds(given.folds, given.shared / "data/extract"))
    now = measured(importlib.import_module("eval_extract"), given)
    print("", *host_memory.lines(given.shared / "data/extract", adapters.unseen), sep="\n")
    held = json.loads(SCORES.read_text()) if SCORES.is_file() else {}
    if given.accept:
        kept = raised(now, held.get("extract", {}))
        SCORES.write_text(json.dumps(held | {"extract": kept}, indent=1, sort_keys=True) + "\n")
        return 0
    lines = fallen(now, held.get("extract", {}))
    print("\n".join(["", *lines]) if lines else "\nNo score has fallen.")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())

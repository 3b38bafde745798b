"""Scores of stories/ beside three plain online clusterers, on development data.

    python -m bench.clustering.stories DATA EVAL [--accept] [--tiny]          (make bench-stories)

DATA holds the JSON Lines sets, EVAL the scorers. Nothing of either is copied; each set is read,
scored and forgotten. The plain ones put an article where its mean cosine is best and over one
threshold, the best for all sets together; ours has one setting for all. What falls below
bench/scores.json fails; `--accept` writes higher scores down. `--tiny` clusters the demo press
instead and holds it to nothing. These are development scores: settings were tuned on the sets.
"""

import importlib.util
import math
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # CPU seconds of one thread are measured

import numpy as np

from bench.clustering.miranda import bcubed, pair_score
from bench.clustering.rows import demo_rows, known
from bench.ground import is_tiny
from bench.held import lower
from octavo.analyse.vector import Encoder, shipped_encoder, unpacked_vector
from octavo.analyse.words.words import content
from octavo.stories import corpus
from octavo.stories.index.near_duplicates import NearDuplicateIndex
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.parameters import Parameters
from octavo.stories.window.live_window import Window

SETS = ("allsides2021.dev", "allsides2021.noisy.dev", "ecbplus.dev", "basil.dev", "neus.val")
UNDATED = ("basil.dev",)
FADE = 3.0


@dataclass
class Corpus:
    """A set: its rows, what is known of each, and the cosines of the plain clusterers."""

    rows: list[dict[str, Any]]
    known: list[ArticleFeatures]
    cosines: dict[str, Any]
    order: list[int]


def main(data: Path, scorers: Path, accept: bool) -> int:
    """Prints the table; 1 when a score is below what it was."""
    modules = {
        name: _module(scorers / f"{name}.py")
        for name in ("eval_cluster", "eval_related", "eval_dups", "eval_lookalike")
    }
    encoder = shipped_encoder()
    found: dict[str, float] = {}
    sets = {name: _corpus(data / f"{name}.jsonl", encoder, name in UNDATED) for name in SETS}
    _clusters(sets, modules["eval_cluster"], found)
    _related(sets["neus.val"], modules["eval_related"], found)
    _pairs(data / "semeval22.dev.jsonl", encoder, modules["eval_related"], found)
    _copies(data / "dups.dev.jsonl", modules["eval_dups"], found)
    _lookalikes(data / "lookalike.dev.jsonl", encoder, modules["eval_lookalike"], found)
    return bool(lower("stories", found, accept))


def tiny() -> int:
    """Prints the table for the demo press alone, by scorers of the bench's own."""
    one = _analysed("demo press", [dict(row) for row in demo_rows()], shipped_encoder())
    _clusters({"demo press": one}, SimpleNamespace(score=_score), {})
    return 0


def _score(gold: dict[int, Any], found: dict[int, Any]) -> dict[str, float]:
    cubed = bcubed(gold, found)[2]
    return {"bcubed_f1": cubed, "noise_aware_f1": cubed, "pair_f1": pair_score(gold, found)[2]}


def _name(rows: list[Any], at: int | None) -> Any:
    return None if at is None else rows[at]["id"]


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _corpus(path: Path, encoder: Encoder | None, undated: bool) -> Corpus:
    rows = [dict(row) for row in corpus.read(path)]
    return _analysed(path.stem, [{**r, "time": None} if undated else r for r in rows], encoder)


def _analysed(name: str, rows: list[dict[str, Any]], encoder: Encoder | None) -> Corpus:
    started = time.process_time()
    made = known(rows, encoder)
    each = 1000 * (time.process_time() - started) / len(rows)
    print(f"{name}: {len(rows)} articles, {each:.1f} ms each to analyse and encode", flush=True)
    order = sorted(range(len(rows)), key=lambda at: (made[at].published or corpus.UNDATED, at))
    return Corpus(rows, made, _cosines(rows, made), order)


# ---------------------------------------------------------------- the plain ones


def _cosines(rows: list[dict[str, Any]], known: list[ArticleFeatures]) -> dict[str, Any]:
    counts = [
        Counter(content(f"{r.get('title') or ''}. {r.get('text') or ''}", "en")) for r in rows
    ]
    holders = Counter(word for count in counts for word in count)
    place = {word: at for at, word in enumerate(holders)}
    words = np.zeros((len(rows), len(place)), np.float32)
    for at, count in enumerate(counts):
        for word, times in count.items():
            words[at, place[word]] = (1 + math.log(times)) * math.log(
                (len(rows) + 1) / (holders[word] + 0.5)
            )
    words /= np.maximum(np.linalg.norm(words, axis=1, keepdims=True), 1e-9)
    sparse = words @ words.T
    dense = np.zeros((len(rows), 384), np.float32)
    for at, one in enumerate(known):
        if (vector := unpacked_vector(one.vector)) is not None:
            dense[at] = vector
    meaning = dense @ dense.T
    return {"TF-IDF": sparse, "MiniLM": meaning, "hybrid": 0.6 * sparse + 0.4 * meaning}


def _plain(one: Corpus, cosines: Any, threshold: float) -> dict[int, int]:
    """The clusters of a plain online clusterer: mean link, faded by time."""
    stories: list[list[int]] = []
    label: dict[int, int] = {}
    days = np.array([k.published.timestamp() / 86400 if k.published else np.nan for k in one.known])
    sums = np.zeros((len(one.rows), len(one.rows)), np.float32)
    for at in one.order:
        faded = cosines[at] * np.nan_to_num(np.exp(-np.abs(days - days[at]) / FADE), nan=1.0)
        count = np.array([len(s) for s in stories], np.float32)
        mean = sums[: len(stories), at] / count if stories else count
        if stories and mean.max() >= threshold:
            label[at] = int(mean.argmax())
            stories[label[at]].append(at)
        else:
            label[at] = len(stories)
            stories.append([at])
        sums[label[at]] += faded
    return label


# ---------------------------------------------------------------- measuring


def _clusters(sets: dict[str, Corpus], scorer: Any, found: dict[str, float]) -> None:
    gold = {name: dict(enumerate(r["gold"] for r in one.rows)) for name, one in sets.items()}
    print(f"\n{'BCubed F1 / pair F1':26}" + "".join(f"{name:>26}" for name in sets))
    for kind in ("TF-IDF", "MiniLM", "hybrid"):
        best = max(
            (
                [
                    scorer.score(gold[n], _plain(one, one.cosines[kind], t / 100))
                    for n, one in sets.items()
                ]
                for t in range(20, 60, 8)
            ),
            key=lambda scores: sum(s["bcubed_f1"] + s["pair_f1"] for s in scores),
        )
        print(f"{kind + ' online':26}" + "".join(map(_cell, best)))
    ours = []
    for name, one in sets.items():
        window, started = Window(corpus.PLAIN), time.process_time()
        for at in one.order:
            window.place(one.known[at])
        rate = len(one.rows) / (time.process_time() - started)
        score = scorer.score(gold[name], {at: window.story_of(at) for at in gold[name]})
        ours.append(score)
        found |= {f"{name} bcubed": score["noise_aware_f1"], f"{name} pair": score["pair_f1"]}
        print(f"  {name}: {rate:.0f} articles placed a CPU-second")
    print(f"{'ours':26}" + "".join(map(_cell, ours)))


def _cell(score: dict[str, float]) -> str:
    return f"{score['bcubed_f1']:.3f}/{score['pair_f1']:.3f} ({score['noise_aware_f1']:.3f})".rjust(
        26
    )


def _related(one: Corpus, scorer: ModuleType, found: dict[str, float]) -> None:
    gold = [{"id": at, "gold": row["gold"]} for at, row in enumerate(one.rows)]
    print(f"\n{'related, neus.val':26}{'MRR':>8}{'R@2':>8}{'R@10':>8}")
    wide = replace(
        corpus.PLAIN, candidates=corpus.SEARCHED_STORIES, dense_candidates=corpus.SEARCHED_STORIES
    )
    window = Window(wide)
    for at in one.order:
        window.place(one.known[at])
    ranked = {at: [i for i, _ in window.nearest(at, corpus.LINKS)] for at in range(len(gold))}
    rankings: dict[str, Callable[[int], list[int]]] = {
        kind: lambda at, c=c: [int(i) for i in np.argsort(-c[at], kind="stable")[:11] if i != at][
            :10
        ]
        for kind, c in one.cosines.items()
    }
    for kind, ranking in {**rankings, "ours": ranked.__getitem__}.items():
        score = scorer.rank(gold, [{"id": at, "related": ranking(at)} for at in range(len(gold))])
        print(f"{kind:26}{score['mrr']:8.3f}{score['recall@2']:8.3f}{score['recall@10']:8.3f}")
    found |= {f"related {name}": score[name] for name in ("mrr", "recall@2", "recall@10")}


def _pairs(
    path: Path, encoder: Encoder | None, scorer: ModuleType, found: dict[str, float]
) -> None:
    rows = list(corpus.read(path))
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "scores.jsonl"
        corpus.similarity(path, target, encoder)
        score = {row["pair_id"]: row["score"] for row in corpus.read(target)}
    groups = {
        "all": rows,
        "en-en": [r for r in rows if r["lang1"] == r["lang2"] == "en"],
        "cross-lingual": [r for r in rows if r["lang1"] != r["lang2"]],
    }
    print("\npairs, Pearson:", end="")
    for name, some in groups.items():
        value = scorer.pearson(
            [score[r["pair_id"]] for r in some], [-float(r["overall"]) for r in some]
        )
        found[f"pairs {name}"] = value
        print(f"  {name} {value:.3f}", end="")
    print()


def _copies(path: Path, scorer: ModuleType, found: dict[str, float]) -> None:
    rows = list(corpus.read(path))
    made = known(rows, None)
    texts, started = NearDuplicateIndex(Parameters()), time.process_time()
    for one in made:
        texts.copy(one)
        texts.add(one)
    rate = len(rows) / (time.process_time() - started)
    window = Window(corpus.PLAIN)
    for at in sorted(range(len(rows)), key=lambda at: (made[at].published or corpus.UNDATED, at)):
        window.place(made[at])
    named = [
        {"id": row["id"], "duplicate_of": _name(rows, window.original_of(at))}
        for at, row in enumerate(rows)
    ]
    score = scorer.score(rows, named)
    print(
        f"\nnear-duplicates: precision {score['precision']:.3f}, recall {score['recall']:.3f},",
        end="",
    )
    print(f" F1 {score['f1']:.3f}; {rate:.0f} a CPU-second")
    found |= {"copies f1": score["f1"], "copies precision": score["precision"]}


LOOKALIKE = {
    "false_merges": "apart",
    "split_in_a_language": "whole in a language",
    "recall_latin_languages": "",
    "recall_arabic_to_latin": "",
    "storyline_links_wrong": "storyline links right",
    "storyline_steps_linked": "",
    "copies_not_marked": "copies marked",
}
"""Counts of the scorer; those that have another name here count faults."""


def _lookalikes(
    path: Path, encoder: Encoder | None, scorer: ModuleType, found: dict[str, float]
) -> None:
    """Events that are alike in all but who, where and how much."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "clusters.jsonl"
        corpus.cluster(path, target, encoder)
        score = scorer.measure(scorer.read(path), scorer.read(target), either=scorer.lenient())
    print("\nlook-alike events:", end="")
    for count, good in LOOKALIKE.items():
        some, of = score[count]
        name, value = good or count.replace("_", " "), (of - some if good else some)
        found[f"lookalike {name}"] = value / of
        print(f"  {name} {value} of {of}", end="")
    print(f"  BCubed F1 {score['bcubed'][2]:.3f}")


if __name__ == "__main__":
    if is_tiny():
        sys.exit(tiny())
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), "--accept" in sys.argv))

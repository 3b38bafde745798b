"""Trains the model that chooses the blocks of an article, and says how well it does on strangers.

    python -m bench.training.blocks [--data DIR] [--out FILE] [--folds DIR]

    pages ─► runs, features, truth (by gold text)          tokens ─► forest ─► context ─► forest
    hosts ─► five folds ─► each fold's model never saw its hosts ─► cross-validated scores

Seeded and deterministic: the same data give the same file, whatever order a set has that day. The
data stay where they are; the file holds weights over generic features and generic class-name words
only.
"""

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bench.extraction.folds import FOLDS, fold
from bench.extraction.gold import shares, unrepeated
from octavo.extract.body.classify import near_prose
from octavo.extract.body.features import feature_rows
from octavo.extract.body.forest import SHIPPED, Forest, Matrix, Model
from octavo.extract.body.neighbour_features import NAMES as CONTEXT
from octavo.extract.body.neighbour_features import context
from octavo.extract.body.position import FARTHER, PARENT, RATINGS, Place, ratings
from octavo.extract.metadata.page_metadata import Metadata, page_metadata
from octavo.extract.page.apart import without_asides
from octavo.extract.page.markup import blocks
from octavo.extract.page.text import flat
from octavo.extract.page.text_blocks import TextBlock, text_blocks
from octavo.extract.page.tree import tree
from octavo.extract.page.visible import visible
from octavo.formats.urls import site
from octavo.types import Page

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "extract"
SETS = (
    *("zyte", "fundus_eval", "naeb", "fundus_tests"),
    *("wcxb_articles", "wcxb_more", "trafilatura_eval", "trafilatura_more"),
)
_PART = {"wcxb_more": 0.2, "trafilatura_more": 0.2}
"""What a page of a set counts beside one of the others: these are 636 pages of blogs, shops and
clubs, and counted whole they would outweigh the news, whose texts others have marked in other
ways."""
_INNER = 3
_FETCHED = datetime(2100, 1, 1, tzinfo=UTC)
_HOSTS = 6
"""Hosts that must use a class-name word before it counts as generic."""
_FAINT = 0.03
_BELIEVED = 0.5
"""Agreement of words below which a page's gold is taken to be cut short, and not learned from."""
_HELD = 0.5
"""Share of a run's words in the gold text from which it is body."""
_SEEN = 100
_BARE = 0.1
"""What a page of nothing but a body counts beside a real one."""
_ROUNDS = (140, 75)
_SEEDS = (7, 8)
"""A forest is the mean of two, grown from as many seeds: what one made of a chance is halved."""
_FOREST = {
    "objective": "binary", "learning_rate": 0.09, "num_leaves": 24, "max_depth": 8,
    "min_data_in_leaf": 40, "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1,
    "lambda_l2": 5.0, "deterministic": True, "force_row_wise": True, "num_threads": 1,
    "verbose": -1,
}  # fmt: skip

Tokens = dict[str, float]


@dataclass(eq=False)
class Sample:
    """One page as the training sees it: only its text runs."""

    host: str
    names: tuple[str, ...]
    rows: Matrix
    places: list[Place]
    sizes: list[int]
    truth: Matrix
    weights: Matrix


def host(doc: dict[str, Any]) -> str:
    """The host of a document; the whole address where that has none."""
    return site(doc["url"]) or str(doc["url"])


def samples(data: Path, name: str) -> list[Sample]:
    """The pages of a set that have a gold text, or snippets of what is and is not in it."""
    lines = (data / name / "docs.jsonl").read_text(encoding="utf-8").splitlines()
    docs = unrepeated([json.loads(line) for line in lines])
    found = [made for doc in docs for made in _samples(data / name, doc)]
    return [replace(one, weights=one.weights * np.float32(_PART.get(name, 1))) for one in found]


def _samples(folder: Path, doc: dict[str, Any]) -> Iterator[Sample]:
    """The page, and of every third its body alone: a page without furniture is one to learn too."""
    path = folder / "html" / f"{doc['id']}.html.gz"
    with gzip.open(path, "rt", encoding="utf-8", errors="replace", newline="") as file:
        html = file.read()
    root = tree(html)
    if root is None or not (page := near_prose(text_blocks(without_asides(visible(root))))):
        return
    said = page_metadata(root, Page(doc["url"], html, _FETCHED))
    texts = [text_block.text for text_block in page]
    if not doc.get("text"):
        yield _sample(doc, page, said, *_by_snippets(doc, texts))
        return
    truth = np.array(shares(texts, doc["text"]), np.float32) > _HELD
    yield _sample(doc, page, said, truth, _weights(doc, texts))
    way = fold(doc["url"], 6, "bare")
    body = [text_block for text_block, is_body in zip(page, truth, strict=True) if is_body]
    if way < 2 and body:
        inner = f"<h1>{said.headline}</h1>" + "".join(b.html for b in blocks(body, doc["url"]))
        bare = tree(f"<html><body>{f'<article>{inner}</article>' if way else inner}</body></html>")
        page = near_prose(text_blocks(bare)) if bare is not None else []
        truth = np.array([text_block.tag != "h1" for text_block in page])
        told = Metadata(doc["url"], said.headline, said.dek if way else "", said.authors)
        yield _sample(
            doc, page, told, truth, _weights({}, [text_block.text for text_block in page]) * _BARE
        )


def _sample(
    doc: dict[str, Any], page: Sequence[TextBlock], said: Metadata, truth: Any, weights: Matrix
) -> Sample:
    made = feature_rows(page, said)
    kept = [index for index, text_block in enumerate(page) if not text_block.is_media]
    return Sample(
        host(doc),
        made.names,
        made.values[kept],
        [made.places[index] for index in kept],
        [made.sizes[index] for index in kept],
        truth[kept].astype(np.float32),
        weights[kept],
    )


def _weights(doc: dict[str, Any], texts: Sequence[str]) -> Matrix:
    """How much each run counts: long ones more, pages alike, optional paragraphs nothing."""
    sizes = np.array([len(text.split()) for text in texts], np.float32)
    weights = np.sqrt(np.minimum(sizes, _SEEN)) + 12
    optional = doc.get("optional") or ()
    if any(optional):
        pairs = zip(doc["paras"], optional, strict=True)
        free = shares(texts, "\n".join(para for para, is_free in pairs if is_free))
        weights = np.where(np.array(free) > 0.5, 0, weights)
    return np.asarray(weights * 300 / (weights.sum() + 600), np.float32)


def _by_snippets(doc: dict[str, Any], texts: Sequence[str]) -> tuple[Any, Matrix]:
    """Truth and weights where only snippets are known: what holds none counts nothing."""
    held, other = (
        np.array([any(flat(one) in text for one in doc.get(name) or ()) for text in texts])
        for name in ("with", "without")
    )
    return held, np.where(held != other, _weights({}, texts), 0).astype(np.float32)


def token_weights(train: Sequence[Sample]) -> Tokens:
    """A logistic regression over the class-name words that several hosts use."""
    bags = [[_bag(place) for place in sample.places] for sample in train]
    users: dict[str, set[str]] = defaultdict(set)
    for sample, page in zip(train, bags, strict=True):
        for bag in page:
            for token in bag:
                users[token].add(sample.host)
    known = sorted(token for token, hosts in users.items() if len(hosts) >= _HOSTS)
    column = {token: index for index, token in enumerate(known)}
    every = [bag for page in bags for bag in page]
    entries = [
        (r, column[t], v) for r, bag in enumerate(every) for t, v in bag.items() if t in column
    ]
    row, col, value = zip(*entries, strict=True)
    counts = csr_matrix((value, (row, col)), shape=(len(every), len(known)))
    counts.sort_indices()  # else they lie in a set's order, and sums in another one at each run
    fitted = LogisticRegression(C=0.05, max_iter=100).fit(
        counts,
        np.concatenate([sample.truth for sample in train]),
        sample_weight=np.concatenate([sample.weights for sample in train]),
    )
    weights = zip(known, fitted.coef_[0].tolist(), strict=True)
    return {token: round(weight, 3) for token, weight in weights if abs(weight) >= _FAINT}


def _bag(place: Place) -> dict[str, float]:
    """The class-name words around a run with what each counts, as `ratings` sums them."""
    bag: dict[str, float] = defaultdict(float)
    for distance, up in enumerate(place.above()):
        for token in up.tokens:
            bag[token] += (1.0, PARENT)[distance] if distance < 2 else FARTHER
    return bag


def first_rows(sample: Sample, tokens: Tokens) -> Matrix:
    """What the first forest sees."""
    return np.hstack([sample.rows, ratings(sample.places, tokens)])


def second_rows(rows: Matrix, scores: Matrix, sample: Sample) -> Matrix:
    """What the second forest sees."""
    kinds = [place.kind for place in sample.places]
    return np.hstack([rows, context(scores, sample.sizes, kinds)])


def _fitted(parts: Sequence[tuple[Matrix, Sample]], rounds: int) -> Forest:
    values = np.vstack([matrix for matrix, _ in parts])
    truth = np.concatenate([sample.truth for _, sample in parts])
    weights = np.concatenate([sample.weights for _, sample in parts])
    kept = weights > 0
    data = lightgbm.Dataset(values[kept], truth[kept], weight=weights[kept])
    return _forest([lightgbm.train(_FOREST | {"seed": seed}, data, rounds) for seed in _SEEDS])


def trained(train: Sequence[Sample]) -> Model:
    """The model. Each stage learns from what the one before says of hosts that it never saw."""
    inner = [fold(sample.host, _INNER, "in") for sample in train]
    seen: dict[int, Matrix] = {}
    scores: dict[int, Matrix] = {}
    for k in range(_INNER):
        tokens = token_weights([s for s, f in zip(train, inner, strict=True) if f != k])
        seen |= {i: first_rows(train[i], tokens) for i, f in enumerate(inner) if f == k}
    for k in range(_INNER):
        forest = _fitted([(seen[i], train[i]) for i, f in enumerate(inner) if f != k], _ROUNDS[0])
        scores |= {i: forest.scores(seen[i]) for i, f in enumerate(inner) if f == k}
    good = [i for i, sample in enumerate(train) if _is_believed(sample, scores[i])]
    first = _fitted([(seen[i], train[i]) for i in good], _ROUNDS[0])
    looked = [(second_rows(seen[i], scores[i], train[i]), train[i]) for i in good]
    names = (*train[0].names, *RATINGS, *CONTEXT)
    return Model(token_weights(train), first, _fitted(looked, _ROUNDS[1]), names)


def _is_believed(sample: Sample, scores: Matrix) -> bool:
    """Whether gold and model agree on most words: else the gold is cut short, as some sets' is."""
    size, mine, truth = np.array(sample.sizes), scores > 0.5, sample.truth > 0.5
    size = size * (sample.weights > 0)
    return bool(size[mine & truth].sum() >= _BELIEVED * size[mine | truth].sum())


def _forest(boosters: Sequence[lightgbm.Booster]) -> Forest:
    """The boosters' trees as flat arrays, each booster counting its share."""
    nodes: list[tuple[int, float, int, int, float]] = []
    trees = [tree for booster in boosters for tree in booster.dump_model()["tree_info"]]
    roots = [_grown(tree["tree_structure"], nodes) for tree in trees]
    feature, threshold, low, high, value = zip(*nodes, strict=True)
    return Forest(
        np.array(feature, np.int16),
        np.array(threshold, np.float32),
        np.array([low, high], np.int32).T.ravel(),
        np.array(value, np.float32) / len(boosters),
        np.array(roots, np.int32),
        int(_FOREST["max_depth"]),
    )


def _grown(node: dict[str, Any], nodes: list[tuple[int, float, int, int, float]]) -> int:
    at = len(nodes)
    if "split_feature" not in node:
        nodes.append((0, 0.0, at, at, node["leaf_value"]))
        return at
    nodes.append((0, 0.0, 0, 0, 0.0))
    low, high = _grown(node["left_child"], nodes), _grown(node["right_child"], nodes)
    nodes[at] = (
        node["split_feature"],
        _below(node["threshold"]),
        low,
        high,
        node["internal_value"],
    )
    return at


def _below(threshold: float) -> float:
    """The largest single-precision number that is not above the threshold."""
    single = np.float32(threshold)
    return float(single if single <= threshold else np.nextafter(single, np.float32(-np.inf)))


def saved(made: Model, path: Path) -> None:
    """Write the model as plain arrays."""
    arrays: dict[str, Any] = {
        "tokens": np.array(list(made.tokens)),
        "weights": np.array(list(made.tokens.values()), np.float32),
        "names": np.array(made.names),
    }
    for name, forest in (("first", made.first), ("second", made.second)):
        arrays |= {f"{name}_{key}": np.array(value) for key, value in vars(forest).items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)


_SAMPLES: list[Sample] = []


def _model(left_out: int) -> Model:
    return trained([s for s in _SAMPLES if fold(s.host) != left_out])


def main() -> None:
    """Train on everything, and once more for each fold without its hosts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--folds", type=Path, help="also keep each fold's model in this folder")
    given = parser.parse_args()
    for name in SETS:
        _SAMPLES.extend(samples(given.data, name))
    wanted = [-1, *range(FOLDS)] if given.folds else [-1]
    with ProcessPoolExecutor(2, get_context("fork")) as pool:
        for left_out, made in zip(wanted, pool.map(_model, wanted), strict=True):
            saved(made, given.out if left_out < 0 else given.folds / f"{left_out}.npz")


if __name__ == "__main__":
    main()

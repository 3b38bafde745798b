"""Similarity of nodes: each to each, on one scale whatever there is to compare, time counted."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from octavo.stories.placing.nodes import Node
from octavo.stories.similarity.parameters import CROSS, DENSE, FOREIGN, SPARSE, Parameters, Weights
from octavo.stories.similarity.similarity import number_weights, product

Matrix = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

DIGITS = 6
"""Digits of a similarity that count: the last ones depend on the order of the words."""


def node_similarities(some: Sequence[Node], parameters: Parameters) -> tuple[Matrix, Mask]:
    """The similarity of the nodes to each other, time counted (what it takes to be one story is
    `threshold` for all), and which are in one language: two n × n matrices."""
    languages = [node.first.language for node in some]
    is_same_language = np.array([[one == other for other in languages] for one in languages])
    sizes = np.array([len(node.members) for node in some], np.float64)
    pairs = np.outer(sizes, sizes)
    words = _products(some, [n.first.terms if n.sum is None else n.sum.terms for n in some]) / pairs
    numbers = [number_weights(n.first.numbers) if n.sum is None else n.sum.numbers for n in some]
    parts = {
        "words": words,
        "root": np.sqrt(np.maximum(words, 0)),
        "numbers": _products(some, numbers) / pairs,
    }
    dense, has_dense = _cosines(*_vectors(some, "dense"))
    if not (has_dense | ~is_same_language).all() or not is_same_language.all():
        names = [n.first.entities if n.sum is None else n.sum.names for n in some]
        parts["names"] = _products(some, names) / pairs
    if not is_same_language.all():
        phonetic_names = [
            n.first.phonetic_names if n.sum is None else n.sum.phonetic_names for n in some
        ]
        parts["phonetic_names"] = _products(some, phonetic_names) / pairs
    parts["dense"] = dense
    found = np.where(has_dense, _weighted_sum(parts, DENSE), _weighted_sum(parts, SPARSE))
    if not is_same_language.all():
        parts["cross"], has_cross = _cosines(*_vectors(some, "cross"))
        shared = parts["names"] + parts["numbers"] + parts["phonetic_names"]
        foreign = np.where(
            has_cross & (shared > 0), _weighted_sum(parts, CROSS), _weighted_sum(parts, FOREIGN)
        )
        found = np.where(is_same_language, found, foreign)
    return np.round(found + _time_weights(some, parameters), DIGITS), is_same_language


def _weighted_sum(parts: Mapping[str, Matrix], by: Weights) -> Any:
    return sum(getattr(by, name) * part for name, part in parts.items()) + by.shift


def _time_weights(some: Sequence[Node], parameters: Parameters) -> Matrix:
    """What the days between nodes count; 0 where a time is unknown."""
    days = np.array([node.seconds() for node in some]) / 86400
    gaps = np.abs(days[:, None] - days[None])
    weights = parameters.gap_weight * (1 - np.exp(-gaps / parameters.gap_decay_days))
    return np.nan_to_num(weights, nan=0.0)


def _products(some: Sequence[Node], rows: Sequence[Mapping[str, float]]) -> Matrix:
    """The dot products of each row with each other. Of a block, which has many words, only those
    are read that an article holds; two blocks are multiplied by themselves."""
    places: dict[str, int] = {}
    place = places.setdefault
    blocks = [at for at, node in enumerate(some) if node.sum is not None]
    single = [at for at, node in enumerate(some) if node.sum is None]
    columns = [place(word, len(places)) for at in single for word in rows[at]]
    matrix = np.zeros((len(rows), len(places)))
    owners = np.repeat(single, [len(rows[at]) for at in single])
    matrix[owners, columns] = [weight for at in single for weight in rows[at].values()]
    for at in blocks:
        row = rows[at]
        held = [(column, row[word]) for word, column in places.items() if word in row]
        matrix[at, [column for column, _ in held]] = [weight for _, weight in held]
    found: Matrix = matrix @ matrix.T
    for at, one in enumerate(blocks):
        for other in blocks[at + 1 :]:
            found[one, other] = found[other, one] = product(rows[one], rows[other])
    return found


def _vectors(some: Sequence[Node], name: str) -> tuple[list[Any], list[int]]:
    """The vector or the sum of vectors of each node, and of how many."""
    vectors = [getattr(node.sum or node.first, name) for node in some]
    counts = [1 if node.sum is None else getattr(node.sum, f"{name}_count") for node in some]
    return vectors, counts


def _cosines(vectors: Sequence[Any], counts: Sequence[int]) -> tuple[Matrix, Mask]:
    """The mean cosines of vectors, and where both nodes have one."""
    present = [at for at, vector in enumerate(vectors) if vector is not None]
    cosines = np.zeros((len(vectors), len(vectors)))
    if present:
        matrix = np.array([vectors[at] / counts[at] for at in present], np.float64)
        cosines[np.ix_(present, present)] = matrix @ matrix.T
    has = np.zeros(len(vectors), bool)
    has[present] = True
    return cosines, np.logical_and.outer(has, has)

"""The shipped classifier: weights of class-name words, and two small forests over the features of
text blocks.

`bench/training/blocks.py` makes the file; it holds arrays of numbers, names of features and generic
words, and nothing of any page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

SHIPPED = Path(__file__).parent / "models" / "blocks.npz"
_CHUNK = 2000
"""Rows walked at once, so that memory does not grow with the page."""


@dataclass(frozen=True)
class Forest:
    """Binary decision trees side by side in flat arrays; a leaf is its own child.

    `children` holds two nodes a node: that of values up to the threshold, that of values above."""

    feature: NDArray[np.int16]
    threshold: Matrix
    children: NDArray[np.int32]
    value: Matrix
    roots: NDArray[np.int32]
    depth: int

    def scores(self, rows: Matrix) -> Matrix:
        """The probability of each row."""
        parts = [self._margin(rows[at : at + _CHUNK]) for at in range(0, len(rows), _CHUNK)]
        margins = np.concatenate(parts) if parts else np.zeros(0, np.float32)
        return np.asarray(1 / (1 + np.exp(-margins)), np.float32)

    def _margin(self, rows: Matrix) -> Matrix:
        """The log-odds: all trees of all rows go down one level at a time."""
        flat, width = rows.ravel(), rows.shape[1]
        start = (np.arange(len(rows), dtype=np.int32) * width)[:, None]
        at = np.repeat(self.roots[None, :], len(rows), axis=0)
        for _ in range(self.depth):
            is_above = flat.take(start + self.feature.take(at)) > self.threshold.take(at)
            at = self.children.take(2 * at + is_above)
        return np.asarray(self.value.take(at).sum(axis=1), np.float32)

    def reasons(self, row: Matrix) -> dict[int, float]:
        """How much each feature moved the log-odds of the row (Saabas' path attribution)."""
        moved, at = np.zeros(len(row)), self.roots
        for _ in range(self.depth):
            split = self.feature.take(at)
            below = self.children.take(2 * at + (row.take(split) > self.threshold.take(at)))
            np.add.at(moved, split, self.value.take(below) - self.value.take(at))
            at = below
        return {int(feature): float(moved[feature]) for feature in np.flatnonzero(moved)}


@dataclass(frozen=True)
class Model:
    """Everything the choice of blocks knows. `names` are the features it was made for."""

    tokens: Mapping[str, float]
    first: Forest
    second: Forest
    names: tuple[str, ...]


@cache
def model(path: Path = SHIPPED) -> Model:
    """The model of the file. Raises OSError or ValueError where it is none."""
    with np.load(path, allow_pickle=False) as held:
        arrays = {name: held[name] for name in held.files}
    tokens = zip(arrays["tokens"].tolist(), arrays["weights"].tolist(), strict=True)
    names = tuple(arrays["names"].tolist())
    return Model(dict(tokens), _forest(arrays, "first"), _forest(arrays, "second"), names)


def _forest(arrays: Mapping[str, NDArray[np.generic]], name: str) -> Forest:
    part = {key: arrays[f"{name}_{key}"] for key in ("feature", "threshold", "children", "value", "roots")}  # fmt: skip
    return Forest(**part, depth=int(arrays[f"{name}_depth"]))  # type: ignore[arg-type]

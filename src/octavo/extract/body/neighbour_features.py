"""Features for the second forest: the first forest's scores of a text block's neighbours, and of
text blocks in similar places."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from octavo.extract.body.forest import Matrix

_STEPS = (-4, -3, -2, -1, 1, 2, 3, 4)
"""Neighbours whose scores are features: the model was trained with these."""
_WINDOWS = ((-8, 0), (1, 9), (-20, 0), (1, 21))
"""Stretches of neighbours whose mean scores are features: the model was trained with these."""
NAMES = (
    "first", *(f"first{step:+d}" for step in _STEPS), *(f"first{a:+d}{b:+d}" for a, b in _WINDOWS),
    "body_before", "body_after", "body_words", "body_runs", "first_alike",
)  # fmt: skip


def context(first: Matrix, sizes: Sequence[int], kinds: Sequence[str]) -> Matrix:
    """One row a text block of `NAMES`: `first` are the scores of the first forest."""
    size = np.maximum(1, np.array(sizes, dtype=np.float64))
    score = first.astype(np.float64)
    sums = np.concatenate([[0.0], np.cumsum(score * size)])
    total = max(1.0, float(sums[-1]))
    count = len(score)
    columns = [score, *(_shifted(score, step) for step in _STEPS)]
    columns += [_window(sums, size, low, high) for low, high in _WINDOWS]
    columns += [sums[:-1] / total, (total - sums[1:]) / total]
    columns += [np.full(count, total), np.full(count, float((score > 0.5).sum()))]
    columns.append(_alike(score, size, kinds))
    return np.array(columns, dtype=np.float32).T.reshape(count, len(NAMES))


def _shifted(score: NDArray[np.float64], step: int) -> NDArray[np.float64]:
    out = np.full(len(score), -9.0)
    if step > 0:
        out[:-step] = score[step:]
    else:
        out[-step:] = score[:step]
    return out


def _window(
    sums: NDArray[np.float64], size: NDArray[np.float64], low: int, high: int
) -> NDArray[np.float64]:
    """The mean score of the words from `low` to before `high` around each text block."""
    count = len(size)
    lengths = np.concatenate([[0.0], np.cumsum(size)])
    start = np.clip(np.arange(count) + low, 0, count)
    end = np.clip(np.arange(count) + high, 0, count)
    return np.asarray((sums[end] - sums[start]) / np.maximum(1, lengths[end] - lengths[start]))


def _alike(
    score: NDArray[np.float64], size: NDArray[np.float64], kinds: Sequence[str]
) -> NDArray[np.float64]:
    """The mean score of the words in places of the same kind."""
    total: dict[str, float] = defaultdict(float)
    mass: dict[str, float] = defaultdict(float)
    for kind, one, many in zip(kinds, score.tolist(), size.tolist(), strict=True):
        total[kind] += one * many
        mass[kind] += many
    return np.array([total[kind] / mass[kind] for kind in kinds])

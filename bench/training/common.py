"""Makes src/octavo/analyse/data/common.f2: what all news has in common, as the encoder sees it.

    python -m bench.training.common TEXTS.jsonl…

Texts are {lang, title, text} a line; only English ones are read. The file holds float16 rows of
384: the mean of the vectors, then the directions in which they differ most, which tell kinds of
news apart and not events (Mu and Viswanath 2018). Nothing of a text can be read back from them.
"""

import sys
from pathlib import Path

import numpy as np

from octavo.analyse.article import analyses
from octavo.analyse.vector import COMMON, DIRECTIONS, shipped_encoder
from octavo.stories import corpus


def main(*files: str) -> None:
    """Writes the file and says how much of the variance the directions hold."""
    rows = [row for name in files for row in corpus.read(Path(name))]
    found = analyses([corpus.row_article(row) for row in rows], shipped_encoder())
    every = np.stack([np.frombuffer(a.vector, "<f2") for a in found if a.vector]).astype(np.float64)
    mean = every.mean(axis=0)
    values, vectors = np.linalg.eigh(np.cov((every - mean).T))
    directions = vectors[:, -DIRECTIONS:].T[::-1]
    directions *= np.sign(directions.sum(axis=1, keepdims=True))
    COMMON.write_bytes(np.vstack([mean, directions]).astype("<f2").tobytes())
    share = values[-DIRECTIONS:].sum() / values.sum()
    print(f"{len(every)} vectors; {DIRECTIONS} directions hold {share:.1%} of the variance")


if __name__ == "__main__":
    main(*sys.argv[1:])

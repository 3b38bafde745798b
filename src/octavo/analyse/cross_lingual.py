"""Cross-lingual vectors: texts of sixteen languages in one space, to compare across languages.

    text ── pieces of its words ──► rows of a table ── weighted sum ──► head ──► less the mean,
    turned to its strongest directions ──► unit length

The table and the head are distilled from Google's Universal Sentence Encoder Multilingual
(bench/training/cross_lingual.py, NOTICE): a row is what a piece of a word adds to a text's vector,
on the mean over its contexts. So a text is read at the price of a sum. It tells subject and
protagonist and hardly more: strangers that are near stand near, and names, numbers and times must
agree.
"""

import math
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

FOLDER = Path(__file__).parent / "models" / "cross-lingual"
NAME = "cross-lingual-1"
TAUGHT_LANGUAGES = frozenset("ar de en es fr it ja ko nl pl pt ru th tr zh".split())
"""The languages that the teacher learned (Chinese in both scripts, which makes sixteen)."""

DIMENSIONS = 192
"""Numbers of a vector. Of the teacher's 512 the strongest directions: fewer tell pairs rated by
readers (SemEval 2022) apart a little worse (Pearson .689 with 192, .686 with 128, .690 with
256)."""

ROW_NUMBERS = 256
"""Numbers of a row of the table, 4 bits each."""

MOST_PIECES = 256
"""Pieces that are read of a text."""

CHARACTERS = 1000
"""Characters of a text from which they are taken (on the same pairs .695 with 1,000, .678 with 600,
.690 with 2,000)."""

RARE = 1e-4
"""A piece weighs RARE / (RARE + its share of all text) (Arora, Liang and Ma 2017)."""

BLANK = "\u2581"
"""What a piece begins with that begins a word."""

SPECIAL = 6
"""Rows that are no pieces of words."""

Vectors = npt.NDArray[np.float32]


class CrossLingual:
    """The table and the head, read when first used. Safe to share between threads."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        self.word_pieces = lru_cache(maxsize=20_000)(self._word_pieces)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length a text: float32, len(texts) × DIMENSIONS; zeros for a text without
        any piece that is known."""
        sums = np.zeros((len(texts), ROW_NUMBERS), np.float32)
        for row, text in enumerate(texts):
            sums[row] = self._sum(self.pieces(text))
        return self._through_head(sums)

    def pieces(self, text: str) -> list[int]:
        """The numbers of the pieces that a text begins with, at most MOST_PIECES."""
        found: list[int] = []
        for word in unicodedata.normalize("NFKC", text[:CHARACTERS]).split():
            found += self.word_pieces(word)
            if len(found) >= MOST_PIECES:
                break
        return found[:MOST_PIECES]

    def _sum(self, pieces: list[int]) -> Vectors:
        if not pieces:
            return np.zeros(ROW_NUMBERS, np.float32)
        packed = self._rows[pieces]
        steps = np.empty((len(pieces), ROW_NUMBERS), np.float32)
        steps[:, 0::2] = packed & 15
        steps[:, 1::2] = packed >> 4
        weights = self._weights[pieces]
        total: Vectors = weights @ (steps - 8) / np.float32(math.sqrt(len(pieces)))
        return total

    def _through_head(self, sums: Vectors) -> Vectors:
        """The teacher's last layers, with what the table's basis and steps are folded into."""
        head = self._head
        first = np.maximum(sums @ head["in"], 0)
        middle = np.maximum(sums @ head["past"] + first @ head["first"], 0)
        last = np.maximum(middle @ head["middle"], 0)
        found = np.tanh(middle @ head["past_last"] + last @ head["last"]).astype(np.float32)
        turned = ((_unit(found) - head["mean"]) @ head["turn"]).astype(np.float32)
        turned[~sums.any(axis=1)] = 0
        return _unit(turned)

    def _word_pieces(self, word: str) -> tuple[int, ...]:
        """The pieces of a word by the best sum of their scores (unigram model, Kudo 2018); what no
        piece begins is left out."""
        text = BLANK + word
        numbers, scores, longest = self._numbers, self._scores, self._longest
        best = [0.0] + [-math.inf] * len(text)
        taken: list[tuple[int, int]] = [(0, -1)] * (len(text) + 1)
        for start in range(len(text)):
            reached = best[start]
            for end in range(start + 1, min(start + longest[text[start]], len(text)) + 1):
                number = numbers.get(text[start:end])
                if number is not None and reached + scores[number] > best[end]:
                    best[end], taken[end] = reached + scores[number], (start, number)
            if best[start + 1] == -math.inf:
                best[start + 1] = best[start] + self._unknown
                taken[start + 1] = (start, -1)
        found, at = [], len(text)
        while at:
            at, number = taken[at]
            found.append(number)
        return tuple(number for number in reversed(found) if number >= 0)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        lines = (self.folder / "pieces.txt").read_text(encoding="utf-8").split("\n")
        return {piece: number for number, piece in enumerate(lines) if number >= SPECIAL and piece}

    @cached_property
    def _longest(self) -> dict[str, int]:
        """How long pieces are by what they begin with, at most; 1 for what none begins with."""
        found: defaultdict[str, int] = defaultdict(lambda: 1)
        for piece in self._numbers:
            found[piece[0]] = max(found[piece[0]], len(piece))
        return found

    @cached_property
    def _scores(self) -> list[float]:
        scores: list[float] = np.load(self.folder / "scores.npy").astype(float).tolist()
        return scores

    @cached_property
    def _unknown(self) -> float:
        return min(self._scores) - 10.0

    @cached_property
    def _weights(self) -> Vectors:
        shares = np.exp(np.array(self._scores))
        shares[:SPECIAL] = 0
        weights: Vectors = (RARE / (RARE + shares / shares.sum())).astype(np.float32)
        return weights

    @cached_property
    def _rows(self) -> npt.NDArray[np.uint8]:
        rows: npt.NDArray[np.uint8] = np.load(self.folder / "rows.npy", mmap_mode="r")
        return rows

    @cached_property
    def _head(self) -> dict[str, Vectors]:
        with np.load(self.folder / "head.npz") as held:
            return {name: held[name].astype(np.float32) for name in held.files}


def _unit(rows: Vectors) -> Vectors:
    found: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return found


@lru_cache(maxsize=1)
def shipped_cross_lingual() -> CrossLingual | None:
    """The table of this installation; None where it is missing."""
    return CrossLingual() if (FOLDER / "rows.npy").is_file() else None


def packed_cross_lingual(vector: npt.NDArray[np.float32]) -> bytes:
    """A vector as it is stored: DIMENSIONS steps of int8, the largest 127; nothing for zeros."""
    largest = float(np.abs(vector).max())
    return np.rint(vector * (127 / largest)).astype(np.int8).tobytes() if largest else b""


def unpacked_cross_lingual(data: bytes) -> Vectors | None:
    """A stored vector at unit length, float32; None where the bytes are none."""
    if len(data) != DIMENSIONS:
        return None
    steps = np.frombuffer(data, np.int8).astype(np.float32)
    length = float(np.linalg.norm(steps))
    return steps / np.float32(length) if length else None

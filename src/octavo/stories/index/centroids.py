"""Centroids: the mean vectors of the live stories, and which are nearest to one.

vector ── signs of its products with fixed directions ──► signature, 128 bits
query ── signatures that differ in few bits ──► those rows alone ── cosine ──► nearest

Few stories are all compared. Beyond that the signatures (Charikar 2002) are scanned first, 16 bytes
a story instead of two a number of its vector: vectors of cosine c differ in acos(c)/π of their
bits.
"""

import hashlib
import math
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from octavo.analyse.vector import DIMENSIONS, centred_rows

BITS = 128
"""Bits of a signature: two words, 16 bytes a story (docs/decisions/0014)."""

ALL = 1024
"""So many stories are all compared: a scan of signatures first would save little. Chosen by
hand."""

COMPARED = 512
"""Unrelated stories that are compared beyond that, about: the more stories, the more alike must
signatures be. Among 4,000 stories a cosine of .3 is found nine times of ten, among 200,000 one of
.55 (normal approximation)."""

FEWEST = 16
"""Rows that are compared at least: where fewer are alike, those whose signatures are most alike.
Chosen by hand."""

CHUNK_STORIES = 4096
"""Stories whose centroids are computed at once: bounds the memory; not measured."""

VECTOR_STEPS = 32767
"""Steps of a vector's numbers between 0 and 1, as they are held: half the memory of float32, and
half the time of reading it."""

CLOSE = 1e-3
"""Cosines that may be among the nearest: they are computed again from the articles. Half a step is
at most 3e-4 of a cosine, and two are compared."""

DOUBT = 1e-4
"""A product so near to zero may have another sign when it is computed alone: it is, then
(docs/decisions/0014)."""

Vector = npt.NDArray[np.float32]


@cache
def _directions() -> Vector:
    """Fixed directions, ±1 by a hash's bits: the same on every machine."""
    bits = np.frombuffer(hashlib.shake_256(b"directions").digest(DIMENSIONS * BITS // 8), np.uint8)
    return np.unpackbits(bits).reshape(DIMENSIONS, BITS).astype(np.float32) * 2 - 1


def signature(vector: Vector) -> npt.NDArray[np.uint64]:
    """The signs of a vector's products, as two words."""
    signs = np.einsum("i,ij->j", vector, _directions()) > 0
    return np.packbits(signs).view(np.uint64)


def _sums(vectors: Mapping[int, list[bytes]]) -> tuple[list[int], Vector]:
    """The stories with any vector, and the sums of their members' vectors at unit length: nearly,
    but for the last digits, what each gives alone."""
    whole = [(n, v) for n, members in vectors.items() for v in members if len(v) == 2 * DIMENSIONS]
    matrix = np.frombuffer(b"".join(v for _, v in whole), "<f2").reshape(-1, DIMENSIONS)
    is_sound = np.isfinite(matrix).all(axis=1)
    numbers = np.array([n for n, _ in whole], np.int64)[is_sound]
    if not len(numbers):
        return [], np.zeros((0, DIMENSIONS), np.float32)
    centred = centred_rows(matrix[is_sound].astype(np.float32))
    starts = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]])
    sums = np.add.reduceat(centred, starts)
    sums /= np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    return numbers[starts].tolist(), sums


class Centroids:
    """The vectors by story, near enough to tell which may be the nearest: those are asked of
    `direction`, which gives a story's vector in full, of any length."""

    def __init__(self, direction: Callable[[int], Vector | None] = lambda _: None) -> None:
        self._direction = direction
        self._rows: list[int] = []
        self._row_of: dict[int, int] = {}
        self._matrix: npt.NDArray[np.int16] = np.zeros((64, DIMENSIONS), np.int16)
        self._signs = [np.zeros(64, np.uint64) for _ in range(BITS // 64)]

    def put(self, story_id: int, vector: Vector) -> None:
        """Sets the vector of a story, of any length."""
        row = self._row(story_id)
        self._matrix[row] = np.rint(_unit(vector) * VECTOR_STEPS)
        for signs, word in zip(self._signs, signature(vector), strict=True):
            signs[row] = word

    def restore(self, vectors: Mapping[int, list[bytes]]) -> None:
        """Sets many stories at once, of the stored vectors of their members."""
        numbers = list(vectors)
        for start in range(0, len(numbers), CHUNK_STORIES):
            some = numbers[start : start + CHUNK_STORIES]
            self._set_rows(*_sums({number: vectors[number] for number in some}))

    def _set_rows(self, numbers: list[int], sums: Vector) -> None:
        if not numbers:
            return
        products = sums @ _directions()
        signs = products > 0
        doubtful = np.flatnonzero((np.abs(products) < DOUBT).any(axis=1))
        words = np.packbits(signs, axis=1).view(np.uint64)
        for at in doubtful:
            vector = self._direction(numbers[at])
            if vector is not None:
                words[at] = signature(vector)
        rows = np.array([self._row(number) for number in numbers])
        self._matrix[rows] = np.rint(sums * VECTOR_STEPS)
        for signs_of, word in zip(self._signs, words.T, strict=True):
            signs_of[rows] = word

    def _row(self, story_id: int) -> int:
        """The row of a story, a new one if it has none."""
        row = self._row_of.get(story_id)
        if row is None:
            row = len(self._rows)
            self._rows.append(story_id)
            self._row_of[story_id] = row
            if row >= len(self._matrix):
                self._grow()
        return row

    def _grow(self) -> None:
        """Makes room in place: a larger copy beside would be what needs most memory of all."""
        size = 64 + len(self._matrix) * 9 // 8
        self._matrix.resize((size, DIMENSIONS), refcheck=False)
        for packed_nearest in self._signs:
            packed_nearest.resize(size, refcheck=False)

    def drop(self, story_id: int) -> None:
        """Forgets a story; nothing for one without a vector."""
        row = self._row_of.pop(story_id, None)
        if row is None:
            return
        last = self._rows.pop()
        if last != story_id:
            self._rows[row] = last
            self._row_of[last] = row
            self._matrix[row] = self._matrix[len(self._rows)]
            for signs in self._signs:
                signs[row] = signs[len(self._rows)]

    def nearest(self, vector: Vector, most: int) -> Iterator[int]:
        """The stories whose vectors are nearest to `vector`, at most `most`."""
        count = len(self._rows)
        if not count:
            return
        rows = self._alike(vector) if count > ALL else np.arange(count)
        # row by row: the threads of a whole product get in the way of other work on the machine
        near = np.vecdot(self._matrix.take(rows, 0), vector / VECTOR_STEPS)
        most = min(most, len(near))
        close = rows[near >= np.partition(near, -most)[-most] - CLOSE].tolist()
        near = np.round(np.einsum("ij,j->i", np.stack([*map(self._exact, close)]), vector), 4)
        ranked = sorted(zip((-near).tolist(), (self._rows[row] for row in close), strict=True))
        yield from (number for _, number in ranked[:most])

    def _exact(self, row: int) -> Vector:
        """The vector of a story at unit length, in full where it can be asked for."""
        vector = self._direction(self._rows[row])
        return _unit(self._matrix[row].astype(np.float32) if vector is None else vector)

    def _alike(self, vector: Vector) -> npt.NDArray[np.intp]:
        """The rows whose signatures are similar to that of `vector`."""
        mine, count = signature(vector), len(self._rows)
        differ = np.zeros(count, np.uint8)
        for word, signs in zip(mine, self._signs, strict=True):
            differ += np.bitwise_count(signs[:count] ^ word)
        rows = np.flatnonzero(differ <= _different(count.bit_length()))
        if len(rows) < FEWEST:
            rows = np.flatnonzero(differ <= np.partition(differ, FEWEST - 1)[FEWEST - 1])
        return rows


def _unit(vector: Vector) -> Vector:
    return vector / max(float(np.linalg.norm(vector)), 1e-9)


@cache
def _different(size: int) -> int:
    """Bits in which, of 2 ** `size` strangers, about COMPARED differ at most: a stranger differs in
    half of them, give or take."""
    share = min(COMPARED / 2**size, 0.5)
    return int(NormalDist(BITS / 2, math.sqrt(BITS) / 2).inv_cdf(share))

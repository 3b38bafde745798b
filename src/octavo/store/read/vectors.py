"""The stored vectors: articles by nearness of meaning.

SQLite has no vector index: it is searched exactly, the newest SEARCHED vectors being held in memory
at 8 bits a number once there are more than DIRECT; what came in since is added at each search.
PostgreSQL has an HNSW index.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection
from django.db.models import Max

from octavo.analyse.vector import DIMENSIONS
from octavo.store.models import Knowledge

SEARCHED = 100_000
"""Vectors that are searched, the newest: 38 MB in memory."""

DIRECT = 4_000
"""Vectors that are read anew for each search: 3 MB, in about 10 ms."""

CHUNK = 2_000
"""Vectors that are multiplied at a time: 3 MB as float32, what a cache holds."""

Blob = bytes | memoryview
Rows = Sequence[tuple[int, Blob]]


def nearest(vector: bytes, limit: int) -> list[int]:
    """Ids of the articles nearest in meaning, nearest first."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT article_id FROM store_vector ORDER BY vector <=> %s::halfvec LIMIT %s",
                [halfvec(vector), limit],
            )
            return [row[0] for row in cursor.fetchall()]
    asked = np.frombuffer(vector, "<f2").astype(np.float32)
    last = Knowledge.objects.aggregate(last=Max("pk"))["last"] or 0
    if last <= DIRECT:
        return _best(*_quantised(list(_stored(0))), asked, limit)
    return _HELD.nearest(str(connection.settings_dict["NAME"]), last, asked, limit)


def halfvec(vector: bytes) -> str:
    """A vector as pgvector reads it."""
    return "[" + ",".join(f"{x:g}" for x in np.frombuffer(vector, "<f2").astype(float)) + "]"


def _stored(after: int) -> Iterator[tuple[int, Blob]]:
    """The newest vectors with ids above one, newest first."""
    rows = Knowledge.objects.filter(pk__gt=after).exclude(vector=b"").order_by("-pk")
    return islice(rows.values_list("pk", "vector").iterator(CHUNK), SEARCHED)


# ---------------------------------------------------------------- in memory

Ids = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.int8]
Scales = npt.NDArray[np.float32]


class _Held:
    """The vectors of one database in memory; threads share them."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.name = ""
        self.last = 0
        self.rows = _quantised([])

    def nearest(self, name: str, last: int, asked: npt.NDArray[Any], limit: int) -> list[int]:
        with self.lock:
            if name != self.name or last < self.last:
                self.name, self.last, self.rows = name, 0, _quantised([])
            if last > self.last:
                self.rows = _joined(self.rows, self.last)
                self.last = last
            rows = self.rows
        return _best(*rows, asked, limit)


def _joined(rows: tuple[Ids, Bytes, Scales], after: int) -> tuple[Ids, Bytes, Scales]:
    """The rows with those of above one id, the newest SEARCHED of them."""
    parts = [_quantised(chunk) for chunk in _chunks(_stored(after))]
    ids, vectors, scales = zip(*parts, rows, strict=True)
    return (
        np.concatenate(ids)[:SEARCHED],
        np.concatenate(vectors)[:SEARCHED],
        np.concatenate(scales)[:SEARCHED],
    )


def _chunks(rows: Iterable[tuple[int, Blob]]) -> Iterator[Rows]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


def _quantised(rows: Rows) -> tuple[Ids, Bytes, Scales]:
    """Ids, and vectors at 8 bits a number with the scale of each."""
    ids = np.array([number for number, _ in rows], np.int64)
    joined = b"".join(bytes(vector) for _, vector in rows)
    matrix = np.frombuffer(joined, "<f2").reshape(-1, DIMENSIONS).astype(np.float32)
    scales = np.abs(matrix).max(axis=1, initial=1e-9) / 127
    return ids, np.rint(matrix / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def _best(
    ids: Ids, vectors: Bytes, scales: Scales, asked: npt.NDArray[Any], limit: int
) -> list[int]:
    scores = np.zeros(len(ids), np.float32)
    for start in range(0, len(ids), CHUNK):
        some = slice(start, start + CHUNK)
        scores[some] = np.einsum("ij,j->i", vectors[some].astype(np.float32), asked)
    scores *= scales
    order = np.lexsort((ids, -scores))[:limit]
    return [int(ids[at]) for at in order]


_HELD = _Held()

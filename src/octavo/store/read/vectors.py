"""The stored vectors: articles by nearness of meaning.

SQLite has no vector index: it is searched exactly, the newest SEARCHED vectors being held in memory
at 8 bits a number once there are more than DIRECT; what came in since is added at each search.
PostgreSQL has an HNSW index.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection
from django.db.models import Max

from octavo.analyse.vector import DIMENSIONS
from octavo.store.models import Knowledge, OwnVector

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
        return _best(*_quantised(list(_stored(0)), DIMENSIONS), asked, limit)
    return _SHIPPED.nearest("", _stored, last, asked, limit)


def nearest_own(encoder: str, asked: npt.NDArray[Any], limit: int) -> list[int]:
    """Ids of the articles nearest in meaning by an encoder of the owner's, nearest first; on both
    databases the newest SEARCHED are searched."""
    last = OwnVector.objects.filter(encoder=encoder).aggregate(last=Max("pk"))["last"] or 0
    return _OWN.nearest(encoder, partial(_stored_own, encoder), last, asked, limit)


def halfvec(vector: bytes) -> str:
    """A vector as pgvector reads it."""
    return "[" + ",".join(f"{x:g}" for x in np.frombuffer(vector, "<f2").astype(float)) + "]"


def _stored(after: int) -> Iterator[tuple[int, Blob]]:
    """The newest vectors with ids above one, newest first."""
    rows = Knowledge.objects.filter(pk__gt=after).exclude(vector=b"").order_by("-pk")
    return islice(rows.values_list("pk", "vector").iterator(CHUNK), SEARCHED)


def _stored_own(encoder: str, after: int) -> Iterator[tuple[int, Blob]]:
    """The same by an encoder of the owner's, and with ids of its own."""
    rows = OwnVector.objects.filter(encoder=encoder, pk__gt=after).order_by("-pk")
    return islice(rows.values_list("article", "vector").iterator(CHUNK), SEARCHED)


# ---------------------------------------------------------------- in memory

Ids = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.int8]
Scales = npt.NDArray[np.float32]
Quantised = tuple[Ids, Bytes, Scales]


class _Held:
    """The vectors of one encoder and database in memory; threads share them."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.name = ""
        self.last = 0
        self.rows: Quantised | None = None

    def nearest(
        self,
        encoder: str,
        stored: Callable[[int], Iterator[tuple[int, Blob]]],
        last: int,
        asked: npt.NDArray[Any],
        limit: int,
    ) -> list[int]:
        """The nearest of what `stored` gives from an id on, `last` being the highest."""
        name = f"{connection.settings_dict['NAME']} {encoder}"
        with self.lock:
            if self.rows is None or name != self.name or last < self.last:
                self.name, self.last, self.rows = name, 0, _quantised([], len(asked))
            if last > self.last:
                self.rows = _joined(self.rows, stored(self.last), len(asked))
                self.last = last
            rows = self.rows
        return _best(*rows, asked, limit)


def _joined(rows: Quantised, new: Iterable[tuple[int, Blob]], width: int) -> Quantised:
    """The rows with new ones before them, the first SEARCHED of them."""
    parts = [_quantised(chunk, width) for chunk in _chunks(new)]
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


def _quantised(rows: Rows, width: int) -> Quantised:
    """Ids, and vectors of `width` numbers at 8 bits each with the scale of each; those of another
    width are left out."""
    rows = [row for row in rows if len(row[1]) == 2 * width]
    ids = np.array([number for number, _ in rows], np.int64)
    joined = b"".join(bytes(vector) for _, vector in rows)
    matrix = np.frombuffer(joined, "<f2").reshape(-1, width).astype(np.float32)
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


_SHIPPED, _OWN = _Held(), _Held()

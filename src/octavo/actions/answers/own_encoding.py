"""Vectors by the owner's encoder, a folder or a model's server: of articles after they came in, and
of questions. Where there is none, or it fails, the shipped encoder serves alone."""

import asyncio
import logging
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
from django.conf import settings

from octavo.actions import polls
from octavo.actions.answers import ai_permission
from octavo.actions.answers.replies import endpoint
from octavo.analyse.own_encoder import OwnEncoder
from octavo.analyse.vector import CHARACTERS, Matrix
from octavo.assist.model.client import Model
from octavo.assist.model.endpoint import Endpoint, is_this_machine
from octavo.errors import ModelError, UsageError
from octavo.store import site_settings
from octavo.store.lock import only_writer
from octavo.store.models import Article, OwnVector
from octavo.store.read import vectors
from octavo.types import Egress

log = logging.getLogger(__name__)

AT_ONCE = 16
"""Articles that are encoded between two looks at the clock. Chosen by hand; not measured."""


class Encoder(Protocol):
    """What gives texts vectors. `name` changes with whatever changes them."""

    @property
    def name(self) -> str: ...

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """A row of unit length a text. Raises ModelError."""

    def question(self, text: str) -> Matrix:
        """The vector of a question. Raises ModelError."""


class _Served:
    """The embeddings of a model's server."""

    def __init__(self, where: Endpoint) -> None:
        self.where = where
        self.name = f"served.{where.embedding_model}"[:80]

    def vectors(self, texts: Sequence[str]) -> Matrix:
        ledger: list[Egress] = []
        try:
            rows = asyncio.run(Model(self.where, ledger.append).embeddings(texts))
        finally:
            polls.save_egress(ledger)
        found = np.array(rows, np.float32)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return np.asarray(found / np.maximum(lengths, 1e-9), np.float32)

    def question(self, text: str) -> Matrix:
        return np.asarray(self.vectors([text])[0])


def own_encoder() -> Encoder | None:
    """The owner's encoder; None where there is none, or it cannot be used, which is logged once."""
    if settings.ENCODER:
        return _of_folder(settings.ENCODER)
    where = endpoint()
    return _Served(where) if where.base_url and where.embedding_model else None


@lru_cache(maxsize=2)
def _of_folder(folder: Path) -> OwnEncoder | None:
    try:
        found = OwnEncoder(folder)
        found.vectors(["A text by which it shows whether it works."])
    except UsageError as error:
        log.error("%s: %s", error.code, error.detail)
        return None
    return found


def nearest(text: str, limit: int) -> list[int] | None:
    """Ids of the articles nearest to a question by the owner's encoder; None where it does not
    serve."""
    encoder = own_encoder()
    if encoder is None:
        return None
    try:
        return vectors.nearest_own(encoder.name, encoder.question(text), limit)
    except ModelError as error:
        log.warning("%s: %s", error.code, error.detail)
        return None


def encoded() -> int:
    """Give some articles their vectors by the owner's encoder, those that came last first, then
    older ones; returns how many were looked at, 0 when none are left or the encoder fails."""
    encoder = own_encoder()
    if encoder is None:
        return 0
    name, low, high = site_settings.direct(site_settings.OWN_VECTORS, ("", 0, 0))
    if name != encoder.name:
        low, high = 0, 0
    rows, low, high = _next(low, high)
    if not rows:
        return 0
    try:
        made = _vectors(encoder, rows)
    except ModelError as error:
        log.warning("%s: %s", error.code, error.detail)
        return 0
    with only_writer():
        there = set(Article.objects.filter(pk__in=made).values_list("pk", flat=True).order_by())
        OwnVector.objects.filter(article__in=[row.pk for row in rows]).delete()
        OwnVector.objects.bulk_create(
            OwnVector(article_id=number, encoder=encoder.name, vector=vector)
            for number, vector in made.items()
            if number in there
        )
        site_settings.put(site_settings.OWN_VECTORS, [encoder.name, low, high])
    return len(rows)


def _next(low: int, high: int) -> tuple[list[Article], int, int]:
    """The articles to encode now, and the ids from and to which all are then; 0 and 0 are none."""
    stored = Article.objects.select_related("body")
    if high and (rows := list(stored.filter(pk__gt=high).order_by("pk")[:AT_ONCE])):
        return rows, low, rows[-1].pk
    older = stored.filter(pk__lt=low) if high else stored
    rows = list(older.order_by("-pk")[:AT_ONCE])
    if not rows:
        return [], low, high
    return rows, rows[-1].pk, high or rows[0].pk


def _vectors(encoder: Encoder, rows: Sequence[Article]) -> dict[int, bytes]:
    """The vectors of articles by their ids; what their publishers do not want given to a model
    stays on this machine."""
    if isinstance(encoder, _Served) and not _is_here(encoder.where):
        rows = [row for row in rows if not ai_permission.is_forbidden(row)]
    texts = [f"{row.headline}. {row.dek} {row.body.text[:CHARACTERS]}" for row in rows]
    made = encoder.vectors(texts) if texts else np.zeros((0, 0), np.float32)
    return {row.pk: one.astype("<f2").tobytes() for row, one in zip(rows, made, strict=True)}


def _is_here(where: Endpoint) -> bool:
    return is_this_machine(where.host)

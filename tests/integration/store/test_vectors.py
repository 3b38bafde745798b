"""Articles by meaning: the vectors in memory find what the stored ones do."""

from datetime import UTC, datetime

import numpy as np
import pytest
from django.db import connection

from articles import article, reading
from octavo.actions import ingest, subscriptions
from octavo.actions.stories.live_window import LiveWindow
from octavo.analyse.vector import DIMENSIONS, packed_vector
from octavo.fetch.opml import Subscription
from octavo.store import search
from octavo.store.models import Knowledge
from octavo.store.read import vectors

pytestmark = pytest.mark.django_db
ASKED = np.random.default_rng(7).normal(size=DIMENSIONS)


def _unit(text: int) -> bytes:
    """A vector that is the further from what is asked the higher the text's number."""
    own = np.random.default_rng(text).normal(size=DIMENSIONS)
    vector = ASKED * (20 - text) / 20 + own * text / 20
    return packed_vector(vector / np.linalg.norm(vector))


def _store(texts: range) -> None:
    wanted = Subscription(url="https://s.example/feed", title="Herald")
    source = subscriptions.subscribe([wanted])[0].feed.source_id
    batch = [
        reading(source, article(f"Piece {n}", (f"Text number {n} stands here.",),
                                url=f"https://s.example/{n}"))
        for n in texts
    ]  # fmt: skip
    saved = ingest.save_readings(batch, LiveWindow(14), datetime.now(UTC))
    rows = [(number, _unit(text)) for number, text in zip(saved.new, texts, strict=True)]
    for number, vector in rows:
        Knowledge.objects.filter(pk=number).update(vector=vector)
    search.index_vectors(rows)


def test_the_vectors_in_memory_find_what_the_stored_ones_do(monkeypatch):
    _store(range(12))
    asked = _unit(0)
    stored = vectors.nearest(asked, 5)
    exact = {
        row.pk: np.frombuffer(bytes(row.vector), "<f2").astype(float)
        @ np.frombuffer(asked, "<f2").astype(float)
        for row in Knowledge.objects.all()
    }
    assert stored == sorted(exact, key=lambda pk: -exact[pk])[:5]
    monkeypatch.setattr(vectors, "DIRECT", 0)
    assert vectors.nearest(asked, 5) == stored
    _store(range(12, 15))
    newest = Knowledge.objects.order_by("-pk")[0]
    found = vectors.nearest(bytes(newest.vector), 1)
    assert found == [newest.pk], "what came in since is found too"


def test_there_is_nothing_near_in_an_empty_store():
    assert vectors.nearest(_unit(0), 5) == []
    assert connection.vendor in ("sqlite", "postgresql")

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
ASKED = np.eye(DIMENSIONS)[0]


@pytest.fixture(autouse=True)
def index_without_what_was_rolled_back(db) -> None:
    """On PostgreSQL the vectors of tests that were rolled back stay in the index until it is
    vacuumed, and its search, which is approximate, ends among them."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("REINDEX TABLE store_vector")


def _near(number: int) -> bytes:
    """The vector of piece `number`: the further from what is asked, the higher its number, and that
    of piece 20 what is asked itself."""
    vector = ASKED + 0.2 * (number % 20) * np.eye(DIMENSIONS)[number + 1]
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
    rows = [(pk, _near(n)) for pk, n in zip(sorted(saved.new), texts, strict=True)]
    for number, vector in rows:
        Knowledge.objects.filter(pk=number).update(vector=vector)
    search.index_vectors(rows)


def test_the_vectors_in_memory_find_what_the_stored_ones_do(monkeypatch):
    asked = packed_vector(ASKED)
    _store(range(1, 13))
    in_order = list(Knowledge.objects.order_by("pk").values_list("pk", flat=True))
    assert vectors.nearest(asked, 5) == in_order[:5]
    monkeypatch.setattr(vectors, "DIRECT", 0)
    assert vectors.nearest(asked, 5) == in_order[:5]
    _store(range(20, 21))
    newest = Knowledge.objects.latest("pk").pk
    assert vectors.nearest(asked, 1) == [newest], "what came in since is found too"


def test_there_is_nothing_near_in_an_empty_store():
    assert vectors.nearest(packed_vector(ASKED), 5) == []

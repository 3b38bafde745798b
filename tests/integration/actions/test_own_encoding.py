"""Vectors by the owner's encoder: made after articles came in, found by questions in any language,
made anew with another encoder; the shipped one serves where it fails."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles import article, reading
from octavo.actions import ingest, subscriptions
from octavo.actions.answers import own_encoding
from octavo.actions.stories.live_window import LiveWindow
from octavo.errors import ModelError
from octavo.fetch.opml import Subscription
from octavo.gateway import Rules
from octavo.store.models import Article, EgressRecord, OwnVector
from octavo.walk import walk, walk_context
from tests.model_server import model_server
from tests.tiny_encoder import tiny_encoder

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def stored(transactional_db) -> list[int]:
    """Ids of three articles, of bread, a ship and bread."""
    (one,) = subscriptions.subscribe([Subscription(url="https://s.example/feed", title="Post")])
    for n, word in enumerate(["bread", "ship", "bread"]):
        made = article(word, (f"{word} " * 30,), url=f"https://s.example/{n}")
        ingest.save_readings([reading(one.feed.source_id, made)], LiveWindow(14), NOW)
    return list(Article.objects.order_by("pk").values_list("pk", flat=True))


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.ENCODER = tiny_encoder(tmp_path / "tiny")
    return settings.ENCODER


def _all_encoded() -> int:
    return sum(iter(own_encoding.encoded, 0))


def test_a_question_in_arabic_finds_the_english_article(stored, folder) -> None:
    assert own_encoding.nearest("قارب", 3) == []
    assert _all_encoded() == 3
    assert own_encoding.nearest("قارب", 1) == [stored[1]]
    assert own_encoding.encoded() == 0, "once is enough"


def test_the_newest_come_first_and_what_comes_later_is_not_forgotten(
    stored, folder, monkeypatch
) -> None:
    monkeypatch.setattr(own_encoding, "AT_ONCE", 1)
    own_encoding.encoded()
    assert list(OwnVector.objects.values_list("article", flat=True)) == stored[2:]
    source = Article.objects.first().source_id
    made = article("boat", ("boat " * 30,), url="https://s.example/9")
    ingest.save_readings([reading(source, made)], LiveWindow(14), NOW)
    assert _all_encoded() == 3
    assert OwnVector.objects.count() == 4
    assert own_encoding.nearest("boat", 1) == [Article.objects.latest("pk").pk]


def test_another_encoder_makes_all_of_them_anew(stored, folder, settings, tmp_path) -> None:
    _all_encoded()
    (before,) = set(OwnVector.objects.values_list("encoder", flat=True))
    settings.ENCODER = tiny_encoder(tmp_path / "other", "cls_token")
    assert own_encoding.nearest("ship", 3) == []
    assert _all_encoded() == 3
    (after,) = set(OwnVector.objects.values_list("encoder", flat=True))
    assert after != before


def test_a_walk_encodes_what_it_took_in(stored, folder) -> None:
    async def walked() -> None:
        async with walk_context(Rules(), workers=0, window_days=14) as context:
            await walk(context)

    asyncio.run(walked())
    assert OwnVector.objects.count() == 3


def test_a_folder_that_is_none_is_logged_and_the_shipped_one_serves(
    stored, settings, tmp_path, caplog
) -> None:
    settings.ENCODER = tmp_path / "nowhere"
    assert own_encoding.nearest("ship", 3) is None
    assert own_encoding.encoded() == 0
    assert "encoder_unreadable" in caplog.text


def test_the_embeddings_of_a_server_serve_too(stored, settings) -> None:
    with model_server() as server:
        settings.MODEL_URL, settings.MODEL_EMBEDDINGS = server.base_url, "embedder"
        settings.FETCHER_ALLOW_PRIVATE_NETWORKS = True
        assert _all_encoded() == 3
        assert len(own_encoding.nearest("ship", 3) or []) == 3
        assert server.asked[0]["model"] == "embedder"
    assert EgressRecord.objects.filter(purpose="model").exists()


def test_a_server_that_is_down_leaves_what_there_is(stored, settings, caplog) -> None:
    settings.MODEL_URL, settings.MODEL_EMBEDDINGS = "http://127.0.0.1:9/v1", "embedder"
    settings.MODEL_TIMEOUT = 0.2
    assert own_encoding.encoded() == 0
    assert own_encoding.nearest("ship", 3) is None
    assert "model_silent" in caplog.text
    assert ModelError.code

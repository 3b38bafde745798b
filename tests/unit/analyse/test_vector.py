"""The shipped model: what it is, and what it does; and life without it."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from octavo.analyse import vector
from octavo.analyse.article import analyses, with_vectors
from octavo.types import Article, Block

ROOT = Path(__file__).resolve().parents[3]
HASHES = {
    "model.onnx": "cd2165d1e5ec678822e973ac2c5334794cf398f16200fb0e04ba7eaf4b8ba53c",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


@pytest.mark.parametrize("name", HASHES)
def test_the_model_is_the_one_the_notice_names(name: str) -> None:
    digest = hashlib.sha256((vector.MODEL / name).read_bytes()).hexdigest()
    assert digest == HASHES[name]
    assert digest in (ROOT / "NOTICE").read_text(encoding="utf-8")


def _article(headline: str, text: str) -> Article:
    return Article("u", headline, (Block("paragraph", text, ""),), datetime(2026, 1, 1, tzinfo=UTC))


def test_only_languages_the_model_knows_have_vectors_and_meaning_is_near() -> None:
    articles = [
        _article("Ship launched", "The navy has launched a new warship at the eastern port today."),
        _article(
            "Navy gets vessel", "A new naval vessel entered the water in the east this morning."
        ),
        _article("إطلاق سفينة", "أطلقت البحرية سفينة جديدة في الميناء الشرقي اليوم وسط حضور كبير"),
        _article("Bread prices", "Bakers have raised the price of bread because flour is dearer."),
    ]
    plain = analyses(articles)
    found = with_vectors(plain, articles, vector.shipped_encoder())
    assert [bool(a.vector) for a in found] == [True, True, False, True]
    ship, vessel, bread = (vector.unpacked_vector(found[i].vector) for i in (0, 1, 3))
    assert ship is not None and vessel is not None and bread is not None
    assert np.linalg.norm(ship) == pytest.approx(1, abs=0.01)
    assert ship @ vessel > ship @ bread + 0.2
    assert plain[0].vector == b""


def test_a_text_has_one_vector_whatever_comes_with_it() -> None:
    encoder = vector.shipped_encoder()
    text = "Ferry crews in the north end their walkout after talks through the night."
    others = ["Bread is dearer.", "The assembly met in the old hall to hear the budget. " * 8]
    alone = encoder.vectors([text])
    for company in ([text, *others], [*others, text], [others[0], text]):
        assert np.array_equal(encoder.vectors(company)[company.index(text)], alone[0])


def test_without_a_model_there_is_no_encoder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector, "MODEL", tmp_path)
    assert vector.shipped_encoder.__wrapped__() is None
    assert vector.unpacked_vector(b"short") is None

"""The window after a restart: filled from packed articles, which are opened when they are compared;
what it decides is what it would have decided."""

from datetime import timedelta

import numpy as np
import pytest

from octavo.actions.stories.live_window import MARK, _stored_features, packed_features, unpacked
from octavo.analyse.vector import packed_vector
from octavo.store import codec
from octavo.stories.index.live_stories import lookup_keys, phonetic_lookup_keys
from octavo.stories.similarity.features import ArticleFeatures, StoredFeatures
from octavo.stories.similarity.local_density import packed_nearest
from octavo.stories.window.live_window import Window
from octavo.stories.window.restore import StoredArticle
from octavo.types import Placement
from unit.stories.window.test_window import POOL, START

STORIES = 2_000
"""More than are all compared by meaning, or posted one by one."""


def made(number: int, subject: int, seed: int = 0) -> ArticleFeatures:
    """An article on a subject: its words and direction, some of them changed by the seed."""
    chance = np.random.default_rng([subject, 7])
    words = [f"w{int(n)}" for n in np.unique((9_000 ** chance.random(40)).astype(int))]
    vector = chance.standard_normal(384)
    other = np.random.default_rng([subject, seed, 3])
    packed_nearest = [word for word in words if not seed or other.random() < 0.7]
    weights = other.random(len(packed_nearest)) + 0.2
    weights = (weights / np.linalg.norm(weights)).round(4)
    if seed:
        vector = vector + 0.5 * other.standard_normal(384)
    terms = dict(zip(packed_nearest, weights.tolist(), strict=True))
    return ArticleFeatures(
        article_id=number, source_id=number % 40, published=START + timedelta(minutes=number),
        language="en" if subject % 5 else "ar", terms=terms,
        headline_terms=dict(list(terms.items())[:5]),
        entities={f"name{subject % 300}": 0.8}, numbers=frozenset({str(subject), "12"}),
        phonetic_names={f"s{subject % 300}": 0.5},
        vector=packed_vector(vector / np.linalg.norm(vector)),
        fingerprint=np.sort(other.integers(0, 2**63, 70).astype("<u8")).tobytes(),
        text_hash=f"{subject}/{seed}", wire="Reuters" if subject % 3 else "", words=200,
    )  # fmt: skip


def again(features: ArticleFeatures) -> ArticleFeatures:
    """The same article as the store gives it back."""
    return _stored_features(
        packed_features(features), article_id=features.article_id, source_id=features.source_id,
        published=features.published, vector=features.vector, fingerprint=features.fingerprint,
        text_hash=features.text_hash,
    )  # fmt: skip


@pytest.fixture(scope="module")
def live() -> tuple[Window, list[Placement], list[ArticleFeatures]]:
    """A window of many stories, some of two reports, and its articles in their order, with where
    they were put."""
    articles = [made(n, n) for n in range(STORIES)]
    articles += [made(STORIES + n, 3 * n, 1) for n in range(200)]
    window = Window()
    return window, [window.place(one) for one in articles], articles


def test_a_packed_article_is_the_same_when_it_is_opened():
    for features in (*POOL, made(5, 7), made(6, 10, 3)):
        back = again(features)
        assert isinstance(back, StoredFeatures)
        for name in ArticleFeatures.__dataclass_fields__:
            assert getattr(back, name) == getattr(features, name), name
        assert back.lookup_keys == list(lookup_keys(features))
        assert back.phonetic_keys == phonetic_lookup_keys(features)


def test_nothing_is_opened_to_fill_a_window(live):
    *_, articles = live
    window, rows = Window(), [again(one) for one in articles]
    window.restore(StoredArticle(one, one.article_id + 1) for one in rows)
    assert len(window) == len(articles)
    assert not [one for one in rows if "terms" in one.__dict__]
    window.place(made(9_000, 3, 5))
    opened_now = sum("terms" in one.__dict__ for one in rows)
    assert 0 < opened_now < 40, "only what is compared"


def test_a_restart_changes_no_later_decision(live):
    window, placements, articles = live
    restored = Window()
    restored.restore(
        StoredArticle(
            again(one),
            window.story_of(one.article_id),
            window.original_of(one.article_id),
            packed_nearest(placement.near),
        )
        for one, placement in zip(articles, placements, strict=True)
    )
    restored.state.next_story_id = window.next_story_id
    for at in range(120):
        newcomer = made(20_000 + at, at * 11 % STORIES, 2 + at % 3)
        assert restored.place(newcomer) == window.place(newcomer)
    cut = START + timedelta(minutes=STORIES // 2)
    assert restored.forget(cut) == window.forget(cut) > 0
    for at in range(60):
        newcomer = made(30_000 + at, at * 17 % STORIES, 7)
        assert restored.place(newcomer) == window.place(newcomer)


@pytest.mark.parametrize("mark", [b"", b"K0\x1den\x1d200\x1dold\x1d"])
def test_what_was_packed_by_an_earlier_version_is_read(mark: bytes):
    features = made(5, 7)
    body = packed_features(features).split(b"\x1d", 4)[4]
    back = _stored_features(
        mark + body, article_id=5, source_id=5, published=features.published,
        vector=features.vector,
        fingerprint=features.fingerprint, text_hash=features.text_hash,
    )  # fmt: skip
    assert not isinstance(back, StoredFeatures)
    assert back == features
    assert unpacked(mark + body)["terms"] == features.terms


def test_a_head_is_no_guess():
    assert packed_features(POOL[0]).startswith(MARK)
    assert codec.packed_json({"a": 1})[:1] != MARK[:1], "how a packed value begins"

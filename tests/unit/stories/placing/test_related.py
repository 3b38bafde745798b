"""Related: same story first, then what is near; nothing under the floor."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from octavo.analyse.article import analyses
from octavo.analyse.vector import shipped_encoder
from octavo.extract.archives import capture
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.window.live_window import Window
from octavo.types import Article, Block
from unit.stories.window.test_window import DAM, START, STRIKE, STRIKE_TOO, features

CAPTURE = Path(__file__).resolve().parents[4] / "../shared/captures/daily8-article.txt"


def test_the_same_story_comes_first_and_strangers_never() -> None:
    window = Window()
    window.place(features(1, "Norway's fishermen strike over cod quotas", STRIKE))
    window.place(features(2, "Cracked dam drained in Kenya", DAM, 1))
    links = window.place(features(3, "Cod quota strike idles boats", STRIKE_TOO, 2)).related
    assert [(link.article_id, link.kind) for link in links] == [(1, "same_story")]
    assert "cod" in links[0].reason["shared"]
    assert 0 < links[0].score <= 1


def test_an_old_story_that_this_one_follows_is_earlier() -> None:
    window = Window()
    window.place(features(1, "Norway's fishermen strike over cod quotas", STRIKE))
    later = replace(
        features(3, "Norway cod quota strike idles boats", STRIKE_TOO),
        published=START + timedelta(days=30),
    )
    links = window.place(later).related
    assert [(link.article_id, link.kind) for link in links] == [(1, "earlier")]


def test_links_are_few_and_of_many_sources() -> None:
    window = Window()
    for i in range(12):
        text = STRIKE_TOO + f" Harbour {i} counted {100 + 7 * i} boats and heard speaker{i} say so."
        one = features(i, "Cod quota strike idles Norwegian boats", text, i / 10)
        window.place(replace(one, source_id=1 if i < 8 else i, text_hash=str(i), fingerprint=b""))
    links = window.related(11)
    assert len(links) == 8
    assert {8, 9, 10} <= {link.article_id for link in links}


@pytest.mark.skipif(not CAPTURE.exists(), reason="needs the saved capture beside the checkout")
@pytest.mark.parametrize("with_vectors", [True, False])
def test_the_captured_page(with_vectors: bool) -> None:
    text = CAPTURE.read_text(encoding="utf-8")
    bodies = {
        "casualties": re.search(r"SEOUL: .*?violation of UN sanctions\.", text, re.DOTALL),
        "remains": re.search(r"BUCHA, Ukraine - .*?bury them\.'", text, re.DOTALL),
        "conglomerates": re.search(r"SEOUL - South.*?dimensional crisis'\.", text, re.DOTALL),
        "destroyer": re.search(r"SEOUL — North.*?outposts of aggression\.", text, re.DOTALL),
    }
    headlines = {
        "casualties": "600 North Korean soldiers killed fighting for Russia: Seoul lawmaker",
        "remains": "Ukrainians face painful wait to learn if loved ones are among returned bodies",
        "conglomerates": "South Korea's Lee pledges support on trade in meeting with conglomerates",
        "destroyer": "North Korea's Kim Jong-un lauds restored destroyer, says more to be built",
    }
    june = datetime(2025, 6, 13, 3, tzinfo=UTC)
    articles = [
        Article(
            "u",
            headlines[name],
            (Block("paragraph", body.group() if body else "", ""),),
            datetime(2025, 4, 30, tzinfo=UTC) if name == "casualties" else june,
        )
        for name, body in bodies.items()
    ]
    found = analyses(articles, shipped_encoder() if with_vectors else None)
    window = Window()
    for i, (article, analysis) in enumerate(zip(articles, found, strict=True)):
        window.place(ArticleFeatures.of(i, i, article, analysis))
    assert len({window.story_of(i) for i in range(4)}) == 4
    kinds = {link.article_id: link.kind for link in window.related(3)}
    assert kinds.get(0) in ("same_subject", "earlier")
    assert 2 not in {link.article_id for link in window.related(0)}


@pytest.mark.skipif(not CAPTURE.exists(), reason="needs the saved capture beside the checkout")
def test_the_captured_page_as_the_site_reads_it() -> None:
    saved = datetime(2025, 6, 14, 10, tzinfo=UTC)
    found = capture.articles(CAPTURE.read_text(encoding="utf-8"), saved)
    window = Window()
    for i, (one, told) in enumerate(zip(found, analyses(found, shipped_encoder()), strict=True)):
        window.place(ArticleFeatures.of(i, i, one, told))
    number = {
        word: next(i for i, one in enumerate(found) if word in one.headline)
        for word in ("600", "destroyer", "conglomerates")
    }
    near = {word: {link.article_id for link in window.related(i)} for word, i in number.items()}
    assert number["destroyer"] in near["600"] and number["600"] in near["destroyer"]
    assert number["conglomerates"] not in near["600"] and number["600"] not in near["conglomerates"]

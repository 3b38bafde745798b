"""The rows of a corpus as the live window takes them, and the demo press as such a corpus."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from octavo.analyse.article import analyses
from octavo.analyse.vector import Encoder
from octavo.demo.world import world
from octavo.stories import corpus
from octavo.stories.similarity.features import ArticleFeatures

ANCHOR = datetime(2026, 3, 2, tzinfo=UTC)
"""The day on which the demo press comes to its end."""

Row = Mapping[str, Any]


def known(rows: Sequence[Row], encoder: Encoder | None) -> list[ArticleFeatures]:
    """What the window knows of each row, by its place; without a time where the row has none."""
    articles = [corpus.row_article(row) for row in rows]
    found = zip(articles, analyses(articles, encoder), strict=True)
    made = [
        ArticleFeatures.of(at, 0, article, analysis) for at, (article, analysis) in enumerate(found)
    ]
    return [
        one if corpus.time(row.get("time")) else replace(one, published=None)
        for row, one in zip(rows, made, strict=True)
    ]


def demo_rows() -> Iterator[Row]:
    """The pieces of the demo press that belong to a story, `gold` and `cluster` its name."""
    for piece in world().pieces.values():
        latest = piece.versions[-1]
        if piece.story:
            yield {
                "id": piece.name,
                "time": piece.published(ANCHOR).isoformat(),
                "lang": piece.publisher.language,
                "title": latest.headline,
                "text": "\n".join([latest.dek, *latest.blocks]),
                "gold": piece.story,
                "cluster": piece.story,
            }

"""The walk's later door: articles that were read again from their stored pages.

Who reads, comments or saved keeps what they have: ids, addresses, stories, comments and marks stay.
No revision is made, for the publisher has changed nothing; what an article says from now on is what
was on its page all along.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from octavo.actions import ingest
from octavo.actions.ingest import Reading
from octavo.actions.stories import story_rows
from octavo.actions.stories.live_window import packed_features
from octavo.store import search
from octavo.store.lock import only_writer
from octavo.store.models import Article, Body, Knowledge, Tagging
from octavo.stories.similarity.features import ArticleFeatures

SHOWN = frozenset({"headline", "dek", "authors", "published", "picture", "html"})
"""The fields by which a reader would see that something changed."""


@dataclass(slots=True)
class Counted:
    """What came of reading again: how many articles say something else now, how many do not."""

    changed: int = 0
    same: int = 0


def save(again: Sequence[tuple[int, Reading]]) -> Counted:
    """Save articles, each with its number, that were read again."""
    counted = Counted()
    with only_writer():
        ids = [number for number, _ in again]
        rows, bodies = Article.objects.in_bulk(ids), Body.objects.in_bulk(ids)
        written = [
            (number, reading)
            for number, reading in again
            if number in rows and number in bodies
            and _written(rows[number], bodies[number], reading, counted)
        ]  # fmt: skip
        counted.same = len(again) - counted.changed
        _index(written, rows)
    return counted


def _written(row: Article, body: Body, reading: Reading, counted: Counted) -> bool:
    """Whether anything of the article was written anew. A text that is poorer than the one we have
    (a summary after the whole) changes nothing."""
    clean = reading.article
    if clean.partial and not row.partial:
        return False
    fields = ingest.face(clean, reading.analysis)
    fields |= {"published": clean.published, "modified": clean.modified or row.modified}
    face = _other(row, fields)
    text = _other(body, ingest.text_fields(clean, reading.analysis))
    if face:
        Article.objects.filter(pk=row.pk).update(**face)
    if text:
        Body.objects.filter(pk=row.pk).update(**text)
    counted.changed += bool(SHOWN & {*face, *text})
    return bool(face or text)


def _other(row: Article | Body, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that the row has otherwise."""
    return {name: value for name, value in fields.items() if getattr(row, name) != value}


def _index(written: Sequence[tuple[int, Reading]], rows: dict[int, Article]) -> None:
    """Let search, hashtags and stories know of the new texts."""
    for number, reading in written:
        clean, analysis = reading.article, reading.analysis
        known = ArticleFeatures.of(number, reading.source_id, clean, analysis)
        Knowledge.objects.filter(pk=number).update(
            published=clean.published,
            known=packed_features(known),
            vector=known.vector,
            fingerprint=known.fingerprint,
            text_hash=known.text_hash,
            versions=dict(analysis.versions),
        )
    search.index([(n, r.analysis.search_headline, r.analysis.search_text) for n, r in written])
    search.index_vectors([(n, r.analysis.vector) for n, r in written if r.analysis.vector])
    Tagging.objects.filter(article__in=[number for number, _ in written]).delete()
    ingest.tag(written)
    stories = [rows[number].story_id for number, _ in written]
    story_rows.rethread({number for number in stories if number is not None})

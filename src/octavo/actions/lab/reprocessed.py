"""The walk's later door: articles that were read again from their stored pages.

Who reads, comments or saved keeps what they have: ids, addresses, stories, comments and marks stay.
No revision is made, for the publisher has changed nothing; what an article says from now on is what
was on its page all along.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from octavo.actions import article_rows
from octavo.actions.article_rows import Reading
from octavo.actions.revisions import time_fields
from octavo.actions.stories import story_rows
from octavo.actions.stories.live_window import packed_features
from octavo.store import bulk, search
from octavo.store.lock import only_writer
from octavo.store.models import Article, Body, Knowledge
from octavo.stories.similarity.features import ArticleFeatures

VISIBLE = frozenset({"headline", "dek", "authors", "published", "picture", "html"})
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
        better = [
            (number, reading)
            for number, reading in again
            if number in rows and number in bodies and not _is_poorer(rows[number], reading)
        ]
        written = [
            (number, reading)
            for number, reading in better
            if _is_other(rows[number], bodies[number], reading, counted)
        ]
        counted.same = len(again) - counted.changed
        for _, one in written[:1]:
            face = article_rows.face_fields(one.article, one.analysis)
            text = article_rows.text_fields(one.article, one.analysis)
            bulk.update([rows[number] for number, _ in written], [*face, "published"])
            bulk.update([bodies[number] for number, _ in written], list(text))
        _index(written, rows)
        article_rows.retag([(number, _dated(rows[number], one)) for number, one in better])
    return counted


def _dated(row: Article, reading: Reading) -> Reading:
    """What an article says now, with the time that its row has."""
    return replace(reading, article=replace(reading.article, published=row.published))


def _is_poorer(row: Article, reading: Reading) -> bool:
    """Whether a text is poorer than the one we have (a summary after the whole)."""
    return bool(reading.article.partial) and not row.partial


def _is_other(row: Article, body: Body, reading: Reading, counted: Counted) -> bool:
    """Whether anything of the article is to be written anew; the rows then hold it."""
    clean = reading.article
    fields = article_rows.face_fields(clean, reading.analysis)
    fields |= {"published": clean.published, "modified": clean.modified or row.modified}
    if clean.date_precision == "seen":
        fields |= time_fields(row, clean)
    face = _set(row, fields)
    text = _set(body, article_rows.text_fields(clean, reading.analysis))
    counted.changed += bool(VISIBLE & {*face, *text})
    return bool(face or text)


def _set(row: Article | Body, fields: dict[str, Any]) -> set[str]:
    """Set the row's fields; the names of those that it had otherwise."""
    other = {name for name, value in fields.items() if getattr(row, name) != value}
    for name in other:
        setattr(row, name, fields[name])
    return other


def _index(written: Sequence[tuple[int, Reading]], rows: dict[int, Article]) -> None:
    """Let search and stories know of the new texts."""
    for number, reading in written:
        clean, analysis = reading.article, reading.analysis
        known = ArticleFeatures.of(number, reading.source_id, clean, analysis)
        Knowledge.objects.filter(pk=number).update(
            published=clean.published,
            known=packed_features(known),
            vector=known.vector,
            cross_lingual=known.cross_lingual,
            fingerprint=known.fingerprint,
            text_hash=known.text_hash,
            versions=dict(analysis.versions),
        )
    search.index([(n, r.analysis.search_headline, r.analysis.search_text) for n, r in written])
    search.index_vectors([(n, r.analysis.vector) for n, r in written if r.analysis.vector])
    stories = [rows[number].story_id for number, _ in written]
    story_rows.rethread({number for number in stories if number is not None})

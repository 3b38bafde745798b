"""Revisions: what a known article says now, and what it said before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from octavo.actions.article_rows import (
    PAGE_FIELDS,
    Reading,
    face_fields,
    retag,
    snapshot_row,
    text_fields,
)
from octavo.store import bulk, search
from octavo.store.models import (
    Article,
    Body,
    Revision,
)
from octavo.types import Article as Clean


@dataclass(frozen=True, slots=True)
class Revised:
    """A stored article, as it was, with what its publisher says now."""

    article: Article
    body: Body
    reading: Reading


def is_revised(row: Article, body: Body | None, reading: Reading) -> bool:
    """Whether a known article says something else now. A text that is poorer than the one we have
    (a summary after the whole) changes nothing."""
    clean = reading.article
    same = body is not None and row.headline == clean.headline[:500] and body.text == clean.text
    poorer = bool(clean.partial) and not row.partial
    return body is not None and not same and not poorer


def write_revisions(revised: Sequence[Revised], now: datetime) -> None:
    """Keep what articles said before, and write what they say now."""
    if not revised:
        return
    bulk.insert(
        Revision(
            article_id=one.article.pk,
            replaced_at=now,
            headline=one.article.headline,
            text=one.body.text,
        )
        for one in revised
    )
    faces = [face_fields(one.reading.article, one.reading.analysis) for one in revised]
    texts = [text_fields(one.reading.article, one.reading.analysis) for one in revised]
    for face, one in zip(faces, revised, strict=True):
        face["modified"] = one.reading.article.modified or now
        face |= time_fields(one.article, one.reading.article)
    pairs = list(zip(revised, faces, texts, strict=True))
    bulk.update([_with(one.article, face) for one, face, _ in pairs], list(faces[0]))
    bulk.update([_with(one.body, text) for one, _, text in pairs], list(texts[0]))
    readings = [(one.article.pk, one.reading) for one in revised]
    retag([(one.article.pk, _dated(one)) for one in revised])
    pages = [snapshot_row(number, reading, now) for number, reading in readings if reading.page]
    bulk.insert(pages, unique=["article"], renew=PAGE_FIELDS)
    search.index([
        (number, reading.analysis.search_headline, reading.analysis.search_text)
        for number, reading in readings
    ])  # fmt: skip


def time_fields(row: Article, clean: Clean) -> dict[str, Any]:
    """When an article was published, by what its publisher tells now: as it was, but where that
    was only when we first saw it and is told by now."""
    is_told = row.date_precision == "seen" and clean.date_precision != "seen"
    told: Article | Clean = clean if is_told else row
    return {"published": told.published, "date_precision": told.date_precision}


def _dated(one: Revised) -> Reading:
    """What an article says now, with the time that it keeps."""
    article = replace(one.reading.article, published=one.article.published)
    return replace(one.reading, article=article)


def _with(row: Any, fields: dict[str, Any]) -> Any:
    """The row with these fields."""
    for name, value in fields.items():
        setattr(row, name, value)
    return row

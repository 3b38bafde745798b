"""An article as rows: what a reading becomes in each table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from octavo.actions.stories.live_window import packed_features
from octavo.formats.folding import folded
from octavo.formats.sentences import after_dateline
from octavo.formats.urls import site
from octavo.store import bulk, codec
from octavo.store.models import (
    Article,
    ArticleCountry,
    Body,
    Hashtag,
    Knowledge,
    Quote,
    Related,
    Snapshot,
    Speaker,
    Tagging,
)
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.local_density import packed_nearest
from octavo.types import Analysis, Link, Placement, TextQuote
from octavo.types import Article as Clean

LONGEST_NAME = 120
"""Characters of a speaker, as the columns have them."""

REVERSED = {"earlier": "later"}


@dataclass(frozen=True, slots=True)
class Reading:
    """An article that came out of the walk, with the entry that led to it and the page it was, both
    packed too, and the address the page was found at."""

    source_id: int
    article: Clean
    analysis: Analysis
    entry_id: int | None = None
    page: bytes = b""
    found_at: str = ""
    packed_entry: bytes = b""


def article_row(
    number: int, reading: Reading, placement: Placement, now: datetime, story_id: int
) -> Article:
    clean, analysis = reading.article, reading.analysis
    return Article(
        pk=number,
        source_id=reading.source_id,
        url=clean.url[:2000],
        url_key=codec.article_key(clean),
        published=clean.published,
        fetched=now,
        story_id=story_id,
        duplicate_of_id=placement.duplicate_of,
        **face_fields(clean, analysis),
    )


def face_fields(clean: Clean, analysis: Analysis) -> dict[str, Any]:
    """The fields of an article's row that a revision may change."""
    lead = next((b.text for b in clean.blocks if b.kind == "paragraph" and b.text), "")
    lead = lead[after_dateline(lead, clean.dateline) :]
    return {
        "headline": clean.headline[:500],
        "dek": clean.dek[:1000],
        "lead": lead[:600],
        "authors": list(clean.authors),
        "date_precision": clean.date_precision,
        "modified": clean.modified,
        "language": analysis.language[:8],
        "section": analysis.category,
        "country": analysis.countries[0] if analysis.countries else "",
        "picture": _fields(clean.picture) if clean.picture else None,
        "hashtags": list(analysis.hashtags),
        "wire": clean.wire[:60],
        "partial": clean.partial[:12],
        "confidence": clean.confidence,
        "words": analysis.words,
        "seconds": analysis.seconds,
    }


def body_row(number: int, reading: Reading, placement: Placement) -> Body:
    return Body(
        article_id=number,
        placement={"score": round(placement.score, 4), **placement.reason},
        **text_fields(reading.article, reading.analysis),
    )


def text_fields(clean: Clean, analysis: Analysis) -> dict[str, Any]:
    """The fields of a body that a revision may change."""
    return {
        "html": clean.html,
        "text": clean.text,
        "dateline": clean.dateline[:120],
        "corrections": list(clean.corrections),
        "enclosures": [_fields(enclosure) for enclosure in clean.enclosures],
        "summary": list(analysis.summary),
        "key_points": list(analysis.key_points),
        "entities": [_fields(entity) for entity in analysis.entities[:40]],
        "numbers": list(analysis.numbers[:40]),
        "figures": [_fields(figure) for figure in analysis.figures],
    }


def _fields(record: Any) -> dict[str, Any]:
    """The fields of a record that holds plain values: dataclasses.asdict copies each deeply."""
    return {name: getattr(record, name) for name in record.__slots__}


def knowledge_row(
    number: int, reading: Reading, known: ArticleFeatures, placement: Placement
) -> Knowledge:
    return Knowledge(
        article_id=number,
        published=reading.article.published,
        known=packed_features(known),
        vector=known.vector,
        cross_lingual=known.cross_lingual,
        fingerprint=known.fingerprint,
        near=packed_nearest(placement.near),
        text_hash=known.text_hash,
        versions=dict(reading.analysis.versions),
    )


PAGE_FIELDS = ["fetched", "host", "url", "page", "entry"]


def snapshot_row(number: int, reading: Reading, now: datetime) -> Snapshot:
    found_at = reading.found_at or reading.article.url
    return Snapshot(
        article_id=number,
        fetched=now,
        host=site(found_at)[:255],
        url=reading.found_at[:2000],
        page=reading.page,
        entry=reading.packed_entry,
    )


def tag(readings: Iterable[tuple[int, Reading]]) -> None:
    """Hang articles under their hashtags, making those that are new, and under their countries."""
    rows = list(readings)
    names = {tag.casefold(): tag for _, r in rows for tag in reversed(r.analysis.hashtags)}
    have = dict(Hashtag.objects.filter(key__in=list(names)).values_list("key", "pk"))
    Hashtag.objects.bulk_create(
        [Hashtag(key=k[:100], name=n[:100]) for k, n in sorted(names.items()) if k not in have],
        ignore_conflicts=True,
    )
    have = dict(Hashtag.objects.filter(key__in=list(names)).values_list("key", "pk"))
    bulk.insert(
        (
            Tagging(hashtag_id=have[key], article_id=number, published=reading.article.published)
            for number, reading in rows
            for key in dict.fromkeys(tag.casefold() for tag in reading.analysis.hashtags)
            if key in have
        ),
        unique=["hashtag", "article"],
    )
    bulk.insert(
        ArticleCountry(
            article_id=number, country=code, place=place, published=reading.article.published
        )
        for number, reading in rows
        for place, code in enumerate(reading.analysis.countries)
    )


def retag(readings: Sequence[tuple[int, Reading]]) -> None:
    """Hang stored articles under what they are about now, and store whom they quote now."""
    numbers = [number for number, _ in readings]
    Tagging.objects.filter(article__in=numbers).delete()
    ArticleCountry.objects.filter(article__in=numbers).delete()
    Quote.objects.filter(article__in=numbers).delete()
    tag(readings)
    quote((n, r.article.published, r.analysis.quotes) for n, r in readings)


def quote(quoting: Iterable[tuple[int, Any, Sequence[TextQuote]]]) -> None:
    """Store what articles quote, given by their ids and times, making the speakers that are new."""
    rows = [
        (number, published, place, one)
        for number, published, quotes in quoting
        for place, one in enumerate(quotes)
    ]
    known = _speakers([one for _, _, _, one in rows if one.is_named])
    bulk.insert(
        (
            Quote(
                article_id=number,
                speaker_id=known.get(speaker_key(one.speaker)) if one.is_named else None,
                place=place,
                said_by=one.speaker[:LONGEST_NAME],
                kind=one.kind,
                text="\n".join(one.parts),
                sentence=one.sentence,
                published=published,
            )
            for number, published, place, one in rows
        ),
        unique=["article", "place"],
    )


def speaker_key(name: str) -> str:
    """The form by which a name is one, however it is written."""
    return folded(" ".join(name.replace("/", " ").replace("_", " ").split()))[:LONGEST_NAME]


def _speakers(named: Iterable[TextQuote]) -> dict[str, int]:
    """The numbers of speakers by their keys."""
    names = {speaker_key(one.speaker): one.speaker[:LONGEST_NAME] for one in named}
    stored = Speaker.objects.filter(key__in=list(names)).values_list("key", "pk")
    have = dict(stored)
    wanted = [Speaker(key=k, name=n) for k, n in sorted(names.items()) if k not in have]
    if wanted:
        Speaker.objects.bulk_create(wanted, ignore_conflicts=True)
        have = dict(stored.all())
    return have


def related_rows(rows: Iterable[tuple[int, Iterable[Link]]]) -> Iterable[Related]:
    """Links both ways: an article that is related to an older one is shown beside that one too."""
    for number, links in rows:
        for link in links:
            kind, reason = link.kind, dict(link.reason)
            pair = (number, link.article_id)
            for (one, other), name in zip(
                (pair, pair[::-1]), (kind, REVERSED.get(kind, kind)), strict=True
            ):
                yield Related(
                    article_id=one, other_id=other, kind=name, score=link.score, reason=reason
                )

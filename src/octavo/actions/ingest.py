"""The shelf's side of reading: articles in, placed into stories, in one transaction a batch.

    begin (the only writer) → catch up with other writers → known addresses → place → rows → commit

Article ids are taken from a counter inside the transaction, so that an article is placed before its
row is written and each row is written once. If the transaction fails the story window has seen
articles that were never stored: it is thrown away and refilled, and the batch is tried again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from octavo.actions import host_memories
from octavo.actions.stories import story_rows
from octavo.actions.stories.live_window import LiveWindow, packed_features
from octavo.formats.sentences import after_dateline
from octavo.formats.urls import site
from octavo.store import bulk, codec, search
from octavo.store.lock import only_writer
from octavo.store.models import (
    Article,
    Attempt,
    Body,
    Entry,
    Hashtag,
    Knowledge,
    Quarantine,
    RefusedPage,
    Related,
    Revision,
    SiteSetting,
    Snapshot,
    Tagging,
)
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.local_density import packed_nearest
from octavo.types import Analysis, Failed, Link, Placement
from octavo.types import Article as Clean

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


@dataclass(frozen=True, slots=True)
class Unread:
    """A page that was refused, packed, with the address it was found at and its packed entry."""

    entry_id: int
    page: bytes
    found_at: str
    packed_entry: bytes = b""


@dataclass(slots=True)
class Saved:
    """What a batch came to: ids of new and of revised articles, and how many were known."""

    new: list[int] = field(default_factory=list)
    revised: list[int] = field(default_factory=list)
    known: int = 0


@dataclass(slots=True)
class _Batch:
    """The rows of one transaction."""

    saved: Saved = field(default_factory=Saved)
    articles: list[tuple[int, Reading, Placement]] = field(default_factory=list)
    entry_articles: dict[int, int] = field(default_factory=dict)


def save_readings(readings: Sequence[Reading], window: LiveWindow, now: datetime) -> Saved:
    """Save a batch of articles, oldest first; each address once."""
    ordered = sorted(readings, key=lambda r: (r.article.published, r.article.url))
    batch = _Batch()
    try:
        with only_writer():
            window.catch_up()
            _sort_out(ordered, batch, window, now)
            _write(batch, window, now)
            host_memories.learn((reading.article.taught for reading in readings), now)
            _note_missed(readings, now)
            window.keep_pace()
    except BaseException:
        window.discard()
        raise
    return batch.saved


def _sort_out(ordered: Sequence[Reading], batch: _Batch, window: LiveWindow, now: datetime) -> None:
    """Tell new articles from known and revised ones, and place the new ones."""
    keys = [codec.url_key(reading.article.url) for reading in ordered]
    known = {row.url_key: row for row in Article.objects.filter(url_key__in=keys)}
    bodies = Body.objects.in_bulk([row.pk for row in known.values()])
    fresh: dict[str, int] = {}
    next_id = _reserve(len({key for key in keys if key not in known}))
    for reading, key in zip(ordered, keys, strict=True):
        if row := known.get(key):
            article_id = row.pk
            _revise(row, bodies.get(row.pk), reading, batch.saved, now)
        elif key in fresh:
            article_id = fresh[key]
            batch.saved.known += 1
        else:
            article_id = fresh[key] = next_id
            next_id += 1
            placement = window.place(
                article_id, reading.source_id, reading.article, reading.analysis
            )
            batch.articles.append((article_id, reading, placement))
            batch.saved.new.append(article_id)
        if reading.entry_id is not None:
            batch.entry_articles[reading.entry_id] = article_id


def _reserve(count: int) -> int:
    """The first of `count` article ids that nobody had before and nobody will have again."""
    row, _ = SiteSetting.objects.get_or_create(key="next_article", defaults={"value": 1})
    first = int(row.value)
    SiteSetting.objects.filter(key="next_article").update(value=first + count)
    return first


# ---------------------------------------------------------------- rows


def _write(batch: _Batch, window: LiveWindow, now: datetime) -> None:
    rows = batch.articles
    merged = [pair for _, _, placement in rows for pair in placement.merged]
    moved = {i: window.story_of(i) for _, _, p in rows for i in p.moved}
    into = story_rows.settle(rows, merged, moved.values(), now)
    ends = {i: window.story_of(i) or into.get(p.story_id, p.story_id) for i, _, p in rows}
    Article.objects.bulk_create(_article(i, r, p, now, ends[i]) for i, r, p in rows)
    bulk.insert(_body(*row) for row in rows)
    bulk.insert(_knowledge(i, r, window.placed[i], p) for i, r, p in rows)
    bulk.insert(_snapshot(i, r, now) for i, r, _ in rows if r.page)
    tag((i, r) for i, r, _ in rows)
    bulk.insert(
        _links((number, placement.related) for number, _, placement in rows),
        unique=["article", "other"],
    )
    search.index([(i, r.analysis.search_headline, r.analysis.search_text) for i, r, _ in rows])
    search.index_vectors([(i, r.analysis.vector) for i, r, _ in rows if r.analysis.vector])
    story_rows.succeed([p for _, _, p in rows])
    changed = {
        *ends.values(),
        *into.values(),
        *story_rows.move(moved),
        *_revised_stories(batch.saved),
    }
    story_rows.rethread(changed)
    story_rows.unlink(moved)
    bulk.insert(_links((i, window.related(i)) for i in moved), unique=["article", "other"])
    if merged or moved:
        story_rows.relabel(changed)
    _finish(batch)


def _revised_stories(saved: Saved) -> Iterable[int]:
    """The stories of articles that say something else now: who copied what may have changed."""
    if not saved.revised:
        return ()
    rows = Article.objects.filter(pk__in=saved.revised, story__isnull=False)
    return [number for number in rows.values_list("story_id", flat=True) if number is not None]


def _article(
    number: int, reading: Reading, placement: Placement, now: datetime, story_id: int
) -> Article:
    clean, analysis = reading.article, reading.analysis
    return Article(
        pk=number,
        source_id=reading.source_id,
        url=clean.url[:2000],
        url_key=codec.url_key(clean.url),
        published=clean.published,
        fetched=now,
        story_id=story_id,
        duplicate_of_id=placement.duplicate_of,
        **face(clean, analysis),
    )


def face(clean: Clean, analysis: Analysis) -> dict[str, Any]:
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
        "picture": asdict(clean.picture) if clean.picture else None,
        "hashtags": list(analysis.hashtags),
        "wire": clean.wire[:60],
        "partial": clean.partial[:12],
        "confidence": clean.confidence,
        "words": analysis.words,
        "seconds": analysis.seconds,
    }


def _body(number: int, reading: Reading, placement: Placement) -> Body:
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
        "enclosures": [asdict(enclosure) for enclosure in clean.enclosures],
        "summary": list(analysis.summary),
        "key_points": list(analysis.key_points),
        "entities": [asdict(entity) for entity in analysis.entities[:40]],
        "numbers": list(analysis.numbers[:40]),
    }


def _knowledge(
    number: int, reading: Reading, known: ArticleFeatures, placement: Placement
) -> Knowledge:
    return Knowledge(
        article_id=number,
        published=reading.article.published,
        known=packed_features(known),
        vector=known.vector,
        fingerprint=known.fingerprint,
        near=packed_nearest(placement.near),
        text_hash=known.text_hash,
        versions=dict(reading.analysis.versions),
    )


def _snapshot(number: int, reading: Reading, now: datetime) -> Snapshot:
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
    """Hang articles under their hashtags, making those that are new."""
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


def _links(rows: Iterable[tuple[int, Iterable[Link]]]) -> Iterable[Related]:
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


def _finish(batch: _Batch) -> None:
    """Take the entries off the queue."""
    done = [
        Entry(pk=number, state=Entry.State.DONE, article_id=article_id)
        for number, article_id in batch.entry_articles.items()
    ]
    bulk.update(done, ["state", "cause", "payload", "article"])
    RefusedPage.objects.filter(pk__in=list(batch.entry_articles)).delete()
    Quarantine.objects.filter(entry__in=list(batch.entry_articles)).delete()


# ---------------------------------------------------------------- revisions and refusals


def _revise(row: Article, body: Body | None, reading: Reading, saved: Saved, now: datetime) -> None:
    """Keep what a known article said before, if it says something else now. A text that is poorer
    than the one we have (a summary after the whole) changes nothing."""
    clean, analysis = reading.article, reading.analysis
    same = body is not None and row.headline == clean.headline[:500] and body.text == clean.text
    poorer = bool(clean.partial) and not row.partial
    if body is None or same or poorer:
        saved.known += 1
        return
    Revision.objects.create(article=row, replaced_at=now, headline=row.headline, text=body.text)
    fields = face(clean, analysis)
    fields["modified"] = clean.modified or now
    Article.objects.filter(pk=row.pk).update(**fields)
    Body.objects.filter(pk=row.pk).update(**text_fields(clean, analysis))
    if reading.page:
        bulk.insert([_snapshot(row.pk, reading, now)], unique=["article"], renew=PAGE_FIELDS)
    search.index([(row.pk, analysis.search_headline, analysis.search_text)])
    saved.revised.append(row.pk)


PAGE_FIELDS = ["fetched", "host", "url", "page", "entry"]


def _note_missed(readings: Iterable[Reading], now: datetime) -> None:
    """Note for the admin which rules found nothing on their pages."""
    bulk.insert(
        Attempt(
            at=now,
            feed_id=reading.article.entry.feed_id or None if reading.article.entry else None,
            step="rule",
            url=reading.article.url[:2000],
            cause="rule_missed",
            detail=reading.article.missed[:500],
        )
        for reading in readings
        if reading.article.missed
    )


def refuse(
    failed: Sequence[Failed[tuple[int, str, int | None]]],
    now: datetime,
    pages: Iterable[Unread] = (),
) -> None:
    """Take entries off the queue that are no articles, say why, and keep their pages for the lab.
    Items are (entry id, address, feed id)."""
    kept = [
        RefusedPage(
            pk=one.entry_id,
            fetched=now,
            host=site(one.found_at)[:255],
            url=one.found_at[:2000],
            page=one.page,
            entry=one.packed_entry,
        )
        for one in pages
    ]
    with transaction.atomic():
        for failure in failed:
            entry_id, _, _ = failure.item
            Entry.objects.filter(pk=entry_id).update(
                state=Entry.State.REFUSED, cause=failure.error.code[:40], payload=None
            )
        bulk.insert(kept, unique=["refused"], renew=PAGE_FIELDS)
        Quarantine.objects.filter(entry__in=[failure.item[0] for failure in failed]).delete()
        attempts(failed, "article", now)


def attempts(
    failed: Sequence[Failed[tuple[int, str, int | None]]], step: str, now: datetime
) -> None:
    """Note for the admin what went wrong with entries."""
    Attempt.objects.bulk_create(
        Attempt(
            at=now,
            feed_id=failure.item[2],
            step=step,
            url=failure.item[1][:2000],
            cause=failure.error.code[:40],
            detail=failure.error.detail[:500],
        )
        for failure in failed
    )

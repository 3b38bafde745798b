"""The shelf's side of reading: articles in, placed into stories, in one transaction a batch.

    begin (the only writer) → catch up with other writers → known addresses → place → rows → commit

Article ids are taken from a counter inside the transaction, so that an article is placed before its
row is written and each row is written once. If the transaction fails the story window has seen
articles that were never stored: it is thrown away and refilled, and the batch is tried again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from octavo.actions import host_memories
from octavo.actions.article_rows import (
    Reading,
    article_row,
    body_row,
    knowledge_row,
    quote,
    related_rows,
    snapshot_row,
    tag,
)
from octavo.actions.revisions import Revised, is_revised, write_revisions
from octavo.actions.stories import story_rows
from octavo.actions.stories.live_window import LiveWindow
from octavo.store import bulk, codec, search, site_settings
from octavo.store.lock import only_writer
from octavo.store.models import (
    Article,
    Attempt,
    Body,
    Entry,
    Quarantine,
    RefusedPage,
    SiteSetting,
)
from octavo.types import Placement


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
    revised: dict[int, Revised] = field(default_factory=dict)
    entry_articles: dict[int, int] = field(default_factory=dict)


def save_readings(readings: Sequence[Reading], window: LiveWindow, now: datetime) -> Saved:
    """Save a batch of articles, oldest first; each address once."""
    ordered = sorted(readings, key=lambda r: (r.article.published, r.article.url))
    batch = _Batch()
    try:
        with only_writer():
            window.catch_up()
            _sort_out(ordered, batch, window, now)
            write_revisions(list(batch.revised.values()), now)
            _write(batch, window, now)
            host_memories.learn((reading.article.observations for reading in readings), now)
            _note_missed(readings, now)
            window.keep_pace()
    except BaseException:
        window.discard()
        raise
    batch.saved.revised = list(batch.revised)
    return batch.saved


def _sort_out(ordered: Sequence[Reading], batch: _Batch, window: LiveWindow, now: datetime) -> None:
    """Tell new articles from known and revised ones, and place the new ones."""
    keys = [codec.article_key(reading.article) for reading in ordered]
    known = {row.url_key: row for row in Article.objects.filter(url_key__in=keys)}
    bodies = Body.objects.in_bulk([row.pk for row in known.values()])
    fresh: dict[str, int] = {}
    next_id = _reserve(len({key for key in keys if key not in known}))
    for reading, key in zip(ordered, keys, strict=True):
        if row := known.get(key):
            article_id = row.pk
            if is_revised(row, bodies.get(row.pk), reading):
                batch.revised[row.pk] = Revised(row, bodies[row.pk], reading)
            else:
                batch.saved.known += 1
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


def _write(batch: _Batch, window: LiveWindow, now: datetime) -> None:
    rows = batch.articles
    merged = [pair for _, _, placement in rows for pair in placement.merged]
    moved = {i: window.story_of(i) for _, _, p in rows for i in p.moved}
    into = story_rows.write_new_and_merged(rows, merged, moved.values(), now)
    ends = {i: window.story_of(i) or into.get(p.story_id, p.story_id) for i, _, p in rows}
    Article.objects.bulk_create(article_row(i, r, p, now, ends[i]) for i, r, p in rows)
    bulk.insert(body_row(*row) for row in rows)
    bulk.insert(knowledge_row(i, r, window.placed[i], p) for i, r, p in rows)
    bulk.insert(snapshot_row(i, r, now) for i, r, _ in rows if r.page)
    tag((i, r) for i, r, _ in rows)
    quote((i, r.article.published, r.analysis.quotes) for i, r, _ in rows)
    bulk.insert(
        related_rows((number, placement.related) for number, _, placement in rows),
        unique=["article", "other"],
    )
    search.index([(i, r.analysis.search_headline, r.analysis.search_text) for i, r, _ in rows])
    search.index_vectors([(i, r.analysis.vector) for i, r, _ in rows if r.analysis.vector])
    story_rows.succeed([p for _, _, p in rows])
    changed = {
        *ends.values(),
        *into.values(),
        *story_rows.move(moved),
        *_stories_of(batch.revised),
    }
    story_rows.rethread(changed)
    story_rows.unlink(moved)
    bulk.insert(related_rows((i, window.related(i)) for i in moved), unique=["article", "other"])
    if merged or moved:
        story_rows.relabel(changed)
    _note_languages({r.analysis.language for _, r, _ in rows})
    _finish(batch)


def _note_languages(languages: set[str]) -> None:
    """Note for the search which languages there are; on a site of an older version, of all."""
    noted = site_settings.direct(site_settings.LANGUAGES)
    if noted is None:
        languages |= set(Article.objects.order_by().values_list("language", flat=True).distinct())
    if noted is None or not languages <= set(noted):
        site_settings.set_value(site_settings.LANGUAGES, sorted(languages.union(noted or ())))


def _stories_of(revised: Mapping[int, Revised]) -> list[int]:
    """The stories of articles that say something else now: who copied what may have changed."""
    numbers = [one.article.story_id for one in revised.values()]
    return [number for number in numbers if number is not None]


def _finish(batch: _Batch) -> None:
    """Take the entries off the queue."""
    done = [
        Entry(pk=number, state=Entry.State.DONE, article_id=article_id)
        for number, article_id in batch.entry_articles.items()
    ]
    bulk.update(done, ["state", "cause", "payload", "article"])
    RefusedPage.objects.filter(pk__in=list(batch.entry_articles)).delete()
    Quarantine.objects.filter(entry__in=list(batch.entry_articles)).delete()


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

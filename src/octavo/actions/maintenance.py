"""What is done after a walk and once in a while: the day's editions, counts, tidying."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from octavo.actions.listening import podcast
from octavo.actions.retention import clock
from octavo.actions.retention.tidying import tidy_if_steady
from octavo.actions.stories.live_window import unpacked
from octavo.analyse.words.search import WORDS_VERSION
from octavo.assist.summary import Cited
from octavo.assist.wrap_up import EDITION_STORIES, Candidate, EditionItem, edition
from octavo.store import search, site_settings
from octavo.store.lock import only_writer
from octavo.store.models import (
    Article,
    ArticleCountry,
    Body,
    Edition,
    Knowledge,
    StoryFace,
)
from octavo.store.read import faces

log = logging.getLogger(__name__)

CONSIDERED = 60
"""Stories that an edition of eight is chosen from. Chosen by hand; not measured."""

EDITION_HOURS = (30, 54, 78)
"""An edition holds stories reported on within so many hours before the newest one; within more
where the day was quiet and there are not eight."""
COUNTED_EVERY = timedelta(minutes=1)
"""How often articles of sources and countries are counted: a scan of the whole table."""

REINDEXED = 50
"""Articles indexed anew in one transaction, which all others who write wait for."""

TIDY_EVERY = timedelta(hours=6)
"""How often what is past its keeping is looked for: it is kept for days, so hours do not matter."""


def after_walk(now: datetime) -> None:
    """Make the editions anew, and tidy when it is time and the clock can be trusted."""
    clock.look(now)
    for language, _ in settings.LANGUAGES:
        make_edition(language, now)
        podcast.release(language, now)
    for name, every, work in (
        ("counted", COUNTED_EVERY, count),
        ("tidied", TIDY_EVERY, tidy_if_steady),
    ):
        last = site_settings.direct(name, "")
        if not last or now - datetime.fromisoformat(last) > every:
            work(now)
            site_settings.put(name, now.isoformat())


# ---------------------------------------------------------------- the search index


def begin_reindexing() -> int:
    """Have the search index made anew; returns the id that all articles to index are below."""
    with only_writer():
        search.clear()
        newest = Article.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        site_settings.put(site_settings.INDEXED_WORDS, [WORDS_VERSION, newest + 1])
    if newest:
        log.info("the search index is made anew, the newest articles first")
    return newest + 1


def reindexed() -> int:
    """Index some articles anew, the newest first, where this version cuts words otherwise than the
    index does; returns how many, 0 when none are left. An interrupted one goes on where it was."""
    if site_settings.direct(site_settings.INDEXED_WORDS) == [WORDS_VERSION, 0]:
        return 0
    with only_writer():
        version, below = site_settings.direct(site_settings.INDEXED_WORDS, (0, 0))
        ids = search.reindex(below if version == WORDS_VERSION else begin_reindexing(), REINDEXED)
        site_settings.put(site_settings.INDEXED_WORDS, [WORDS_VERSION, ids[0] if ids else 0])
    return len(ids)


# ---------------------------------------------------------------- counts


def count(now: datetime) -> None:
    """Count the articles that every source and country has on its page, for those that list them:
    copies at their source alone."""
    visible = Article.objects.filter(is_hidden=False)
    by_source = visible.order_by().values_list("source").annotate(n=Count("pk"))
    own = visible.filter(duplicate_of=None).order_by()
    placed = ArticleCountry.objects.filter(article__in=own).values_list("country")
    by_country = placed.annotate(n=Count("pk")).order_by("-n", "country")
    with transaction.atomic():
        site_settings.put("articles_of_sources", dict(by_source))
        site_settings.put("articles_of_countries", list(by_country))


# ---------------------------------------------------------------- Eight today


def make_edition(language: str, now: datetime) -> None:
    """Eight today, in one language: written only where it differs from what is there."""
    rows = list(faces(language)[:CONSIDERED])
    if not rows:
        return
    newest = max(row.story.last_at for row in rows)
    for hours in EDITION_HOURS:
        recent = [r for r in rows if newest - r.story.last_at < timedelta(hours=hours)]
        chosen = edition(_candidates(recent))
        if len(chosen.items) == EDITION_STORIES:
            break
    by_story = {row.story_id: row for row in recent}
    stories = [_edition_story(by_story[item.story_id], item) for item in chosen.items]
    day = timezone.localtime(now).date()
    there = Edition.objects.filter(day=day, language=language).first()
    if stories and (there is None or there.stories != stories):
        Edition.objects.update_or_create(
            day=day, language=language, defaults={"stories": stories, "made_at": now}
        )


def _candidates(rows: list[StoryFace]) -> list[Candidate]:
    """The stories an edition is chosen from, with the sentences that may be shown of each."""
    ids = [row.article_id for row in rows]
    own = dict(Body.objects.filter(pk__in=ids).values_list("pk", "summary"))
    known = dict(Knowledge.objects.filter(pk__in=ids).values_list("pk", "known"))
    return [_candidate(row, own.get(row.article_id, []), known.get(row.article_id)) for row in rows]


def _candidate(row: StoryFace, own: list[str], known: bytes | memoryview | None) -> Candidate:
    lines = row.summary or [{"article": row.article_id, "text": text} for text in own]
    terms = unpacked(bytes(known))["terms"] if known else {}
    return Candidate(
        story_id=row.story_id,
        headline=row.article.headline,
        rank=row.rank,
        category=row.section,
        summary=tuple(Cited(line["article"], line["text"]) for line in lines),
        source_ids=(row.article.source_id,),
        last_at=row.story.last_at,
        countries=tuple(row.story.countries),
        terms=tuple(terms.items()),
    )


def _edition_story(row: StoryFace, item: EditionItem) -> dict[str, object]:
    """A story of an edition as its page shows it."""
    names = {line["article"]: line["source"] for line in row.summary}
    names.setdefault(row.article_id, row.article.source.name)
    return {
        "story": row.story_id,
        "lead": row.article_id,
        "alone": row.article_id if row.story.articles_count == 1 else None,
        "headline": row.article.headline,
        "language": row.language,
        "section": row.section,
        "outlets": row.story.outlets,
        "sentences": [
            {"text": s.sentence, "article": s.article_id, "source": names.get(s.article_id, "")}
            for s in item.sentences
        ],
    }

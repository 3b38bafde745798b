"""What is done after a walk and once in a while: the day's editions, counts, tidying."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count

from octavo.actions.listening import podcast
from octavo.actions.retention import clock
from octavo.actions.retention.tidying import tidy_if_steady
from octavo.actions.stories import editions
from octavo.analyse.words.search import WORDS_VERSION
from octavo.store import search, site_settings
from octavo.store.lock import only_writer
from octavo.store.models import Article, ArticleCountry

log = logging.getLogger(__name__)

COUNTED_EVERY = timedelta(minutes=1)
"""How often articles of sources and countries are counted: a scan of the whole table."""

REINDEXED = 50
"""Articles indexed anew in one transaction, which all others who write wait for."""

TIDY_EVERY = timedelta(hours=6)
"""How often what is past its keeping is looked for: it is kept for days, so hours do not matter."""


def after_walk(now: datetime) -> None:
    """Make the editions, and tidy when it is time and the clock can be trusted."""
    clock.look(now)
    for language, _ in settings.LANGUAGES:
        editions.make_edition(language, now)
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

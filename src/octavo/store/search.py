"""The text index. Both databases index the same words, which analyse has normalised, segmented and
stemmed, so they find the same articles.

SQLite keeps a contentless FTS5 table; `store_searchrow` says which of its rows speaks for which
article, so that a revised article gets a new row and the old one is dead weight until `clear`.
PostgreSQL keeps a tsvector with the headline weighted A.

An article's words are matched newest first and at most CANDIDATES are ranked: the cost of a page is
bounded however common the word is.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from octavo.analyse.words.search import INDEXED_CHARACTERS, search_words
from octavo.formats.row_numbers import row_number
from octavo.store import site_settings
from octavo.store.match_expressions import escaped, fts5, tsquery
from octavo.store.models import Article, User
from octavo.store.query import Filter, Query, days
from octavo.store.read import Listing, visible_articles
from octavo.store.read.vectors import halfvec

CANDIDATES = 400
"""Hits that are ranked by how well they fit; those beyond come by time. Chosen by hand; not
measured."""

MAX_EXCLUDED = 20_000
"""Articles, the newest, in which an excluded word is looked for where only filters are asked.
Chosen by hand; not measured."""

HEADLINE_WEIGHT = 2.0
"""What a word of the headline weighs against one of the body. Chosen by hand; not measured."""

SPARE = 4
"""Hits that are ranked for each that is wanted: some are copies, hidden, or old texts."""

INDEXED_AGAIN = 1 << 40
"""How far below its id an article's row in SQLite's index stands once it is indexed again: below
the rows, counted from 1, of what came in since. The newest are indexed again first, but rows must
rise with time, for matches are taken from the highest down."""

TSVECTOR_WORDS = 4000
"""PostgreSQL keeps positions up to 16,383 and a megabyte a vector; this many words are indexed."""

IndexRow = tuple[int, str, str]
"""Article id, words of the headline, words of the body."""


# ---------------------------------------------------------------- writing


def index(rows: Sequence[IndexRow], *, is_again: bool = False) -> None:
    """Make these articles findable, in place of what was indexed of them before. Those that are
    indexed again keep their place in time: on SQLite, beneath all that came in since."""
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            ids = [row[0] for row in rows]
            marks = ",".join(["%s"] * len(ids))
            cursor.execute(f"DELETE FROM store_searchrow WHERE article_id IN ({marks})", ids)  # noqa: S608
            for article_id, headline, body in rows:
                cursor.execute(
                    "INSERT INTO store_searchrow (id, article_id) VALUES (%s, %s)",
                    [article_id - INDEXED_AGAIN if is_again else None, article_id],
                )
                cursor.execute(
                    "INSERT INTO store_search (rowid, headline, body) VALUES (%s, %s, %s)",
                    [cursor.lastrowid, headline, body],
                )
        else:
            cursor.executemany(
                "INSERT INTO store_search (article_id, words) VALUES (%s, %s::tsvector)"
                " ON CONFLICT (article_id) DO UPDATE SET words = excluded.words",
                [(row[0], _tsvector(row[1], row[2])) for row in rows],
            )


def _tsvector(headline: str, body: str) -> str:
    """A tsvector literal with positions: the words exactly as analyse made them."""
    head = headline.split()[:200]
    words = head + body.split()[:TSVECTOR_WORDS]
    return " ".join(
        f"'{escaped(word)}':{place}{'A' if place <= len(head) else ''}"
        for place, word in enumerate(words, 1)
    )


def index_vectors(rows: Sequence[tuple[int, bytes]]) -> None:
    """Make these articles findable by meaning."""
    if not rows or connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO store_vector (article_id, vector) VALUES (%s, %s::halfvec)"
            " ON CONFLICT (article_id) DO UPDATE SET vector = excluded.vector",
            [(number, halfvec(vector)) for number, vector in rows],
        )


# ---------------------------------------------------------------- asking


def found(
    asked: Query, *, language: str = "", user: User | None = None, cursor: str = ""
) -> Listing:
    """A page of articles for a query, nearest and newest first. `language` is the reader's, a help
    to find word forms; the cursor counts results already shown."""
    articles = filtered(asked.filters, user)
    start = row_number(cursor[:9]) or 0
    if not asked.clauses:
        rows = _filtered_rows(asked, articles, language, start) if asked.filters else []
    else:
        within = articles.select_related(None).order_by().values("pk") if asked.filters else None
        brief = _matched(asked, language, CANDIDATES, within)
        ids = _ordered(asked, brief)[start : start + 31]
        by_id = {row.pk: row for row in visible_articles().filter(pk__in=ids)}
        rows = [by_id[number] for number in ids if number in by_id]
    return Listing(rows[:30], str(start + 30) if len(rows) > 30 else "")


def _filtered_rows(
    asked: Query, articles: QuerySet[Article], language: str, start: int
) -> list[Article]:
    """A page of what meets the filters alone, and one row more, without what holds a word that was
    excluded."""
    if not asked.without:
        return list(articles[start : start + 31])
    held = set(matches(Query(clauses=[asked.without]), language, MAX_EXCLUDED))
    kept = (row for row in articles.iterator(200) if row.pk not in held)
    return list(islice(kept, start, start + 31))


Brief = tuple[int, str, Any]
"""Id, headline, time as the database gives it: what ordering needs. Only the rows of one page are
loaded whole."""
Within = QuerySet[Article, Any] | None
BRIEF = "a.id, a.headline, a.published"
SHOWN = "a.duplicate_of_id IS NULL AND NOT a.is_hidden"


def _ordered(asked: Query, rows: list[Brief]) -> list[int]:
    """Ids by whether the headline holds every clause, then newest: what readers look for."""
    wanted = [[w.text.lower() for w in clause] for clause in asked.clauses]

    def weight(row: Brief) -> tuple[bool, Any, int]:
        headline = row[1].lower()
        holds = all(any(text in headline for text in clause) for clause in wanted)
        return holds, row[2], row[0]

    return [number for number, _, _ in sorted(rows, key=weight, reverse=True)]


def matches(asked: Query, language: str = "", limit: int = CANDIDATES) -> list[int]:
    """Ids of at most `limit` shown articles that hold the words, last indexed first."""
    return [number for number, _, _ in _matched(asked, language, limit)]


def _matched(asked: Query, language: str, limit: int, within: Within = None) -> list[Brief]:
    """The newest `limit` articles that hold the words, among those `within` selects the ids of: by
    the word forms of the reader's language, English and none in any article, and by those of every
    other language of the shelf in the articles of that language, so that a word is found as it
    stands in them and is no other word elsewhere."""
    own = [*dict.fromkeys((language or "en", "en", ""))]
    expressed = fts5 if connection.vendor == "sqlite" else tsquery
    elsewhere: dict[str, list[str]] = {}
    for other in sorted(set(site_settings.value(site_settings.LANGUAGES, ())) - set(own)):
        elsewhere.setdefault(expressed(asked, [*own, other]), []).append(other)
    anywhere = expressed(asked, own)
    elsewhere.pop(anywhere, None)
    apart = [language for languages in elsewhere.values() for language in languages]
    rows = _held(anywhere, "NOT IN", apart, limit, within)
    for expression, languages in elsewhere.items():
        rows += _held(expression, "IN", languages, limit, within)
    return sorted(rows, key=lambda row: -row[0])[:limit] if apart else rows


def _held(
    expression: str, is_in: str, languages: Sequence[str], limit: int, within: Within
) -> list[Brief]:
    """The articles last indexed that hold what is expressed, their language IN or NOT IN these."""
    sql, chosen = within.query.sql_with_params() if within is not None else ("", ())
    among = f"{SHOWN} AND a.id IN ({sql})" if sql else SHOWN
    if languages:
        among += f" AND a.language {is_in} ({','.join(['%s'] * len(languages))})"
    params = [expression, *chosen, *languages, limit]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                f"SELECT {BRIEF} FROM store_search s JOIN store_searchrow r ON r.id = s.rowid"  # noqa: S608
                " JOIN store_article a ON a.id = r.article_id"
                f" WHERE store_search MATCH %s AND {among} ORDER BY s.rowid DESC LIMIT %s",
                params,
            )
        else:
            cursor.execute(
                f"SELECT {BRIEF} FROM store_search s JOIN store_article a ON a.id = s.article_id"  # noqa: S608
                f" WHERE s.words @@ %s::tsquery AND {among} ORDER BY s.article_id DESC LIMIT %s",
                params,
            )
        return list(cursor.fetchall())


# ---------------------------------------------------------------- by how well they fit


def best(asked: Query, languages: Sequence[str], limit: int) -> list[int]:
    """Ids of at most `limit` shown articles that hold the words in the forms of these languages,
    those that fit best first: by BM25 in SQLite (Robertson and Zaragoza 2009), where a word of the
    headline weighs HEADLINE_WEIGHT, by ts_rank in PostgreSQL."""
    is_sqlite = connection.vendor == "sqlite"
    expression = (fts5 if is_sqlite else tsquery)(asked, languages)
    with connection.cursor() as cursor:
        if is_sqlite:
            cursor.execute(
                "SELECT a.id FROM (SELECT rowid AS number, rank FROM store_search"  # noqa: S608
                f" WHERE store_search MATCH %s AND rank MATCH 'bm25({HEADLINE_WEIGHT}, 1.0)'"
                " ORDER BY rank LIMIT %s) s JOIN store_searchrow r ON r.id = s.number"
                f" JOIN store_article a ON a.id = r.article_id WHERE {SHOWN}"
                " ORDER BY s.rank, a.id DESC LIMIT %s",
                [expression, SPARE * limit, limit],
            )
        else:
            cursor.execute(
                "SELECT a.id FROM store_search s JOIN store_article a ON a.id = s.article_id"  # noqa: S608
                f" WHERE s.words @@ %s::tsquery AND {SHOWN}"
                " ORDER BY ts_rank(s.words, %s::tsquery) DESC, a.id DESC LIMIT %s",
                [expression, expression, limit],
            )
        return [row[0] for row in cursor.fetchall()]


# ---------------------------------------------------------------- filters


def filtered(filters: Sequence[Filter], user: User | None = None) -> QuerySet[Article]:
    """The articles that meet the conditions, newest first."""
    articles = visible_articles()
    for condition in filters:
        test = _condition(condition, user)
        articles = articles.exclude(test) if condition.negated else articles.filter(test)
    return articles


def _condition(condition: Filter, user: User | None) -> Q:
    value = condition.value
    simple = {
        "author": Q(authors__icontains=value),
        "source": Q(source__slug=value.lower()) | Q(source__name__icontains=value),
        "lang": Q(language=value.lower()),
        "section": Q(section__iexact=value),
        "country": Q(countries__country=value.upper()[:2]),
        "tag": Q(taggings__hashtag__key=value.lower()),
        "story": Q(story=row_number(value) or 0),
    }
    if condition.name == "date":
        return _dated(value)
    if condition.name == "is":
        return _state(value, user)
    return simple[condition.name]


def _dated(value: str) -> Q:
    """The days as the site's zone has them; of what has but a day, the day that was written."""
    span = days(value, timezone.localdate())
    if span is None:
        return Q(pk=None)
    timed, daily = _within(span, timezone.get_current_timezone()), _within(span, UTC)
    is_day = Q(date_precision="day")
    return _within(span, UTC, timedelta(days=1)) & (timed & ~is_day | daily & is_day)


def _within(span: tuple[date, date], zone: tzinfo, margin: timedelta = timedelta()) -> Q:
    """Published in these days of a zone, with a margin about them: what an index can find."""
    since, until = Q(), Q()
    with suppress(OverflowError):
        start = datetime.combine(span[0], time.min, zone).astimezone(UTC)
        since = Q(published__gte=start - margin)
    with suppress(OverflowError):
        end = datetime.combine(span[1], time.min, zone) + timedelta(days=1) + margin
        until = Q(published__lt=end)
    return since & until


def _state(value: str, user: User | None) -> Q:
    if user is None:
        return Q(pk=None) if value in {"read", "saved"} else Q()
    mine = Article.objects.filter(marks__user=user)
    if value == "saved":
        return Q(pk__in=mine.filter(marks__saved_at__isnull=False).values("pk"))
    read = Q(pk__in=mine.filter(marks__read_at__isnull=False).values("pk"))
    return {"read": read, "unread": ~read}.get(value, Q(pk=None))


# ---------------------------------------------------------------- indexing again


def clear() -> None:
    """Drop what SQLite's index holds, old texts of revised articles too. PostgreSQL's rows are
    found until they are replaced."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM store_searchrow")
            cursor.execute("INSERT INTO store_search (store_search) VALUES ('delete-all')")


def reindex(below: int, limit: int) -> list[int]:
    """Index the newest `limit` articles with ids below this one anew, from what is stored; returns
    their ids, rising."""
    newest = Article.objects.filter(pk__lt=below).select_related("body").order_by("-pk")[:limit]
    rows = [_words(row) for row in reversed(newest)]
    index(rows, is_again=True)
    return [row[0] for row in rows]


def _words(row: Article) -> IndexRow:
    text = f"{row.dek}\n{row.body.text}"
    return (
        row.pk,
        search_words(row.headline, row.language),
        search_words(text[:INDEXED_CHARACTERS], row.language),
    )

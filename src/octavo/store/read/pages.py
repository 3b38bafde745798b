"""How lists are cut into pages: by the sort values of a page's last row (keyset pagination)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q, QuerySet

from octavo.store.models import Article

PAGE = 30
"""Rows of a list: about four screens of a phone."""

HIGHEST = 2**63 - 1
"""The highest number that a row can have."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of articles; `cursor` is empty on the last one."""

    articles: list[Article]
    cursor: str = ""


def position(cursor: str) -> tuple[datetime, int] | None:
    """The time and number a cursor names; None for one that is no cursor: the top."""
    moment, _, number = cursor.partition("~")
    try:
        when, last = datetime.fromisoformat(moment), int(number)
        is_place = when.tzinfo is not None and abs(last) <= HIGHEST
        return (when.astimezone(UTC), last) if is_place else None
    except (ValueError, OverflowError):
        return None


def listing(articles: QuerySet[Article], cursor: str = "", size: int = PAGE) -> Listing:
    """One page of a list of articles, newest first."""
    if after := position(cursor):
        articles = articles.filter(
            Q(published__lt=after[0]) | Q(published=after[0], id__lt=after[1])
        )
    return first_of(list(articles[: size + 1]), size)


def first_of(rows: list[Article], size: int) -> Listing:
    """A page of rows of which one more than fits was read."""
    last = rows[size - 1] if len(rows) > size else None
    return Listing(rows[:size], f"{last.published.isoformat()}~{last.pk}" if last else "")

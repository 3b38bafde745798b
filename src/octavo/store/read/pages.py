"""How lists are cut into pages: by the sort values of a page's last row (keyset pagination)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q, QuerySet

from octavo.formats.row_numbers import row_number
from octavo.store.models import Article

PAGE = 30
"""Rows of a list: about four screens of a phone."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of articles; `cursor` is empty on the last one."""

    articles: list[Article]
    cursor: str = ""


def position(cursor: str) -> tuple[datetime, int] | None:
    """The time and number a cursor names; None for one that is no cursor: the top."""
    moment, _, number = cursor.partition("~")
    last = row_number(number)
    try:
        when = datetime.fromisoformat(moment)
        return (when.astimezone(UTC), last) if when.tzinfo and last is not None else None
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

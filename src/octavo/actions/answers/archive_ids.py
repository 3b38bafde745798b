"""What archives call the articles that were imported from them: the `id` of a line."""

from collections.abc import Iterable, Sequence

from octavo.formats.row_numbers import row_number
from octavo.store import codec
from octavo.store.models import Article, ImportedId
from octavo.types import Article as Clean

GivenId = str | int
"""An id as JSON has it."""


def save_archive_ids(articles: Sequence[Clean]) -> None:
    """Store what the archive calls each of these articles, those that were known before too."""
    given = [one for one in articles if one.archive_id != ""]
    keys = {codec.article_key(one) for one in given}
    numbers = dict(Article.objects.filter(url_key__in=keys).values_list("url_key", "pk"))
    rows = [
        ImportedId(
            article_id=numbers[key],
            value=str(one.archive_id),
            is_number=isinstance(one.archive_id, int),
        )
        for one in given
        if (key := codec.article_key(one)) in numbers
    ]
    ImportedId.objects.bulk_create(rows, ignore_conflicts=True)


def article_called(given: GivenId) -> int | None:
    """The number of the article that was imported under an id, the last one; else of the article
    that has it as its number here."""
    known = ImportedId.objects.filter(value=str(given)).order_by("-pk")
    if (number := known.values_list("article_id", flat=True).first()) is not None:
        return number
    number = row_number(str(given))
    return number if number and Article.objects.filter(pk=number).exists() else None


def archive_ids(numbers: Iterable[int]) -> dict[int, GivenId]:
    """What each of these articles was first imported as, by its number; those that came otherwise
    by their number."""
    rows = ImportedId.objects.filter(article_id__in=[*numbers]).order_by("-pk")
    named = {row.article_id: int(row.value) if row.is_number else row.value for row in rows}
    return {number: number for number in numbers} | named

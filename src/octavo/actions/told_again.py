"""What this version reads out of an article and an older one did not: quotations, figures and the
cross-lingual vector of stored texts, the newest first. No story changes by it."""

from collections.abc import Sequence
from dataclasses import asdict

from octavo.actions.article_rows import quote
from octavo.analyse import cross_lingual
from octavo.analyse.article import cross_lingual_text
from octavo.assist.told import TOLD_VERSION, told_in
from octavo.store import site_settings
from octavo.store.lock import only_writer
from octavo.store.models import Article, Body, Knowledge, Quote
from octavo.types import Entity, TextFigure, TextQuote

AT_ONCE = 20
"""Articles that are read between two looks at the clock: a third of a second. Chosen by hand; not
measured."""

Found = tuple[Article, tuple[TextQuote, ...], tuple[TextFigure, ...]]


def told_again() -> int:
    """Read some stored articles anew, the newest first, of those that an older version read;
    returns how many, 0 when none are left. An interrupted one goes on where it was."""
    if site_settings.direct(site_settings.TOLD) == [TOLD_VERSION, 0]:
        return 0
    version, below = site_settings.direct(site_settings.TOLD, ("", 0))
    if version != TOLD_VERSION:
        below = 1 + (Article.objects.order_by("-pk").values_list("pk", flat=True).first() or 0)
    rows = (
        Article.objects.filter(pk__lt=below, body__isnull=False)
        .select_related("body")
        .order_by("-pk")[:AT_ONCE]
    )
    found = [_read(row) for row in rows]
    vectors = _vectors([row for row, _, _ in found])
    with only_writer():
        _write(found, vectors)
        lowest = found[-1][0].pk if found else 0
        site_settings.put(site_settings.TOLD, [TOLD_VERSION, lowest])
    return len(found)


def _read(row: Article) -> Found:
    entities = [Entity(**one) for one in row.body.entities]
    quotes, figures = told_in(row.body.text, row.language, entities)
    return row, quotes, figures


def _vectors(rows: Sequence[Article]) -> dict[int, bytes]:
    """The cross-lingual vectors of articles that lack one, by their ids."""
    table = cross_lingual.shipped_cross_lingual()
    lacking = set(
        Knowledge.objects.filter(pk__in=[row.pk for row in rows], cross_lingual=None)
        .values_list("pk", flat=True)
        .order_by()
    )
    asked = [
        row for row in rows if row.pk in lacking and row.language in cross_lingual.TAUGHT_LANGUAGES
    ]
    if table is None or not asked:
        return {}
    texts = [cross_lingual_text(row.headline, row.dek, row.body.text) for row in asked]
    made = (cross_lingual.packed_cross_lingual(one) for one in table.vectors(texts))
    return dict(zip((row.pk for row in asked), made, strict=True))


def _write(found: Sequence[Found], vectors: dict[int, bytes]) -> None:
    """Write what was read of the articles that are still there and say what they said."""
    numbers = [row.pk for row, _, _ in found]
    texts = dict(Body.objects.filter(pk__in=numbers).values_list("pk", "text"))
    same = [one for one in found if texts.get(one[0].pk) == one[0].body.text]
    for row, _, figures in same:
        row.body.figures = [asdict(one) for one in figures]
    Body.objects.bulk_update([row.body for row, _, _ in same], ["figures"])
    Quote.objects.filter(article__in=[row.pk for row, _, _ in same]).delete()
    quote((row.pk, row.published, quotes) for row, quotes, _ in same)
    for row, _, _ in same:
        if row.pk in vectors:
            known = Knowledge.objects.filter(pk=row.pk)
            known.update(cross_lingual=vectors[row.pk])

"""Quotations: by whom, and in which articles; hidden articles and copies quote nobody here."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from octavo.formats.folding import folded
from octavo.store.models import Quote, Speaker
from octavo.store.read.pages import position

QUOTES = 60
"""Quotations of one page: some are the same words in several papers, and stand there once."""

LATE = 2_000
"""Of the newest quotations, how many are counted for who is quoted now. Chosen by hand; not
measured."""

FOUND = 48
"""Speakers of one page. Chosen by hand; not measured."""

OF_STORY = 200
"""Quotations of one story that are read. Chosen by hand; not measured."""


@dataclass(frozen=True, slots=True)
class Quotes:
    """A page of quotations, newest first, articles and sources at hand; `cursor` is empty on the
    last one."""

    quotes: list[Quote]
    cursor: str = ""


def _visible(is_visitor: bool) -> QuerySet[Quote]:
    """Quotations of articles that this reader may see whole."""
    found = Quote.objects.filter(article__is_hidden=False)
    return found.exclude(article__source__policy="excerpt") if is_visitor else found


def speaker(key: str) -> Speaker | None:
    """The speaker of a folded name."""
    return Speaker.objects.filter(key=key).first()


def quotes_of(one: Speaker, cursor: str = "", *, is_visitor: bool = False) -> Quotes:
    """What a speaker is quoted with, newest first: a range of the quotations' index."""
    rows = _visible(is_visitor).filter(speaker=one, article__duplicate_of=None)
    if after := position(cursor):
        rows = rows.filter(Q(published__lt=after[0]) | Q(published=after[0], article__lt=after[1]))
    rows = rows.select_related("article__source", "article__story")
    found = list(rows.order_by("-published", "-article_id", "place")[: QUOTES + 1])
    if len(found) <= QUOTES:
        return Quotes(found)
    whole = [row for row in found if row.article_id != found[-1].article_id] or found[:QUOTES]
    last = whole[-1]
    return Quotes(whole, f"{last.published.isoformat()}~{last.article_id}")


def quotes_in_story(story_id: int, *, is_visitor: bool = False) -> list[Quote]:
    """What the reports of a story quote, the earliest first; copies too: they have it as well."""
    rows = _visible(is_visitor).filter(article__story=story_id)
    rows = rows.select_related("article__source", "speaker")
    return list(rows.order_by("published", "article_id", "place")[:OF_STORY])


def speakers(text: str, *, is_visitor: bool = False) -> list[tuple[Speaker, int]]:
    """The speakers whose names hold all words of a text, the most quoted first, with how many
    quotations they have."""
    found = Speaker.objects.all()
    for word in folded(text).split()[:6]:
        found = found.filter(key__contains=word)
    may_see = Q(quotes__article__is_hidden=False, quotes__article__duplicate_of=None)
    if is_visitor:
        may_see &= ~Q(quotes__article__source__policy="excerpt")
    counted = found.annotate(n=Count("quotes", filter=may_see)).filter(n__gt=0)
    return [(one, one.n) for one in counted.order_by("-n", "key")[:FOUND]]


def quoted_of_late(*, is_visitor: bool = False) -> list[tuple[Speaker, int]]:
    """Who is quoted most in the newest quotations, with how often."""
    rows = _visible(is_visitor).filter(speaker__isnull=False, article__duplicate_of=None)
    newest = rows.order_by("-published", "-id").values_list("speaker", flat=True)[:LATE]
    counted = Counter(newest).most_common(FOUND)
    known = Speaker.objects.in_bulk([number for number, _ in counted])
    return [(known[number], n) for number, n in counted if number in known]

"""Every list as Atom and as JSON Feed, for reader apps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from octavo.store import site_settings
from octavo.web.excerpts import Line, quotable
from octavo.web.machine.feed_documents import Cited, Feed, Item, atom, json_feed

if TYPE_CHECKING:
    from octavo.store.models import Article, StoryFace

FORMS = {
    "atom": (atom, "application/atom+xml; charset=utf-8"),
    "json": (json_feed, "application/feed+json; charset=utf-8"),
}


def articles(
    request: HttpRequest, form: str, title: str, address: str, rows: Sequence[Article]
) -> HttpResponse:
    """A list of articles as a feed: headline, lead, link; the text stays with its publisher."""
    items = [
        Item(
            key=f"article/{row.pk}",
            address=settings.ORIGIN + reverse("article", args=[row.pk]),
            title=row.headline,
            text=row.dek or row.lead,
            published=row.published,
            updated=max(row.published, row.modified or row.published),
            author=row.source.name,
            tags=tuple(row.hashtags),
            language=row.language,
            coverage={"story": row.story_id, "wire": row.wire, "is_own": row.is_own},
        )
        for row in rows
    ]
    return _response(request, form, title, address, items)


def stories(
    request: HttpRequest, form: str, title: str, address: str, rows: Sequence[StoryFace]
) -> HttpResponse:
    """A list of stories as a feed: one item a story, however many outlets tell it."""
    items = [
        Item(
            key=f"story/{row.story_id}",
            address=settings.ORIGIN + reverse("story", args=[row.story_id]),
            title=row.article.headline,
            text=row.article.lead,
            lines=tuple(map(_cited, quotable(row.summary, request.user))),
            published=row.story.first_at,
            updated=row.story.last_at,
            author=row.article.source.name,
            tags=tuple(row.article.hashtags),
            language=row.language,
            coverage={
                "story": row.story_id,
                "storyline": row.story.storyline_id,
                "articles": row.story.articles_count,
                "outlets": row.story.outlets,
                "independent": row.story.independents,
            },
        )
        for row in rows
    ]
    return _response(request, form, title, address, items)


def _cited(line: Line) -> Cited:
    address = settings.ORIGIN + reverse("article", args=[line["article"]])
    return Cited(line["text"], line["source"], address)


def _response(
    request: HttpRequest, form: str, title: str, address: str, items: Sequence[Item]
) -> HttpResponse:
    if form not in FORMS:
        raise Http404
    document, kind = FORMS[form]
    feed = Feed(
        title=f"{title} · {site_settings.value('site_name')}",
        base=settings.BASE_URL,
        home=settings.ORIGIN + address,
        address=settings.ORIGIN + request.get_full_path(),
        language=get_language() or "en",
        items=tuple(items),
    )
    return HttpResponse(document(feed), content_type=kind)

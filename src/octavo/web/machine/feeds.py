"""Every list as Atom and as JSON Feed, for reader apps."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from octavo.store import site_settings

if TYPE_CHECKING:
    from octavo.store.models import Article, StoryFace

TYPES = {
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A feed item: `key` never changes, `address` is on this site, `text` is plain; `coverage` is
    what only JSON Feed has room for, in an object of our own."""

    key: str
    address: str
    title: str
    text: str
    published: datetime
    updated: datetime
    author: str
    tags: tuple[str, ...] = ()
    language: str = ""
    coverage: Mapping[str, object] = field(default_factory=dict)


def articles(
    request: HttpRequest, form: str, title: str, address: str, rows: Sequence[Article]
) -> HttpResponse:
    """A list of articles as a feed: headline, lead, link; the text stays with its publisher."""
    items = [
        Item(
            key=f"article/{row.pk}",
            address=reverse("article", args=[row.pk]),
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
            address=reverse("story", args=[row.story_id]),
            title=row.article.headline,
            text=" ".join(line["text"] for line in row.summary) or row.article.lead,
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


def _response(
    request: HttpRequest, form: str, title: str, address: str, items: Sequence[Item]
) -> HttpResponse:
    if form not in TYPES:
        raise Http404
    make = _atom if form == "atom" else _json
    whole = f"{title} · {site_settings.value('site_name')}"
    body = make(whole, address, request.get_full_path(), items)
    return HttpResponse(body, content_type=TYPES[form])


def _atom(title: str, address: str, own: str, items: Sequence[Item]) -> str:
    """RFC 4287."""
    base, origin, language = settings.BASE_URL, settings.ORIGIN, get_language() or "en"
    updated = max((item.updated for item in items), default=datetime(2000, 1, 1, tzinfo=UTC))
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">'
        f"<title>{escape(title)}</title><id>{escape(origin + address)}</id>"
        f'<link rel="self" href={quoteattr(origin + own)}/>'
        f'<link rel="alternate" href={quoteattr(origin + address)}/>'
        f"<updated>{updated.isoformat()}</updated><generator>Octavo</generator>"
    )
    return head + "".join(_atom_entry(base, item) for item in items) + "</feed>\n"


def _atom_entry(base: str, item: Item) -> str:
    tags = "".join(f"<category term={quoteattr(tag)}/>" for tag in item.tags)
    return (
        f"<entry xml:lang={quoteattr(item.language or 'en')}><title>{escape(item.title)}</title>"
        f"<id>{escape(base)}/{item.key}</id>"
        f"<link href={quoteattr(settings.ORIGIN + item.address)}/>"
        f"<published>{item.published.isoformat()}</published>"
        f"<updated>{item.updated.isoformat()}</updated>"
        f"<author><name>{escape(item.author)}</name></author>{tags}"
        f"<summary>{escape(item.text)}</summary></entry>"
    )


def _json(title: str, address: str, own: str, items: Sequence[Item]) -> str:
    """JSON Feed 1.1."""
    base, origin = settings.BASE_URL, settings.ORIGIN
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": origin + address,
        "feed_url": origin + own,
        "language": get_language() or "en",
        "items": [
            {
                "id": f"{base}/{item.key}",
                "url": origin + item.address,
                "title": item.title,
                "content_text": item.text,
                "date_published": item.published.isoformat(),
                "date_modified": item.updated.isoformat(),
                "authors": [{"name": item.author}],
                "tags": list(item.tags),
                "_octavo": dict(item.coverage),
                "language": item.language,
            }
            for item in items
        ],
    }
    return json.dumps(value, ensure_ascii=False)

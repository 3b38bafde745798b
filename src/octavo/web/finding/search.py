"""Search: one box, the whole grammar, and what to try when nothing is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from octavo.store import read
from octavo.store import search as index
from octavo.store.query import query
from octavo.web.machine import feeds
from octavo.web.reader import reader

if TYPE_CHECKING:
    from octavo.store.models import Article


def _found(request: HttpRequest, text: str) -> read.Listing:
    user = reader(request)
    after = request.GET.get("after", "")
    return index.found(query(text), language=get_language() or "en", user=user, cursor=after)


def search(request: HttpRequest) -> HttpResponse:
    """The search page."""
    text = request.GET.get("q", "").strip()
    asked = query(text)
    listing = _found(request, text)
    user = reader(request)
    context = {
        "q": text,
        "query": asked,
        "articles": listing.articles,
        "cursor": listing.cursor,
        "carry": urlencode({"q": text}),
        "marks": read.marks_on(listing.articles, user) if user else {},
        "near": near(text) if text and not listing.articles else [],
        "here": "search",
        "feed": f"{reverse('search_feed', args=['atom'])}?{urlencode({'q': text})}" if text else "",
    }
    return render(request, "search.html", context)


def near(text: str) -> list[Article]:
    """Near misses: articles that hold any of the words, when none holds all."""
    asked = query(text)
    loose = [word for clause in asked.clauses for word in clause]
    if len(loose) < 2:
        return []
    asked.clauses, asked.filters, asked.without = [loose], [], []
    return index.found(asked, language=get_language() or "en").articles[:8]


def search_feed(request: HttpRequest, form: str) -> HttpResponse:
    """A search as a feed."""
    text = request.GET.get("q", "").strip()
    title = _("Search: %(words)s") % {"words": text}
    address = f"{reverse('search')}?{urlencode({'q': text})}"
    return feeds.articles(request, form, title, address, _found(request, text).articles)

"""Lists of articles: by source, country; what a reader saved and opened; OPML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from octavo.actions import subscriptions
from octavo.fetch.opml import document
from octavo.store import read, site_settings
from octavo.web.countries import name as country_name
from octavo.web.machine import feeds
from octavo.web.reader import reader, signed_in

if TYPE_CHECKING:
    from octavo.store.models import Source


def list_page(
    request: HttpRequest,
    title: str,
    found: read.Listing,
    template: str = "list.html",
    **extra: object,
) -> HttpResponse:
    """A page of articles under a title."""
    user = reader(request)
    context = {
        "title": title,
        "articles": found.articles,
        "cursor": found.cursor,
        "marks": read.marks_on(found.articles, user) if user else {},
        **extra,
    }
    return render(request, template, context)


def after(request: HttpRequest) -> str:
    """Where the page asked for begins, empty for the first."""
    return request.GET.get("after", "")


def _source(slug: str) -> Source:
    found = read.source(slug)
    if found is None:
        raise Http404
    return found


def source(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything from one source."""
    found = _source(slug)
    return list_page(
        request,
        found.name,
        read.of_source(found, after(request)),
        source=found,
        follow=f"source:{slug}",
        kicker=_("Source"),
        feed=reverse("source_feed", args=[slug, "atom"]),
    )


def source_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """A source for reader apps."""
    found = _source(slug)
    rows = read.of_source(found).articles
    return feeds.articles(request, form, found.name, reverse("source", args=[slug]), rows)


def country(request: HttpRequest, code: str) -> HttpResponse:
    """News about one country."""
    code = code.upper()[:2]
    return list_page(
        request,
        country_name(code),
        read.of_country(code, after(request)),
        kicker=_("Country"),
        follow=f"country:{code.lower()}",
        feed=reverse("country_feed", args=[code.lower(), "atom"]),
    )


def country_feed(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """A country for reader apps."""
    code = code.upper()[:2]
    rows = read.of_country(code).articles
    address = reverse("country", args=[code.lower()])
    return feeds.articles(request, form, country_name(code), address, rows)


def sources(request: HttpRequest) -> HttpResponse:
    """All sources, by country."""
    groups: dict[str, list[Source]] = {}
    for one in read.sources():
        groups.setdefault(country_name(one.country) if one.country else _("Elsewhere"), []).append(
            one
        )
    return render(request, "sources.html", {"groups": sorted(groups.items()), "here": "sources"})


def countries(request: HttpRequest) -> HttpResponse:
    """Countries in the news, and the hashtags of the day."""
    rows = [(code.lower(), country_name(code), count) for code, count in read.countries()]
    context = {"countries": rows, "tags": read.hashtags_of_today(), "here": "countries"}
    return render(request, "countries.html", context)


@login_required
def saved(request: HttpRequest) -> HttpResponse:
    """What this reader saved."""
    empty = _("Articles you save appear here. Open one and press Save.")
    return list_page(
        request,
        _("Saved"),
        read.saved(signed_in(request), after(request)),
        empty=empty,
        here="saved",
    )


@login_required
def history(request: HttpRequest) -> HttpResponse:
    """What this reader opened, last first."""
    empty = _("Articles you open appear here, for you alone.")
    found = read.history(signed_in(request), after(request))
    return list_page(request, _("History"), found, empty=empty, here="history")


@login_required
def opml(request: HttpRequest) -> HttpResponse:
    """All feeds as OPML, for any other reader."""
    body = document(subscriptions.all_feeds(), str(site_settings.value("site_name")))
    response = HttpResponse(body, content_type="text/x-opml; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="octavo.opml"'
    return response

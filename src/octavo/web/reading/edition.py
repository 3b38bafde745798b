"""Eight today: the finite edition. Eight different stories, then it is done; the days before
stay."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from octavo.actions.stories.editions import own_edition
from octavo.formats.epub import Book, Chapter, CitedText, epub
from octavo.store import read, site_settings
from octavo.web.excerpts import quotable
from octavo.web.reader import signed_in
from octavo.web.tags import direction, section_label

Edition = Any
"""A row of the store, which pages do not know."""


def eight(request: HttpRequest) -> HttpResponse:
    """The newest edition in the reader's language."""
    return _page(request, read.edition(_language()))


def past(request: HttpRequest, day: date) -> HttpResponse:
    """The edition of a day."""
    return _page(request, _of(day))


def document(request: HttpRequest, day: date, form: str) -> HttpResponse:
    """The edition of a day as a file: `json` or `epub`."""
    if form not in _FORMS:
        raise Http404
    return _FORMS[form](request, _of(day))


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """The edition of what this reader follows, as it is now."""
    return _page(request, _own(request), is_own=True)


@login_required
def my_document(request: HttpRequest, form: str) -> HttpResponse:
    """The edition of what this reader follows as a file: `json` or `epub`."""
    if form not in _FORMS:
        raise Http404
    return _FORMS[form](request, _own(request))


def _own(request: HttpRequest) -> Edition:
    return own_edition(signed_in(request).follows, _language(), datetime.now(UTC))


def _language() -> str:
    return get_language() or "en"


def _of(day: date) -> Edition:
    found = read.edition(_language(), day)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, edition: Edition | None, *, is_own: bool = False
) -> HttpResponse:  # fmt: skip
    return render(request, "eight.html", {"edition": edition, "here": "eight", "is_own": is_own})


def _story_address(story: dict[str, Any]) -> str:
    name, number = ("article", story["alone"]) if story["alone"] else ("story", story["story"])
    return settings.ORIGIN + reverse(name, args=[number])


def _cited(request: HttpRequest, story: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {
            "text": line["text"],
            "source": line["source"],
            "address": settings.ORIGIN + reverse("article", args=[line["article"]]),
        }
        for line in quotable(story["sentences"], request.user)
    ]


def _json(request: HttpRequest, edition: Edition) -> HttpResponse:
    stories = [
        {
            "headline": story["headline"],
            "section": story["section"],
            "outlets": story["outlets"],
            "address": _story_address(story),
            "sentences": _cited(request, story),
        }
        for story in edition.stories
    ]
    value = {"day": edition.day, "language": edition.language, "stories": stories}
    return JsonResponse(value, json_dumps_params={"ensure_ascii": False})


def _epub(request: HttpRequest, edition: Edition) -> HttpResponse:
    address = settings.ORIGIN + (
        reverse("past_edition", args=[edition.day]) if edition.pk else reverse("own_edition")
    )
    chapters = tuple(
        Chapter(
            story["headline"],
            tuple(CitedText(**line) for line in _cited(request, story)),
            story["language"],
            section_label(story["section"]),
            direction(story["language"]) == "rtl",
        )
        for story in edition.stories
    )
    day, site = date_format(edition.day, gettext("l, j F Y")), site_settings.value("site_name")
    book = Book(
        address, f"{gettext('Eight today')} · {day}", site, gettext("Contents"), edition.language,
        edition.made_at, chapters, direction(edition.language) == "rtl",
    )  # fmt: skip
    answer = HttpResponse(epub(book), content_type="application/epub+zip")
    answer["Content-Disposition"] = f'attachment; filename="eight-{edition.day}.epub"'
    return answer


_FORMS: dict[str, Callable[[HttpRequest, Edition], HttpResponse]] = {"json": _json, "epub": _epub}

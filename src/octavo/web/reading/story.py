"""The story page: coverage, timeline, who copied whom, what lies near."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from octavo.actions import marks
from octavo.actions.stories import together as reasons
from octavo.actions.stories.new_since import NewSince, new_since
from octavo.store import read
from octavo.web.machine import feeds
from octavo.web.reader import reader
from octavo.web.reading.lineage import first, trees
from octavo.web.reading.timeline import timeline

if TYPE_CHECKING:
    from octavo.store.models import Story, User


def _page(number: int, user: User | None = None) -> read.StoryPage | Story:
    """The story's page, or the story it was merged into; 404 where nothing of it is to be seen."""
    found = read.story_page(number, get_language() or "en", user)
    if found is None or (isinstance(found, read.StoryPage) and found.face is None):
        raise Http404
    return found


def story(request: HttpRequest, number: int) -> HttpResponse:
    """One story; a story that was merged sends on to the one it became."""
    user = reader(request)
    page = _page(number, user)
    if not isinstance(page, read.StoryPage):
        return redirect("story", page.pk, permanent=True)
    context = {
        "page": page,
        "face": page.face,
        "story": page.story,
        "timeline": timeline(page.articles),
        "earlier": [f for f in page.line if f.story.first_at < page.story.first_at],
        "since": [f for f in page.line if f.story.first_at >= page.story.first_at],
        "first": first(page.articles),
        "trees": trees(page.articles, is_visitor=not request.user.is_authenticated),
        "news": _news(page, user) if user else None,
        "here": page.face.section if page.face else "",
        "feed": reverse("story_feed", args=[number, "atom"]),
    }
    return render(request, "story.html", context)


def _news(page: read.StoryPage, user: User) -> NewSince | None:
    """What is new to this reader; a busy database must not keep them from the page."""
    articles = [one.pk for one in page.articles]
    try:
        visit = marks.visit_story(user, page.story.pk, articles, datetime.now(UTC))
    except OperationalError:
        return None
    return new_since(visit, page.articles, page.face.language if page.face else "")


def together(request: HttpRequest, number: int) -> HttpResponse:
    """Why the articles of a story are together, as it is now."""
    face = read.face(number, get_language() or "en")
    if face is None:
        return redirect("story", number)
    context = {"story": face.story, "face": face, "together": reasons.together(number),
               "here": face.section}  # fmt: skip
    return render(request, "together.html", context)


def story_feed(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """A story's articles for reader apps, newest first; copies too, as on its page."""
    page = _page(number)
    if not isinstance(page, read.StoryPage):
        return redirect("story_feed", page.pk, form, permanent=True)
    title = page.face.article.headline if page.face else str(number)
    address = reverse("story", args=[number])
    return feeds.articles(request, form, title, address, page.articles[::-1])

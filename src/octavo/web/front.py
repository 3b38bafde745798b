"""The front page and the section pages: stories in order of importance."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from octavo.store import read
from octavo.store.models import Article, StoryFace
from octavo.web import feeds
from octavo.web.sections import label

RIVER = 25
BESIDE = 12


def _language(request: HttpRequest) -> str:
    """The language whose stories are asked for: the edition's, another by ?lang=, or all."""
    asked = request.GET.get("lang", "")
    return "" if asked == "all" else asked[:8] or get_language() or "en"


def front(request: HttpRequest) -> HttpResponse:
    """Today: Eight today, the lead story with its coverage, the river, and the other languages."""
    language = _language(request)
    page = read.ranked(read.faces(language), request.GET.get("after", ""), RIVER)
    first = not request.GET.get("after")
    lead = page.faces[0] if page.faces and first else None
    context = {
        "edition": read.edition(language) if first and language else None,
        "lead": lead,
        "lead_coverage": _beside(lead) if lead else [],
        "river": page.faces[1:] if lead else page.faces,
        "cursor": page.cursor,
        "elsewhere": _elsewhere(language) if first and language else [],
        "language": language,
        "here": "front",
        "feed": reverse("front_feed", args=["atom"]),
    }
    return render(request, "front.html", context)


def _beside(lead: StoryFace) -> list[Article]:
    """Up to three reports of the lead story beside the one that speaks for it: those in its
    language first, of these own ones first."""
    others = [a for a in read.coverage([lead.story_id], BESIDE) if a.pk != lead.article_id]
    return sorted(others, key=lambda a: a.language != lead.language)[:3]


def _elsewhere(language: str) -> list[StoryFace]:
    """A few stories told only in other languages."""
    others = read.faces().exclude(language=language).exclude(story__faces__language=language)
    return list(others[:3])


def section(request: HttpRequest, name: str) -> HttpResponse:
    """A section: its stories by importance."""
    if name not in read.SECTIONS:
        raise Http404
    page = read.ranked(read.faces(_language(request), name), request.GET.get("after", ""), RIVER)
    context = {
        "title": label(name),
        "river": page.faces,
        "cursor": page.cursor,
        "here": name,
        "feed": reverse("section_feed", args=[name, "atom"]),
    }
    return render(request, "section.html", context)


def feed(request: HttpRequest, form: str) -> HttpResponse:
    """The front page for reader apps: one item a story."""
    rows = read.ranked(read.faces(_language(request)), size=50).faces
    return feeds.stories(request, form, _("Today"), reverse("front"), rows)


def section_feed(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """A section for reader apps."""
    if name not in read.SECTIONS:
        raise Http404
    rows = read.ranked(read.faces(_language(request), name), size=50).faces
    return feeds.stories(request, form, label(name), reverse("section", args=[name]), rows)

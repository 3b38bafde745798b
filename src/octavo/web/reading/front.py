"""The front page and the section pages: stories in order of importance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from octavo.actions.stories import editions
from octavo.formats.row_numbers import row_number
from octavo.store import read
from octavo.stories.rank import Candidate, places
from octavo.web.machine import feeds
from octavo.web.reader import reader
from octavo.web.sections import label

if TYPE_CHECKING:
    from octavo.store.models import Article, StoryFace

RIVER = 25
"""Stories on a page. Chosen by hand; not measured."""

POOL = 75
"""Stories that are ordered for a reader who follows something: a follow may lift one so far."""
BESIDE = 12
"""Reports looked at for those named beside the lead story."""


def _language(request: HttpRequest) -> str:
    """The language whose stories are asked for: the edition's, another by ?lang=, or all."""
    asked = request.GET.get("lang", "")
    return "" if asked == "all" else asked[:8] or get_language() or "en"


def _carried(request: HttpRequest) -> str:
    """What the link to the next page keeps of this page's address: the language asked for."""
    asked = request.GET.get("lang", "")
    return urlencode({"lang": asked[:8]}) if asked else ""


def _in_language(request: HttpRequest, address: str) -> str:
    """An address of the same list, a page or a feed, in the language asked for."""
    carried = _carried(request)
    return f"{address}?{carried}" if carried else address


def _follows(request: HttpRequest) -> list[str]:
    user = reader(request)
    return user.follows if user else []


def _page(request: HttpRequest, section: str = "") -> read.Faces:
    """One page of stories in the order of places (see stories.front), each with its place. Stories
    are ordered pool by pool of their rank, and so that none is shown twice a cursor says how far
    into its pool the page before came: `25@` and the pool's own cursor."""
    follows = _follows(request)
    before, _at, start = request.GET.get("after", "").rpartition("@")
    offset = min(row_number(before) or 0, POOL)
    found = read.faces(_language(request), section, follows)
    pool = read.ranked(found, start, POOL if follows or offset else RIVER)
    ordered = _placed(pool.faces, follows, is_mixed=not section)
    faces = ordered[offset : offset + RIVER]
    _mark_unseen(request, faces)
    if offset + RIVER < len(ordered):
        return read.Faces(faces, f"{offset + RIVER}@{start}")
    return read.Faces(faces, pool.cursor)


def _mark_unseen(request: HttpRequest, faces: list[StoryFace]) -> None:
    """Say on each story how many reports it has got since this reader opened it."""
    user = reader(request)
    counts = read.unseen(faces, user) if user else {}
    for face in faces:
        face.unseen = counts.get(face.story_id, 0)  # type: ignore[attr-defined]


def _placed(faces: list[StoryFace], follows: list[str], *, is_mixed: bool) -> list[StoryFace]:
    """These stories in their order, each with its place; balanced where sections are mixed."""
    by_story = {face.story_id: face for face in faces}
    ordered = []
    candidates = (_candidate(face, is_mixed=is_mixed) for face in faces)
    for place in places(candidates, follows):
        face = by_story[place.story_id]
        face.place = place  # type: ignore[attr-defined]
        ordered.append(face)
    return ordered


def _candidate(face: StoryFace, *, is_mixed: bool) -> Candidate:
    section = face.section if is_mixed else ""
    source = face.article.source_id
    return Candidate(face.story_id, face.rank, section, source, editions.followable(face))


def front(request: HttpRequest) -> HttpResponse:
    """Today: Eight today, the lead story with its coverage, the river, and the other languages."""
    language = _language(request)
    page = _page(request)
    first = not request.GET.get("after")
    lead = page.faces[0] if page.faces and first else None
    context = {
        "edition": read.edition(language) if first and language else None,
        "lead": lead,
        "lead_coverage": _beside(lead) if lead else [],
        "river": page.faces[1:] if lead else page.faces,
        "cursor": page.cursor,
        "carry": _carried(request),
        "elsewhere": _elsewhere(language) if first and language else [],
        "language": language,
        "here": "front",
        "feed": _in_language(request, reverse("front_feed", args=["atom"])),
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
    page = _page(request, name)
    context = {
        "title": label(name),
        "river": page.faces,
        "cursor": page.cursor,
        "carry": _carried(request),
        "here": name,
        "follow": f"section:{name}",
        "feed": _in_language(request, reverse("section_feed", args=[name, "atom"])),
    }
    return render(request, "section.html", context)


def front_feed(request: HttpRequest, form: str) -> HttpResponse:
    """The front page for reader apps: one item a story."""
    rows = read.ranked(read.faces(_language(request)), size=50).faces
    home = _in_language(request, reverse("front"))
    return feeds.stories(request, form, _("Today"), home, rows)


def section_feed(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """A section for reader apps."""
    if name not in read.SECTIONS:
        raise Http404
    rows = read.ranked(read.faces(_language(request), name), size=50).faces
    home = _in_language(request, reverse("section", args=[name]))
    return feeds.stories(request, form, label(name), home, rows)

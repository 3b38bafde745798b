"""The told timeline of a story and of a storyline: what happened when, and who reported it when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from octavo.actions.stories import timelines
from octavo.assist.timeline.merged import DatedLine
from octavo.store import read
from octavo.web.reading.timeline import timeline
from octavo.web.tags import digits

if TYPE_CHECKING:
    from octavo.store.models import StoryFace


def _dated(found: Sequence[DatedLine]) -> list[tuple[DatedLine, str]]:
    """Lines with their times as markup, as exactly as these are known: `Tuesday, 24 November 2026`,
    `2019`; empty where the line before has the same."""
    times = [_time(line) for line in found]
    before = ["", *times]
    return [
        (line, time if time != last else "")
        for line, time, last in zip(found, times, before, strict=False)
    ]


def _time(line: DatedLine) -> str:
    forms = {"month": _("F Y"), "year": "Y", "week": "j F Y"}
    words = digits(date_format(line.date, forms.get(line.precision, _("l, j F Y"))))
    words = _("around %(day)s") % {"day": words} if line.precision == "week" else words
    machine = str(line.date)[: {"month": 7, "year": 4}.get(line.precision, 10)]
    return format_html('<time datetime="{}">{}</time>', machine, words)


def of_story(request: HttpRequest, number: int, form: str = "") -> HttpResponse:
    """The timeline of a story, a page or JSON; a story that was merged sends on."""
    face = read.face(number, get_language() or "en")
    if face is not None:
        return _answer(request, [face], form)
    found = read.story(number)
    if found is None or found.merged_into_id is None:
        raise Http404
    name, rest = ("story_timeline_document", [form]) if form else ("story_timeline", [])
    return redirect(name, found.merged_into_id, *rest, permanent=True)


def of_storyline(request: HttpRequest, number: int, form: str = "") -> HttpResponse:
    """The timeline of all stories of a storyline, a page or JSON."""
    faces = read.storyline(number, get_language() or "en")
    if not faces:
        return redirect("storyline", number)
    return _answer(request, faces, form, line=number)


def _answer(
    request: HttpRequest, faces: list[StoryFace], form: str, line: int | None = None
) -> HttpResponse:
    if form not in ("", "json"):
        raise Http404
    face = faces[0]
    found = timelines.timeline_of(
        [one.story_id for one in faces],
        face.language,
        timezone.localdate(),
        is_visitor=not request.user.is_authenticated,
    )
    if form:
        named = {"storyline": line} if line else {"story": face.story_id}
        rows = named | {"language": face.language} | timelines.as_rows(found)
        return JsonResponse(rows, json_dumps_params={"ensure_ascii": False})
    context = {"face": face, "story": face.story, "here": face.section, "tool": "timeline",
               "line": line, "faces": faces, "articles": found.articles,
               "past": _dated(found.past), "ahead": _dated(found.ahead),
               "publications": found.publications,
               "timeline": timeline([one.article for one in found.publications])}  # fmt: skip
    return render(request, "told_timeline.html", context)

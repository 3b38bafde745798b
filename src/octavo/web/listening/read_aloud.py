"""What is read aloud: as a script that the browser's own voice reads, and as a recording."""

from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language

from octavo.actions.listening.scripts import article_script, edition_script, story_script
from octavo.actions.stories.editions import own_edition
from octavo.assist.listening.script import Script
from octavo.errors import SpeechError
from octavo.store import read
from octavo.web.excerpts import is_excerpt, quotable
from octavo.web.listening.sound import made, offers_recordings, sound
from octavo.web.reader import signed_in

AGAIN_SECONDS = "5"
"""When a browser asks again for a recording that is being made."""


def article_lines(request: HttpRequest, number: int) -> HttpResponse:
    """An article for the browser's voice."""
    return _lines(_article(request, number))


def story_lines(request: HttpRequest, number: int) -> HttpResponse:
    """A story for the browser's voice."""
    return _lines(_story(request, number))


def edition_lines(request: HttpRequest, day: date) -> HttpResponse:
    """*Eight today* for the browser's voice."""
    return _lines(_edition(request, day))


@login_required
def own_edition_lines(request: HttpRequest) -> HttpResponse:
    """The edition of what this reader follows for the browser's voice."""
    return _lines(_own_edition(request))


@login_required
def article_sound(request: HttpRequest, number: int) -> HttpResponseBase:
    """An article as a recording."""
    return _sound(request, _article(request, number))


@login_required
def story_sound(request: HttpRequest, number: int) -> HttpResponseBase:
    """A story as a recording."""
    return _sound(request, _story(request, number))


@login_required
def edition_sound(request: HttpRequest, day: date) -> HttpResponseBase:
    """*Eight today* as a recording."""
    return _sound(request, _edition(request, day))


@login_required
def own_edition_sound(request: HttpRequest) -> HttpResponseBase:
    """The edition of what this reader follows as a recording."""
    return _sound(request, _own_edition(request))


def _article(request: HttpRequest, number: int) -> Script:
    found = read.visible_article(number)
    if found is None:
        raise Http404
    return article_script(found, is_excerpt=is_excerpt(found, request.user))


def _story(request: HttpRequest, number: int) -> Script:
    face = read.face(number, get_language() or "en")
    if face is None:
        raise Http404
    return story_script(face, quotable(face.summary, request.user))


def _edition(request: HttpRequest, day: date) -> Script:
    return _told(request, read.edition(get_language() or "en", day))


def _own_edition(request: HttpRequest) -> Script:
    language, now = get_language() or "en", datetime.now(UTC)
    return _told(request, own_edition(signed_in(request).follows, language, now))


def _told(request: HttpRequest, found: Any) -> Script:
    if found is None:
        raise Http404
    told = [(story, quotable(story["sentences"], request.user)) for story in found.stories]
    return edition_script(found, told)


def _lines(script: Script) -> HttpResponse:
    chapters = [
        {
            "title": chapter.title,
            "lines": [
                {"text": line.text, "said": said, "language": line.language}
                for line in chapter.lines
                if (said := line.said)
            ],
        }
        for chapter in script.chapters
    ]
    value: dict[str, Any] = {"title": script.title, "language": script.language}
    response = JsonResponse(value | {"chapters": chapters})
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _sound(request: HttpRequest, script: Script) -> HttpResponseBase:
    """The recording; a page that comes again by itself while it is being made."""
    if not offers_recordings():
        raise Http404
    try:
        found = made(script)
    except SpeechError as error:
        raise Http404 from error
    if found is not None:
        return sound(request, found)
    response = render(request, "recording.html", status=202)
    response.headers["Refresh"] = AGAIN_SECONDS
    return response

"""The storyline page: stories that follow each other, in the order in which they came."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from octavo.store import read


def storyline(request: HttpRequest, number: int) -> HttpResponse:
    """One storyline; a number that has become part of another line sends on to that."""
    faces = read.storyline(number, get_language() or "en")
    if faces:
        return render(request, "storyline.html", {"faces": faces, "here": "storyline"})
    story = read.story(number)
    end = story.merged_into or story if story else None
    if end is None:
        raise Http404
    if end.storyline_id:
        return redirect("storyline", end.storyline_id, permanent=True)
    return redirect("story", end.pk)

"""Eight today: the finite edition. Eight different stories, then it is done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from octavo.store import read


def eight(request: HttpRequest) -> HttpResponse:
    """The newest edition in the reader's language."""
    edition = read.edition(get_language() or "en")
    return render(request, "eight.html", {"edition": edition, "here": "eight"})

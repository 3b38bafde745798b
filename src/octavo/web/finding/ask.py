"""Ask: a question about an article, a story or everything, or one that goes on from the last;
verbatim passages, or a plain no; and questions that the article answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from octavo.actions import answers
from octavo.actions.answers.ask import LONGEST_QUESTION
from octavo.assist.asking.follow_up import in_context
from octavo.formats.row_numbers import row_number
from octavo.store import read

if TYPE_CHECKING:
    from octavo.store.models import Article, Story


def ask(request: HttpRequest) -> HttpResponse:
    """The ask page."""
    text, former = (request.GET.get(name, "").strip() for name in ("q", "after"))
    about, kind, named_by = _about(request)
    is_visitor = not request.user.is_authenticated
    passages = (
        answers.ask(
            in_context(text, former[:LONGEST_QUESTION]),
            article=about.pk if about and kind == "article" else None,
            story=about.pk if about and kind == "story" else None,
            language=get_language() or "en",
            is_visitor=is_visitor,
        )
        if text
        else []
    )
    of = passages[0].article if passages else named_by if kind == "article" else None
    more = answers.suggested(of, is_visitor=is_visitor) if of else ()
    context = {
        "q": text,
        "former": former if text else "",
        "passages": passages,
        "suggested": [one for one in more if one != text],
        "suggested_of": of.pk if of else None,
        "about": about,
        "about_kind": kind,
        "named_by": named_by,
        "here": "ask",
    }
    return render(request, "ask.html", context)


def _about(request: HttpRequest) -> tuple[Article | Story | None, str, Article | None]:
    """What the question is about, if not about everything: the thing, its kind, and the article
    whose headline names it."""
    for kind in ("article", "story"):
        given = request.GET.get(kind, "")
        if not given:
            continue
        number = row_number(given) or 0
        if kind == "article" and (article := read.visible_article(number)):
            return article, kind, article
        if kind == "story" and (face := read.face(number, get_language() or "en")):
            return face.story, kind, face.article
        raise Http404
    return None, "", None

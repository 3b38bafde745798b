"""Ask: a question about an article, a story or everything, or one that goes on from the last;
verbatim passages, or a plain no; and questions that the article answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language

from octavo.actions import answers
from octavo.actions.answers.ask import LONGEST_QUESTION
from octavo.assist.asking.follow_up import in_context
from octavo.errors import ModelError
from octavo.formats.row_numbers import row_number
from octavo.store import read

if TYPE_CHECKING:
    from octavo.store.models import Article, Story


def ask(request: HttpRequest) -> HttpResponse:
    """The ask page; sent as a form by somebody signed in, with what the owner's model writes."""
    given = request.POST if request.method == "POST" else request.GET
    text, former = (given.get(name, "").strip()[:LONGEST_QUESTION] for name in ("q", "after"))
    asked = in_context(text, former)
    about, kind, named_by = _about(given)
    language = get_language() or "en"
    where: dict[str, Any] = {
        "article": about.pk if about and kind == "article" else None,
        "story": about.pk if about and kind == "story" else None,
        "language": language,
    }
    is_visitor = not request.user.is_authenticated
    passages = answers.ask(asked, is_visitor=is_visitor, **where) if text else []
    may_sum_up = about is not None and answers.offers("summary")
    context = {
        "q": text,
        "former": former if text else "",
        "passages": passages,
        "about": about,
        "about_kind": kind,
        "named_by": named_by,
        "here": "ask",
        **_suggested(passages, named_by if kind == "article" else None, text, is_visitor),
        "model": answers.model_name() if not is_visitor else "",
        "may_write": answers.offers("ask") and text,
        "may_sum_up": may_sum_up,
    }
    if request.method == "POST" and not is_visitor:
        context |= _written(asked, passages, where, is_summary="summary" in given and may_sum_up)
    return render(request, "ask.html", context)


def _suggested(
    passages: list[answers.CitedPassage], about: Article | None, text: str, is_visitor: bool
) -> dict[str, Any]:
    """Questions that the article answers: the one asked about, or the one that answered."""
    of = about or (passages[0].article if passages else None)
    found = answers.suggested(of, is_visitor=is_visitor) if of else ()
    return {"suggested": [one for one in found if one != text], "suggested_of": of}


def _written(
    text: str, passages: list[answers.CitedPassage], where: dict[str, Any], *, is_summary: bool
) -> dict[str, Any]:
    """What the model writes, or the code of why it does not."""
    try:
        if is_summary:
            return {"written": answers.written_summary(**where)}
        return {"written": answers.written_answer(text, passages, **where)} if text else {}
    except ModelError as error:
        return {"model_error": error.code}


def _about(sent: QueryDict) -> tuple[Article | Story | None, str, Article | None]:
    """What the question is about, if not about everything: the thing, its kind, and the article
    whose headline names it."""
    for kind in ("article", "story"):
        given = sent.get(kind, "")
        if not given:
            continue
        number = row_number(given) or 0
        if kind == "article" and (article := read.visible_article(number)):
            return article, kind, article
        if kind == "story" and (face := read.face(number, get_language() or "en")):
            return face.story, kind, face.article
        raise Http404
    return None, "", None

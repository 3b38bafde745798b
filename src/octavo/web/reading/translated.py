"""An article in another language: what is translated of it so far, and the next passages when asked
for, by the owner's translator or model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from octavo.actions.answers import translated as translator
from octavo.errors import ModelError
from octavo.store import read

if TYPE_CHECKING:
    from octavo.store.models import Article


def is_offered(article: Article, language: str) -> bool:
    """Whether an article may be had in a language that is not its own."""
    return article.language != language and translator.engine() is not None


@login_required
def translated(request: HttpRequest, number: int) -> HttpResponse:
    """An article as far as it is translated; sent as a form, the next passages too, and looked at
    after that."""
    found = read.visible_article(number)
    given = request.POST if request.method == "POST" else request.GET
    language = given.get("to", "") or get_language() or settings.LANGUAGE_CODE
    if found is None or language not in dict(settings.LANGUAGES):
        raise Http404
    if found.language == language:
        return redirect("article", number)
    try:
        known = translator.translation(found, language, more=int(request.method == "POST"))
    except ModelError as error:
        if _wants_json(request):
            return JsonResponse({"error": error.code}, status=503)
        context = {"article": found, "error": error.code, "to": language}
        return render(request, "translated.html", context, status=503)
    if _wants_json(request):
        return JsonResponse({"passages": _rows(known, found, language), "whole": known.is_whole})
    is_beside = bool(given.get("beside"))
    if request.method == "POST":
        asked = {"to": language} | ({"beside": "1"} if is_beside else {})
        return redirect(f"{reverse('translated', args=[number])}?{urlencode(asked)}#next")
    context = {
        "article": found,
        "translation": known,
        "rows": _rows(known, found, language),
        "to": language,
        "beside": is_beside,
    }
    return render(request, "translated.html", context)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _rows(known: translator.Translation, article: Article, language: str) -> list[dict[str, str]]:
    """The passages after the headline that need not wait: what is shown of each, and the original
    where that is something else."""
    return [
        {
            "text": one.shown,
            "language": language if one.text else article.language,
            "original": one.original if one.text else "",
        }
        for one in known.all[1:]
        if one.original and one.state != "waiting"
    ]

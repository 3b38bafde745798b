"""Ask: a question about an article, a story or everything; verbatim passages, or a plain no."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from octavo.actions import answers
from octavo.store.models import Article, Story


def ask(request: HttpRequest) -> HttpResponse:
    """The ask page."""
    text = request.GET.get("q", "").strip()
    about, kind, headline = _about(request)
    passages = (
        answers.ask(
            text,
            article=about.pk if about and kind == "article" else None,
            story=about.pk if about and kind == "story" else None,
            language=get_language() or "en",
        )
        if text
        else []
    )
    context = {
        "q": text,
        "passages": passages,
        "about": about,
        "about_kind": kind,
        "about_headline": headline,
        "here": "ask",
    }
    return render(request, "ask.html", context)


def _about(request: HttpRequest) -> tuple[Article | Story | None, str, str]:
    """What the question is about, if not about everything: the thing, its kind, its headline."""
    for kind in ("article", "story"):
        number = request.GET.get(kind, "")
        if not number:
            continue
        if not number.isdigit() or len(number) > 18:
            raise Http404
        if kind == "article":
            article = Article.objects.filter(pk=int(number), is_hidden=False).first()
            if article is not None:
                return article, kind, article.headline
        else:
            story = Story.objects.filter(pk=int(number)).first()
            face = story.faces.select_related("article").first() if story else None
            if story is not None and face is not None:
                return story, kind, face.article.headline
        raise Http404
    return None, "", ""

"""The article page: the text, what the machine knows of it, what people say, what to read next."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from octavo.actions import marks
from octavo.analyse.hashtags import spelled
from octavo.formats.row_numbers import row_number
from octavo.store import read
from octavo.web.errors import back
from octavo.web.excerpts import is_excerpt
from octavo.web.reader import reader, signed_in
from octavo.web.reading.timeline import timeline
from octavo.web.reading.translated import is_offered
from octavo.web.talking.text_report import WRONG, may_report

if TYPE_CHECKING:
    from octavo.store.models import Article, Lineage, Mark, User


def article(request: HttpRequest, number: int) -> HttpResponse:
    """One article, in full where its source's policy lets this reader see it in full."""
    page = read.article_page(number)
    if page is None:
        raise Http404
    user = reader(request)
    found = page.article
    context = {
        "page": page,
        "article": found,
        "body": found.body,
        "source": found.source,
        "is_excerpt": is_excerpt(found, request.user),
        "timeline": timeline(page.coverage),
        "people": _people(found, page.hashtags),
        "mark": _opened(found, user) if user else None,
        "draft": _draft(request, number) if user else "",
        "here": found.section,
        "alternate": found.duplicate_of,
        "descent": _descent(found),
        "translates": user is not None and is_offered(found, get_language() or ""),
        "wrongs": WRONG.items() if may_report(request) else (),
    }
    response = render(request, "article.html", context)
    if found.source.policy == "excerpt":
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _people(article: Article, hashtags: list[str]) -> list[tuple[str, str]]:
    """People, bodies and places named in an article, each with the key of its hashtag, if it is
    one; of what is of no known kind, names of several words, which are seldom anything else."""
    tags = {tag.casefold() for tag in hashtags}
    entities = [e for e in article.body.entities if e["kind"] != "other" or " " in e["name"]]
    named = [e["name"] for e in sorted(entities, key=lambda e: e["kind"] == "other")][:10]
    keys = [spelled(name).casefold() for name in named]
    return [(name, key if key in tags else "") for name, key in zip(named, keys, strict=True)]


def _descent(found: Article) -> Lineage | None:
    """Where the text comes from, if it is somebody else's."""
    lineage: Lineage | None = getattr(found, "lineage", None)
    if lineage is None or found.story_id is None or lineage.origin_id == found.pk:
        return None
    return lineage if lineage.agency or lineage.parent_id else None


def _draft(request: HttpRequest, number: int) -> str:
    """A comment that could not be taken, for its writer to mend."""
    draft = request.session.get("draft") or {}
    return str(draft.get("text", "")) if draft.get("article") == number else ""


def _opened(found: Article, user: User) -> Mark | None:
    """Remember that a reader opened an article; a busy database must not keep them from it."""
    try:
        return marks.open_article(user, found, datetime.now(UTC))
    except OperationalError:
        return None


def changes(request: HttpRequest, number: int) -> HttpResponse:
    """What an article said before."""
    found = read.visible_article(number)
    if found is None:
        raise Http404
    page = read.differences(found, row_number(request.GET.get("after", "")))
    context = {
        "article": found,
        "revisions": page.changes,
        "cursor": page.cursor,
        "is_excerpt": is_excerpt(found, request.user),
    }
    return render(request, "changes.html", context)


@login_required
@require_POST
def mark(request: HttpRequest, number: int) -> HttpResponse:
    """Save, unsave, or mark unread."""
    found = read.any_article(number)
    if found is None:
        raise Http404
    marks.mark(signed_in(request), found, request.POST.get("do", ""), datetime.now(UTC))
    return back(request, redirect("article", number))

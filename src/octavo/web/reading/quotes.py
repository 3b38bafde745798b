"""The pages of quotations: who is quoted, and all that one speaker is quoted with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from octavo.assist.quotes.variants import variants
from octavo.formats.folding import folded
from octavo.store import read
from octavo.web.reading.lists import after

if TYPE_CHECKING:
    from octavo.store.models import Quote

LONGEST_QUERY = 100
"""Characters of a name that are looked for."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody said once: the fullest wording, and every article that has it, the first told
    first; `others` are those that word it otherwise."""

    shown: Quote
    told: list[Quote]
    others: list[Quote]


def utterances(found: Sequence[Quote]) -> list[Utterance]:
    """Quotations as utterances: nearly the same words in articles of one story stand there once."""
    said = [(f"{one.article.story_id or -one.article_id} {folded(one.said_by)}", one.text)
            for one in found]  # fmt: skip
    return [_utterance([found[at] for at in places]) for places in variants(said)]


def _utterance(some: list[Quote]) -> Utterance:
    told = sorted(some, key=lambda one: (one.published, one.article_id))
    shown = max(told, key=lambda one: len(one.text))
    by_article = list({one.article_id: one for one in reversed(told)}.values())[::-1]
    words = folded(shown.text)
    return Utterance(shown, by_article, [one for one in told if folded(one.text) != words])


def quotes(request: HttpRequest) -> HttpResponse:
    """Who is quoted: those of a name that is looked for, else those who are quoted of late."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
    is_visitor = not request.user.is_authenticated
    if text:
        found = read.speakers(text, is_visitor=is_visitor)
    else:
        found = read.quoted_of_late(is_visitor=is_visitor)
    context = {"name": text, "found": found, "here": "quotes", "title": _("Who said what")}
    return render(request, "quotes.html", context)


def speaker(request: HttpRequest, key: str) -> HttpResponse:
    """All that one speaker is quoted with, newest first."""
    one = read.speaker(folded(key.replace("_", " ")[: LONGEST_QUERY * 2]))
    if one is None:
        raise Http404
    page = read.quotes_of(one, after(request), is_visitor=not request.user.is_authenticated)
    if not page.quotes and not after(request):
        raise Http404
    context = {"speaker": one, "utterances": utterances(page.quotes), "cursor": page.cursor,
               "here": "quotes", "title": one.name}  # fmt: skip
    return render(request, "speaker.html", context)

"""The reader's tools of a story: who claims which numbers, and who says what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from octavo.assist.figures.ledger import Line, SourcedFigure, ledger
from octavo.formats.folding import folded
from octavo.store import read
from octavo.types import TextFigure
from octavo.web.excerpts import is_excerpt
from octavo.web.reading.figures_chart import FigureChart, figure_chart
from octavo.web.reading.quotes import Utterance, utterances

if TYPE_CHECKING:
    from octavo.store.models import Article, Quote, StoryFace

MOST_LINES = 40
"""Lines of a ledger that are shown. Chosen by hand; not measured."""


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the ledger, its chart, and the language of its words."""

    line: Line
    chart: FigureChart | None
    language: str

    @property
    def is_claimed(self) -> bool:
        """Whether somebody is named for it, or several reports tell it."""
        articles = {one.article_id for claim in self.line.claims for one in claim.told}
        return len(articles) > 1 or any(claim.claimant for claim in self.line.claims)


def _face(number: int) -> StoryFace | None:
    return read.face(number, get_language() or "en")


def _sent_on(number: int, name: str) -> HttpResponse:
    """The same page of the story that this one was merged into; 404 where there is none."""
    found = read.story(number)
    if found is None or found.merged_into_id is None:
        raise Http404
    return redirect(name, found.merged_into_id, permanent=True)


def figures(request: HttpRequest, number: int) -> HttpResponse:
    """Who claims which numbers in a story, in which sentence of which report."""
    face = _face(number)
    if face is None:
        return _sent_on(number, "story_figures")
    articles = [one for one in read.told_in_story(number) if not is_excerpt(one, request.user)]
    lines = _lines(articles, face.language)[:MOST_LINES]
    context = {"face": face, "story": face.story, "here": face.section, "tool": "figures",
               "articles": {one.pk: one for one in articles},
               "claimed": [one for one in lines if one.is_claimed],
               "counted": [one for one in lines if not one.is_claimed]}  # fmt: skip
    return render(request, "story_figures.html", context)


def _lines(articles: Sequence[Article], language: str) -> list[Told]:
    """The ledger of each language of the reports, that of the page first."""
    languages = sorted(
        {one.language for one in articles}, key=lambda code: (code != language, code)
    )
    return [
        Told(line, figure_chart(line), code)
        for code in languages
        for line in ledger(_sourced([one for one in articles if one.language == code]), code)
    ]


def _sourced(articles: Sequence[Article]) -> list[SourcedFigure]:
    return [
        SourcedFigure(one.pk, one.published, TextFigure(**figure))
        for one in articles
        for figure in one.body.figures
    ]


def quotes(request: HttpRequest, number: int) -> HttpResponse:
    """Who says what in a story, those who are quoted most first."""
    face = _face(number)
    if face is None:
        return _sent_on(number, "story_quotes")
    found = read.quotes_in_story(number, is_visitor=not request.user.is_authenticated)
    context = {"face": face, "story": face.story, "here": face.section,
               "tool": "quotes", "groups": _groups(found)}  # fmt: skip
    return render(request, "story_quotes.html", context)


def _groups(found: Sequence[Quote]) -> list[tuple[Quote, list[Utterance]]]:
    """Utterances by speaker, a quotation of each at hand; last those of whom it is not sure."""
    groups: dict[str, list[Utterance]] = {}
    for one in utterances(found):
        groups.setdefault(folded(one.shown.said_by), []).append(one)
    ordered = sorted(groups.items(), key=lambda group: (not group[0], -len(group[1])))
    return [(some[0].shown, some) for _, some in ordered]

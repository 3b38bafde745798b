"""How a story is told: what its sources agree on, what only some report, how they word it, and who
does not tell it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from octavo.actions.stories.perspectives import (
    Gaps,
    coverage_gaps,
    gaps_row,
    story_perspectives,
    story_row,
)
from octavo.assist.perspectives.lines import Piece, ReportLine, common_pieces
from octavo.assist.perspectives.perspectives import Perspective
from octavo.assist.perspectives.statements import Statement
from octavo.assist.perspectives.wording import Headline, Used
from octavo.store import read
from octavo.web.countries import name as country_name
from octavo.web.tags import language_name

if TYPE_CHECKING:
    from octavo.store.models import Article

MOST_GAPS = 50
"""Stories of a page of gaps. Chosen by hand; not measured."""


MOST_OTHERS = 6
"""Wordings of one statement that are shown beside the first. Chosen by hand; not measured."""


@dataclass(frozen=True, slots=True)
class Sourced:
    """A sentence in pieces, and the article that it stands in."""

    pieces: Sequence[Piece]
    article: Article


@dataclass(frozen=True, slots=True)
class Told:
    """A statement as it is shown: in the words of one report and of some others; with the names of
    all the others who report it, of those who surely do not, and of those who may."""

    shown: Sourced
    others: list[Sourced]
    names: list[str]
    missing: list[str]
    unclear: list[str]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of an outlet, and the sentence of its article that it stands in, with it marked."""

    word: str
    source: str
    sentence: Sourced


class Shown:
    """The perspective of a language as a page shows it."""

    def __init__(self, one: Perspective, articles: Mapping[int, Article]) -> None:
        self._one, self._articles = one, articles
        self.language = one.language
        self.label = language_name(one.language)
        self.sources = one.sources
        self.headlines = _same_headed(one, articles)
        self.shared = [self._told(found) for found in one.statements.shared]
        self.some = [self._told(found) for found in one.statements.some]
        self.alone = list(self._alone(one.statements.alone))
        self.named = [(found.name, self._names(found.told)) for found in one.names]
        self.everywhere = [n for n, told in self.named if len(told) == len(one.sources) > 1]
        self.partly = [pair for pair in self.named if 1 < len(pair[1]) < len(one.sources)]
        self.choices = [
            [(word.is_loaded, [self._word(used) for used in word.used.values()]) for word in row]
            for row in one.wording.choices
        ]
        loaded = [found for found in one.wording.loaded if found.share.hits]
        self.loaded = [
            (one.sources[found.source].name, found, [self._word(used) for used in found.examples])
            for found in loaded
        ]
        self.unloaded = self._names(
            found.source for found in one.wording.loaded if not found.share.hits
        )

    def _told(self, found: Statement) -> Told:
        common = found.common
        others = {n: line for n, line in found.told.items() if line.report != found.line.report}
        return Told(
            self._sourced(found.line, common),
            [self._sourced(line, common) for line in [*others.values()][:MOST_OTHERS]],
            self._names(others),
            self._names(found.missing),
            self._names(sorted({*range(len(self.sources))} - {*found.told, *found.missing})),
        )

    def _alone(self, found: Iterable[Statement]) -> Iterator[tuple[Article, list[str]]]:
        """The sentences that stand in one report alone, by report."""
        by_report: dict[int, list[str]] = {}
        for one in found:
            by_report.setdefault(one.line.report.id, []).append(one.line.text)
        return ((self._articles[number], lines) for number, lines in by_report.items())

    def _sourced(self, line: ReportLine, common: frozenset[str]) -> Sourced:
        return Sourced(common_pieces(line, common), self._articles[line.report.id])

    def _names(self, numbers: Iterable[int]) -> list[str]:
        return [self.sources[number].name for number in numbers]

    def _word(self, used: Used) -> Word:
        before, found, after = used.sentence.partition(used.word)
        some = (Piece(before), Piece(found, "loaded"), Piece(after))
        return Word(used.word, used.report.outlet, Sourced(some, self._articles[used.report.id]))


def _same_headed(
    one: Perspective, articles: Mapping[int, Article]
) -> list[tuple[Sourced, list[Article]]]:
    """The headlines, each once, with all articles that stand under it."""
    by_words: dict[str, list[Headline]] = {}
    for line in one.headlines:
        by_words.setdefault(line.report.headline, []).append(line)
    return [
        (Sourced(some[0].pieces, articles[some[0].report.id]),
         [articles[line.report.id] for line in some])
        for some in by_words.values()
    ]  # fmt: skip


def perspectives(request: HttpRequest, number: int, form: str = "") -> HttpResponse:
    """How a story is told, language by language, that of the page first; and by whom."""
    face = read.face(number, get_language() or "en")
    if form not in ("", "json"):
        raise Http404
    if face is None:
        found = read.story(number)
        if found is None or found.merged_into_id is None:
            raise Http404
        name, rest = ("story_perspectives_document", [form]) if form else ("story_perspectives", [])
        return redirect(name, found.merged_into_id, *rest, permanent=True)
    known = story_perspectives(number, is_visitor=not request.user.is_authenticated)
    if form:
        return _json(story_row(number, known))
    languages = sorted(known.languages, key=lambda one: one.language != face.language)
    context = {
        "face": face, "story": face.story, "here": face.section, "tool": "perspectives",
        "known": known, "languages": [Shown(one, known.articles) for one in languages],
        "coverage": [
            (axis, axis_label(axis), [(value_label(axis, one.value), one) for one in some])
            for axis, some in known.coverage.items()
        ],
    }  # fmt: skip
    return render(request, "story_perspectives.html", context)


def _json(row: Mapping[str, Any]) -> HttpResponse:
    return JsonResponse(row, json_dumps_params={"ensure_ascii": False})


def gaps(request: HttpRequest, form: str = "") -> HttpResponse:
    """The stories that outlets of one kind tell and those of another do not."""
    if form not in ("", "json"):
        raise Http404
    asked = (request.GET.get(name, "")[:120] for name in ("axis", "covers", "misses"))
    known = coverage_gaps(*asked, language=get_language() or "en")
    if form:
        return _json(gaps_row(known))
    context = {
        "known": known, "found": known.found[:MOST_GAPS], "here": "gaps", "title": _("Gaps"),
        "axes": [(axis, axis_label(axis)) for axis in known.axes],
        "values": [(value, value_label(known.axis, value), n) for value, n in known.values],
        "query": urlencode({"axis": known.axis, "covers": known.covers, "misses": known.misses}),
        **_labels(known),
    }  # fmt: skip
    return render(request, "gaps.html", context)


def _labels(known: Gaps) -> dict[str, str]:
    return {
        "covers": value_label(known.axis, known.covers),
        "misses": value_label(known.axis, known.misses),
    }


def axis_label(axis: str) -> str:
    """The name of an axis in the reader's language; the owner's own as they are."""
    ours = {"country": _("Country"), "language": _("Language"), "kind": _("Kind of outlet"),
            "ownership": _("Ownership")}  # fmt: skip
    return ours.get(axis, axis)


def value_label(axis: str, value: str) -> str:
    """The name of a value in the reader's language."""
    if axis == "country":
        return country_name(value)
    if axis == "language":
        return language_name(value)
    kinds = {"agency": _("News agency"), "outlet": _("Other outlets")}
    return kinds.get(value, value) if axis == "kind" else value

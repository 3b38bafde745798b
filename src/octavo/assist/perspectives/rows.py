"""Perspectives for programs: plain values, names of sources in the place of numbers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from octavo.assist.perspectives.coverage import Covering, Gap
from octavo.assist.perspectives.independent import IndependentSource
from octavo.assist.perspectives.perspectives import Perspective
from octavo.assist.perspectives.statements import Statement
from octavo.assist.perspectives.wording import Alternative, Headline, LoadedUse, Used

Values = dict[str, Any]


def perspective_row(one: Perspective) -> Values:
    """The perspective of a language: who speaks, what they report, name, and how they word it."""
    some = one.sources
    return {
        "language": one.language,
        "sources": [_independent(source) for source in some],
        "shared": [_statement(found, some) for found in one.statements.shared],
        "some": [_statement(found, some) for found in one.statements.some],
        "alone": [_statement(found, some) for found in one.statements.alone],
        "names": [
            {"name": found.name, "kind": found.kind, "named_by": _names(found.told, some)}
            for found in one.names
        ],
        "headlines": [_headline(found) for found in one.headlines],
        "choices": [[_alternative(word, some) for word in row] for row in one.wording.choices],
        "loaded": [_loaded(found, some) for found in one.wording.loaded],
    }


def coverage_rows(by_axis: Mapping[str, Sequence[Covering]]) -> Values:
    """Who tells a story and who does not, by axis and value."""
    return {axis: [_covering(one) for one in some] for axis, some in by_axis.items()}


def gap_row(one: Gap) -> Values:
    """A story that one value of an axis tells and another does not."""
    ours, theirs = one.shares
    return {
        "story": one.story,
        "covered_by": [outlet.name for outlet in one.telling],
        "covers": {"count": ours.hits, "of": ours.trials},
        "misses": {"count": theirs.hits, "of": theirs.trials},
        "chance": round(one.chance, 4),
        "verdict": one.verdict,
    }


def _names(numbers: Iterable[int], some: Sequence[IndependentSource]) -> list[str]:
    return [some[number].name for number in numbers]


def _independent(one: IndependentSource) -> Values:
    ids = [report.id for report in one.reports]
    return {"source": one.name, "reports": ids, "printed_by": list(one.printed_by)}


def _statement(one: Statement, some: Sequence[IndependentSource]) -> Values:
    told = [
        {"source": some[number].name, "id": line.report.id, "text": line.text}
        for number, line in one.told.items()
    ]
    known = {*one.told, *one.missing}
    return {
        "text": one.line.text,
        "id": one.line.report.id,
        "reported_by": told,
        "missing": _names(one.missing, some),
        "unclear": _names((n for n in range(len(some)) if n not in known), some),
    }


def _headline(one: Headline) -> Values:
    return {
        "source": one.report.outlet,
        "id": one.report.id,
        "headline": one.report.headline,
        "loaded": [piece.text for piece in one.pieces if piece.kind == "loaded"],
        "quoted": [piece.text for piece in one.pieces if piece.kind == "quoted"],
    }


def _used(one: Used) -> Values:
    return {"word": one.word, "id": one.report.id, "sentence": one.sentence}


def _alternative(one: Alternative, some: Sequence[IndependentSource]) -> Values:
    used = [{"source": some[number].name, **_used(word)} for number, word in one.used.items()]
    return {"loaded": one.is_loaded, "used": used}


def _loaded(one: LoadedUse, some: Sequence[IndependentSource]) -> Values:
    return {
        "source": some[one.source].name,
        "count": one.share.hits,
        "words": one.share.trials,
        "verdict": one.verdict,
        "examples": [_used(word) for word in one.examples],
    }


def _covering(one: Covering) -> Values:
    low, high = one.share.interval
    return {
        "value": one.value,
        "covered_by": [outlet.name for outlet in one.telling],
        "not_covered_by": [outlet.name for outlet in one.silent],
        "count": one.share.hits,
        "of": one.share.trials,
        "low": round(low, 3),
        "high": round(high, 3),
        "verdict": one.verdict,
    }

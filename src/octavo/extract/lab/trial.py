"""A trial of a rule: an article as it is now, beside what its page would come to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from octavo.errors import NoArticle
from octavo.extract.article import article
from octavo.extract.page.text import words
from octavo.types import Article, Page

Outcome = Literal["same", "changed", "found", "refused", "missed"]

COMPARED_LINES = 600
"""Lines of a text that are compared: bounds the cost. Chosen by hand."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The fields of an article that a trial compares."""

    headline: str
    text: str
    authors: tuple[str, ...] = ()
    published: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class TrialOutcome:
    """What came of a page under a rule: the fields that differ with both values, the lines put in
    (+) and taken out (-), and how many words that is. `refused` is the code of the reason."""

    outcome: Outcome
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)
    lines: tuple[tuple[str, str], ...] = ()
    added: int = 0
    cut: int = 0
    refused: str = ""


def snapshot(made: Article) -> Snapshot:
    """The snapshot of an article."""
    picture = made.picture.url if made.picture else ""
    return Snapshot(made.headline, made.text, made.authors, made.published.isoformat(), picture)


def trial_outcome(page: Page, before: Snapshot | None) -> TrialOutcome:
    """What comes of a page with its rules, against its article now (None: it has none)."""
    try:
        made = article(page)
    except NoArticle as refusal:
        return TrialOutcome("same" if before is None else "refused", refused=refusal.code)
    if before is None:
        return TrialOutcome("found", added=words(made.text), lines=tuple(_added(made.text)))
    after = snapshot(made)
    fields = {
        name: (str(before), str(then))
        for name, before, then in _pairs(before, after)
        if before != then
    }
    lines = tuple(_difference(before.text, after.text))
    added, cut = (sum(words(text) for mark, text in lines if mark == sign) for sign in "+-")
    if made.missed:
        return TrialOutcome("missed", fields, lines, added, cut)
    return TrialOutcome("changed" if lines or fields else "same", fields, lines, added, cut)


def _pairs(before: Snapshot, after: Snapshot) -> Iterator[tuple[str, str, str]]:
    yield "headline", before.headline, after.headline
    yield "authors", ", ".join(before.authors), ", ".join(after.authors)
    yield "published", before.published, after.published
    yield "picture", before.picture, after.picture


def _added(text: str) -> Iterator[tuple[str, str]]:
    yield from (("+", line) for line in text.split("\n"))


def _difference(before: str, after: str) -> Iterator[tuple[str, str]]:
    old, new = before.split("\n")[:COMPARED_LINES], after.split("\n")[:COMPARED_LINES]
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from (("-", line) for line in old[a:b] if line)
            yield from (("+", line) for line in new[c:d] if line)

"""What a rule would change: an article as it is told now, beside what its page comes to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from octavo.errors import NoArticle
from octavo.extract.article import article
from octavo.extract.page.text import words
from octavo.types import Article, Page

Outcome = Literal["same", "changed", "found", "refused", "missed"]

LINES = 600
"""Lines of a text that are compared."""


@dataclass(frozen=True, slots=True)
class Said:
    """What an article says now."""

    headline: str
    text: str
    authors: tuple[str, ...] = ()
    published: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a page under a rule: the fields that differ with both values, the lines put in
    (+) and taken out (-), and how many words that is. `refused` is the code of the reason."""

    outcome: Outcome
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)
    lines: tuple[tuple[str, str], ...] = ()
    added: int = 0
    cut: int = 0
    refused: str = ""


def said(made: Article) -> Said:
    """What an article says."""
    picture = made.picture.url if made.picture else ""
    return Said(made.headline, made.text, made.authors, made.published.isoformat(), picture)


def tried(page: Page, now: Said | None) -> Tried:
    """What comes of a page with its rules, against what its article says now (None: it has none)."""
    try:
        made = article(page)
    except NoArticle as refusal:
        return Tried("same" if now is None else "refused", refused=refusal.code)
    if now is None:
        return Tried("found", added=words(made.text), lines=tuple(_added(made.text)))
    after = said(made)
    fields = {
        name: (str(before), str(then))
        for name, before, then in _pairs(now, after)
        if before != then
    }
    lines = tuple(_difference(now.text, after.text))
    added, cut = (sum(words(text) for mark, text in lines if mark == sign) for sign in "+-")
    if made.missed:
        return Tried("missed", fields, lines, added, cut)
    return Tried("changed" if lines or fields else "same", fields, lines, added, cut)


def _pairs(now: Said, after: Said) -> Iterator[tuple[str, str, str]]:
    yield "headline", now.headline, after.headline
    yield "authors", ", ".join(now.authors), ", ".join(after.authors)
    yield "published", now.published, after.published
    yield "picture", now.picture, after.picture


def _added(text: str) -> Iterator[tuple[str, str]]:
    yield from (("+", line) for line in text.split("\n"))


def _difference(before: str, after: str) -> Iterator[tuple[str, str]]:
    old, new = before.split("\n")[:LINES], after.split("\n")[:LINES]
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from (("-", line) for line in old[a:b] if line)
            yield from (("+", line) for line in new[c:d] if line)

"""The search grammar: what a reader types, as a tree that both databases understand.

    phrase "in quotes" · AND (understood) · OR · -not · intitle: · author: · source: · lang: ·
    section: · country: · #tag or tag: · date:2026-11-01..2026-11-23, date:today, date:7d ·
    is:unread · is:read · is:saved · story:12

A field with an unknown name is read as text; an impossible date is said so, not ignored.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

TOKEN = re.compile(
    r'(?P<neg>-)?(?:(?P<field>[a-z]+):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))', re.I
)
FIELDS = {"author", "source", "lang", "section", "country", "tag", "date", "is", "story"}
LIMIT = 400
"""Characters of a query that are read; the rest is nobody's honest question."""

MAX_FILTERS = 12
"""Filters of a query: each is a subquery, and fifty are more than SQLite nests (1,000 levels)."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase to look for, in the headline only or anywhere."""

    text: str
    is_phrase: bool = False
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on a field; `negated` turns it round."""

    name: str
    value: str
    negated: bool = False


@dataclass(slots=True)
class Query:
    """`clauses` must all hold, each by any of its words; none of `without` may occur; all filters
    hold. `problems` are codes of what could not be understood, for the screen."""

    clauses: list[list[Word]] = field(default_factory=list)
    without: list[Word] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked."""
        return not (self.clauses or self.filters)


def query(text: str) -> Query:
    """The tree of a typed search; never fails."""
    result, joins = Query(), False
    for found in TOKEN.finditer(text[:LIMIT].replace("“", '"').replace("”", '"')):
        token = found.group("phrase") if found.group("phrase") is not None else found.group("word")
        name = (found.group("field") or "").lower()
        if not found.group("field") and not found.group("neg") and token in {"OR", "AND", "|"}:
            joins = token in {"OR", "|"} and bool(result.clauses)
            continue
        _add(result, found, name, token, joins=joins)
        joins = False
    return result


def _add(result: Query, found: re.Match[str], name: str, token: str, *, joins: bool) -> None:
    """Put one token where it belongs."""
    negated = bool(found.group("neg"))
    if token.startswith("#") and not name and len(token) > 1:
        name, token = "tag", token[1:]
    if name in FIELDS and token:
        _add_filter(result, Filter(name, token.strip("#") if name == "tag" else token, negated))
        return
    if name and name != "intitle":
        token = f"{name} {token}"
    if not any(char.isalnum() for char in token):
        return
    word = Word(token, found.group("phrase") is not None or " " in token, name == "intitle")
    if negated:
        result.without.append(word)
    elif joins:
        result.clauses[-1].append(word)
    else:
        result.clauses.append([word])


def _add_filter(result: Query, one: Filter) -> None:
    """Put a filter to the others, and say what is wrong with it."""
    if len(result.filters) == MAX_FILTERS:
        result.problems += ["too_many"] if "too_many" not in result.problems else []
        return
    result.filters.append(one)
    if one.name == "date" and days(one.value, datetime.now(UTC).date()) is None:
        result.problems.append("bad_date")


def days(text: str, today: date) -> tuple[date, date] | None:
    """The first and last day a `date:` means, or None: today, yesterday, 7d, 2026, 2026-11,
    2026-11-23, and a..b of those."""
    if ".." in text:
        first, _, last = text.partition("..")
        start = days(first, today) if first else (date.min, date.min)
        end = days(last, today) if last else (today, today)
        return (start[0], end[1]) if start and end else None
    if text in {"today", "yesterday"}:
        day = today - timedelta(days=text == "yesterday")
        return day, day
    if found := re.fullmatch(r"(\d{1,4})d", text):
        return today - timedelta(days=int(found.group(1)) - 1), today
    return _calendar(text)


def _calendar(text: str) -> tuple[date, date] | None:
    """A year, a month or a day as its first and last day."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", text)
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        first = date(year, month or 1, day or 1)
        if day:
            return first, first
        after = date(year + 1, 1, 1) if not month or month == 12 else date(year, month + 1, 1)
    except ValueError:
        return None
    return first, after - timedelta(days=1)

"""Rules: where on a publisher's pages the article stands, given by a few selectors.

A rule is data: written in code (`built_in/`) or kept by the site's owner, who tried it in the
lab. A selector is CSS, or XPath where it begins with `/`, `.` or `(`.

    Page.rules (the owner's) ─┐
    built_in.PUBLISHERS ────┴─► rule_for(page) ─► Rule ─► application.findings ─► what it finds, or
    None
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from cssselect import HTMLTranslator, SelectorError
from lxml import etree
from lxml.html import HtmlElement

from octavo.errors import UsageError
from octavo.formats.urls import registrable, site

PARTS = ("body", "drop")
"""What several selectors may give."""
FIELDS = ("headline", "authors", "published", "picture", "caption")
"""What one gives."""

LONGEST_SELECTOR = 300
"""Characters of a selector. Chosen by hand; not measured."""
MAX_SELECTORS = 30
"""Selectors of one kind in a rule. Chosen by hand; not measured."""
MAX_DESCENDANTS = 3
"""Descendant steps of one selector: each may visit every element for every one before it."""

_XPATH = ("/", ".", "(")
_DESCENDS = re.compile(r"//|\b(?:descendant|ancestor)[\w-]*::")
_SLOW = re.compile(r"\b(?:following|preceding)::|-sibling::(?!\*\) )")
"""Axes of which each step looks at all elements beside, but for `:first-child` and the like."""
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?")


class BadRule(UsageError):
    """A rule that cannot be: code bad_selector, long_selector, slow_selector, too_many,
    no_selector, bad_host or bad_day; `field` is where, `detail` what stands there."""

    def __init__(self, code: str, field: str = "", detail: str = "") -> None:
        super().__init__(detail, code=code)
        self.field = field


@dataclass(frozen=True, slots=True)
class Rule:
    """Where the article stands on the pages of a host (and of its subdomains) that were fetched on
    `since` or later: `body` the elements that hold it, `drop` what is taken out of them, and where
    its fields stand; what is not given is found in the general way."""

    host: str
    body: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    headline: str = ""
    authors: str = ""
    published: str = ""
    picture: str = ""
    caption: str = ""
    since: date | None = None

    @property
    def name(self) -> str:
        """Its name for people."""
        return f"{self.host} {self.since.isoformat()}" if self.since else self.host

    @property
    def values(self) -> dict[str, str]:
        """The rule as a form or a file has it: selectors of one kind a line each."""
        many = {name: "\n".join(getattr(self, name)) for name in PARTS}
        since = self.since.isoformat() if self.since else ""
        return many | {name: getattr(self, name) for name in FIELDS} | {"since": since}

    def covers(self, host: str, day: date) -> bool:
        """Whether it is for pages of this host, fetched on this day."""
        is_below = host.endswith("." + self.host) and bool(registrable(self.host))
        is_there = host == self.host or is_below
        return is_there and (self.since is None or self.since <= day)


def applicable(rules: Iterable[Rule], address: str, day: date) -> Rule | None:
    """Of the rules for a page the one of the nearest host and latest day; of equals the
    last."""
    host = site(address)
    found = [rule for rule in rules if rule.covers(host, day)]
    best = max(
        range(len(found)),
        key=lambda i: (len(found[i].host), found[i].since or date.min, i),
        default=None,
    )
    return None if best is None else found[best]


def packed_rule_for(rules: Iterable[Rule], address: str, day: date) -> bytes:
    """The rule for a page, as `Page.rules` has it; empty for nearly all."""
    found = applicable(rules, address, day)
    return packed_rules([found]) if found else b""


# ---------------------------------------------------------------- from people


def rule(values: Mapping[str, Any], host: str) -> Rule:
    """The rule of a form or a file, every selector tried on a small page.

    Raises BadRule, which names the field."""
    where = site(f"https://{host.strip().lower()}/")
    if not _HOST.fullmatch(host.strip().lower()) or not where:
        raise BadRule("bad_host", "host", host[:100])
    many = {name: _lines(values.get(name) or "") for name in PARTS}
    one = {name: str(values.get(name) or "").strip() for name in FIELDS}
    for name, selectors in many.items():
        if len(selectors) > MAX_SELECTORS:
            raise BadRule("too_many", name, str(len(selectors)))
    selected = [(name, text) for name, lines in many.items() for text in lines]
    selected += [(name, text) for name, text in one.items() if text]
    if not selected:
        raise BadRule("no_selector")
    for name, selector in selected:
        _check(name, selector)
    return trusted({**many, **one, "since": values.get("since")}, where)


def _lines(value: str | Sequence[str]) -> tuple[str, ...]:
    lines = value.splitlines() if isinstance(value, str) else map(str, value)
    return tuple(text for line in lines if (text := line.strip()))


def _day(value: object) -> date | None:
    if not value or isinstance(value, date):
        return value or None  # type: ignore[return-value]
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise BadRule("bad_day", "since", str(value)[:40]) from error


def _check(field: str, selector: str) -> None:
    if len(selector) > LONGEST_SELECTOR:
        raise BadRule("long_selector", field, selector[:60])
    path = xpath(selector, field)
    if len(_DESCENDS.findall(path)) > MAX_DESCENDANTS or _SLOW.search(path):
        raise BadRule("slow_selector", field, selector)
    try:
        found = _compiled(selector)(_SAMPLE)
    except (etree.LxmlError, ValueError) as error:
        raise BadRule("bad_selector", field, selector) from error
    is_part = field in PARTS and selector.startswith(_XPATH)
    if not isinstance(found, list) or (is_part and re.search(r"/@|text\(\)\s*$", selector)):
        raise BadRule("bad_selector", field, selector)


_SAMPLE = etree.fromstring(
    "<html><head><meta/></head><body>"
    + "".join(f"<{tag} class='a' id='a'/>" for tag in "div p a span h1 h2 td li img time".split())
    + "</body></html>"
)
"""A page on which selectors are tried: a function that is not there is found out by being
called."""


def xpath(selector: str, field: str = "") -> str:
    """The selector as XPath. Raises BadRule where it is no CSS."""
    if selector.startswith(_XPATH) and not re.match(r"\.[\w-]", selector):
        return selector
    try:
        return HTMLTranslator().css_to_xpath(selector)
    except (SelectorError, RecursionError) as error:
        raise BadRule("bad_selector", field, selector) from error


@lru_cache(maxsize=1024)
def _compiled(selector: str) -> etree.XPath:
    try:
        return etree.XPath(xpath(selector), regexp=False, smart_strings=False)
    except etree.XPathError as error:
        raise ValueError(selector) from error


def select(root: HtmlElement, selector: str) -> list[HtmlElement | str]:
    """What the selector finds on the page, in order; nothing where it cannot be asked of it."""
    try:
        found = _compiled(selector)(root)
    except (etree.LxmlError, ValueError, BadRule):
        return []
    return list(found) if isinstance(found, list) else []


# ---------------------------------------------------------------- between processes and in the store


def packed_rules(rules: Iterable[Rule]) -> bytes:
    """The rules as bytes; empty where there are none."""
    packed = [{"host": one.host, **one.values} for one in rules]
    return json.dumps(packed, ensure_ascii=False).encode() if packed else b""


def unpacked_rules(data: bytes) -> list[Rule]:
    """The rules that were packed."""
    return [trusted(values, values["host"]) for values in json.loads(data)] if data else []


def trusted(values: Mapping[str, Any], host: str) -> Rule:
    """The rule that was checked before it was kept."""
    fields: dict[str, Any] = {name: _lines(values.get(name, "")) for name in PARTS}
    fields |= {name: values.get(name, "") for name in FIELDS}
    return Rule(host, **fields, since=_day(values.get("since")))

"""What a rule finds on a page; nothing at all where the page is built in another way.

tree, Rule ──► fields by their selectors
           ──► the body's elements, less what is dropped ──► runs ──► Findings, or None: it missed
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from lxml.html import HtmlElement

from octavo.extract.body.article_body import Body, made_of
from octavo.extract.clean.acceptance import SHORTEST
from octavo.extract.metadata.bylines import people
from octavo.extract.metadata.page_metadata import Metadata
from octavo.extract.metadata.published import Moment, moment
from octavo.extract.page.pictures import figure, picture, split_credit
from octavo.extract.page.text import flat
from octavo.extract.page.text_blocks import Run, runs
from octavo.extract.rules.rule import FIELDS, Rule, select
from octavo.types import Picture

_TEXT = 3_000
"""Characters of a field that are read."""
_NEVER = frozenset({"html", "body", "head"})
"""Elements that no rule takes out."""


@dataclass(frozen=True)
class Findings:
    """What a rule has found: the runs of the body and those before it, none where the rule does not
    say where the body is; the fields by name; `silent` names those whose selectors found nothing."""

    rule: Rule
    url: str
    fields: dict[str, Any]
    silent: tuple[str, ...] = ()
    inside: tuple[Run, ...] = ()
    before: tuple[Run, ...] = ()

    caption: str = ""

    def shown(self, general: Picture | None) -> Picture | None:
        """The picture where the rule says it stands, else the other, with the caption of the rule."""
        made: Picture | None = self.fields.get("picture") or general
        if made is None or not self.caption:
            return made
        caption, credit = split_credit(self.caption)
        return replace(made, caption=caption or made.caption, credit=credit or made.credit)

    def told(self, general: Metadata) -> Metadata:
        """The metadata with what the rule found in place of what was found in the general way."""
        signed = {"byline": self.fields["authors"]} if "authors" in self.fields else {}
        return replace(general, **self.fields, **signed)

    def body(self, told: Picture | None = None) -> Body | None:
        """The body, None where the rule does not say where it is; `told` is the picture that the
        page names."""
        if not self.inside:
            return None
        return made_of(self.inside, [*self.before, *self.inside], self.url, told)


def findings(root: HtmlElement, rule: Rule, url: str) -> Findings | None:
    """What the rule finds; None where its body is not there or hardly a text, or, where it names no
    body, nothing else is. The tree has lost what the rule drops, whatever came of it."""
    fields = _fields(root, rule, url)
    silent = tuple(name for name in FIELDS if getattr(rule, name) and name not in fields)
    caption = fields.pop("caption", "")
    chosen = _outermost(_elements(root, rule.body))
    unwanted = [e for e in _outermost(_elements(root, rule.drop)) if e.tag not in _NEVER]
    for element in unwanted:
        element.drop_tree()
    if not rule.body:
        is_met = bool(fields or caption or unwanted)
        return Findings(rule, url, fields, silent, caption=caption) if is_met else None
    chosen = [element for element in chosen if element is root or _is_within(element, {root})]
    inside = tuple(run for element in chosen for run in runs(element))
    if sum(run.size for run in inside) < SHORTEST:
        return None
    before = _before(root, set(chosen))
    return Findings(rule, url, fields, silent, inside, before, caption)


def _elements(root: HtmlElement, selectors: Sequence[str]) -> list[HtmlElement]:
    """All elements that the selectors find, in document order."""
    found = {e for one in selectors for e in select(root, one) if isinstance(e, HtmlElement)}
    return [element for element in root.iter() if element in found] if found else []


def _outermost(elements: Sequence[HtmlElement]) -> list[HtmlElement]:
    """The elements that are in none of the others."""
    all_of_them = set(elements)
    return [element for element in elements if not _is_within(element, all_of_them)]


def _is_within(element: HtmlElement, others: set[HtmlElement]) -> bool:
    return any(up in others for up in element.iterancestors())


def _before(root: HtmlElement, chosen: set[HtmlElement]) -> tuple[Run, ...]:
    """The runs of the page above the body, among which its lead picture is looked for."""
    page = runs(root)
    is_inside = [run.container in chosen or _is_within(run.container, chosen) for run in page]
    above = takewhile(lambda pair: not pair[1], zip(page, is_inside, strict=True))
    return tuple(run for run, _ in above) if any(is_inside) else ()


# ---------------------------------------------------------------- fields


def _fields(root: HtmlElement, rule: Rule, url: str) -> dict[str, Any]:
    """The fields whose selectors find something, as metadata has them; the caption as text."""
    read: dict[str, Callable[[list[Any]], Any]] = {
        "headline": lambda found: _text(found[0]),
        "authors": lambda found: people(map(_text, found)),
        "published": _moment,
        "picture": lambda found: _picture(found[0], url),
        "caption": lambda found: _text(found[0]),
    }
    out: dict[str, Any] = {}
    for name, value_of in read.items():
        selector = getattr(rule, name)
        found = select(root, selector)[:20] if selector else []
        value = value_of(found) if found else None
        if value:
            out[name] = value
    return out


def _text(found: HtmlElement | str) -> str:
    if isinstance(found, str):
        return flat(found[:_TEXT])
    return flat((found.get("content") or found.text_content())[:_TEXT])


def _moment(found: Sequence[HtmlElement | str]) -> Moment | None:
    for one in found:
        stamp = "" if isinstance(one, str) else one.get("datetime") or ""
        told = moment(stamp) or moment(_text(one))
        if told is not None:
            return told
    return None


def _picture(found: HtmlElement | str, url: str) -> Picture | None:
    if isinstance(found, str):
        return picture(found, url)
    if found.tag == "meta":
        return picture(found.get("content") or "", url)
    whole = next(found.iterancestors("figure"), found)
    return figure(whole, url)

"""What a rule finds on a page; nothing at all where the page is built in another way.

tree, Rule ──► fields by their selectors
           ──► the body's elements, less what is dropped ──► text blocks ──► Findings, or None: it
           missed
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from lxml.html import HtmlElement

from octavo.extract.body.article_body import Body, made_of
from octavo.extract.clean.acceptance import SHORTEST_TEXT
from octavo.extract.metadata.bylines import people
from octavo.extract.metadata.page_metadata import Metadata
from octavo.extract.metadata.published import Moment, written_moment
from octavo.extract.page.base import base_url
from octavo.extract.page.pictures import figure, picture, split_credit
from octavo.extract.page.text import flat
from octavo.extract.page.text_blocks import TextBlock, text_blocks
from octavo.extract.rules.rule import FIELDS, Rule, select
from octavo.types import Picture

_FIELD_CHARACTERS = 3_000
"""Characters of a field that are read."""
_KEPT_TAGS = frozenset({"html", "body", "head"})
"""Elements that no rule takes out."""


@dataclass(frozen=True)
class Findings:
    """What a rule has found: the text blocks of the body and those before it, none where the rule
    names no body; the fields by name; `unmatched` names those whose selectors found nothing."""

    rule: Rule
    url: str
    fields: dict[str, Any]
    unmatched: tuple[str, ...] = ()
    inside: tuple[TextBlock, ...] = ()
    before: tuple[TextBlock, ...] = ()

    caption: str = ""

    def picture(self, general: Picture | None) -> Picture | None:
        """The picture that the rule names, else the other, with the caption of the rule."""
        made: Picture | None = self.fields.get("picture") or general
        if made is None or not self.caption:
            return made
        caption, credit = split_credit(self.caption)
        return replace(made, caption=caption or made.caption, credit=credit or made.credit)

    def metadata(self, general: Metadata) -> Metadata:
        """The metadata with what the rule found in place of what was found in the general way."""
        signed = {"byline": self.fields["authors"]} if "authors" in self.fields else {}
        return replace(general, **self.fields, **signed)

    def body(self, claimed: Picture | None = None) -> Body | None:
        """The body, None where the rule does not say where it is; `claimed` is the picture that
        the page names."""
        if not self.inside:
            return None
        return made_of(self.inside, [*self.before, *self.inside], self.url, claimed)


def findings(root: HtmlElement, rule: Rule, url: str) -> Findings | None:
    """What the rule finds; None where its body is not there or hardly a text, or, where it names no
    body, nothing else is. The tree has lost what the rule drops, whatever came of it."""
    url = base_url(root, url)
    fields = _fields(root, rule, url)
    unmatched = tuple(name for name in FIELDS if getattr(rule, name) and name not in fields)
    caption = fields.pop("caption", "")
    chosen = _outermost(_elements(root, rule.body))
    unwanted = [e for e in _outermost(_elements(root, rule.drop)) if e.tag not in _KEPT_TAGS]
    for element in unwanted:
        element.drop_tree()
    if not rule.body:
        is_met = bool(fields or caption or unwanted)
        return Findings(rule, url, fields, unmatched, caption=caption) if is_met else None
    chosen = [element for element in chosen if element is root or _is_within(element, {root})]
    inside = tuple(text_block for element in chosen for text_block in text_blocks(element))
    if sum(text_block.size for text_block in inside) < SHORTEST_TEXT:
        return None
    before = _before(root, set(chosen))
    return Findings(rule, url, fields, unmatched, inside, before, caption)


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


def _before(root: HtmlElement, chosen: set[HtmlElement]) -> tuple[TextBlock, ...]:
    """The text blocks of the page above the body, among which its lead picture is looked for."""
    page = text_blocks(root)
    is_inside = [
        text_block.container in chosen or _is_within(text_block.container, chosen)
        for text_block in page
    ]
    above = takewhile(lambda pair: not pair[1], zip(page, is_inside, strict=True))
    return tuple(text_block for text_block, _ in above) if any(is_inside) else ()


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
        return flat(found[:_FIELD_CHARACTERS])
    return flat((found.get("content") or found.text_content())[:_FIELD_CHARACTERS])


def _moment(found: Sequence[HtmlElement | str]) -> Moment | None:
    for one in found:
        stamp = "" if isinstance(one, str) else one.get("datetime") or ""
        found_moment = written_moment(stamp) or written_moment(_text(one))
        if found_moment is not None:
            return found_moment
    return None


def _picture(found: HtmlElement | str, url: str) -> Picture | None:
    if isinstance(found, str):
        return picture(found, url)
    if found.tag == "meta":
        return picture(found.get("content") or "", url)
    whole = next(found.iterancestors("figure"), found)
    return figure(whole, url)

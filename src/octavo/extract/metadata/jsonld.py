"""The claims of a page in JSON-LD: the article's node, from JSON of any state of repair."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml.html import HtmlElement

from octavo.formats.nearly_json import json_value

Node = dict[str, Any]

_ARTICLE = re.compile(
    r"(?i)(article|blogposting|reportage|liveblog|review$|report$|^newsarticle|videoobject)"
)
_KINDS = {
    re.compile(r"^ProfilePage$"): "profile",
    re.compile(r"^(?:CollectionPage|SearchResultsPage)$"): "listing",
}
_OWN = 2
"""Articles at the top level that a page may still be one of: itself, and perhaps its video."""

_LIMIT = 1_000_000
"""Characters of one script that are parsed: bounds the cost. Chosen by hand; not measured."""
_NODES = 5_000
"""Nodes that are visited: bounds the cost. Chosen by hand; not measured."""


def nodes(root: HtmlElement) -> Iterator[Node]:
    """Every object in the page's JSON-LD, the outer before those inside it."""
    return (node for value in _values(root) for node in _flattened(value))


def article_node(root: HtmlElement) -> Node:
    """The node that describes the article, empty when there is none.

    Of several the one with most to say (headline, date, author, body) is taken, an article before
    a video; people and organisations it only refers to by @id are filled in."""
    every = list(nodes(root))
    known = {str(node["@id"]): node for node in every if "@id" in node and len(node) > 2}
    found = [node for node in every if is_a(node, _ARTICLE)]
    if not found:
        return {}
    best = max(found, key=_worth)
    return {name: _filled(value, known) for name, value in best.items()}


def page_kind(root: HtmlElement, url: str) -> str:
    """What the page itself is by its JSON-LD: article, profile or listing; empty when it says
    nothing. Articles inside a list are what a listing lists, not the page."""
    outer = [node for value in _values(root) for node in _outer(value)]
    if any(is_a(node, _ARTICLE) and node.get("headline") for node in outer):
        own = [node for node in outer if is_a(node, _ARTICLE) and node.get("headline")]
        return (
            "article"
            if len(own) <= _OWN or any(_is_about(node, url) for node in own)
            else "listing"
        )
    for kind, name in _KINDS.items():
        if any(is_a(node, kind) for node in outer):
            return name
    return ""


def _outer(value: object) -> Iterator[Node]:
    """The objects a script is about: the top ones and those of a @graph."""
    for item in _list(value):
        if isinstance(item, dict):
            yield item
            yield from (node for node in _list(item.get("@graph")) if isinstance(node, dict))


def _is_about(node: Node, url: str) -> bool:
    claimed = [
        *texts(node.get("url"), "@id"),
        *texts(node.get("mainEntityOfPage"), "@id", "url"),
        *texts(node.get("@id")),
    ]
    path = url.split("?")[0].rstrip("/").rsplit("/", 1)[-1]
    return any(path and path in text for text in claimed)


def publisher_node(root: HtmlElement) -> Node:
    """The first organisation or site described on the page."""
    kind = re.compile(r"(?i)(organi[sz]ation|website)$")
    return next((node for node in nodes(root) if is_a(node, kind) and node.get("name")), {})


def is_a(node: Node, kind: re.Pattern[str]) -> bool:
    """Whether one of the node's types is of the kind."""
    types = node.get("@type")
    return any(isinstance(one, str) and kind.search(one) for one in _list(types))


def texts(value: object, *names: str) -> list[str]:
    """The texts of a value: itself, its list items, or its members of the given names."""
    out: list[str] = []
    for item in _list(value):
        if isinstance(item, str | int | float) and not isinstance(item, bool):
            out.append(str(item))
        elif isinstance(item, dict):
            member = next((item[name] for name in names if item.get(name)), None)
            out.extend(texts(member) if member is not None else [])
    return [text for text in out if text.strip()]


def _list(value: object) -> list[Any]:
    if isinstance(value, list):
        return value[:500]
    return [] if value is None else [value]


def _values(root: HtmlElement) -> Iterator[object]:
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            value = _value(script.text[:_LIMIT])
            if value is not None:
                yield value


@lru_cache(maxsize=8)
def _value(text: str) -> object:
    return json_value(text, is_cut=True)


def _flattened(value: object) -> Iterator[Node]:
    """Every object inside the value, outermost first."""
    queue: list[Any] = [value]
    for count, item in enumerate(queue):
        if count > _NODES:
            return
        if isinstance(item, dict):
            yield item
            queue.extend(member for member in item.values() if isinstance(member, dict | list))
        elif isinstance(item, list):
            queue.extend(member for member in item if isinstance(member, dict | list))


def _worth(node: Node) -> tuple[bool, int]:
    names = ("headline", "datePublished", "author", "articleBody", "image", "description", "name")
    is_video = is_a(node, re.compile(r"(?i)video|review$"))
    return not is_video, sum(1 for name in names if node.get(name))


def _filled(value: object, known: dict[str, Node]) -> object:
    if isinstance(value, list):
        return [_filled(item, known) for item in value[:500]]
    if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
        return known.get(str(value.get("@id")), value)
    return value

"""Live blogs: the time at which each post of a page was written, set above it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, timedelta, timezone
from html import escape
from itertools import islice

from lxml.html import HtmlElement

from octavo.extract.metadata import jsonld
from octavo.extract.metadata.published import Moment, written_moment
from octavo.extract.page.text import key, unescaped, words
from octavo.types import Block

Times = dict[str, Moment]
"""By the first letters of a post's headline or text, as they are compared."""

_OPENING_CHARACTERS = 40
"""Characters by which the opening of a post is found again. Chosen by hand; not measured."""
_MIN_POSTS = 3
"""Posts without which a page is no live blog, and words without which a line opens no post."""
_MAX_POSTS = 600
"""Posts of a page that are read: bounds the cost. Chosen by hand; not measured."""


def post_times(root: HtmlElement, html: str) -> Times:
    """When the posts of a live blog were written, as its JSON-LD or its time elements say; empty
    for any other page."""
    claimed = dict(_claimed_times(root)) if "liveBlogUpdate" in html else {}
    return claimed if len(claimed) >= _MIN_POSTS else dict(_visible_times(root))


def with_times(blocks: Sequence[Block], times: Times) -> tuple[Block, ...]:
    """The blocks, those that open a post with its time above them: in the publisher's own zone,
    with the day where it is not that of the first. The text of a block does not change."""
    times_at = [times.get(_start(block.text)) for block in blocks]
    found: dict[int, Moment] = {}
    for at, when in enumerate(times_at):
        if when and (not found or when != next(reversed(found.values()))):
            found[at] = when
    order = [when.at for when in found.values()]
    if len(found) < _MIN_POSTS or order not in (sorted(order), sorted(order, reverse=True)):
        return tuple(blocks)
    first = _local(next(iter(found.values())))[:10]
    return tuple(
        replace(block, html=_stamp(found[at], first) + block.html) if at in found else block
        for at, block in enumerate(blocks)
    )


def _start(text: str) -> str:
    return key(text)[:_OPENING_CHARACTERS]


def _claimed_times(root: HtmlElement) -> Iterator[tuple[str, Moment]]:
    """Headline or text of each post that the page's JSON-LD lists, with its time."""
    for node in jsonld.nodes(root):
        for post in [one for one in _listed(node.get("liveBlogUpdate")) if isinstance(one, dict)]:
            when = written_moment(next(iter(jsonld.texts(post.get("datePublished"))), ""))
            names = [*jsonld.texts(post.get("headline")), *jsonld.texts(post.get("articleBody"))]
            yield from ((_start(unescaped(name)), when) for name in names if when and name)


def _listed(value: object) -> list[object]:
    return value[:_MAX_POSTS] if isinstance(value, list) else []


def _visible_times(root: HtmlElement) -> Iterator[tuple[str, Moment]]:
    """The first line of each part of the page that holds one time and is one of several alike."""
    elements = [e for e in list(root.iter("time"))[:_MAX_POSTS] if e.get("datetime")]
    parts = [(_part(element), element.get("datetime") or "") for element in elements]
    kinds = Counter(_kind(part) for part, _ in parts)
    for part, text in parts:
        when = written_moment(text) if kinds[_kind(part)] >= _MIN_POSTS else None
        line = next((line for line in _lines(part) if words(line) >= _MIN_POSTS), "")
        if when and when.precision == "time" and line:
            yield _start(line), when


def _kind(part: HtmlElement) -> tuple[str, str]:
    return str(part.tag), part.get("class") or ""


def _part(element: HtmlElement) -> HtmlElement:
    """The largest part of the page that holds no other time."""
    up = element.getparent()
    while up is not None and len(list(islice(up.iter("time"), 2))) == 1:
        element, up = up, up.getparent()
    return element


def _lines(part: HtmlElement) -> Iterable[str]:
    blocks = part.iter("h1", "h2", "h3", "h4", "h5", "p", "li", "blockquote")
    return (unescaped(block.text_content()[:400]) for block in blocks)


def _local(when: Moment) -> str:
    zone = timezone(timedelta(minutes=when.zone))
    return f"{when.at.astimezone(zone):%Y-%m-%d %H:%M}"


def _stamp(when: Moment, day: str) -> str:
    local = _local(when)
    written = local[11:] if local[:10] == day else local
    exact = when.at.astimezone(UTC).isoformat()
    return f'<p><time datetime="{escape(exact)}">{written}</time></p>'

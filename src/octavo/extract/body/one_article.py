"""The end of an article: what a page goes on with is left out.

the element of the headline · the end of the article element · the next article, by its own headline
and byline · what stands below a label such as "Related" · replies of readers
"""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import takewhile
from typing import TypeAlias
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from octavo.extract.body import boilerplate_phrases
from octavo.extract.metadata.headline import is_similar
from octavo.extract.metadata.published import written_moment
from octavo.extract.page.text import flat, words
from octavo.extract.page.text_blocks import TextBlock

Part: TypeAlias = "TextBlock | str"
"""A part of a body: a text block of the page, or a text that no block carries."""

_SAME_HEADLINE = 0.7
"""Similarity of a line to the headline from which it is that. Chosen by hand; not measured."""

_ARTICLE_WORDS = 80
"""Words of an article before what follows may be another. Chosen by hand; not measured."""

_MOST = 0.6
"""Share of the words in one element from which that is the article's. Chosen by hand; not measured."""

_LONGER = 3
"""How much longer than the text before it another article may be: a live blog's stream, which begins
with a headline and a byline too, is longer still. Chosen by hand; not measured."""

_MANY = 3
"""Signed texts from which a page is a live blog or a list of posts, all its own, unless their headlines
lead elsewhere. Chosen by hand; not measured."""

_LEAST_WORDS = 10
"""Words of which an article must be left. Chosen by hand; not measured."""

_TEASER_WORDS = 60
"""Words of a teaser at most. Chosen by hand; not measured."""

_ABOVE_TEXT = 15
"""Words that may stand in an article above its headline. Chosen by hand; not measured."""

_SIGNED = 15
"""Words of a byline or a date at most. Chosen by hand; not measured."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_BYLINE = 2
"""The kind of phrase that a byline or a date is."""

_REPLY = frozenset(
    "reply,antworten,répondre,responder,rispondi,antwoorden,odpowiedz,ответить,yanıtla,svara,svar,رد,返信,回复,回覆,답글".split(
        ","
    )
)
"""What the control under a reader's comment says."""
_REPLIES = 2
"""Such controls from which they are those of comments. Chosen by hand; not measured."""


def of_one_article(parts: list[Part], page: Sequence[TextBlock], headline: str) -> list[Part]:
    """The parts without those of what the page goes on with."""
    head = next(
        (one for one in page if one.tag == "h1" and is_similar(one.text, headline, _SAME_HEADLINE)),
        None,
    )
    parts = _to_its_end(_in_its_element(parts, page, head), page)
    others = {*_others(parts, page, head), *_replies(page, head)}
    kept = [part for part in parts if isinstance(part, str) or not _is_in(part, others)]
    return kept if _size(kept) >= _LEAST_WORDS else parts


def _in_its_element(
    parts: list[Part], page: Sequence[TextBlock], head: TextBlock | None
) -> list[Part]:
    """Where the headline and the text after it stand in an article element, nothing outside that and
    below another headline."""
    heads = [block for block in page if block.tag == "h1" and block.text]
    element = next(head.container.iterancestors("article"), None) if head and heads[1:] else None
    if head is None or element is None:
        return parts
    inside = {id(one) for one in parts if isinstance(one, TextBlock) and _is_in(one, {element})}
    place = {id(block): at for at, block in enumerate(page)}
    others = (place[id(block)] for block in heads if not _is_in(block, {element}))
    end = min((at for at in others if at > place[id(head)]), default=len(page))
    if sum(block.size for block in page if id(block) in inside) < _ARTICLE_WORDS:
        return parts
    return [part for part in parts if id(part) in inside or place.get(id(part), 0) < end]


def _to_its_end(parts: list[Part], page: Sequence[TextBlock]) -> list[Part]:
    """The parts up to the end of the article or main element that most of them are in: of fifteen pages
    whose choice went on behind it not one had a line of its text there."""
    place = {id(block): at for at, block in enumerate(page)}
    for tag in ("article", "main"):
        held: dict[HtmlElement, list[TextBlock]] = {}
        for part in parts:
            if isinstance(part, TextBlock) and (element := _outermost(part, tag)) is not None:
                held.setdefault(element, []).append(part)
        best = max(held.values(), key=_size, default=[])
        if _size(best) >= max(_ARTICLE_WORDS, _MOST * _size(parts)):
            end = max(place[id(part)] for part in best)
            parts = [part for part in parts if place.get(id(part), 0) <= end]
    return parts


def _outermost(block: TextBlock, tag: str) -> HtmlElement | None:
    return next((up for up in reversed([*_above(block)]) if up.tag == tag), None)


@dataclass(frozen=True)
class _Opening:
    """A heading below the text that opens an element of its own, the lines after it, how many words
    of the text stand before the element, and how many in it."""

    heading: TextBlock
    element: HtmlElement
    after: Sequence[TextBlock]
    before: int
    inside: int


def _others(
    parts: Sequence[Part], page: Sequence[TextBlock], head: TextBlock | None
) -> list[HtmlElement]:
    """The elements of other articles, and of lists of them, below the text."""
    labelled: list[HtmlElement] = []
    led: list[HtmlElement] = []
    signed: list[HtmlElement] = []
    for one in _openings(parts, page, head):
        if boilerplate_phrases.TAIL.match(one.heading.text):
            if one.inside <= one.before or _is_river(one):
                labelled.append(one.element)
        elif _is_signed(one):
            is_led = one.heading.tag == "h1" or _leads_away(one.heading.container)
            if one.inside <= one.before * (_LONGER if is_led else 1):
                (led if is_led else signed).append(one.element)
    return [*labelled, *led, *(signed if len(signed) < _MANY else [])]


def _openings(
    parts: Sequence[Part], page: Sequence[TextBlock], head: TextBlock | None
) -> Iterator[_Opening]:
    chosen = {id(part) for part in parts}
    around = set(_above(head)) if head else set()
    held, size = _held(parts), 0
    for at, block in enumerate(page):
        is_chosen = id(block) in chosen
        size += block.size * is_chosen
        if block.tag in _HEADINGS and block is not head and size >= _ARTICLE_WORDS:
            element = _apart(block, around)
            if element is not None and _opens(element, page[:at]):
                yield _Opening(block, element, page[at + 1 : at + 4], size, held[element])
        if is_chosen:
            around |= set(_above(block))


def _above(block: TextBlock) -> Iterator[HtmlElement]:
    yield block.container
    yield from block.container.iterancestors()


def _apart(block: TextBlock, around: set[HtmlElement]) -> HtmlElement | None:
    """The largest element around a heading that has no part of the text before it; None where that
    is the heading alone."""
    element: HtmlElement | None = None
    for up in _above(block):
        if up in around:
            break
        element = up
    return None if element is block.container else element


def _opens(element: HtmlElement, before: Sequence[TextBlock]) -> bool:
    """Whether hardly a word of the element, a kicker perhaps, is among the text blocks before."""
    own = takewhile(lambda block: _is_in(block, {element}), reversed(before))
    return sum(block.size for block in own) < _ABOVE_TEXT


def _is_signed(one: _Opening) -> bool:
    """Whether one of the lines after a headline is a byline or a date of its own."""
    inside = (block.text for block in one.after if _is_in(block, {one.element}))
    return any(
        written_moment(line)
        if line[:1].isdigit()
        else boilerplate_phrases.kind(line, words(line)) == _BYLINE
        for line in inside
        if words(line) < _SIGNED
    )


def _held(parts: Sequence[Part]) -> Counter[HtmlElement]:
    """How many words of the parts each element holds."""
    held: Counter[HtmlElement] = Counter()
    for part in parts:
        if isinstance(part, TextBlock):
            for up in _above(part):
                held[up] += part.size
    return held


def _is_river(one: _Opening) -> bool:
    """Whether all headings below the label are links to other pages, with a few lines each."""
    headings = [
        e for e in one.element.iter("h2", "h3", "h4", "h5") if e is not one.heading.container
    ]
    is_brief = one.inside <= _TEASER_WORDS * len(headings)
    return len(headings) > 1 and is_brief and all(map(_leads_away, headings))


def _leads_away(heading: HtmlElement) -> bool:
    """Whether the heading is a link to another page."""
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    return any(urlsplit(link.get("href") or "").path.strip("/") for link in links)


def _replies(page: Sequence[TextBlock], head: TextBlock | None) -> list[HtmlElement]:
    """The comments of readers, each the largest element around its control to reply."""
    if head is None:
        return []
    root = head.container.getroottree().getroot()
    controls = [
        one for one in root.iter("a", "button", "span") if flat(one.text or "").lower() in _REPLY
    ]
    if len(controls) < _REPLIES:
        return []
    shared = set(controls[0].iterancestors())
    for control in controls[1:]:
        shared &= set(control.iterancestors())
    return [
        next(up for up in (control, *control.iterancestors()) if up.getparent() in shared)
        for control in controls
    ]


def _is_in(block: TextBlock, elements: Set[HtmlElement]) -> bool:
    return any(up in elements for up in _above(block))


def _size(parts: Sequence[Part]) -> int:
    return sum(len(part.split()) if isinstance(part, str) else part.size for part in parts)

"""Where on a page a text block stands: what its elements are and are called, and how much prose is
near."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import takewhile
from math import fsum

import numpy as np
from lxml.html import HtmlElement

from octavo.extract.body.forest import Matrix
from octavo.extract.page.text_blocks import TextBlock

PROSE = 15
"""Words from which a text block counts as prose. Chosen by hand; not measured."""

LANDMARKS = (
    "article", "main", "aside", "footer", "header", "form", "figure", "section", "blockquote",
    "ul", "ol", "table", "a", "details",
)  # fmt: skip
_BIT = {tag: 1 << index for index, tag in enumerate(LANDMARKS)}
HOLDERS = frozenset({"article", "section", "main"})
"""Elements of which the innermost around a place is kept, by tag."""

BODY = 1 << len(LANDMARKS)
HIDDEN = BODY << 1
CAPTION = HIDDEN << 1
_BIT["figcaption"] = CAPTION
_NAMED = ("class", "id", "itemprop", "role", "data-testid", "data-component", "name")
_TOKEN = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}")
_INVISIBLE = re.compile(r"display:\s*none|visibility:\s*hidden")
_MAX_TOKENS = 40
"""Words of an element's names that are read: bounds the cost. Chosen by hand; not measured."""


@dataclass(eq=False)
class Place:
    """An element as the chooser sees it, with what lies above it."""

    parent: "Place | None"
    tag: str
    tokens: frozenset[str]
    flags: int
    depth: int
    index: int = 0
    holders: Mapping[str, "Place"] = field(default_factory=dict)
    prose: int = 0
    size: int = 0
    linked: int = 0
    count: int = 0

    @cached_property
    def kind(self) -> str:
        """What the place has in common with others like it: tag and names, its own and its
        parent's."""
        return self._own + "<" + (self.parent._own if self.parent else "")

    @property
    def path(self) -> str:
        """The tags and names from the body down, as a person reads them."""
        parts = [
            f"{up.tag}.{'.'.join(sorted(up.tokens - {up.tag})[:3])}".rstrip(".")
            for up in self.above()
        ]
        return " > ".join(reversed(parts[:-1] if len(parts) > 1 else parts))

    @cached_property
    def _own(self) -> str:
        return " ".join(sorted(self.tokens))

    def above(self) -> "Iterator[Place]":
        """The place itself and those around it, innermost first."""
        place: Place | None = self
        while place is not None:
            yield place
            place = place.parent


@lru_cache(maxsize=8192)
def tokens(tag: str, named: str) -> frozenset[str]:
    """The words of an element's names (class, id, role …), lower case, and its tag."""
    found = _TOKEN.findall(named)[:_MAX_TOKENS] if named else ()
    return frozenset([tag, *(token.lower() for token in found)])


def places(page: Sequence[TextBlock]) -> tuple[list[Place], list[Place]]:
    """The place of each text block, and all places, those around before those inside; every
    element's text blocks, words, linked words and prose are summed."""
    places_known: dict[HtmlElement, Place] = {}
    out = []
    for text_block in page:
        place = places_known.get(text_block.container) or _place(text_block.container, places_known)
        out.append(place)
        size, linked = text_block.size, text_block.linked
        place.size += size
        place.linked += linked
        place.prose += size if size >= PROSE and linked * 2 < size else 0
        place.count += 1
    every = list(places_known.values())
    for place in reversed(every):
        around = place.parent
        if around is not None:
            around.size += place.size
            around.linked += place.linked
            around.prose += place.prose
            around.count += place.count
    return out, every


def _place(element: HtmlElement, places_known: dict[HtmlElement, Place]) -> Place:
    chain = []
    found: Place | None = None
    at: HtmlElement | None = element
    while at is not None and (found := places_known.get(at)) is None:
        chain.append(at)
        at = at.getparent()
    for one in reversed(chain):
        found = places_known[one] = _below(found, one, len(places_known))
    return places_known[element]


def _below(parent: Place | None, element: HtmlElement, index: int) -> Place:
    tag = str(element.tag)
    attributes = element.items()
    flags = (parent.flags if parent else 0) | _BIT.get(tag, 0)
    named = ""
    if len(attributes) == 1 and attributes[0][0] == "class":
        named = attributes[0][1]
    elif attributes:
        values = dict(attributes)
        flags |= _flags(values)
        named = " ".join([values[name] for name in _NAMED if values.get(name)])
    made = Place(parent, tag, tokens(tag, named[:400]), flags, parent.depth + 1 if parent else 0)
    made.index = index
    if parent is not None:
        made.holders = parent.holders
    if tag in HOLDERS:
        made.holders = {**made.holders, tag: made}
    return made


def _flags(attributes: Mapping[str, str]) -> int:
    flags = BODY if "articlebody" in attributes.get("itemprop", "").lower() else 0
    is_hidden = "hidden" in attributes or _INVISIBLE.search(attributes.get("style", ""))
    return flags | (HIDDEN if is_hidden else 0)


RATINGS = ("near", "nearer", "far", "near-1", "near+1")
PARENT, FARTHER = 0.8, 0.4
"""What a class-name word counts in the element around a text block's own, and in those around that.
Chosen by hand; not measured."""


def ratings(text_places: Sequence[Place], weights: Mapping[str, float]) -> Matrix:
    """One row a place of `RATINGS`: what the class-name words of its elements count."""
    bags: dict[frozenset[str], float] = {}
    own: dict[Place, float] = {}
    total: dict[Place, float] = {}
    for place in text_places:
        for up in reversed([*takewhile(lambda up: up not in own, place.above())]):
            if up.tokens not in bags:
                # Exactly rounded: a set's order differs between processes, what it counts must not.
                bags[up.tokens] = fsum([weights.get(token, 0.0) for token in up.tokens])
            own[up] = bags[up.tokens]
            total[up] = own[up] + (total[up.parent] if up.parent else 0.0)
    near = [own[place] for place in text_places]
    parents = [place.parent for place in text_places]
    nearer = [
        own[p] + (PARENT * own[up] if up else 0.0)
        for p, up in zip(text_places, parents, strict=True)
    ]
    beyond = [FARTHER * total[up.parent] if up and up.parent else 0.0 for up in parents]
    far = [one + other for one, other in zip(nearer, beyond, strict=True)]
    columns = [near, nearer, far, shifted(near, -1), shifted(near, 1)]
    return np.array(columns, dtype=np.float32).T.reshape(len(text_places), len(RATINGS))


def shifted(values: Iterable[float], step: int) -> list[float]:
    """The values as seen from `step` places on; -9 beyond the ends."""
    got = list(values)
    pad = [-9.0] * min(abs(step), len(got))
    return got[step:] + pad if step > 0 else pad + got[:step]

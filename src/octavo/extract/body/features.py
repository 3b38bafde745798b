"""The features of each text block: one row of numbers, by name.

the text itself · its element and what lies above · how much prose is near · where it stands ·
its overlap with the page's own headline, dek and JSON-LD body · its neighbours
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from octavo.extract.body import boilerplate_phrases
from octavo.extract.body.character_counts import Column, letters
from octavo.extract.body.embedded_media import CAPTION_WORDS
from octavo.extract.body.forest import Matrix
from octavo.extract.body.position import BODY, CAPTION, HIDDEN, LANDMARKS, PROSE, Place, places
from octavo.extract.metadata.page_metadata import Metadata
from octavo.extract.page.text import key
from octavo.extract.page.text_blocks import TextBlock

_TAGS = {tag: float(i) for i, tag in enumerate(("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "td", "th", "figcaption", "blockquote", "span", "a", "section", "dd", "pre"), 1)}  # fmt: skip
_GROUPS = {tag: float(i) for i, tag in enumerate(("ul", "ol", "table", "blockquote", "figure", "dl"), 1)}  # fmt: skip
_EMPHASIS = {"b": 1.0, "strong": 1.0, "em": 2.0, "i": 2.0, "a": 3.0}
_ENDS, _CLOSING = frozenset(".!?…。！？؟"), "\"'”’»)]"
_WORD = re.compile(r"\w+")
_CONSENT = re.compile(
    r"(?i)\bcookies?\b|\bconsent\b|privacy policy|terms of (?:use|service)|datenschutz"
)
_CONSENTS = ("cookie", "consent", "privacy policy", "terms of", "datenschutz")
_FIGURE, _TABLE = (1 << LANDMARKS.index(tag) for tag in ("figure", "table"))
_AROUND = (-3, -2, -1, 1, 2, 3)
"""Neighbours whose words and links are features: the model was trained with these."""

Indices = NDArray[np.int64]


@dataclass(frozen=True)
class Rows:
    """One row of values a text block; `names` are the columns'."""

    names: tuple[str, ...]
    values: Matrix
    places: list[Place]
    sizes: list[int]


Columns = dict[str, "Sequence[float] | NDArray[Any]"]


def feature_rows(page: Sequence[TextBlock], metadata: Metadata) -> Rows:
    """The features of all text blocks of the page, but for the ratings of their places' names."""
    text_places, every = places(page)
    columns: Columns = {}
    columns |= _text_features(page)
    columns |= _element_features(page, text_places)
    columns |= _prose_features(page, text_places, every)
    columns |= _metadata_features(page, metadata)
    columns |= _page_features(columns)
    columns |= _neighbour_features(columns)
    values = np.empty((len(page), len(columns)), np.float32)
    for index, column in enumerate(columns.values()):
        values[:, index] = column
    return Rows(tuple(columns), values, text_places, [text_block.size for text_block in page])


def _text_features(page: Sequence[TextBlock]) -> Columns:
    texts = [text_block.text for text_block in page]
    sizes = np.array([text_block.size for text_block in page], np.float64)
    linked = np.array([text_block.linked for text_block in page], np.float64)
    chars = np.array([max(1, len(text)) for text in texts], np.float64)
    counts = letters(texts)
    return {
        "words": sizes,
        "chars": chars,
        "links": np.minimum(1.0, linked / np.maximum(1, sizes)),
        "linked": linked,
        "nodes": [len(text_block.nodes) for text_block in page],
        "ended": [text.rstrip(_CLOSING)[-1:] in _ENDS if text else 0 for text in texts],
        "colon": [text[-1:] == ":" for text in texts],
        "stops": counts["stops"],
        "commas": counts["commas"] / chars,
        "digits": counts["digits"] / chars,
        "upper": counts["upper"] / chars,
        "capital": [text[:1].isupper() for text in texts],
        "quotes": np.minimum(1, counts["quotes"]),
        "dated": counts["dated"],
        "consent": [_consents(text) for text in texts],
        "marks": counts["marks"],
        "phrase": [
            boilerplate_phrases.kind(text_block.text, text_block.size) for text_block in page
        ],
        "strong": [_is_strong(text_block) for text_block in page],
    }


def _consents(text: str) -> int:
    """How often the text mentions cookies and terms."""
    low = text.lower()
    return len(_CONSENT.findall(low)) if any(word in low for word in _CONSENTS) else 0


def _is_strong(text_block: TextBlock) -> float:
    """Whether all of the text block is in one element of emphasis: 1 bold, 2 italic, 3 a link."""
    nodes = text_block.nodes
    if len(nodes) > 1:
        nodes = [node for node in nodes if not isinstance(node, str) or not node.isspace()]
    if len(nodes) != 1 or isinstance(nodes[0], str):
        return 0.0
    return _EMPHASIS.get(str(nodes[0].tag), 4.0)


def _element_features(page: Sequence[TextBlock], text_places: Sequence[Place]) -> Columns:
    flags = np.array([place.flags for place in text_places], np.int64)
    sizes = np.array([text_block.size for text_block in page])
    is_framed = (flags & _FIGURE > 0) & (flags & _TABLE == 0) & (sizes <= CAPTION_WORDS)
    out: Columns = {
        "tag": [_TAGS.get(text_block.tag, 0.0) for text_block in page],
        "group": [
            0.0 if text_block.group is None else _GROUPS.get(str(text_block.group.tag), 9.0)
            for text_block in page
        ],
        "media": [text_block.is_media for text_block in page],
        "caption": is_framed | (flags & CAPTION > 0),
        "depth": [place.depth for place in text_places],
        "body": flags & BODY > 0,
        "hidden": flags & HIDDEN > 0,
    }
    for name, tag in (("article_no", "article"), ("section_no", "section"), ("main_no", "main")):
        numbers: dict[Place, int] = {}
        out[name] = [_number(place, tag, numbers) for place in text_places]
        out[f"{name}s"] = np.full(len(page), len(numbers))
    for index, tag in enumerate(LANDMARKS):
        out[f"in_{tag}"] = flags >> index & 1
    return out


def _number(place: Place, tag: str, numbers: dict[Place, int]) -> float:
    """The how-manieth element of the tag the text block is in, the innermost; 0 when in none."""
    around = place.holders.get(tag)
    return float(numbers.setdefault(around, len(numbers) + 1)) if around else 0.0


def _prose_features(
    page: Sequence[TextBlock], text_places: Sequence[Place], every: Sequence[Place]
) -> Columns:
    total = (every[0].prose if every else 0) or 1
    kinds = [place.kind for place in text_places]
    alike = Counter(kinds)
    prose = Counter[str]()
    for text_block, kind in zip(page, kinds, strict=True):
        prose[kind] += text_block.size if text_block.size >= PROSE else 0
    out: Columns = {
        "alike": [alike[kind] for kind in kinds],
        "alike_prose": np.array([prose[kind] for kind in kinds], np.float64) / total,
        "total": np.full(len(page), total),
    }
    sums = np.array([(p.prose, p.size, p.linked, p.count) for p in every], np.float64)
    above = np.array([(place.parent or place).index for place in every], np.int64)
    at = np.array([place.index for place in text_places], np.int64)
    for level in (1, 2, 3):
        at = above[at]
        held, size, linked, count = sums[at].T if every else np.zeros((4, 0))
        out[f"prose{level}"] = held / total
        out[f"size{level}"] = size
        out[f"dense{level}"] = linked / np.maximum(1, size)
        out[f"count{level}"] = count
    return out | _distances(text_places, every)


def _distances(text_places: Sequence[Place], every: Sequence[Place]) -> Columns:
    """How far each text block is from the element with most prose."""
    best = _densest(text_places)
    inside = {up.index for up in best.above()} if best else set()
    meet: list[int] = []
    for place in every:
        around = meet[place.parent.index] if place.parent else -1
        meet.append(place.depth if place.index in inside else around)
    depth = best.depth if best else 0
    met = [meet[place.index] for place in text_places]
    return {
        "steps_down": [
            place.depth - up if up >= 0 else 99 for place, up in zip(text_places, met, strict=True)
        ],
        "steps_up": [depth - up if up >= 0 else 99 for up in met],
        "is_best": [place is best or place.parent is best for place in text_places],
    }


def _densest(text_places: Sequence[Place]) -> Place | None:
    """The element with most prose for its place: prose counts less the deeper it lies below."""
    rated: dict[Place, float] = {}
    for place in text_places:
        if place.prose == 0:
            continue
        share = place.prose / max(1, place.count)
        weight, up = 1.0, place.parent
        for _ in range(4):
            if up is None:
                break
            rated[up] = rated.get(up, 0.0) + share * weight
            weight /= 2.5
            up = up.parent
    return max(rated, key=lambda up: rated[up], default=None)


def _metadata_features(page: Sequence[TextBlock], metadata: Metadata) -> Columns:
    keys = [text_block.key for text_block in page]
    body, dek, head = key(metadata.body_text), key(metadata.dek), key(metadata.headline)
    times = Counter(keys)
    seen: Counter[str] = Counter()
    again = []
    for one in keys:
        seen[one] += 1
        again.append(seen[one])
    writers = [name for author in metadata.authors if (name := key(author))]
    title = frozenset(_WORD.findall(metadata.headline.casefold()))
    return {
        "told": [_within(one, body) for one in keys],
        "dek": [_within(one, dek) for one in keys],
        "head": [_same(one, head) for one in keys],
        "title": [_overlap(text_block.text, title) for text_block in page],
        "times": [times[one] if one else 0 for one in keys],
        "again": again,
        "author": [any(name in one[:200] for name in writers) for one in keys],
    }


def _within(part: str, whole: str) -> float:
    """Whether the part is in the whole: -1 no whole, 0 no, else how surely by its length."""
    if not whole:
        return -1.0
    if not part:
        return 0.0
    if len(part) <= 40:
        return float(part in whole) * (0.5 if len(part) < 12 else 0.8)
    pieces = [part[i : i + 24] for i in range(0, len(part) - 23, max(24, len(part) // 6))]
    return sum(piece in whole for piece in pieces) / len(pieces)


def _same(one: str, head: str) -> float:
    if not head or not one:
        return 0.0
    if one == head:
        return 3.0
    small, large = sorted((one, head), key=len)
    return (
        (2.0 if len(small) * 2 > len(large) else 1.0) if len(small) > 8 and small in large else 0.0
    )


def _overlap(text: str, title: frozenset[str]) -> float:
    low = text[:300].casefold()
    if not any(word in low for word in title):
        return 0.0
    own = set(_WORD.findall(low))
    return len(own & title) / max(1, min(len(own), len(title)))


def _page_features(columns: Columns) -> Columns:
    """Where each text block stands among the others, by count and by words."""
    sizes, claimed = np.asarray(columns["words"]), np.asarray(columns["told"])
    count = len(sizes)
    is_prose = (sizes >= PROSE) & (np.asarray(columns["links"]) < 0.5)
    prose = np.flatnonzero(is_prose & (np.asarray(columns["ended"]) > 0))
    is_head = (np.asarray(columns["tag"]) == _TAGS["h1"]) | (np.asarray(columns["head"]) >= 2)
    heads = np.flatnonzero(is_head)
    total = max(1.0, float(sizes.sum()))
    spot = np.arange(count)
    before = np.searchsorted(prose, spot)
    since = np.minimum(200, spot - heads[0]) if len(heads) else np.full(count, -99)
    return {
        "index": spot,
        "heads": np.searchsorted(heads, spot, "right"),
        "heads_in_all": np.full(count, len(heads)),
        "place": spot / max(1, count),
        "done": np.cumsum(sizes) / total,
        "count": np.full(count, count),
        "since_head": since,
        "prose_before": before,
        "prose_after": len(prose) - before,
        "prose_gap": _gaps(prose, spot, before - 1, -1),
        "prose_next": _gaps(prose, spot, np.searchsorted(prose, spot, "right"), 1),
        "told_known": np.full(count, float(claimed.max(initial=-1) >= 0)),
        "told_share": np.full(count, sizes[claimed > 0.7].sum() / total),
    }


def _gaps(prose: Indices, spot: Indices, which: Indices, way: int) -> Column:
    """How far from each text block the prose that is meant is; 99 where there is none."""
    padded = np.concatenate([[-(10**6)], prose, [10**6]])
    return np.minimum(99, (padded[which + 1] - spot) * way).astype(np.float64)


_NEIGHBOUR_NAMES = ("words", "links", "ended", "tag", "phrase", "told", "alike_prose", "media")


def _neighbour_features(columns: Columns) -> Columns:
    out: Columns = {}
    for name in _NEIGHBOUR_NAMES:
        values = np.asarray(columns[name], np.float64)
        for step in _AROUND if name in {"words", "links"} else (-1, 1):
            out[f"{name}{step:+d}"] = _shifted(values, step)
    return out


def _shifted(values: Column, step: int) -> Column:
    out = np.full(len(values), -9.0)
    if step > 0:
        out[:-step] = values[step:]
    else:
        out[-step:] = values[:step]
    return out

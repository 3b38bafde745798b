"""What is told to the model of each run: one row of numbers a run, by name.

the text itself · its element and what lies above · how much prose is near · where it stands ·
what the page's own words (headline, dek, JSON-LD body) say of it · its neighbours
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from octavo.extract import phrases
from octavo.extract.figures import CAPTION_WORDS
from octavo.extract.forest import Matrix
from octavo.extract.metadata import Metadata
from octavo.extract.places import (
    BODY,
    CAPTION,
    HIDDEN,
    LANDMARKS,
    PROSE,
    Place,
    places,
    shifted,
)
from octavo.extract.runs import Run
from octavo.extract.text import key

_TAGS = ("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "td", "th", "figcaption", "blockquote", "span", "a", "section", "dd", "pre")  # fmt: skip
_GROUPS = ("ul", "ol", "table", "blockquote", "figure", "dl")
_END = re.compile(r"[.!?…。！？؟][\"'”’»)\]]*$")
_STOPS = re.compile(r"[.!?。؟][\"'”’)]*(?:\s|$)")
_DIGITS = re.compile(r"\d")
_UPPER = re.compile(r"[A-ZÀ-Þ]")
_WORD = re.compile(r"\w+")
_DATE = re.compile(r"\b(?:19|20)\d\d\b")
_CONSENT = re.compile(
    r"(?i)\bcookies?\b|\bconsent\b|privacy policy|terms of (?:use|service)|datenschutz"
)
_CONSENTS = ("cookie", "consent", "privacy policy", "terms of", "datenschutz")
_QUOTE = re.compile(r"[\"“”«»„]")
_FIGURE, _TABLE = (1 << LANDMARKS.index(tag) for tag in ("figure", "table"))
_AROUND = (-3, -2, -1, 1, 2, 3)


@dataclass(frozen=True)
class Rows:
    """One row of values a run; `names` are the columns'."""

    names: tuple[str, ...]
    values: Matrix
    places: list[Place]
    sizes: list[int]


def rows(page: Sequence[Run], told: Metadata) -> Rows:
    """The features of all runs of the page, but for what a model says of their places' names."""
    stood = places(page)
    columns: dict[str, Sequence[float]] = {}
    columns |= _texts(page)
    columns |= _spots(page, stood)
    columns |= _masses(page, stood)
    columns |= _votes(page, told)
    columns |= _page(columns)
    columns |= _neighbours(columns)
    values = np.array(list(columns.values()), dtype=np.float32).T
    values = values.reshape(len(page), len(columns))
    return Rows(tuple(columns), values, stood, [int(size) for size in columns["words"]])


def _texts(page: Sequence[Run]) -> dict[str, Sequence[float]]:
    texts = [run.text for run in page]
    sizes = [run.size for run in page]
    linked = [run.linked for run in page]
    chars = [max(1, len(text)) for text in texts]
    return {
        "words": sizes,
        "chars": chars,
        "links": [min(1.0, a / max(1, b)) for a, b in zip(linked, sizes, strict=True)],
        "linked": linked,
        "nodes": [len(run.nodes) for run in page],
        "ended": [float(bool(_END.search(text[-8:]))) for text in texts],
        "colon": [float(text.endswith(":")) for text in texts],
        "stops": [len(_STOPS.findall(text)) for text in texts],
        "commas": [sum(map(text.count, ",،、;")) / n for text, n in zip(texts, chars, strict=True)],
        "digits": [_digits(text) / n for text, n in zip(texts, chars, strict=True)],
        "upper": [len(_UPPER.findall(text)) / n for text, n in zip(texts, chars, strict=True)],
        "capital": [float(text[:1].isupper()) for text in texts],
        "quotes": [float(bool(_QUOTE.search(text))) for text in texts],
        "dated": [float(bool(_DATE.search(text[:200]))) for text in texts],
        "consent": [_consents(text) for text in texts],
        "marks": [sum(text[:400].count(c) for c in "@|©»›•→") for text in texts],
        "phrase": [_phrase(text, size) for text, size in zip(texts, sizes, strict=True)],
        "strong": [_is_strong(run) for run in page],
    }


def _digits(text: str) -> int:
    return sum(map(text.count, "0123456789")) if text.isascii() else len(_DIGITS.findall(text))


def _consents(text: str) -> int:
    """How often the text speaks of cookies and terms."""
    low = text.lower()
    return len(_CONSENT.findall(low)) if any(word in low for word in _CONSENTS) else 0


def _phrase(text: str, size: int) -> float:
    """Which table of phrases the line is in: 0 none."""
    if size > phrases.LONG_WORDS or len(text) > phrases.LONG_CHARACTERS:
        return 0.0
    tables = (phrases.FURNITURE, phrases.BYLINE, phrases.PROMOTION, phrases.RELATED, phrases.NOTE, phrases.TAIL)  # fmt: skip
    return float(next((i for i, table in enumerate(tables, 1) if table.match(text)), 0))


def _is_strong(run: Run) -> float:
    """Whether all of the run is in one element of emphasis: 1 bold, 2 italic, 3 a link."""
    nodes = [node for node in run.nodes if not isinstance(node, str) or node.strip()]
    if len(nodes) != 1 or isinstance(nodes[0], str):
        return 0.0
    return {"b": 1.0, "strong": 1.0, "em": 2.0, "i": 2.0, "a": 3.0}.get(str(nodes[0].tag), 4.0)


def _spots(page: Sequence[Run], stood: Sequence[Place]) -> dict[str, Sequence[float]]:
    tags = {tag: float(i) for i, tag in enumerate(_TAGS, 1)}
    groups = {tag: float(i) for i, tag in enumerate(_GROUPS, 1)}
    out: dict[str, Sequence[float]] = {
        "tag": [tags.get(run.tag, 0.0) for run in page],
        "group": [groups.get(str(r.group.tag), 9.0) if r.group is not None else 0.0 for r in page],
        "media": [float(run.is_media) for run in page],
        "caption": [float(_is_caption(r, place)) for r, place in zip(page, stood, strict=True)],
        "depth": [place.depth for place in stood],
        "body": [float(bool(place.flags & BODY)) for place in stood],
        "hidden": [float(bool(place.flags & HIDDEN)) for place in stood],
    }
    numbers: dict[Place, int] = {}
    for name, tag in (("article_no", "article"), ("section_no", "section"), ("main_no", "main")):
        numbers = {}
        out[name] = [_number(place, tag, numbers) for place in stood]
        out[f"{name}s"] = [len(numbers)] * len(page)
    for index, tag in enumerate(LANDMARKS):
        out[f"in_{tag}"] = [float(bool(place.flags & (1 << index))) for place in stood]
    return out


def _is_caption(run: Run, place: Place) -> bool:
    """Whether the run is in a caption, or is a short text in a figure that holds no table."""
    if place.flags & CAPTION:
        return True
    is_framed = place.flags & _FIGURE and not place.flags & _TABLE
    return bool(is_framed) and run.size <= CAPTION_WORDS


def _number(place: Place, tag: str, numbers: dict[Place, int]) -> float:
    """The how-manieth element of the tag the run is in, the innermost; 0 when in none."""
    around = place.holders.get(tag)
    return float(numbers.setdefault(around, len(numbers) + 1)) if around else 0.0


def _masses(page: Sequence[Run], stood: Sequence[Place]) -> dict[str, Sequence[float]]:
    total = max((place.prose for one in stood for place in one.above()), default=0) or 1
    best = _densest(stood)
    inside = {id(up) for up in best.above()} if best else set()
    alike = Counter(place.kind for place in stood)
    prose = Counter[str]()
    for run, place in zip(page, stood, strict=True):
        prose[place.kind] += run.size if run.size >= PROSE else 0
    up = [list(islice(place.above(), 5)) for place in stood]
    out: dict[str, Sequence[float]] = {
        "alike": [alike[place.kind] for place in stood],
        "alike_prose": [prose[place.kind] / total for place in stood],
        "total": [total] * len(page),
    }
    for level in (1, 2, 3):
        at = [chain[min(level, len(chain) - 1)] for chain in up]
        out[f"prose{level}"] = [place.prose / total for place in at]
        out[f"size{level}"] = [place.size for place in at]
        out[f"dense{level}"] = [place.linked / max(1, place.size) for place in at]
        out[f"count{level}"] = [place.count for place in at]
    common = [_common(place, inside) for place in stood]
    out["steps_down"] = [place.depth - meet.depth if meet else 99 for place, meet in zip(stood, common, strict=True)]  # fmt: skip
    out["steps_up"] = [best.depth - meet.depth if meet and best else 99 for meet in common]
    out["is_best"] = [float(place is best or place.parent is best) for place in stood]
    return out


def _densest(stood: Sequence[Place]) -> Place | None:
    """The element with most prose for its place: prose counts less the deeper it lies below."""
    rated: dict[int, tuple[float, Place]] = {}
    for place in stood:
        if place.prose == 0:
            continue
        weight = 1.0
        for up in islice(place.above(), 1, 5):
            score, _ = rated.get(id(up), (0.0, up))
            rated[id(up)] = (score + place.prose / max(1, place.count) * weight, up)
            weight /= 2.5
    return max(rated.values(), key=lambda pair: pair[0], default=(0.0, None))[1]


def _common(place: Place, inside: set[int]) -> Place | None:
    return next((up for up in place.above() if id(up) in inside), None)


def _votes(page: Sequence[Run], told: Metadata) -> dict[str, Sequence[float]]:
    keys = [run.key for run in page]
    body, dek, head = key(told.body_text), key(told.dek), key(told.headline)
    times = Counter(keys)
    seen: Counter[str] = Counter()
    again = []
    for one in keys:
        seen[one] += 1
        again.append(seen[one])
    writers = [name for author in told.authors if (name := key(author))]
    title = set(_WORD.findall(told.headline.casefold()))
    return {
        "told": [_within(one, body) for one in keys],
        "dek": [_within(one, dek) for one in keys],
        "head": [_same(one, head) for one in keys],
        "title": [_overlap(run.text, title) for run in page],
        "times": [times[one] if one else 0 for one in keys],
        "again": again,
        "author": [float(any(name in one[:200] for name in writers)) for one in keys],
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


def _overlap(text: str, title: set[str]) -> float:
    own = set(_WORD.findall(text[:300].casefold()))
    return len(own & title) / max(1, min(len(own), len(title)))


def _page(columns: Mapping[str, Sequence[float]]) -> dict[str, Sequence[float]]:
    """Where each run stands among the others, by count and by words."""
    sizes, links = columns["words"], columns["links"]
    count = len(sizes)
    prose = [
        i for i in range(count) if sizes[i] >= PROSE and links[i] < 0.5 and columns["ended"][i]
    ]
    heads = [i for i in range(count) if columns["tag"][i] == 4 or columns["head"][i] >= 2]
    first = heads[0] if heads else -1
    total = max(1.0, float(sum(sizes)))
    told = columns["told"]
    done = np.cumsum(sizes) / total
    before = np.searchsorted(prose, np.arange(count)) if prose else np.zeros(count)
    return {
        "index": list(range(count)),
        "heads": [bisect_right(heads, i) for i in range(count)],
        "heads_in_all": [len(heads)] * count,
        "place": [i / count for i in range(count)],
        "done": list(done),
        "count": [count] * count,
        "since_head": [min(200, i - first) if heads else -99 for i in range(count)],
        "prose_before": list(before),
        "prose_after": [len(prose) - n for n in before],
        "prose_gap": _gaps(prose, count, -1),
        "prose_next": _gaps(prose, count, 1),
        "told_known": [float(max(told, default=-1) >= 0)] * count,
        "told_share": [sum(w for w, t in zip(sizes, told, strict=True) if t > 0.7) / total] * count,
    }


def _gaps(prose: Sequence[int], count: int, way: int) -> list[float]:
    """How far from each run the next prose is, in one direction; 99 where there is none."""
    out = [99.0] * count
    is_prose = set(prose)
    last = -1
    for i in range(count) if way < 0 else reversed(range(count)):
        out[i] = float(min(99, abs(i - last))) if last >= 0 else 99.0
        if i in is_prose:
            last = i
    return out


_NEAR = ("words", "links", "ended", "tag", "phrase", "told", "alike_prose", "media")


def _neighbours(columns: Mapping[str, Sequence[float]]) -> dict[str, Sequence[float]]:
    out: dict[str, Sequence[float]] = {}
    for name in _NEAR:
        for step in _AROUND if name in {"words", "links"} else (-1, 1):
            out[f"{name}{step:+d}"] = shifted(columns[name], step)
    return out

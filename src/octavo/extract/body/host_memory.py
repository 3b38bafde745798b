"""Host memory: lines that stand on many pages of a host are boilerplate, places that keep holding
the body are known.

    Page.memory ──► Memory ──► host_evidence: scores of text blocks         (read, with the page)
    scores ──► PageObservations ──► Article.observations ──► updated_memory (written, with the
    batch)

Both cross between processes and into the store as small bytes that only this module reads.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from typing import Any

import zstandard

MEMORY_VERSION = 1
"""Of the form below: what another version has written is forgotten."""

MIN_PAGES = 3
"""Pages of a host on which a line must have stood to be boilerplate. Chosen by hand; not
measured."""
REPEATED_SHARE = 0.8
"""Share of the host's pages with such a place on which it must have stood: the background
of an event stands in the same words in several reports of it, and belongs to them. Chosen by hand;
not measured."""
PURE_SHARE = 0.9
"""Share of a place's words that were body (or were not) from which the place is known by that.
Chosen by hand; not measured."""
MIN_PLACE_WORDS = 150
"""Words that a place must have held before it is known by them. Chosen by hand; not measured."""

MAX_LINES, MAX_PLACES, MAX_ADDRESSES = 600, 80, 48
"""Most that is stored of a host, the least observed being dropped: some eight kilobytes."""
HALVED_AT = 64
"""Pages after which all counts are halved, so that what is no longer there fades. Chosen by hand;
not measured."""

FALLEN_CONFIDENCE, LATEST_PAGES = 0.2, 3
"""How far the mean confidence of the latest pages must have fallen below that of all before for the
host to have a new template: what was known is then forgotten. Chosen by hand; not measured."""
_UNPACKED = 1_000_000
"""Bytes that a memory may unpack to: a hundred times what it takes."""


@dataclass(frozen=True, slots=True)
class PageObservations:
    """What one page adds to the memory of its host: keys of its lines and of their places, words of
    body and of others at each place by its key, and how sure the choice was without any memory."""

    host: str
    address: str
    lines: tuple[str, ...]
    places: dict[str, tuple[int, int]]
    confidence: float


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of a host after `pages` pages, begun anew `relearned` times."""

    pages: float = 0
    lines: dict[str, float] = field(default_factory=dict)
    places: dict[str, tuple[float, float]] = field(default_factory=dict)
    addresses: tuple[str, ...] = ()
    confidences: tuple[float, ...] = ()
    sure: float = 0.0
    relearned: int = 0

    def is_boilerplate(self, line: str, place: str) -> bool:
        """Whether a line has stood on enough pages of those that have its kind of place."""
        count = self.lines.get(line, 0)
        return count >= MIN_PAGES and count >= REPEATED_SHARE * self.lines.get(place, self.pages)

    def holds_body(self, place: str) -> bool | None:
        """Whether a kind of place keeps holding the body, or other things; None when unknown."""
        body, other = self.places.get(place, (0, 0))
        if self.pages < MIN_PAGES or body + other < MIN_PLACE_WORDS:
            return None
        share = body / (body + other)
        return True if share >= PURE_SHARE else False if share <= 1 - PURE_SHARE else None


def short_key(*parts: str) -> str:
    """The key by which a line or place is known again: 48 bits of a hash, so that no text is
    kept."""
    return blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=6).hexdigest()


def updated_memory(before: Memory, observations: PageObservations) -> Memory:
    """The memory with a page's observations; unchanged by a page that is in it."""
    if observations.address in before.addresses:
        return before
    old = _aged(before)
    if _is_new_template(old, observations.confidence):
        old = Memory(relearned=old.relearned + 1)
    lines = Counter(old.lines)
    lines.update(dict.fromkeys(observations.lines, 1))
    places = dict(old.places)
    for place, (body, other) in observations.places.items():
        was = places.get(place, (0, 0))
        places[place] = (was[0] + body, was[1] + other)
    return Memory(
        pages=old.pages + 1,
        lines=_most(lines, observations.lines),
        places=dict(sorted(places.items(), key=lambda one: -sum(one[1]))[:MAX_PLACES]),
        addresses=(*old.addresses, observations.address)[-MAX_ADDRESSES:],
        confidences=(*old.confidences, observations.confidence)[-LATEST_PAGES:],
        sure=(old.sure * old.pages + observations.confidence) / (old.pages + 1),
        relearned=old.relearned,
    )


def _most(lines: Counter[str], latest: Sequence[str]) -> dict[str, float]:
    """The lines seen most; of those seen equally often the latest page's."""
    new = set(latest)
    ranked = sorted(lines.items(), key=lambda one: (-one[1], one[0] not in new))
    return dict(ranked[:MAX_LINES])


def _aged(old: Memory) -> Memory:
    if old.pages < HALVED_AT:
        return old
    lines = {line: count / 2 for line, count in old.lines.items() if count > 1}
    places = {place: (a / 2, b / 2) for place, (a, b) in old.places.items()}
    return Memory(
        old.pages / 2, lines, places, old.addresses, old.confidences, old.sure, old.relearned
    )


def _is_new_template(old: Memory, confidence: float) -> bool:
    latest = (*old.confidences, confidence)[-LATEST_PAGES:]
    if old.pages < 2 * LATEST_PAGES or len(latest) < LATEST_PAGES:
        return False
    return (
        max(latest) < old.sure - FALLEN_CONFIDENCE / 2
        and sum(latest) / LATEST_PAGES < old.sure - FALLEN_CONFIDENCE
    )


def packed_memory(memory: Memory) -> bytes:
    """The memory as bytes."""
    return _packed(asdict(memory))


def unpacked_memory(data: bytes) -> Memory:
    """The memory that was packed; an empty one where there is none of this version."""
    values = _unpacked(data)
    if values is None:
        return Memory()
    values["places"] = {place: tuple(pair) for place, pair in values["places"].items()}
    values["addresses"], values["confidences"] = (
        tuple(values["addresses"]),
        tuple(values["confidences"]),
    )
    return Memory(**values)


def packed_observations(observations: PageObservations) -> bytes:
    """The observations as bytes."""
    return _packed(asdict(observations))


def unpacked_observations(data: bytes) -> PageObservations | None:
    """The observations that were packed, None where there is none of this version."""
    values = _unpacked(data)
    if values is None:
        return None
    values["lines"] = tuple(values["lines"])
    values["places"] = {place: tuple(pair) for place, pair in values["places"].items()}
    return PageObservations(**values)


def _packed(values: dict[str, Any]) -> bytes:
    text = json.dumps({"version": MEMORY_VERSION, **values}, separators=(",", ":"))
    return zstandard.ZstdCompressor(level=3).compress(text.encode())


def _unpacked(data: bytes) -> dict[str, Any] | None:
    if not data:
        return None
    text = zstandard.ZstdDecompressor().decompress(bytes(data), max_output_size=_UNPACKED)
    values: dict[str, Any] = json.loads(text)
    return values if values.pop("version", 0) == MEMORY_VERSION else None

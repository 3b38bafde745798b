"""What the pages of a host have taught: lines that stand on many are furniture, places that keep
holding the body are known.

    Page.memory ──► Memory ──► choose: for and against a run        (read, with the page)
    runs, scores ──► taught ──► Article.taught ──► learned(Memory)  (written, with the batch)

Both cross between processes and into the store as small bytes that only this module reads.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from typing import Any

import zstandard

VERSION = 1
"""Of the form below: what another version has written is forgotten."""

PAGES = 3
"""Pages of a host on which a line must have stood before it is held against it."""
SHARE = 0.8
"""Share of the host's pages with such a place on which it must have stood: what led up to an event
is told in the same words by several reports of it, and is theirs."""
KNOWN = 0.9
"""Share of a place's words that were body (or were not) from which the place is known by that."""
PLACED = 150
"""Words that a place must have held before it is known by them."""

LINES, PLACES, ADDRESSES = 600, 80, 48
"""Most that is kept of a host, the least told of being dropped: some eight kilobytes."""
AGED = 64
"""Pages after which all counts are halved, so that what is no longer seen fades."""

FALLEN, LATEST = 0.2, 3
"""How far the mean confidence of the latest pages must have fallen below that of all before for the
host to have a new template: what was known is then forgotten, and learned again."""
_UNPACKED = 1_000_000


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one page teaches of its host: keys of its lines and of their places, words of body and of others at each place by its
    key, and how sure the choice was without any memory."""

    host: str
    address: str
    lines: tuple[str, ...]
    places: dict[str, tuple[int, int]]
    confidence: float


@dataclass(frozen=True, slots=True)
class Memory:
    """What a host has taught in `pages` pages, `relearned` times from the beginning."""

    pages: float = 0
    lines: dict[str, float] = field(default_factory=dict)
    places: dict[str, tuple[float, float]] = field(default_factory=dict)
    addresses: tuple[str, ...] = ()
    confidences: tuple[float, ...] = ()
    sure: float = 0.0
    relearned: int = 0

    def is_furniture(self, line: str, place: str) -> bool:
        """Whether a line has stood on enough pages of those that have its kind of place."""
        count = self.lines.get(line, 0)
        return count >= PAGES and count >= SHARE * self.lines.get(place, self.pages)

    def holds_body(self, place: str) -> bool | None:
        """Whether a kind of place keeps holding the body, or other things; None when unknown."""
        body, other = self.places.get(place, (0, 0))
        if self.pages < PAGES or body + other < PLACED:
            return None
        share = body / (body + other)
        return True if share >= KNOWN else False if share <= 1 - KNOWN else None


def short_key(*parts: str) -> str:
    """The key by which a line or place is known again: 48 bits of a hash, so that no text is kept."""
    return blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=6).hexdigest()


def learned(before: Memory, lesson: Lesson) -> Memory:
    """The memory with a page's lesson; unchanged by a page that taught it before."""
    if lesson.address in before.addresses:
        return before
    old = _aged(before)
    if _is_new_template(old, lesson.confidence):
        old = Memory(relearned=old.relearned + 1)
    lines = Counter(old.lines)
    lines.update(dict.fromkeys(lesson.lines, 1))
    places = dict(old.places)
    for place, (body, other) in lesson.places.items():
        was = places.get(place, (0, 0))
        places[place] = (was[0] + body, was[1] + other)
    return Memory(
        pages=old.pages + 1,
        lines=_most(lines, lesson.lines),
        places=dict(sorted(places.items(), key=lambda one: -sum(one[1]))[:PLACES]),
        addresses=(*old.addresses, lesson.address)[-ADDRESSES:],
        confidences=(*old.confidences, lesson.confidence)[-LATEST:],
        sure=(old.sure * old.pages + lesson.confidence) / (old.pages + 1),
        relearned=old.relearned,
    )


def _most(lines: Counter[str], latest: Sequence[str]) -> dict[str, float]:
    """The lines seen most; of those seen equally often the latest page's."""
    new = set(latest)
    ranked = sorted(lines.items(), key=lambda one: (-one[1], one[0] not in new))
    return dict(ranked[:LINES])


def _aged(old: Memory) -> Memory:
    if old.pages < AGED:
        return old
    lines = {line: count / 2 for line, count in old.lines.items() if count > 1}
    places = {place: (a / 2, b / 2) for place, (a, b) in old.places.items()}
    return Memory(
        old.pages / 2, lines, places, old.addresses, old.confidences, old.sure, old.relearned
    )


def _is_new_template(old: Memory, confidence: float) -> bool:
    latest = (*old.confidences, confidence)[-LATEST:]
    if old.pages < 2 * LATEST or len(latest) < LATEST:
        return False
    return max(latest) < old.sure - FALLEN / 2 and sum(latest) / LATEST < old.sure - FALLEN


def packed_memory(memory: Memory) -> bytes:
    """The memory as bytes."""
    return _packed(asdict(memory))


def unpacked_memory(data: bytes) -> Memory:
    """The memory that was packed; an empty one where there is none of this version."""
    told = _unpacked(data)
    if told is None:
        return Memory()
    told["places"] = {place: tuple(pair) for place, pair in told["places"].items()}
    told["addresses"], told["confidences"] = tuple(told["addresses"]), tuple(told["confidences"])
    return Memory(**told)


def packed_lesson(lesson: Lesson) -> bytes:
    """The lesson as bytes."""
    return _packed(asdict(lesson))


def unpacked_lesson(data: bytes) -> Lesson | None:
    """The lesson that was packed, None where there is none of this version."""
    told = _unpacked(data)
    if told is None:
        return None
    told["lines"] = tuple(told["lines"])
    told["places"] = {place: tuple(pair) for place, pair in told["places"].items()}
    return Lesson(**told)


def _packed(told: dict[str, Any]) -> bytes:
    text = json.dumps({"version": VERSION, **told}, separators=(",", ":"))
    return zstandard.ZstdCompressor(level=3).compress(text.encode())


def _unpacked(data: bytes) -> dict[str, Any] | None:
    if not data:
        return None
    text = zstandard.ZstdDecompressor().decompress(bytes(data), max_output_size=_UNPACKED)
    told: dict[str, Any] = json.loads(text)
    return told if told.pop("version", 0) == VERSION else None

"""Which text blocks of the page carry the chosen paragraphs: a longest increasing match of the two.

The chooser answers in plain text; the page has the links, the lists and the pictures. Following
its choice in the page itself keeps both, and a paragraph that no text block carries is kept as it
is.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

from octavo.extract.page.text import key
from octavo.extract.page.text_blocks import TextBlock

_REPEATS = 4
"""Occurrences of one text that are considered: pages of a thousand equal lines stay linear."""

_NEAR = 0.8
"""Share of a text block that a chosen text must cover for the block to stand for it. Chosen by
hand; not measured."""

_TEXT = 200
"""Characters from which a part may be the whole text once more. Chosen by hand; not measured."""

_TWICE = 0.4
"""Share of a text that stands in it before, word for word, from which it is there twice: tables and
training plans have lines that are meant to come again. Chosen by hand; not measured."""

_WHOLE = 0.25
"""Share of all parts from which one may be the whole text once more. Chosen by hand; not measured."""

_PIECE = 24
"""Characters by which a part is looked for in another: few enough that an escaped sign in one of them
spoils only its own."""

_AGAIN = 0.8
"""Share of a part that others say from which it is only their text again. Chosen by hand; not
measured."""


def said_once(keys: Sequence[str]) -> list[bool]:
    """Of the parts of a text, by their keys, which stay when the text is there once: of several parts
    and one that is all of them together, as a string of data is, the several; of a text that is
    there twice the first."""
    total = sum(map(len, keys))
    first = {text: index for index, text in reversed([*enumerate(keys)])}
    large = {
        text for text in first if len(text) >= max(_TEXT, total * _WHOLE) and _is_sum(text, first)
    }
    again = sum(len(text) for index, text in enumerate(keys) if first[text] != index)
    is_twice = again > 0 and again >= _TWICE * total
    return [
        text not in large and not (is_twice and first[text] != index)
        for index, text in enumerate(keys)
    ]


def _is_sum(text: str, others: Iterable[str]) -> bool:
    """Whether several of the others are in the text and together nearly all of it."""
    smaller = (other for other in others if _PIECE <= len(other) < _AGAIN * len(text))
    found = [_share(other, text) * len(other) for other in smaller]
    return sum(map(bool, found)) > 1 and sum(found) >= _AGAIN * len(text)


def _share(part: str, text: str) -> float:
    """How much of the part the text has, 0..1."""
    pieces = [part[at : at + _PIECE] for at in range(0, len(part) - _PIECE + 1, _PIECE)]
    return sum(piece in text for piece in pieces) / len(pieces)


def aligned(chosen: Sequence[str], page: Sequence[TextBlock]) -> list[TextBlock | str]:
    """The chosen paragraphs in order, each as the text block that carries it, or else as its
    text."""
    keys = [key(text) for text in chosen]
    match = _increasing(_pairs(keys, page))
    out: list[TextBlock | str] = []
    taken = -1
    upcoming = _upcoming(match, len(keys), len(page))
    for index, text in enumerate(chosen):
        if not keys[index]:
            continue
        if index in match:
            carriers = [match[index]]
        else:
            carriers = _carriers(keys[index], page, range(taken + 1, upcoming[index]))
        out.extend([page[i] for i in carriers] or [text])
        taken = carriers[-1] if carriers else taken
    return out


def _pairs(keys: Sequence[str], page: Sequence[TextBlock]) -> list[tuple[int, int]]:
    """Pairs (paragraph, text block) of equal texts, each paragraph's text blocks in falling
    order."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, text_block in enumerate(page):
        if text_block.key and len(places[text_block.key]) < _REPEATS:
            places[text_block.key].append(index)
    return [(i, j) for i, text in enumerate(keys) if text for j in reversed(places.get(text, ()))]


def _increasing(pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The longest chain of pairs that rises in both (patience sorting, n log n)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, text_block) in enumerate(pairs):
        spot = bisect_left(tails, text_block)
        before.append(ends[spot - 1] if spot else -1)
        if spot == len(tails):
            tails.append(text_block)
            ends.append(index)
        else:
            tails[spot], ends[spot] = text_block, index
    chain: dict[int, int] = {}
    at = ends[-1] if ends else -1
    while at >= 0:
        chain[pairs[at][0]] = pairs[at][1]
        at = before[at]
    return chain


def _upcoming(match: dict[int, int], paragraphs: int, text_blocks: int) -> list[int]:
    """For each paragraph the text block of the next matched one."""
    out, following = [0] * paragraphs, text_blocks
    for index in reversed(range(paragraphs)):
        out[index] = following
        following = match.get(index, following)
    return out


def _carriers(text: str, page: Sequence[TextBlock], window: range) -> list[int]:
    """text blocks of the window that together carry the text: its parts in order, or one that has
    it."""
    found, spot = [], 0
    for index in window[:200]:
        part = page[index].key
        if not part:
            continue
        if text in part and len(text) >= _NEAR * len(part):
            return [index]
        at = text.find(part, spot)
        if at >= 0 and (at == spot or len(part) > 12):
            found.append(index)
            spot = at + len(part)
    covered = sum(len(page[index].key) for index in found)
    return found if covered >= _NEAR * len(text) else []

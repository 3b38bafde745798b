"""One utterance in several papers: nearly the same words by the same speaker."""

from collections.abc import Sequence

from octavo.analyse.words.words import found
from octavo.formats.folding import folded

SAME_SHARE = 0.6
"""Share of all words of two quotations that both have, from which they are one utterance. Chosen by
hand; not measured."""

HELD_SHARE = 0.85
"""Share of the shorter one's words that the longer one holds, from which it is a part of that.
Chosen by hand; not measured."""

FEWEST_HELD = 4
"""Words of a quotation that may be a part of another. Chosen by hand; not measured."""


def variants(said: Sequence[tuple[str, str]]) -> list[list[int]]:
    """The places of quotations, each a speaker and a text, that are one utterance: groups in the
    order given. Each is compared with the longest of its group so far."""
    groups: list[list[int]] = []
    heads: list[tuple[str, frozenset[str]]] = []
    for at, (speaker, text) in enumerate(said):
        mine = frozenset(folded(word) for word in found(text))
        same = (
            n for n, (who, words) in enumerate(heads) if who == speaker and _is_one(words, mine)
        )
        number = next(same, None)
        if number is None:
            groups.append([at])
            heads.append((speaker, mine))
            continue
        groups[number].append(at)
        if len(mine) > len(heads[number][1]):
            heads[number] = (speaker, mine)
    return groups


def _is_one(one: frozenset[str], other: frozenset[str]) -> bool:
    shared, shorter = len(one & other), min(len(one), len(other))
    if not shorter:
        return False
    is_part = shorter >= FEWEST_HELD and shared >= HELD_SHARE * shorter
    return is_part or shared >= SAME_SHARE * len(one | other)

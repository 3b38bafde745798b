"""Lineage: who copied whom, and what each added, left out or reworded.

    texts of a story ── same text, or same agency ──► families ── nearest earlier text ──► trees

A family is what goes back to one report: copies of a text, and all that one agency is credited
with. Its origin is the agency's own article where there is one, else the agency by name, else the
earliest. An original that comes late is put where its time belongs, and the tree grows from it.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from octavo.analyse.fingerprint import copy_words, shingles
from octavo.formats.sentences import sentences

COMPARED, LOOKED_AT = 60, 200
"""So many different texts, among so many first ones of a family, may be the parent of a text:
bounds the cost of a large family (docs/decisions/0011); not measured."""

LEAST = 0.3
"""A text that shares less of the smaller one is not made from it, whoever is credited. Chosen by
hand; not measured."""

REWORDED = 0.55
"""Two sentences that share so much of their words (Dice 1945) are one, reworded. Chosen by hand;
not measured."""

ALIGNED = 60
"""Sentences of each text that are compared for rewording: bounds the cost; not measured."""

COMPARED_CHARACTERS = 60_000
"""Characters of a text that are compared, as are analysed (analyse.article): bounds the cost."""

EARLIEST = datetime(1, 1, 1, tzinfo=UTC)
"""The time of a text without one: it comes first."""


@dataclass(frozen=True, slots=True)
class Text:
    """An article as its lineage needs it. `agency` is the news agency that wrote it: the one it
    credits, or its own publisher, which `is_agency` says."""

    article_id: int
    published: datetime | None = None
    headline: str = ""
    text: str = ""
    agency: str = ""
    is_agency: bool = False
    duplicate_of: int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """How one text differs from another: sentences added, sentences left out, both verbatim, and
    how many were reworded."""

    added: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    reworded: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One text of a tree: what it was made from (None: the first, or straight from the agency), how
    much of it stands there (0..1), the difference, and whether it has a headline of its own."""

    article_id: int
    parent: int | None = None
    share: float = 0.0
    difference: Difference = Difference()
    has_own_headline: bool = True


@dataclass(frozen=True, slots=True)
class Family:
    """What goes back to one report: the agency it is credited to, if any, the article it began
    with (None: the agency's own is not here), and its texts, the origin first, then by time."""

    agency: str
    origin: int | None
    steps: tuple[Step, ...]


def families(texts: Sequence[Text]) -> tuple[Family, ...]:
    """The families of a story, the earliest first. A report that nobody copied and that credits no
    agency is none."""
    return tuple(family(group) for group in family_texts(texts))


def family_texts(texts: Sequence[Text]) -> list[list[Text]]:
    """The texts of each family, in order of time: those linked by being copies of one another, or
    by crediting one agency."""
    groups: dict[Hashable, list[Text]] = {}
    above = _links(texts)
    for text in sorted(texts, key=_age):
        groups.setdefault(_root_of(above, text.article_id), []).append(text)
    return [group for group in groups.values() if len(group) > 1 or _is_credited(group[0])]


def _is_credited(text: Text) -> bool:
    return bool(text.agency) and not text.is_agency


def _age(text: Text) -> tuple[datetime, int]:
    return text.published or EARLIEST, text.article_id


def _links(texts: Sequence[Text]) -> dict[Hashable, Hashable]:
    above: dict[Hashable, Hashable] = {}
    for text in texts:
        for other in (text.duplicate_of, text.agency.casefold() or None):
            if other is not None:
                one, end = _root_of(above, text.article_id), _root_of(above, other)
                if one != end:
                    above[one] = end
    return above


def _root_of(above: dict[Hashable, Hashable], one: Hashable) -> Hashable:
    while one in above:
        one = above[one]
    return one


def family(texts: Sequence[Text], wanted: Collection[int] | None = None) -> Family:
    """One family, of its texts in order of time; all steps, or only those of `wanted` articles:
    those of the others must be known from before."""
    agency, origin, ordered = origin_first(texts)
    return Family(agency, origin, tuple(_steps(ordered, wanted)))


def origin_first(texts: Sequence[Text]) -> tuple[str, int | None, list[Text]]:
    """Which agency a family is credited to, which article it began with, and its texts, the origin
    first. A step depends on the texts before it alone."""
    credits = Counter(text.agency for text in texts if text.agency)
    agency = max(credits, key=lambda name: credits[name]) if credits else ""
    own = [text for text in texts if text.is_agency and text.agency == agency]
    origin = own[0] if own else None if agency else texts[0]
    ordered = sorted(texts, key=lambda text: text is not origin)
    return agency, origin.article_id if origin else None, ordered


def _steps(ordered: Sequence[Text], wanted: Collection[int] | None) -> Iterator[Step]:
    earlier: dict[frozenset[int], Text] = {}
    for at, text in enumerate(ordered):
        is_wanted = wanted is None or text.article_id in wanted
        is_compared = at < LOOKED_AT and len(earlier) < COMPARED
        if not is_wanted and not is_compared:
            continue
        mine = frozenset(shingles(copy_words(text.text[:COMPARED_CHARACTERS])).tolist())
        if is_wanted:
            yield _step(text, *_nearest(mine, earlier))
        if is_compared:
            earlier.setdefault(mine, text)


def _step(text: Text, made_from: Text | None, share: float) -> Step:
    if made_from is None:
        return Step(text.article_id)
    return Step(
        article_id=text.article_id,
        parent=made_from.article_id,
        share=round(share, 4),
        difference=difference(made_from.text, text.text),
        has_own_headline=copy_words(text.headline) != copy_words(made_from.headline),
    )


def _nearest(
    mine: frozenset[int], earlier: dict[frozenset[int], Text]
) -> tuple[Text | None, float]:
    """The text most similar to `mine` (Jaccard over all shingles), the earlier of equals, and how
    much of `mine` stands in it; none where too little is shared."""
    best, found, share = 0.0, None, 0.0
    for theirs, text in earlier.items():
        both = len(mine & theirs)
        overlap = both / (len(mine) + len(theirs) - both) if both else 0.0
        if overlap > best and both >= LEAST * min(len(mine), len(theirs)):
            best, found, share = overlap, text, both / len(mine)
    return found, share


def difference(old: str, new: str) -> Difference:
    """What `new` adds to `old`, leaves out of it and rewords, sentence by sentence. Marks and
    letter case do not count, nor does the order."""
    before, after = _sentences(old), _sentences(new)
    cut = {words: text for words, text in before.items() if words not in after}
    added = {words: text for words, text in after.items() if words not in before}
    pairs = _reworded(list(added)[:ALIGNED], list(cut)[:ALIGNED])
    for one, other in pairs:
        del added[one], cut[other]
    return Difference(tuple(added.values()), tuple(cut.values()), len(pairs))


Words = tuple[str, ...]


def _sentences(text: str) -> dict[Words, str]:
    """The sentences of a text, by their words."""
    found = ((tuple(copy_words(s.text)), s.text) for s in sentences(text[:COMPARED_CHARACTERS]))
    return {words: text for words, text in found if words}


def _reworded(added: Sequence[Words], cut: Sequence[Words]) -> list[tuple[Words, Words]]:
    """Which sentences are the same but for their wording: the nearest pairs, each sentence once."""
    pairs_by_overlap = [
        (-overlap, at, to)
        for at, one in enumerate(added)
        for to, other in enumerate(cut)
        if (overlap := _dice(one, other)) >= REWORDED
    ]
    pairs: list[tuple[int, int]] = []
    for _, at, to in sorted(pairs_by_overlap):
        if all(at != one and to != other for one, other in pairs):
            pairs.append((at, to))
    return [(added[at], cut[to]) for at, to in pairs]


def _dice(one: Words, other: Words) -> float:
    shared = sum((Counter(one) & Counter(other)).values())
    return 2 * shared / (len(one) + len(other))

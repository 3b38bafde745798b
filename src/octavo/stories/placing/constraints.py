"""Constraints: what an editor has said belongs together or apart, for placing to obey.

Must-link and cannot-link constraints (Wagstaff and others 2001) between articles: whatever number
their stories bear, later decisions may not part the ones nor join the others.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One word of an editor, by the number of the correction: all of `one` are in one story, or,
    where there are `others`, none of `one` is in a story with any of them."""

    correction: int
    one: frozenset[int]
    others: frozenset[int] = frozenset()

    def pairs(self) -> Iterator[tuple[int, int, bool]]:
        """The pairs of articles it speaks of, in order, and whether they belong together."""
        ones = sorted(self.one)
        if self.others:
            yield from ((a, b, False) for a in ones for b in sorted(self.others))
        else:
            yield from ((a, b, True) for at, a in enumerate(ones) for b in ones[at + 1 :])

    def is_kept(self, story_of: Mapping[int, int | None]) -> bool:
        """Whether stories are as it says. Articles in no story break nothing."""
        ones = {story_of.get(article) for article in self.one} - {None}
        if self.others:
            return ones.isdisjoint({story_of.get(article) for article in self.others})
        return len(ones) <= 1


class Constraints:
    """All that editors have said and not taken back."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self.rules = tuple(rules)
        self._bound: set[int] = set()
        self._sides: dict[int, set[tuple[int, bool]]] = {}
        for at, rule in enumerate(self.rules):
            if not rule.others:
                self._bound |= rule.one
                continue
            for articles, side in ((rule.one, True), (rule.others, False)):
                for article in articles:
                    self._sides.setdefault(article, set()).add((at, side))

    def __bool__(self) -> bool:
        return bool(self.rules)

    @property
    def articles(self) -> frozenset[int]:
        """Every article that is spoken of."""
        return frozenset(self._bound | self._sides.keys())

    def is_bound(self, articles: Iterable[int]) -> bool:
        """Whether any of these was put where it is beside others: it does not move alone."""
        return not self._bound.isdisjoint(articles)

    def may_share(self, ones: Collection[int], others: Collection[int]) -> bool:
        """Whether these articles may be in one story with those."""
        if not self._sides:
            return True
        mine = self._said_of(ones)
        return not mine or mine.isdisjoint((at, not side) for at, side in self._said_of(others))

    def _said_of(self, articles: Collection[int]) -> set[tuple[int, bool]]:
        found: set[tuple[int, bool]] = set()
        for article in articles:
            found |= self._sides.get(article, set())
        return found

    def broken(self, story_of: Mapping[int, int | None]) -> Rule | None:
        """The first rule that stories break; None when all are kept."""
        return next((rule for rule in self.rules if not rule.is_kept(story_of)), None)

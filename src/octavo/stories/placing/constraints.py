"""Constraints: what editors have said belongs together or apart, for placing to obey.

Must-link and cannot-link constraints (Wagstaff and others 2001) between articles: whatever the ids
of their stories, later decisions may not separate the ones nor join the others.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint of an editor, by the number of the correction: all `articles` are in one story
    (must-link), or, where there are `others`, none of them is in a story with any of these
    (cannot-link)."""

    correction: int
    articles: frozenset[int]
    others: frozenset[int] = frozenset()

    def pairs(self) -> Iterator[tuple[int, int, bool]]:
        """The pairs of articles it constrains, in order, and whether they belong together."""
        articles = sorted(self.articles)
        if self.others:
            yield from ((a, b, False) for a in articles for b in sorted(self.others))
        else:
            yield from ((a, b, True) for at, a in enumerate(articles) for b in articles[at + 1 :])

    def is_kept(self, story_of: Mapping[int, int | None]) -> bool:
        """Whether the stories of articles satisfy it. Articles in no story break nothing."""
        stories = {story_of.get(article) for article in self.articles} - {None}
        if self.others:
            return stories.isdisjoint({story_of.get(article) for article in self.others})
        return len(stories) <= 1


class Constraints:
    """All constraints that editors have set and not taken back."""

    def __init__(self, constraints: Iterable[Constraint] = ()) -> None:
        self.all = tuple(constraints)
        self._must_linked: set[int] = set()
        self._sides: dict[int, set[tuple[int, bool]]] = {}
        for at, constraint in enumerate(self.all):
            if not constraint.others:
                self._must_linked |= constraint.articles
                continue
            for articles, side in ((constraint.articles, True), (constraint.others, False)):
                for article in articles:
                    self._sides.setdefault(article, set()).add((at, side))

    def __bool__(self) -> bool:
        return bool(self.all)

    @property
    def articles(self) -> frozenset[int]:
        """Every article that is constrained."""
        return frozenset(self._must_linked | self._sides.keys())

    def is_must_linked(self, articles: Iterable[int]) -> bool:
        """Whether any of these is linked to others: it does not move alone."""
        return not self._must_linked.isdisjoint(articles)

    def may_share(self, articles: Collection[int], others: Collection[int]) -> bool:
        """Whether these articles may be in one story with those."""
        if not self._sides:
            return True
        mine = self._sides_of(articles)
        return not mine or mine.isdisjoint((at, not side) for at, side in self._sides_of(others))

    def _sides_of(self, articles: Collection[int]) -> set[tuple[int, bool]]:
        """The cannot-link constraints of these articles, and on which side of each they are."""
        found: set[tuple[int, bool]] = set()
        for article in articles:
            found |= self._sides.get(article, set())
        return found

    def broken(self, story_of: Mapping[int, int | None]) -> Constraint | None:
        """The first constraint that stories break; None when all are kept."""
        return next((one for one in self.all if not one.is_kept(story_of)), None)

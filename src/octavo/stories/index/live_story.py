"""A live story: its members, their sum, its times."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from octavo.stories.index.centroids import Vector
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.similarity import FeatureSum


@dataclass(slots=True)
class LiveStory:
    """A story of the window: its members in order of arrival (copies are kept apart) and their
    sum."""

    id: int
    members: list[ArticleFeatures] = field(default_factory=list)
    copies: list[ArticleFeatures] = field(default_factory=list)
    _sum: FeatureSum | None = None
    _blocks: dict[str, tuple[list[ArticleFeatures], FeatureSum]] = field(default_factory=dict)
    _blocked: int = 0

    @property
    def sum(self) -> FeatureSum:
        """The sum of the members, computed when it is asked for: most stories are never compared
        again after a restart."""
        if self._sum is None:
            self._sum = FeatureSum()
        while self._sum.count < len(self.members):
            self._sum.add(self.members[self._sum.count])
        return self._sum

    def forget_sum(self) -> None:
        """Lets the sums be computed anew when they are next asked for: the members have changed."""
        self._sum, self._blocks, self._blocked = None, {}, 0

    def blocks(self, count: int) -> Iterator[tuple[list[ArticleFeatures], FeatureSum]]:
        """The first `count` members, those of each language with their sum. It is cached, for a
        story grows at its end."""
        if count < self._blocked:
            self._blocks, self._blocked = {}, 0
        for features in self.members[self._blocked : count]:
            members, total = self._blocks.setdefault(features.language, ([], FeatureSum()))
            members.append(features)
            total.add(features)
        self._blocked = max(self._blocked, count)
        yield from self._blocks.values()

    def direction(self) -> Vector | None:
        """The sum of the members' vectors alone, as `sum` has it; None where none has one."""
        if self._sum and self._sum.count == len(self.members):
            return self._sum.dense
        found = None
        for features in self.members:
            if features.dense is not None:
                found = features.dense if found is None else found + features.dense
        return found

    def times(self) -> tuple[datetime, datetime] | None:
        """The first and the last time anything in it was published; None when unknown."""
        times = [m.published for m in self.members if m.published]
        return (min(times), max(times)) if times else None

    def articles(self) -> list[int]:
        """The numbers of its articles, copies too."""
        return [features.article_id for features in (*self.members, *self.copies)]

    def gap_days(self, at: datetime | None) -> float | None:
        """The days between `at` and the middle of the story; None when either is unknown."""
        middle = self.sum.middle()
        return None if at is None or middle is None else abs(at.timestamp() - middle) / 86400

    def silence_days(self, at: datetime) -> float:
        """The days between `at` and the story's span: 0 within it, and where nothing is dated."""
        span = self.times()
        if span is None:
            return 0.0
        return max((span[0] - at).total_seconds(), (at - span[1]).total_seconds(), 0.0) / 86400

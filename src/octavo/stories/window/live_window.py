"""The window: the live index that places each article, one at a time, in order.

    place(known) ── copy of? ──► the original's story
                 └─ candidates ──► their articles put together anew ──► stories, related

Everything follows from what is in the window and in which order it came: the same articles give the
same stories under any hash seed and batch size, and after `restore` from the store.
"""

import gc
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from octavo.stories.index.inverted_index import MANY
from octavo.stories.index.live_stories import Stories, Story
from octavo.stories.index.near_duplicates import Copy, Texts
from octavo.stories.placing.constraints import Constraints
from octavo.stories.placing.match import Match, match, matches, reason
from octavo.stories.placing.recluster import Neighbourhood, Node, nodes
from octavo.stories.placing.related import ranking, related
from octavo.stories.placing.story_ids import Settled, settled
from octavo.stories.similarity.features import Known
from octavo.stories.similarity.local_density import Neighbours
from octavo.stories.similarity.parameters import Settings
from octavo.types import Link, Placement

UNSETTLED = -1
"""The story of an article that is being placed."""

FIXED = 1_000_000
"""What is fixed weighs more than all that is not."""


@dataclass(frozen=True, slots=True)
class Restored:
    """An article as the store remembers it: what is known of it, where it was placed, and what it
    was told of its nearest when it came (`neighbours.kept`)."""

    known: Known
    story_id: int
    duplicate_of: int | None = None
    near: bytes = b""


class Window:
    """The live stories of the last days. Not safe to share between threads: one places at a time.

    `next_story_id` is the number of the next new story: one more than the store has ever given."""

    def __init__(self, settings: Settings | None = None, next_story_id: int = 1) -> None:
        self.settings = settings or Settings()
        self.next_story_id = next_story_id
        self.constraints = Constraints()
        self._stories = Stories(self.settings)
        self._texts = Texts(self.settings)
        self._neighbours = Neighbours()
        self._known: dict[int, Known] = {}
        self._story_of: dict[int, int] = {}
        self._order: dict[int, int] = {}
        self._arrived = 0

    def __len__(self) -> int:
        return len(self._story_of)

    def story(self, story_id: int) -> Story | None:
        """The live story of this number."""
        return self._stories.by_id.get(story_id)

    def story_of(self, article_id: int) -> int | None:
        """The number of the story an article of the window is in."""
        return self._story_of.get(article_id)

    def original_of(self, article_id: int) -> int | None:
        """The article whose copy this one is; None for an original."""
        root = self._texts.root(article_id)
        return None if root == article_id else root

    def related(self, article_id: int) -> tuple[Link, ...]:
        """What is related to an article of the window by now; nothing for a stranger."""
        known = self._known.get(article_id)
        if known is None:
            return ()
        found = matches(known, self._stories.candidates(known), self.settings)
        own = self.story(self._story_of[article_id])
        return related(known, own, found, self.settings, self.crowd)

    def nearest(self, article_id: int, most: int) -> list[tuple[int, float]]:
        """The articles of the window that are nearest to one of it, best first, and how near, 0..1:
        whatever there is, near or not, of its own story or of others."""
        known = self._known[article_id]
        found = (
            pair
            for story in self._stories.candidates(known)
            for pair in ranking(known, story, self.settings, self.crowd)
        )
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:most]

    def place(self, known: Known) -> Placement:
        """Where an article belongs, having put it there. Placing one again changes nothing: its
        place is returned as it stands."""
        if known.article_id in self._story_of:
            return Placement(known.article_id, self._story_of[known.article_id])
        copy = self._texts.copy(known)
        if copy:
            return self._place_copy(known, copy)
        found = matches(known, self._stories.candidates(known), self.settings)
        around = [m.story for m in found if m.near >= self.settings.line]
        here = Neighbourhood(nodes(known, around, self.settings), self.settings)
        near = here.told()
        self._neighbours.add(known.article_id, near)
        groups, odds = here.groups(self._neighbours.crowd, self.constraints, self._articles)
        self._number(known, UNSETTLED)
        self._texts.add(known)
        plan = settled(groups, self._new_number, self._weight)
        into = plan.numbers[0]
        why = self._joined(known, groups[0], plan, found, odds)
        moved = self._settle(known, plan)
        if plan.changed:
            found = self._again(known, plan, found)
        follows = self._told({*plan.founded, *plan.changed}, known, found)
        return Placement(
            article_id=known.article_id,
            story_id=into,
            is_new=into in plan.founded,
            related=related(known, self.story(into), found, self.settings, self.crowd),
            merged=tuple(sorted(plan.became.items())),
            moved=moved,
            follows=follows,
            near=tuple(near),
            score=round(odds, 4),
            reason=_with_wire(why or _alone(found, follows[into]), known),
        )

    def _joined(
        self,
        known: Known,
        group: Sequence[Node],
        plan: Settled,
        found: Sequence[Match],
        odds: float,
    ) -> Mapping[str, Any]:
        """Why an article joins a story as it was before, or a part of some; nothing where it founds
        one."""
        into = plan.numbers[0]
        if into in plan.founded:
            return {}
        if into in plan.changed:
            others = [member for node in group[1:] for member in node.members]
            joined = match(known, Story(into, others), self.settings)
        else:
            joined = next(m for m in found if m.story.id == into)
        return reason(known, joined, odds, self.crowd(known.article_id))

    def _again(self, known: Known, plan: Settled, found: Sequence[Match]) -> list[Match]:
        """The stories that were found, as they are now, and those that have come of them."""
        there = [story for m in found if (story := self.story(m.story.id))]
        new = [self._stories.by_id[number] for number in sorted(plan.founded - {plan.numbers[0]})]
        return matches(known, [*there, *new], self.settings)

    def _told(
        self, numbers: Collection[int], known: Known, found: Sequence[Match]
    ) -> dict[int, int | None]:
        """What each of these stories follows, of those that are there."""
        there = sorted(number for number in numbers if number in self._stories.by_id)
        return {number: self._follows(number, known, found) for number in there}

    def _follows(self, number: int, known: Known, found: Sequence[Match]) -> int | None:
        """The older story whose next step a story is, if any: the likest to its first article.
        `found` are those near `known`."""
        first = self._stories.by_id[number].members[0]
        if first is not known:
            found = matches(first, self._stories.candidates(first), self.settings)
        older = [m for m in found if m.story.id < number]
        nearest = max(older, key=_likest, default=None)
        if nearest is None or nearest.parts.likeness() < nearest.parts.weights().storyline:
            return None
        return nearest.story.id

    def _articles(self, node: Node) -> list[int]:
        """The numbers of the articles of a node, copies too."""
        own = {member.article_id for member in node.members}
        copies = node.story.copies if node.story else ()
        return [*own, *(c.article_id for c in copies if self._texts.root(c.article_id) in own)]

    def _settle(self, known: Known, plan: Settled) -> tuple[int, ...]:
        """Does as planned: the articles, copies too, that are in another story now, those left out
        whose whole story is."""
        into, moved = plan.numbers[0], []
        copies = self._copies(plan)
        for number, members in plan.changed.items():
            for one in (*members, *copies[number]):
                before = self._story_of[one.article_id]
                if before not in (number, UNSETTLED) and plan.became.get(before) != number:
                    moved.append(one.article_id)
                self._story_of[one.article_id] = number
            self._stories.rebuild(number, self._sorted(members), self._sorted(copies[number]))
        if into not in plan.changed:
            self._story_of[known.article_id] = into
            self._stories.add(into, known)
        return tuple(sorted(moved))

    def _copies(self, plan: Settled) -> Mapping[int, list[Known]]:
        """The copies in each story that is another now: they go where their original goes. What was
        parted from its original stays with its story, or what that became."""
        homes = {m.article_id: number for number, some in plan.changed.items() for m in some}
        found: defaultdict[int, list[Known]] = defaultdict(list)
        for number in plan.changed:
            story = self.story(number)
            for copy in story.copies if story else ():
                stays = plan.became.get(number, number)
                found[homes.get(self._texts.root(copy.article_id), stays)].append(copy)
        return found

    def _weight(self, node: Node) -> int:
        """What a node counts where a story is parted and one part keeps its number: most where an
        editor has put it, then where it is fixed."""
        is_bound = bool(self.constraints) and self.constraints.is_bound(self._articles(node))
        return len(node.members) + FIXED * node.is_fixed + FIXED * FIXED * is_bound

    def crowd(self, article_id: int) -> float:
        """How near the nearest of an article are, on average, 0..1."""
        return self._neighbours.crowd(self._texts.root(article_id))

    def _place_copy(self, known: Known, copy: Copy) -> Placement:
        story_id, merged = self._united(self._homes(copy))
        self._number(known, story_id)
        kin = tuple(i for i in copy.originals if self._story_of[i] == story_id)
        origin = self._earliest([*kin, known.article_id])
        near = self._neighbours.of(kin[0]) if origin == known.article_id else []
        self._neighbours.add(known.article_id, near)
        self._texts.add(known, None if origin == known.article_id else origin)
        changed = self._fold(origin, kin)
        story = self._stories.by_id[story_id]
        if changed:
            self._sort_out(story, [*story.members, *story.copies, known])
        else:
            story.copies.append(known)
        why: dict[str, Any] = {"copy_share": copy.share}
        if changed:
            why["now_copies"] = changed
        found = matches(known, self._stories.candidates(known), self.settings)
        return Placement(
            article_id=known.article_id,
            story_id=story_id,
            duplicate_of=None if origin == known.article_id else origin,
            related=related(known, story, found, self.settings, self.crowd),
            merged=merged,
            follows=self._told({story_id} if merged or changed else (), known, found),
            near=tuple(near),
            score=copy.share,
            reason=_with_wire(why, known),
        )

    def _homes(self, copy: Copy) -> set[int]:
        """The stories that hold a copy's text and may be one: that of the nearest original, and of
        the others those that no editor has parted from it or from each other."""
        homes: list[Story] = []
        for number in dict.fromkeys(self._story_of[i] for i in copy.originals):
            story = self._stories.by_id[number]
            if all(self._may_be_one(story, home) for home in homes):
                homes.append(story)
        return {story.id for story in homes}

    def _may_be_one(self, one: Story, other: Story) -> bool:
        return not self.constraints or self.constraints.may_share(one.articles(), other.articles())

    def _united(self, numbers: set[int]) -> tuple[int, tuple[tuple[int, int], ...]]:
        """One story of several that hold the same text: the oldest, and what was merged into it."""
        first, *rest = sorted(numbers)
        for other in rest:
            self._absorb(first, other)
        return first, tuple((other, first) for other in rest)

    def _earliest(self, numbers: list[int]) -> int:
        """The original among articles of one text: published first, or, where a time is missing,
        arrived first."""
        known = [self._known[number] for number in numbers]
        if all(k.published for k in known):
            return min(known, key=lambda k: (k.published, self._order[k.article_id])).article_id
        return min(numbers, key=lambda number: self._order[number])

    def _fold(self, origin: int, others: tuple[int, ...]) -> list[tuple[int, int]]:
        """Makes `others`, and what leads to them, copies of `origin`: (article, original) for each
        that has changed."""
        moved = {number for number in others if number != origin}
        of = self._texts.original_of
        moved |= {copy for copy, original in of.items() if original in moved} if moved else set()
        for number in sorted(moved, key=self._order.__getitem__):
            self._texts.remove(number)
            self._texts.add(self._known[number], origin)
        return [(number, origin) for number in sorted(moved)]

    def _sort_out(self, story: Story, every: Iterable[Known]) -> None:
        """Gives a story these articles and parts its members from the copies, after originals have
        changed."""
        of = self._texts.original_of
        some = self._sorted(every)
        members = [m for m in some if m.article_id not in of]
        copies = [m for m in some if m.article_id in of]
        self._stories.rebuild(story.id, members, copies)

    def _number(self, known: Known, story_id: int) -> None:
        self._known[known.article_id] = known
        self._story_of[known.article_id] = story_id
        self._order[known.article_id] = self._arrived
        self._arrived += 1

    def _new_number(self) -> int:
        number = self.next_story_id
        self.next_story_id += 1
        return number

    def _sorted(self, members: Iterable[Known]) -> list[Known]:
        return sorted(members, key=lambda m: self._order[m.article_id])

    def _absorb(self, into: int, gone: int) -> None:
        kept, lost = self._stories.by_id[into], self._stories.by_id[gone]
        members = self._sorted([*kept.members, *lost.members])
        copies = self._sorted([*kept.copies, *lost.copies])
        for known in (*lost.members, *lost.copies):
            self._story_of[known.article_id] = into
        self._stories.rebuild(gone, [], [])
        self._stories.rebuild(into, members, copies)

    def restore(self, rows: Iterable[Restored]) -> None:
        """Refills the window from the store, rows in the order in which they were placed. Later
        decisions are the same as if the window had never been left."""
        before = len(self)
        with _undisturbed():
            new = [row for row in rows if row.known.article_id not in self._story_of]
            copies = self._restore(new)
            told = {row.known.article_id: row.near for row in new if row.near}
            self._neighbours.recall(told, self._story_of.__contains__)
            self._stories.settle()
            self._texts.settle()
            for known, origin in copies:
                self._texts.add(known, origin)
            if len(self) - before >= MANY:
                gc.freeze()  # what is restored stays: to look through it takes half a second

    def _restore(self, rows: Sequence[Restored]) -> list[tuple[Known, int]]:
        """Puts the articles into their stories; the copies, each with its original. Of copies whose
        original is not here any more, the first stands for it."""
        here = self._story_of.keys() | {row.known.article_id for row in rows}
        stands: dict[int, int] = {}
        copies = []
        for row in rows:
            known, of = row.known, row.duplicate_of
            self.next_story_id = max(self.next_story_id, row.story_id + 1)
            self._number(known, row.story_id)
            if of is not None and of not in here:
                of = stands.setdefault(of, known.article_id)
            if of is None or of == known.article_id:
                self._stories.recall(row.story_id, known)
                self._texts.recall(known)
            else:
                story = self._stories.by_id.setdefault(row.story_id, Story(row.story_id))
                story.copies.append(known)
                copies.append((known, of))
        return copies

    def forget(self, before: datetime) -> int:
        """Drops articles published before `before` and stories that are left without any; how
        many. Those without a time stay: nobody knows their age."""
        old = {n for n, k in self._known.items() if k.published and k.published < before}
        touched = {self._story_of[number] for number in old} if old else set()
        if old:
            self._succeed(old)
        for story in [self._stories.by_id[number] for number in sorted(touched)]:
            every = [k for k in (*story.members, *story.copies) if k.article_id not in old]
            self._sort_out(story, every)
        self._drop(old)
        return len(old)

    def _succeed(self, old: Collection[int]) -> None:
        """Of the copies of what is dropped, the first to have come stands for it from now on."""
        families: defaultdict[int, list[int]] = defaultdict(list)
        for copy in sorted(self._texts.original_of, key=lambda n: self._order.get(n, 0)):
            if copy not in old and (root := self._texts.root(copy)) in old:
                families[root].append(copy)
        for first, *others in families.values():
            self._texts.remove(first)
            self._texts.add(self._known[first])
            for copy in others:
                self._texts.remove(copy)
                self._texts.add(self._known[copy], first)

    def _drop(self, numbers: set[int]) -> None:
        for number in numbers:
            self._texts.remove(number)
            self._neighbours.remove(number)
            del self._known[number], self._story_of[number], self._order[number]


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without the collector of cycles, which would look through a growing window over and over, and
    finds nothing: what is restored stays."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _likest(match: Match) -> tuple[float, int]:
    return round(match.parts.likeness(), 6), -match.story.id


def _alone(found: Sequence[Match], follows: int | None) -> Mapping[str, Any]:
    """Why an article founds a story: how near the nearest was, and which it follows, if any."""
    if not found:
        return {"nearest": None}
    why = {"nearest": found[0].story.id, "near": round(found[0].near, 3)}
    return why if follows is None else why | {"follows": follows}


def _with_wire(why: Mapping[str, Any], known: Known) -> Mapping[str, Any]:
    return {**why, "wire": known.wire} if known.wire else why

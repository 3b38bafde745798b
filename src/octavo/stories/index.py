"""The window: the live index that places each article, one at a time, in order.

    place(known) ── copy of? ──► the original's story
                 └─ candidates ──► their articles put together anew ──► stories, related

Everything follows from what is in the window and in which order it came: the same articles give the
same stories under any hash seed and batch size, and after `restore` from the store.
"""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from octavo.stories.constraints import Constraints
from octavo.stories.known import Known
from octavo.stories.live import Stories, Story
from octavo.stories.near_duplicates import Copy, Texts
from octavo.stories.neighbourhood import Neighbourhood, Node, nodes
from octavo.stories.neighbours import Neighbours
from octavo.stories.place import Match, match, matches, reason
from octavo.stories.postings import MANY
from octavo.stories.related import ranking, related
from octavo.stories.settings import Settings
from octavo.stories.settling import Settled, settled
from octavo.types import Link, Placement

UNSETTLED = -1
"""The story of an article that is being placed."""


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
        self._neighbours.add(known.article_id, here.told())
        groups, odds = here.groups(self._neighbours.crowd, self.constraints, self._articles)
        self._number(known, UNSETTLED)
        self._texts.add(known)
        plan = settled(groups, self._new_number)
        into = plan.numbers[0]
        why = self._joined(known, groups[0], plan, found, odds)
        moved = self._settle(known, plan)
        if plan.changed:
            found = self._again(known, plan, found)
        follows = {
            number: self._follows(number, known, found)
            for number in sorted({*plan.founded, *plan.changed})
            if number in self._stories.by_id
        }
        return Placement(
            article_id=known.article_id,
            story_id=into,
            is_new=into in plan.founded,
            related=related(known, self.story(into), found, self.settings, self.crowd),
            merged=tuple(sorted(plan.became.items())),
            moved=moved,
            follows=follows,
            near=tuple(here.told()),
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
        copies: dict[int, list[Known]] = {}
        for number in plan.changed:
            story = self.story(number)
            for copy in story.copies if story else ():
                copies.setdefault(self._texts.root(copy.article_id), []).append(copy)
        for number, members in plan.changed.items():
            going = [c for member in members for c in copies.get(member.article_id, ())]
            for one in (*members, *going):
                before = self._story_of[one.article_id]
                if before not in (number, UNSETTLED) and plan.became.get(before) != number:
                    moved.append(one.article_id)
                self._story_of[one.article_id] = number
            self._stories.rebuild(number, self._sorted(members), self._sorted(going))
        if into not in plan.changed:
            self._story_of[known.article_id] = into
            self._stories.add(into, known)
        return tuple(sorted(moved))

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
            self._sort_out(story, known)
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
            near=tuple(near),
            score=copy.share,
            reason=_with_wire(why, known),
        )

    def _homes(self, copy: Copy) -> set[int]:
        """The stories that hold a copy's text and may be one: that of the nearest original, and of
        the others those that no editor has parted from it."""
        first, *rest = dict.fromkeys(self._story_of[i] for i in copy.originals)
        mine = self._stories.by_id[first]
        may = (n for n in rest if self._may_be_one(mine, self._stories.by_id[n]))
        return {first, *may}

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
        of.update(dict.fromkeys(moved, origin))
        return [(number, origin) for number in sorted(moved)]

    def _sort_out(self, story: Story, newcomer: Known) -> None:
        """Parts the members of a story from the copies, after originals have changed."""
        every = self._sorted([*story.members, *story.copies, newcomer])
        of = self._texts.original_of
        members = [m for m in every if m.article_id not in of]
        copies = [m for m in every if m.article_id in of]
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
            told = self._restore(rows)
            self._neighbours.recall(told, self._story_of.__contains__)
            self._stories.settle()
            self._texts.settle()
            if len(self) - before >= MANY:
                gc.freeze()  # what is restored stays: to look through it takes half a second

    def _restore(self, rows: Iterable[Restored]) -> dict[int, bytes]:
        told = {}
        for row in rows:
            known = row.known
            if known.article_id in self._story_of:
                continue
            self.next_story_id = max(self.next_story_id, row.story_id + 1)
            if row.near:
                told[known.article_id] = row.near
            if row.duplicate_of is None:
                self._number(known, row.story_id)
                self._stories.recall(row.story_id, known)
                self._texts.recall(known)
                continue
            self._number(known, row.story_id)
            story = self._stories.by_id.setdefault(row.story_id, Story(row.story_id))
            story.copies.append(known)
            self._texts.add(known, row.duplicate_of)
        return told

    def forget(self, before: datetime) -> int:
        """Drops articles published before `before` and stories that are left without any; how
        many. Those without a time stay: nobody knows their age."""
        gone = 0
        for story in list(self._stories.by_id.values()):
            every = [*story.members, *story.copies]
            old = [m for m in every if m.published and m.published < before]
            if not old:
                continue
            gone += len(old)
            numbers = {m.article_id for m in old}
            self._drop(numbers)
            self._stories.rebuild(
                story.id,
                [m for m in story.members if m.article_id not in numbers],
                [m for m in story.copies if m.article_id not in numbers],
            )
        return gone

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

"""The window: the live index that places each article, one at a time, in order.

    place(known) ── copy of? ──► the original's story
                 └─ candidates ──► nearest story above the line, or a new one ──► merges, related

Everything follows from what is in the window and in which order it came: the same articles give the
same stories under any hash seed and batch size, and after `restore` from the store.
"""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from octavo.stories.constraints import Constraints
from octavo.stories.known import Known
from octavo.stories.live import Stories, Story
from octavo.stories.near_duplicates import Copy, Texts
from octavo.stories.place import Match, drawn, is_one_story, matches, reason
from octavo.stories.postings import MANY
from octavo.stories.related import ranking, related
from octavo.stories.settings import Settings
from octavo.types import Link, Placement


@dataclass(frozen=True, slots=True)
class Restored:
    """An article as the store remembers it: what is known of it and where it was placed."""

    known: Known
    story_id: int
    duplicate_of: int | None = None


class Window:
    """The live stories of the last days. Not safe to share between threads: one places at a time.

    `next_story_id` is the number of the next new story: one more than the store has ever given."""

    def __init__(self, settings: Settings | None = None, next_story_id: int = 1) -> None:
        self.settings = settings or Settings()
        self.next_story_id = next_story_id
        self.constraints = Constraints()
        self._stories = Stories(self.settings)
        self._texts = Texts(self.settings)
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
        return related(known, self.story(self._story_of[article_id]), found, self.settings)

    def nearest(self, article_id: int, most: int) -> list[tuple[int, float]]:
        """The articles of the window that are nearest to one of it, best first, and how near, 0..1:
        whatever there is, near or not, of its own story or of others."""
        known = self._known[article_id]
        found = (
            pair for story in self._stories.candidates(known) for pair in ranking(known, story)
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
        best = found[0] if found and found[0].event >= self.settings.join else None
        story_id = best.story.id if best else self._new_number()
        why: Mapping[str, Any] = reason(known, best) if best else _alone(found)
        self._enter(known, story_id)
        merged = self._merge(story_id, found) if best else ()
        into = self._story_of[known.article_id]
        moved = self._draw(known, into, found)
        merged += tuple((gone, into) for _, gone in moved if gone not in self._stories.by_id)
        return Placement(
            article_id=known.article_id,
            story_id=into,
            is_new=best is None,
            related=related(known, self.story(into), found, self.settings),
            merged=merged,
            moved=tuple(number for number, _ in moved),
            score=round(best.event, 4) if best else 0.0,
            reason=_with_wire(why, known),
        )

    def _place_copy(self, known: Known, copy: Copy) -> Placement:
        story_id, merged = self._united(self._homes(copy))
        self._number(known, story_id)
        kin = tuple(i for i in copy.originals if self._story_of[i] == story_id)
        origin = self._earliest([*kin, known.article_id])
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
            related=related(known, story, found, self.settings),
            merged=merged,
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

    def _enter(self, known: Known, story_id: int) -> None:
        self._number(known, story_id)
        self._stories.add(story_id, known)
        self._texts.add(known)

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

    def _merge(self, story_id: int, found: list[Match]) -> tuple[tuple[int, int], ...]:
        """Brings stories together that the newcomer has shown to be one; the older number stays."""
        merged = []
        for other in (m.story for m in found if m.event >= self.settings.join):
            mine = self._stories.by_id[story_id]
            if other.id == story_id or not self._may_be_one(mine, other):
                continue
            if not is_one_story(mine, other, self.settings):
                continue
            into, gone = sorted((story_id, other.id))
            self._absorb(into, gone)
            merged.append((gone, into))
            story_id = into
        return tuple(merged)

    def _draw(self, known: Known, into: int, found: list[Match]) -> list[tuple[int, int]]:
        """Moves recent articles, and their copies, that the newcomer has shown to belong to its
        story: (article, story it left)."""
        story, moved = self._stories.by_id[into], []
        alive = [m for m in found if self._stories.by_id.get(m.story.id) is m.story]
        for member, other in drawn(story, alive, known, self.settings):
            copies = [
                c for c in other.copies if self._texts.root(c.article_id) == member.article_id
            ]
            going = {k.article_id for k in (member, *copies)}
            if not self._may_move(going, story):
                continue
            moved += [(number, other.id) for number in sorted(going)]
            self._story_of.update(dict.fromkeys(going, into))
            self._stories.rebuild(
                other.id,
                [k for k in other.members if k.article_id not in going],
                [k for k in other.copies if k.article_id not in going],
            )
            members = self._sorted([*story.members, member])
            self._stories.rebuild(into, members, self._sorted([*story.copies, *copies]))
        return moved

    def _may_move(self, going: set[int], into: Story) -> bool:
        """Whether an editor would have it: none was put where it is, none parted from `into`."""
        said = self.constraints
        return not said or not (said.is_bound(going) or not said.may_share(going, into.articles()))

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
            self._restore(rows)
            self._stories.settle()
            self._texts.settle()
            if len(self) - before >= MANY:
                gc.freeze()  # what is restored stays: to look through it takes half a second

    def _restore(self, rows: Iterable[Restored]) -> None:
        for row in rows:
            known = row.known
            if known.article_id in self._story_of:
                continue
            self.next_story_id = max(self.next_story_id, row.story_id + 1)
            if row.duplicate_of is None:
                self._number(known, row.story_id)
                self._stories.recall(row.story_id, known)
                self._texts.recall(known)
                continue
            self._number(known, row.story_id)
            story = self._stories.by_id.setdefault(row.story_id, Story(row.story_id))
            story.copies.append(known)
            self._texts.add(known, row.duplicate_of)

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


def _alone(found: list[Match]) -> Mapping[str, Any]:
    """Why an article founds a story: how near the nearest was, and which it follows, if any."""
    if not found:
        return {"nearest": None}
    nearest = max(found, key=lambda m: (round(m.parts.likeness(), 6), -m.story.id))
    follows = nearest.parts.likeness() >= nearest.parts.weights().storyline
    why = {"nearest": found[0].story.id, "odds": round(found[0].event, 3)}
    return why | {"follows": nearest.story.id} if follows else why


def _with_wire(why: Mapping[str, Any], known: Known) -> Mapping[str, Any]:
    return {**why, "wire": known.wire} if known.wire else why

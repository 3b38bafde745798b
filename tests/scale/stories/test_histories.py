"""Long histories at random: what the window holds, what a store was told of it, and what a restart
finds again are always the same."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import pytest

from features import SHINGLES, START, told
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.local_density import packed_nearest
from octavo.stories.window.live_window import Window
from octavo.stories.window.restore import StoredArticle


@dataclass
class Shelf:
    """What a store would hold, told by placements alone."""

    features: dict[int, ArticleFeatures] = field(default_factory=dict)
    story: dict[int, int] = field(default_factory=dict)
    copy_of: dict[int, int | None] = field(default_factory=dict)
    near: dict[int, bytes] = field(default_factory=dict)

    def place(self, window: Window, features: ArticleFeatures) -> None:
        placement = window.place(features)
        number = features.article_id
        self.features[number], self.near[number] = features, packed_nearest(placement.near)
        self.story[number], self.copy_of[number] = placement.story_id, placement.duplicate_of
        became = dict(placement.merged)
        self.story = {a: became.get(story, story) for a, story in self.story.items()}
        self.story |= {a: window.story_of(a) or 0 for a in placement.moved}
        self.copy_of |= dict(placement.reason.get("now_copies", ()))

    def root(self, number: int) -> int | None:
        of = self.copy_of[number]
        while of is not None and self.copy_of[of] is not None:
            of = self.copy_of[of]
        return of

    def restarted(self, window: Window, here: Iterable[int]) -> Window:
        again = Window(next_story_id=window.next_story_id)
        again.restore(
            StoredArticle(self.features[n], self.story[n], self.root(n), self.near[n])
            for n in sorted(here)
        )
        return again


def _any_article(number: int, chance: random.Random) -> ArticleFeatures:
    terms = {f"s{chance.randrange(2)}": 1.0, f"v{chance.randrange(4)}": chance.uniform(0.6, 1.8)}
    start = 40 * chance.randrange(4)
    mark = SHINGLES[start : start + chance.choice((40, 80, 60))] if chance.random() < 0.5 else ()
    one = told(number, number * 5 + chance.gauss(0, 60), mark, **terms)
    return replace(one, language=chance.choice(("en", "en", "de")), entities={"name": 1.0},
                   text_hash=f"h{start}/{len(mark)}" if len(mark) else f"own{number}")  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_shelf_window_and_restarted_window_always_agree(seed: int) -> None:
    """Whatever comes, in whichever order, copies, late originals and old ones leaving meanwhile."""
    chance = random.Random(seed)
    window, shelf = Window(), Shelf()
    again: Window | None = None
    gone: set[int] = set()
    for number in range(1, 70):
        features = _any_article(number, chance)
        if again is not None:
            there = replace(again.place(features), article_id=number)
            shelf.place(window, features)
            assert there.story_id == shelf.story[number]
            assert {n: again.story_of(n) for n in shelf.story} == {
                n: window.story_of(n) for n in shelf.story
            }
        else:
            shelf.place(window, features)
        here = [n for n in shelf.story if n not in gone]
        assert {n: window.story_of(n) for n in here} == {n: shelf.story[n] for n in here}
        listed = [
            n
            for story_id in set(shelf.story.values())
            if (story := window.story(story_id))
            for n in story.articles()
        ]
        assert sorted(listed) == sorted(here)
        if number % 9 == 0:
            cut = sorted(shelf.features[n].published or START for n in here)[len(here) // 5]
            gone |= {n for n in here if (shelf.features[n].published or START) < cut}
            window.forget(cut)
            again = shelf.restarted(window, [n for n in here if n not in gone])

"""What leaves the window, and what a restart finds again, decide nothing that is not so already."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from features import SHINGLES, START, told
from octavo.analyse.vector import packed_vector
from octavo.stories.similarity.local_density import packed_nearest
from octavo.stories.window.live_window import Window
from octavo.stories.window.restore import StoredArticle


@pytest.mark.parametrize("is_restarted", [True, False])
def test_copies_outlive_their_original(is_restarted: bool) -> None:
    """When the original has left, the first of its copies stands for it."""
    articles = [told(n, 24 * n, SHINGLES[:100], a=1) for n in (1, 2, 3)]
    window = Window()
    for one in articles:
        window.place(one)
    if is_restarted:
        window = Window(next_story_id=window.next_story_id)
        window.restore(StoredArticle(one, 1, 1) for one in articles[1:])
    else:
        assert window.forget(START + timedelta(hours=30)) == 1
    assert window.original_of(2) is None
    assert window.original_of(3) == 2
    again = window.place(told(4, 100, SHINGLES[:90], a=1))
    assert (again.story_id, again.duplicate_of) == (1, 2)
    assert window.forget(START + timedelta(days=60)) == 3
    assert len(window) == 0
    assert window.story(1) is None


def test_a_late_original_is_the_same_after_a_restart() -> None:
    mark, more = SHINGLES[:100], SHINGLES[200:208]
    articles = [
        told(1, 0, mark, a=1),
        told(2, 1, [*mark[:80], *more], a=1),
        told(3, -5, mark, a=1),
    ]
    window, again = Window(), Window()
    near = [packed_nearest(window.place(one).near) for one in articles]
    again.restore(
        StoredArticle(one, 1, window.original_of(one.article_id), links)
        for one, links in zip(articles, near, strict=True)
    )
    again.state.next_story_id = window.next_story_id
    newcomer = told(4, 2, [*mark[:28], *more], a=1)
    assert window.place(newcomer) == again.place(newcomer)


def test_nothing_is_found_by_the_meaning_of_what_has_left() -> None:
    vector = np.random.default_rng(5).standard_normal(384)
    meant = {"vector": packed_vector(vector / np.linalg.norm(vector))}
    window, again = Window(), Window()
    window.restore(
        [StoredArticle(replace(told(1, 0, a=1), **meant), 1), StoredArticle(told(2, 30, b=1), 1)]
    )
    window.forget(START + timedelta(hours=10))
    again.restore([StoredArticle(told(2, 30, b=1), 1)])
    newcomer = replace(told(9, 31, c=1), **meant)
    assert window.place(newcomer) == again.place(newcomer)
    assert window.story_of(9) != 1


def test_what_is_old_keeps_its_number_though_more_has_come_since() -> None:
    window = Window()
    window.restore([
        StoredArticle(told(1, 0, subject=1, one=1), 7),
        *(StoredArticle(told(n, 120, subject=1, two=1.3), 7) for n in (2, 3)),
    ])  # fmt: skip
    for number in (4, 5, 6, 8):
        window.place(told(number, 125, subject=1, two=1.3))
    assert window.story_of(1) == 7
    assert window.story_of(2) == window.story_of(8) != 7

"""Around a newcomer stories are taken apart and put together anew."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.similarity.parameters import Parameters
from octavo.stories.window.live_window import Window

START = datetime(2026, 3, 2, 8, tzinfo=UTC)


def bare(number: int, hours: float = 0, language: str = "en", **terms: float) -> ArticleFeatures:
    at = START + timedelta(hours=hours)
    norm = sum(w * w for w in terms.values()) ** 0.5
    terms = {term: weight / norm for term, weight in terms.items()}
    return ArticleFeatures(number, number, at, language, terms=terms, headline_terms=terms)


def together(window: Window, *numbers: int) -> bool:
    return len({window.story_of(number) for number in numbers}) == 1


def test_in_a_crowd_more_is_needed_to_be_one_story() -> None:
    """The same two reports are one story where little is like them, and two where others are nearer
    to each of them."""
    pair = bare(1, 0, subject=1, one=1.2), bare(2, 1, subject=1, two=1.2)
    quiet, crowded = Window(), Window()
    for features in pair:
        quiet.place(features)
    assert together(quiet, 1, 2)
    for number in range(10, 22):
        crowded.place(bare(number, 0, subject=1, **{"two" if number % 2 else "one": 1.3}))
    for features in pair:
        crowded.place(features)
    assert not together(crowded, 1, 2)


def test_what_a_newcomer_shows_to_be_two_stories_is_parted() -> None:
    """1 and 2 are put together while nothing nearer is known; what comes then is nearer to each."""
    window = Window()
    window.place(bare(1, 0, subject=1, one=1.1))
    window.place(bare(2, 1, subject=1, two=1.1))
    first = window.story_of(1)
    assert together(window, 1, 2)
    moved = []
    for number, name in ((3, "one"), (4, "two"), (5, "one"), (6, "two"), (7, "one"), (8, "two")):
        placement = window.place(bare(number, 2, subject=1, **{name: 1.1}))
        moved += placement.moved
    assert together(window, 1, 3, 5, 7)
    assert together(window, 2, 4, 6, 8)
    assert window.story_of(1) == first, "the older part keeps the number"
    assert window.story_of(2) != first
    assert 2 in moved


@pytest.mark.parametrize("order", [range(6), range(5, -1, -1), (3, 0, 5, 1, 4, 2)])
def test_the_order_in_which_reports_come_does_not_matter(order: range) -> None:
    reports = [
        bare(n + 1, 0, subject=1, **{"one" if n < 3 else "two": 1.4, f"own{n}": 0.5})
        for n in range(6)
    ]
    window = Window()
    for at in order:
        window.place(reports[at])
    assert together(window, 1, 2, 3)
    assert together(window, 4, 5, 6)
    assert not together(window, 1, 4)


def test_copies_go_where_their_original_goes() -> None:
    mark = b"".join((7 * n).to_bytes(8, "little") for n in range(1, 60))
    window = Window()
    window.place(bare(1, 0, subject=1, one=1.1))
    second = replace(bare(2, 1, subject=1, two=1.1), fingerprint=mark, words=200)
    window.place(second)
    copy = window.place(replace(second, article_id=9))
    assert copy.duplicate_of == 2
    for number, name in ((3, "one"), (4, "two"), (5, "one"), (6, "two"), (7, "one"), (8, "two")):
        placement = window.place(bare(number, 2, subject=1, **{name: 1.1}))
        if 2 in placement.moved:
            assert 9 in placement.moved
    assert together(window, 2, 4, 9)
    assert not together(window, 1, 2)


def test_what_is_old_stays_together() -> None:
    """What came long before a newcomer is fixed: it may join it, and not part it."""
    window = Window()
    window.place(bare(1, 0, subject=1, one=1.1))
    first = window.place(bare(2, 1, subject=1, two=1.1)).story_id
    days = 24 * Parameters().look_back_days + 2
    for number, name in ((3, "one"), (4, "two"), (5, "one"), (6, "two"), (7, "one"), (8, "two")):
        moved = window.place(bare(number, days, subject=1, **{name: 1.1})).moved
        assert not {1, 2} & set(moved)
    assert window.story_of(1) == window.story_of(2) == first

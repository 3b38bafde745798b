"""The order of a page: balanced, explained, the same for the same stories."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.stories.rank import FOLLOWED, Candidate, Place, places


def order(found: list[Place]) -> list[int]:
    return [place.story_id for place in found]


def test_without_anything_else_rank_decides():
    stories = [Candidate(n, rank=n / 2, section=str(n), source_id=n) for n in range(6)]
    assert order(places(stories)) == [5, 4, 3, 2, 1, 0]


def test_equals_stand_by_number_newest_first():
    stories = [Candidate(n, 1.0, section=str(n), source_id=n) for n in (3, 9, 5)]
    assert order(places(stories)) == [9, 5, 3]


def test_a_section_does_not_fill_the_page_while_others_are_near():
    sport = [Candidate(n, 10 - n / 100, "Sport", n) for n in range(6)]
    health = Candidate(50, 9.8, "Health", 50)
    found = places([*sport, health])
    assert order(found)[:2] == [0, 50]
    assert found[2].same_section == 1
    assert found[2].parts["section"] < 0


def test_balance_does_not_lift_what_is_far_below():
    sport = [Candidate(n, 10 - n / 100, "Sport", n) for n in range(6)]
    old = Candidate(50, 5.0, "Health", 50)
    assert order(places([*sport, old]))[-1] == 50


def test_one_source_does_not_speak_for_all():
    one = [Candidate(n, 10 - n / 100, str(n), 1) for n in range(3)]
    other = Candidate(9, 9.9, "9", 2)
    assert order(places([*one, other]))[1] == 9


def test_on_a_page_of_one_section_nothing_is_balanced():
    found = places([Candidate(n, 10 - n / 100, "", n) for n in range(4)])
    assert order(found) == [0, 1, 2, 3]
    assert {place.same_section for place in found} == {0}


def test_what_a_reader_follows_stands_higher_and_says_so():
    stories = [
        Candidate(1, 10.0, "World", 1),
        Candidate(2, 9.5, "Health", 2, frozenset({"section:Health", "tag:measles"})),
    ]
    assert order(places(stories)) == [1, 2]
    found = places(stories, ["tag:measles", "section:Health", "source:nobody"])
    assert order(found) == [2, 1]
    assert found[0].followed == ("section:Health", "tag:measles")
    assert found[0].parts["followed"] == FOLLOWED, "by two names no more than by one"
    assert found[1].followed == ()


def test_a_follow_does_not_bring_back_what_is_old():
    stories = [
        Candidate(1, 10.0, "World", 1),
        Candidate(2, 8.5, "Health", 2, frozenset({"section:Health"})),
    ]
    assert order(places(stories, ["section:Health"])) == [1, 2]


def test_the_score_is_the_sum_of_its_parts():
    for place in places([Candidate(n, 3.0, "A", 1) for n in range(4)], ["section:A"]):
        assert place.score == pytest.approx(sum(place.parts.values()), abs=1e-3)


candidates = st.lists(
    st.builds(
        Candidate,
        story_id=st.integers(1, 99),
        rank=st.floats(0, 20).map(lambda rank: round(rank, 4)),
        section=st.sampled_from(["World", "Sport", "Health"]),
        source_id=st.integers(1, 4),
        names=st.frozensets(st.sampled_from(["section:Sport", "tag:a", "tag:b"])),
    ),
    max_size=25,
    unique_by=lambda one: one.story_id,
)


@given(candidates, st.sets(st.sampled_from(["section:Sport", "tag:a"])), st.integers())
def test_the_same_stories_make_the_same_page(stories, follows, seed):
    """Whatever order they come in; each stands once."""
    expected = places(stories, follows)
    assert sorted(order(expected)) == sorted(one.story_id for one in stories)
    random.Random(seed).shuffle(stories)
    assert places(stories, follows) == expected


@given(candidates)
def test_of_one_section_and_source_the_higher_rank_stands_higher(stories):
    of = {one.story_id: one for one in stories}
    found = [of[number] for number in order(places(stories))]
    for at, one in enumerate(found):
        for later in found[at + 1 :]:
            if (one.section, one.source_id) == (later.section, later.source_id):
                assert one.rank >= later.rank

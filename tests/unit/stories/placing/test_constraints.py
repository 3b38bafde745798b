"""An editor's word is obeyed: by what is placed, drawn, merged and copied later."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.stories.placing.constraints import Constraint, Constraints
from octavo.stories.similarity.features import ArticleFeatures
from octavo.stories.window.live_window import Window
from octavo.stories.window.restore import StoredArticle
from unit.stories.window.test_window import POOL, STRIKE, STRIKE_TOO, _bare, features

TOGETHER = Constraint(1, frozenset({1, 2}))
APART = Constraint(2, frozenset({3}), frozenset({4, 5}))


def corrected(rows: list[tuple[ArticleFeatures, int]], *rules: Constraint) -> Window:
    """A window refilled from these articles and stories, with what editors have said."""
    window = Window()
    window.constrain(Constraints(rules))
    window.restore(StoredArticle(features, story) for features, story in rows)
    return window


def stories(window: Window, *articles: int) -> list[int | None]:
    return [window.story_of(article) for article in articles]


def test_without_a_word_everything_is_allowed():
    none = Constraints()
    assert not none
    assert none.may_share([1, 2], [3, 4])
    assert not none.is_must_linked([1, 2])
    assert none.broken({}) is None


def test_what_is_apart_may_not_share_a_story_and_others_may():
    said = Constraints([APART])
    assert not said.may_share([3, 9], [5])
    assert not said.may_share([5], [3])
    assert said.may_share([4], [5]), "of one side"
    assert said.may_share([9], [3])


def test_what_is_together_does_not_move_alone():
    said = Constraints([TOGETHER, APART])
    assert said.is_must_linked([2, 9])
    assert not said.is_must_linked([3, 9])
    assert said.articles == {1, 2, 3, 4, 5}


def test_the_first_broken_rule_is_named():
    said = Constraints([TOGETHER, APART])
    assert said.broken({1: 7, 2: 7, 3: 8, 4: 9, 5: 9}) is None
    assert said.broken({1: 7, 2: 8}) == TOGETHER
    assert said.broken({3: 8, 5: 8}) == APART
    assert said.broken({3: None, 5: None}) is None, "in no story"


def test_pairs_are_all_there_once():
    assert list(Constraint(1, frozenset({3, 1, 2})).pairs()) == [
        (1, 2, True), (1, 3, True), (2, 3, True),
    ]  # fmt: skip
    assert list(APART.pairs()) == [(3, 4, False), (3, 5, False)]


@given(
    st.frozensets(st.integers(1, 6), min_size=1),
    st.frozensets(st.integers(7, 12), min_size=1),
    st.dictionaries(st.integers(1, 12), st.integers(1, 4)),
)
def test_a_rule_is_kept_just_where_all_its_pairs_are(ones, others, story_of):
    for rule in (Constraint(1, ones), Constraint(1, ones, others)):
        told = [(story_of.get(a), story_of.get(b), same) for a, b, same in rule.pairs()]
        right = all((a == b) == same for a, b, same in told if a is not None and b is not None)
        assert rule.is_kept(story_of) == right


@pytest.fixture(scope="module")
def strike() -> list[ArticleFeatures]:
    """Two reports that any window takes for one event."""
    return [
        features(1, "Norway's fishermen strike over cod quotas", STRIKE),
        features(2, "Cod quota strike idles Norwegian fishing boats", STRIKE_TOO, 1),
    ]


def test_stories_that_were_parted_are_not_merged_again(strike: list[ArticleFeatures]):
    """A third report that would prove them one joins one of them and leaves the other."""
    third = features(3, "Norway cod strike: boats idle as talks fail", STRIKE_TOO + STRIKE, 2)
    assert len(set(stories(_with(corrected(_apart(strike)), third), 1, 2, 3))) == 1
    apart = Constraint(1, frozenset({1}), frozenset({2}))
    window = _with(corrected(_apart(strike), apart), third)
    assert stories(window, 1, 2) == [1, 2]
    assert window.story_of(3) in (1, 2)


def _apart(strike: list[ArticleFeatures]) -> list[tuple[ArticleFeatures, int]]:
    return [(one, at + 1) for at, one in enumerate(strike)]


def _with(window: Window, *newcomers: ArticleFeatures) -> Window:
    for one in newcomers:
        window.place(one)
    return window


def _drawing(*rules: Constraint) -> Window:
    """A window in which article 2 leaves the story of 1 for that of the last newcomer, 3, unless a
    rule forbids it."""
    window = Window()
    window.constrain(Constraints(rules))
    _with(window, _bare(1, a=0.9, b=0.4359), _bare(2, 1, b=0.7, c=0.7141))
    _with(window, *(_bare(number, 1.5, a=1.0) for number in (5, 6, 7)))
    _with(window, _bare(3, 2, c=0.98, b=0.199))
    return window


def test_an_article_that_was_put_beside_others_is_not_drawn_away():
    free = _drawing()
    assert free.story_of(2) == free.story_of(3) != free.story_of(1)
    bound = _drawing(Constraint(1, frozenset({1, 2})))
    assert bound.story_of(2) == bound.story_of(1)


def test_an_article_is_not_drawn_to_what_it_was_taken_from():
    parted = _drawing(Constraint(1, frozenset({2}), frozenset({3})))
    assert parted.story_of(2) != parted.story_of(3)


def test_a_text_that_holds_two_that_were_parted_is_a_copy_of_one(strike: list[ArticleFeatures]):
    both = features(3, "Two strikes", f"{STRIKE}\n{STRIKE_TOO}", 2)
    joined = corrected(_apart(strike))
    assert len(set(stories(_with(joined, both), 1, 2))) == 1
    apart = corrected(_apart(strike), Constraint(1, frozenset({1}), frozenset({2})))
    placement = apart.place(both)
    assert stories(apart, 1, 2) == [1, 2]
    assert placement.duplicate_of in (1, 2)
    assert placement.story_id == apart.story_of(placement.duplicate_of)
    other = 3 - placement.duplicate_of
    assert apart.original_of(other) is None


def test_stories_that_are_fixed_in_several_languages_stay_parted():
    """Their English parts are alike; an editor has parted the German ones."""
    german = replace(_bare(2, b=1.0), language="de"), replace(_bare(4, b=1.0), language="de")
    window = corrected(
        [(_bare(1, a=1.0), 1), (german[0], 1), (_bare(3, a=1.0), 2), (german[1], 2)],
        Constraint(1, frozenset({2}), frozenset({4})),
    )
    window.place(_bare(9, 24 * 5, a=1.0))
    assert stories(window, 2, 4) == [1, 2]


def test_a_text_that_holds_three_brings_no_two_together_that_were_parted():
    texts = [" ".join(f"w{n}x{i}" for i in range(90)) for n in range(3)]
    rows = [(features(n + 1, f"Piece {n}", text), n + 1) for n, text in enumerate(texts)]
    window = corrected(rows, Constraint(1, frozenset({2}), frozenset({3})))
    window.place(features(4, "All pieces", "\n".join(texts), 1))
    assert len(set(stories(window, 2, 3))) == 2


def test_what_was_put_beside_one_that_has_left_stays_in_its_story():
    """The editor joined 2 with 1, which is older than the window; more is like 2 by now."""
    window = corrected(
        [*((_bare(n, s=0.6, one=0.8), 7) for n in range(30, 36)), (_bare(2, s=0.6, two=0.8), 7)],
        TOGETHER,
    )
    for number in (5, 6, 8, 9):
        window.place(_bare(number, 4, s=0.6, two=0.8))
    assert window.story_of(2) == 7
    assert window.story_of(30) != 7


def test_an_earlier_copy_keeps_to_the_word_that_was_said_of_its_later_text(
    strike: list[ArticleFeatures],
):
    """The original of a parted article turns up: the story stays parted."""
    apart = Constraint(1, frozenset({2}), frozenset({1}))
    window = corrected(_apart(strike), apart)
    window.place(replace(strike[1], article_id=9, published=strike[0].published))
    assert window.original_of(2) == 9
    window.place(features(3, "Norway cod strike: boats idle as talks fail", STRIKE_TOO + STRIKE, 2))
    assert stories(window, 1, 2, 9) == [1, 2, 2]


@given(
    st.lists(st.sampled_from(POOL), min_size=2, max_size=8, unique_by=lambda k: k.article_id),
    st.data(),
)
def test_whatever_comes_later_every_rule_is_kept(
    articles: list[ArticleFeatures], data: st.DataObject
):
    """Any two articles, told to be together or apart, stay so while others come."""
    one, other, *later = articles
    same = data.draw(st.booleans())
    ids = frozenset({one.article_id}), frozenset({other.article_id})
    rule = Constraint(1, ids[0] | ids[1]) if same else Constraint(1, *ids)
    window = corrected([(one, 1), (other, 1 if same else 2)], rule)
    _with(window, *later)
    numbers = stories(window, one.article_id, other.article_id)
    assert (numbers[0] == numbers[1]) == same

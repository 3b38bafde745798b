"""Postings: what is loaded at once is what is posted word by word."""

from hypothesis import given
from hypothesis import strategies as st

from octavo.stories.index import inverted_index
from octavo.stories.index.inverted_index import InvertedIndex

WORDS = "abcdefgh"

articles = st.lists(
    st.tuples(st.lists(st.sampled_from(WORDS), unique=True), st.integers(1, 6)), max_size=30
)


def posted(told: list[tuple[list[str], int]]) -> InvertedIndex:
    packed_nearest = InvertedIndex()
    for words, story in told:
        packed_nearest.post(words, story)
    return packed_nearest


def loaded(told: list[tuple[list[str], int]]) -> InvertedIndex:
    packed_nearest = InvertedIndex()
    few, inverted_index.MANY_ARTICLES = inverted_index.MANY_ARTICLES, 0
    try:
        packed_nearest.load(iter(told), len(told))
    finally:
        inverted_index.MANY_ARTICLES = few
    return packed_nearest


def held(packed_nearest: InvertedIndex) -> dict[str, list[int]]:
    """Each word with the stories that hold it; they are as many as are counted."""
    found = {word: sorted(packed_nearest.holders(word)) for word in WORDS}
    assert {word: packed_nearest.count(word) for word in WORDS} == {
        w: len(f) for w, f in found.items()
    }
    return {word: stories for word, stories in found.items() if stories}


def truth(told: list[tuple[list[str], int]]) -> dict[str, list[int]]:
    words = sorted({word for words, _ in told for word in words})
    return {word: sorted({story for words, story in told if word in words}) for word in words}


@given(articles, articles, st.randoms())
def test_loading_is_posting_whatever_comes_and_goes_later(first, second, chance):
    one, again = posted(first + second), loaded(first)
    for words, story in second:
        again.post(words, story)
    every = first + second
    assert held(one) == held(again) == truth(every)
    chance.shuffle(every)
    while every:
        words, story = every.pop()
        one.unpost(words, story)
        again.unpost(words, story)
        assert held(one) == held(again) == truth(every)
    for words, story in first:
        again.post(words, story)
    assert held(again) == truth(first), "a story that was gone comes back"


@given(articles, articles)
def test_more_may_be_loaded_later(first, second):
    packed_nearest = loaded(first)
    few, inverted_index.MANY_ARTICLES = inverted_index.MANY_ARTICLES, 0
    try:
        packed_nearest.load(iter(second), len(second))
    finally:
        inverted_index.MANY_ARTICLES = few
    assert held(packed_nearest) == truth(first + second)


def test_few_are_posted_one_by_one_and_found():
    packed_nearest = InvertedIndex()
    assert not packed_nearest
    packed_nearest.load([(["port", "strike"], 1), (["strike"], 2), (["strike"], 2)], 3)
    assert packed_nearest
    assert packed_nearest.holders("port") == [1]
    assert sorted(packed_nearest.holders("strike")) == [1, 2]
    assert packed_nearest.holders("ferry") == []
    packed_nearest.unpost(["strike"], 2)
    assert sorted(packed_nearest.holders("strike")) == [1, 2], (
        "one of its two articles is still there"
    )

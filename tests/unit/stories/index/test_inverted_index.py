"""Postings: what is loaded at once is what is posted word by word."""

from hypothesis import given
from hypothesis import strategies as st

from octavo.stories.index import inverted_index
from octavo.stories.index.inverted_index import Postings

WORDS = "abcdefgh"

articles = st.lists(
    st.tuples(st.lists(st.sampled_from(WORDS), unique=True), st.integers(1, 6)), max_size=30
)


def posted(told: list[tuple[list[str], int]]) -> Postings:
    kept = Postings()
    for words, story in told:
        kept.post(words, story)
    return kept


def loaded(told: list[tuple[list[str], int]]) -> Postings:
    kept = Postings()
    few, inverted_index.MANY = inverted_index.MANY, 0
    try:
        kept.load(iter(told), len(told))
    finally:
        inverted_index.MANY = few
    return kept


def held(kept: Postings) -> dict[str, list[int]]:
    """Each word with the stories that hold it; they are as many as are counted."""
    found = {word: sorted(kept.holders(word)) for word in WORDS}
    assert {word: kept.count(word) for word in WORDS} == {w: len(f) for w, f in found.items()}
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
    kept = loaded(first)
    few, inverted_index.MANY = inverted_index.MANY, 0
    try:
        kept.load(iter(second), len(second))
    finally:
        inverted_index.MANY = few
    assert held(kept) == truth(first + second)


def test_few_are_posted_one_by_one_and_found():
    kept = Postings()
    assert not kept
    kept.load([(["port", "strike"], 1), (["strike"], 2), (["strike"], 2)], 3)
    assert kept
    assert kept.holders("port") == [1]
    assert sorted(kept.holders("strike")) == [1, 2]
    assert kept.holders("ferry") == []
    kept.unpost(["strike"], 2)
    assert sorted(kept.holders("strike")) == [1, 2], "one of its two articles is still there"

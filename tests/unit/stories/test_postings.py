"""Postings: what is loaded at once is what is posted word by word."""

from hypothesis import given
from hypothesis import strategies as st

from octavo.stories import postings
from octavo.stories.postings import Postings, holders, load, post, unpost

articles = st.lists(
    st.tuples(st.lists(st.sampled_from("abcdefgh"), unique=True), st.integers(1, 6)), max_size=30
)


def held(kept: Postings) -> dict[str, dict[int, int]]:
    """Each word with how many articles of each story hold it."""
    return {word: {f: 1} if isinstance(f, int) else f for word, f in kept.items()}


@given(articles, articles)
def test_loading_is_posting(first, second):
    one: Postings = {}
    for words, story in first + second:
        post(one, words, story)
    again: Postings = {}
    few, postings.MANY = postings.MANY, 0
    try:
        load(again, iter(first), len(first))
        load(again, iter(second), len(second))
    finally:
        postings.MANY = few
    assert held(again) == held(one)
    for words, story in first + second:
        unpost(again, words, story)
    assert again == {}


def test_few_are_posted_one_by_one_and_found():
    kept: Postings = {}
    load(kept, [(["port", "strike"], 1), (["strike"], 2), (["strike"], 2)], 3)
    assert list(holders(kept, "port")) == [1]
    assert dict(holders(kept, "strike")) == {1: 1, 2: 2}
    assert list(holders(kept, "ferry")) == []
    assert isinstance(kept["port"], int), "one article alone needs no dictionary"

"""A text that is there twice is kept once; what is meant to come again stays."""

from octavo.extract.body.alignment import said_once
from octavo.extract.page.text import key

LINES = [
    f"In the {word} year the harbour was closed for days because of fog and a ferry ran aground."
    for word in ("first", "second", "third", "fourth", "fifth")
]
KEYS = [*map(key, LINES)]


def test_a_text_said_twice_is_kept_once() -> None:
    assert said_once(KEYS + KEYS) == [True] * 5 + [False] * 5


def test_a_string_of_the_whole_text_goes_and_its_paragraphs_stay() -> None:
    whole = key('{"articleBody": "' + " ".join(LINES).replace("fog", "f\\u006fg", 1) + '"}')
    assert said_once([*KEYS, whole]) == [True] * 5 + [False]
    assert said_once([whole, *KEYS]) == [False] + [True] * 5


def test_a_line_that_comes_again_in_a_text_stays() -> None:
    assert said_once([KEYS[0], KEYS[1], KEYS[0], KEYS[2], KEYS[3], KEYS[4]]) == [True] * 6


def test_a_long_paragraph_that_one_other_quotes_stays() -> None:
    assert said_once([KEYS[0] + KEYS[1] + KEYS[2], KEYS[1]]) == [True, True]

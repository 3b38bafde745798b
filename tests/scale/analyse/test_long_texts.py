"""Texts of one word, or of none, cost no more than others."""

import time

from octavo.analyse.figures import numbers
from octavo.analyse.words.words import content
from octavo.formats.sentences import sentences


def test_a_word_repeated_and_a_text_without_blanks_take_no_time() -> None:
    started = time.process_time()
    for text in ("a" * 300_000, "buffalo " * 40_000, "." * 200_000, '"' * 100_000, "A. " * 50_000):
        sentences(text)
        content(text, "en")
        numbers(text[:60_000])
    assert time.process_time() - started < 2

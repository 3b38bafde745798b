"""What changed between two texts, whatever they are, in time that grows with their length alone."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from octavo.store.read.revisions import changed_lines
from rows import every_row

LINES = st.lists(st.sampled_from("abcde"), max_size=30)


@every_row(
    ("before", "after", "changes"),
    [
        ("abc", "abc", ""),
        ("abc", "axc", "-b +x"),
        ("abc", "xabc", "+x"),
        ("abc", "ab", "-c"),
        ("abcd", "bcda", "-a +a"),
        ("aab", "ab", "-a"),
        ("", "ab", "+a +b"),
    ],
)
def test_lines_that_came_and_went(before, after, changes):
    found = changed_lines(before, after)
    assert " ".join(sign + line for sign, line in found) == changes


@given(LINES, LINES)
def test_what_went_and_came_makes_one_text_of_the_other(before, after):
    found = changed_lines(before, after)
    gone = Counter(line for sign, line in found if sign == "-")
    new = Counter(line for sign, line in found if sign == "+")
    assert Counter(before) - gone + new == Counter(after)
    assert Counter(before) & gone == gone

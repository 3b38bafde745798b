"""Numbers of rows from outside."""

from octavo.formats.row_numbers import HIGHEST, row_number
from rows import every_row


@every_row(
    ("text", "number"),
    [("0", 0), ("17", 17), ("017", 17), (str(HIGHEST), HIGHEST)],
)
def test_a_number_is_read(text, number):
    assert row_number(text) == number


@every_row(
    "text",
    ["", " 1", "-1", "+1", "1.0", "1_000", "²", "٣", "\uff13", "x", "9" * 5000, str(HIGHEST + 1)],
)
def test_what_no_row_can_have_is_none(text):
    assert row_number(text) is None

"""Numbers in words, English and Arabic."""

from octavo.formats.number_words import words_value
from rows import every_row


@every_row(
    ("written", "taken", "value"),
    [
        ("twenty-two firefighters", 2, 22),
        ("a hundred and five boats", 4, 105),
        ("two hundred people", 2, 200),
        ("half a million books", 3, 500_000),
        ("three thousand four hundred homes", 4, 3400),
        ("two dozen schools", 2, 24),
        ("a dozen eggs", 2, 12),
        ("five six", 1, 5),
        ("a boat", 0, 0),
        ("and five", 0, 0),
        ("boats", 0, 0),
        ("ثلاثة آلاف لاجئ", 2, 3000),
        ("أحد عشر بحارا", 2, 11),
        ("خمسة عشر عاملا", 2, 15),
        ("خمسة وعشرون عاملا", 2, 25),
        ("مئة وعشرين منزلا", 2, 120),
        ("ألفي شخص", 1, 2000),
        ("نصف مليون شجرة", 2, 500_000),
        ("أحد العمال", 0, 0),
    ],
)
def test_a_number_in_words_is_read_whole(written: str, taken: int, value: float) -> None:
    words = written.replace("-", " ").split()
    assert words_value(words) == (taken, value)

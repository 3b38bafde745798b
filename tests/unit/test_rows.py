"""Tables of rows in one test: none is passed over, and each that fails is named."""

import pytest

from rows import every_row


def test_every_row_is_checked_and_each_that_fails_is_named() -> None:
    seen = []

    @every_row("number, word", [(1, "one"), (2, "two"), (3, "three"), (4, "four")])
    def check(number, word) -> None:
        seen.append(number)
        assert number != 2
        if number == 3:
            with pytest.raises(ValueError):
                int(number)
        assert len(word) < 5

    with pytest.raises(BaseExceptionGroup, match="2 of 4 rows") as failed:
        check()
    assert seen == [1, 2, 3, 4]
    assert failed.value.message.splitlines() == [
        "2 of 4 rows fail",
        "in the row {'number': 2, 'word': 'two'}",
        "in the row {'number': 3, 'word': 'three'}",
    ]


def test_a_long_table_that_fails_names_all_its_rows() -> None:
    @every_row("number", range(100))
    def check(number) -> None:
        assert number < 0

    with pytest.raises(BaseExceptionGroup) as failed:
        check()
    assert all(f"'number': {n}}}" in failed.value.message for n in range(100))


def test_a_huge_row_is_named_by_its_beginning() -> None:
    @every_row("text", ["x" * 100_000])
    def check(text) -> None:
        assert len(text) < 3, "too long"

    with pytest.raises(BaseExceptionGroup, match="'text': 'xxx") as failed:
        check()
    assert len(failed.value.message) < 400


def test_a_column_alone_is_written_without_brackets() -> None:
    seen = []
    every_row("pair", [(1, 2), (3, 4)])(lambda pair: seen.append(pair))()
    assert seen == [(1, 2), (3, 4)]


def test_a_table_without_rows_or_with_uneven_ones_is_a_mistake() -> None:
    with pytest.raises(AssertionError):
        every_row("a, b", [])
    with pytest.raises(ValueError):
        every_row("a, b", [(1, 2), (3,)])

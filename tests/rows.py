"""Tables of small rows, each checked in one test."""

from collections.abc import Callable, Iterable
from functools import wraps
from inspect import Signature
from typing import Any

import pytest


def every_row(names: str | tuple[str, ...], rows: Iterable[Any]) -> Callable[..., Any]:
    """One test of all rows, written like `pytest.mark.parametrize`. It goes on after a row that
    fails, and names every such row. For rows that need no fixture: as tests of their own they would
    cost far more than what they check."""
    columns = [name.strip() for name in names.split(",")] if isinstance(names, str) else names
    is_plain = isinstance(names, str) and len(columns) == 1
    table = [dict(zip(columns, (row,) if is_plain else row, strict=True)) for row in rows]
    assert table, "a table without rows tests nothing"

    def test_of(check: Callable[..., None]) -> Callable[[], None]:
        @wraps(check)
        def test() -> None:
            failures = [error for row in table if (error := _failure(check, row))]
            if failures:
                named = [note for error in failures for note in error.__notes__]
                title = f"{len(failures)} of {len(table)} rows fail"
                raise BaseExceptionGroup("\n".join([title, *named]), failures)

        test.__signature__ = Signature()
        return test

    return test_of


def _failure(check: Callable[..., None], row: dict[str, Any]) -> BaseException | None:
    """What is wrong with the row, which it names; None where the row is right."""
    try:
        check(**row)
    except (Exception, pytest.fail.Exception) as error:
        error.add_note(f"in the row {row!r:.300}")
        return error
    return None

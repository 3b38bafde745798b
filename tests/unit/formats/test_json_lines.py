"""Files of rows: whatever wrote them is read, and nothing that was there is lost."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from octavo.errors import UsageError
from octavo.formats.json_lines import has_rows, read_rows, write_rows


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (b'{"id": 1}\n\n{"id": 2}', [{"id": 1}, {"id": 2}]),
        (b'\xef\xbb\xbf{"id": 1}\r\n{"id": 2}\r\n', [{"id": 1}, {"id": 2}]),
        (b'\n [{"id": 1}, {"id": 2}]', [{"id": 1}, {"id": 2}]),
        (b'\xef\xbb\xbf[{"id": 1}]', [{"id": 1}]),
        (b'{"id": "\xff"}', [{"id": "\ufffd"}]),
        (b"", []),
    ],
)
def test_rows_are_read(tmp_path, data, rows):
    (tmp_path / "in").write_bytes(data)
    assert list(read_rows(tmp_path / "in")) == rows


@pytest.mark.parametrize(
    ("data", "where", "code"),
    [
        (b'{"id": 1}\nno', "line 2", "bad_row"),
        (b'{"id": 1}\n{"ID": 2}', "line 2", "no_key"),
        (b'[{"id": 1}, 2]', "item 2", "bad_row"),
        (b'[{"id": 1}', "the array", "bad_row"),
        (b'{"id": 1}\n7', "line 2", "bad_row"),
        (b"[" * 100_000, "the array", "bad_row"),
    ],
)
def test_what_is_no_row_is_named(tmp_path, data, where, code):
    (tmp_path / "in").write_bytes(data)
    with pytest.raises(UsageError, match=where) as told:
        list(read_rows(tmp_path / "in", "id"))
    assert told.value.code == code


def _broken() -> Iterator[dict[str, int]]:
    yield {"id": 1}
    raise UsageError("no")


def test_a_row_that_cannot_be_made_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_text("before", "utf-8")
    with pytest.raises(UsageError):
        write_rows(target, _broken())
    assert target.read_text("utf-8") == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_may_be_written_from_itself(tmp_path: Path) -> None:
    one = tmp_path / "rows"
    write_rows(one, [{"id": n} for n in range(3)])
    assert write_rows(one, (row | {"seen": True} for row in read_rows(one))) == 3
    assert [row["seen"] for row in read_rows(one)] == [True] * 3


def test_rows_are_read_from_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for text in ('\ufeff\n{"a": 1}\n', '[{"a": 1}]'):
        writer = threading.Thread(target=pipe.write_text, args=(text, "utf-8"))
        writer.start()
        assert list(read_rows(pipe)) == [{"a": 1}]
        writer.join()
    assert not has_rows(pipe)


def test_a_text_is_no_row_because_it_begins_with_a_brace(tmp_path: Path) -> None:
    path = tmp_path / "in.txt"
    for text, expected in (('{"a": 1}', True), ("{sic} he wrote", False), ("", False)):
        path.write_text(text, "utf-8")
        assert has_rows(path) is expected

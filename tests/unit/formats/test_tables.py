"""Tables as spreadsheets write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.errors import UsageError
from octavo.formats.tables import rows
from rows import every_row

PLAIN = [(1, ("source", "owner")), (2, ("Herald", "family, old"))]


@every_row("data", [
    b'source,owner\nHerald,"family, old"\n',
    b'\xef\xbb\xbfsource,owner\r\nHerald,"family, old"\r\n',
    b"source;owner\nHerald;family, old",
    b"source\towner\nHerald\tfamily, old\n",
    b"source|owner\n Herald | family,  old \n",
    b"\xff\xfe" + 'source;owner\nHerald;"family, old"\n'.encode("utf-16-le"),
])  # fmt: skip
def test_a_table_is_read_whatever_wrote_it(data):
    assert [(row.line, row.cells) for row in rows(data)] == PLAIN


def test_lines_are_counted_as_the_file_has_them():
    data = 'sep=;\n\nsource;owner\n\n;;\n"Harbour\nHerald";x\nPost;y;;\n'.encode("cp1252")
    found = [(row.line, row.cells[0], row.used) for row in rows(data)]
    assert found == [(3, "source", 2), (6, "Harbour Herald", 2), (8, "Post", 2)]


def test_bytes_of_an_old_spreadsheet_are_letters():
    assert [row.cells for row in rows("source;owner\nJönköping;fält\n".encode("cp1252"))] == [
        ("source", "owner"), ("Jönköping", "fält"),
    ]  # fmt: skip


def test_what_is_no_table_is_told_with_its_line():
    with pytest.raises(UsageError) as told:
        list(rows(b'source,owner\nHerald,"' + b"x" * 200_000))
    assert told.value.code == "bad_table"
    assert "line 2" in told.value.detail


@settings(deadline=None, max_examples=20)
@given(st.binary(max_size=80))
def test_any_bytes_are_a_table_or_told(data):
    try:
        assert all(row.used and row.line > 0 for row in rows(data))
    except UsageError as error:
        assert error.code == "bad_table"

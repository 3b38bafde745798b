"""Tables as spreadsheets write them: any delimiter, any encoding, each row with its line."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from octavo.errors import UsageError
from octavo.formats.encodings import decoded

DELIMITERS = (",", ";", "\t", "|")
"""What parts the cells of a row, the usual first."""

LONGEST_CELL = 100_000
"""Characters of a cell: an open quotation mark would take in the whole file. Chosen by hand; not
measured."""

_SEPARATOR = re.compile(r"sep=(.)\r?\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of a row without blanks around them, and the line of the file it begins in."""

    line: int
    cells: tuple[str, ...]

    @property
    def used(self) -> int:
        """How many cells there are up to the last that is not empty."""
        return max((at for at, cell in enumerate(self.cells, 1) if cell), default=0)


def rows(data: bytes) -> Iterator[TableRow]:
    """The rows of a table, empty ones left out. UsageError (`bad_table`) where it cannot be read
    as one."""
    text = decoded(data).removeprefix("\ufeff")
    first = 1
    told = _SEPARATOR.match(text)
    if told:  # as Excel writes it
        text, first = text[told.end() :], 2
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, told))
    line = first
    try:
        for cells in reader:
            row = TableRow(line, tuple(" ".join(_CONTROL.sub("", cell).split()) for cell in cells))
            line = first + reader.line_num
            if row.used:
                yield row
    except csv.Error as error:
        raise UsageError(f"line {line} cannot be read: {error}", code="bad_table") from error


def _delimiter(text: str, told: re.Match[str] | None) -> str:
    """What parts the cells: as the file says, or what its first line has most of outside quotation
    marks."""
    if told:
        return told[1]
    head = re.sub(r'"[^"]*"', "", next((line for line in text.splitlines() if line.strip()), ""))
    return max(DELIMITERS, key=head.count)

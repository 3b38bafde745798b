"""Parts of addresses."""

from datetime import date

from django.urls import register_converter

from octavo.formats.row_numbers import row_number


class RowNumber:
    """The number of a row, `<row:number>`: an address with a higher one than there can be leads
    nowhere."""

    regex = "[0-9]{1,19}"

    def to_python(self, value: str) -> int:
        """The number; ValueError where it is too high."""
        number = row_number(value)
        if number is None:
            raise ValueError
        return number

    def to_url(self, value: int) -> str:
        """The number as it stands in an address."""
        return str(value)


class Day:
    """A day, `<day:day>`, as 2026-03-02."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """The day; ValueError where the calendar has none such."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """The day as it stands in an address."""
        return value.isoformat()


register_converter(RowNumber, "row")
register_converter(Day, "day")

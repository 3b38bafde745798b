"""Parts of addresses."""

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


register_converter(RowNumber, "row")

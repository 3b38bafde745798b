"""The numbers of rows as they come from outside: in addresses, forms, on the command line."""

HIGHEST = 2**63 - 1
"""The highest number that a row can have, on SQLite and PostgreSQL."""

DIGITS = len(str(HIGHEST))
"""So many digits are looked at: Python refuses to read thousands."""


def row_number(text: str) -> int | None:
    """Returns the number of a row, None for what is none: other signs, other scripts' digits, more
    than a row can have."""
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
        return None
    number = int(text)
    return number if number <= HIGHEST else None

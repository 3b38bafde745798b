"""The shipped tables of this room: facts, one a line, `#` for remarks."""

from importlib.resources import files


def lines(name: str) -> list[str]:
    """Returns the lines of data file `name` that hold facts, in order."""
    text = (files("octavo.formats") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]

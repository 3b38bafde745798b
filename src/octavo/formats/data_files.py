"""The shipped tables of this room: facts, one a line, `#` for remarks."""

from functools import cache
from importlib.resources import files


def lines(name: str) -> list[str]:
    """Returns the lines of data file `name` that hold facts, in order."""
    text = (files("octavo.formats") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def listed(name: str) -> dict[str, frozenset[str]]:
    """Returns the sets of a `key: word word …` file, by key."""
    pairs = (line.partition(": ") for line in lines(name))
    return {key: frozenset(words.split()) for key, _, words in pairs}

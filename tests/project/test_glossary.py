"""The glossary is true: what it names is there, and no room is left out."""

import re
from functools import reduce
from importlib import import_module
from pathlib import Path

import pytest

import octavo

PACKAGE = Path(octavo.__file__).parent
GLOSSARY = Path(__file__).parents[2] / "docs" / "explanation" / "glossary.md"
ROWS = re.findall(
    r"^\| (?!Term |---)(.+?) \| (.+?) \| (.+?) \|$", GLOSSARY.read_text("utf-8"), re.M
)
PLACES = sorted({place for _, _, where in ROWS for place in re.findall(r"`([\w.]+)`", where)})


def found(place: str) -> object:
    """The module, or what stands in it under the last names."""
    parts = place.split(".")
    for length in range(len(parts), 0, -1):
        try:
            module = import_module(".".join(["octavo", *parts[:length]]))
        except ModuleNotFoundError:
            continue
        return reduce(getattr, parts[length:], module)
    raise LookupError(place)


@pytest.mark.parametrize("place", PLACES)
def test_what_is_named_is_there(place: str) -> None:
    assert found(place) is not None


def test_every_row_says_where_its_term_lives() -> None:
    assert len(ROWS) > 70
    assert [term for term, _, where in ROWS if "`" not in where] == []


def test_a_term_stands_once() -> None:
    terms = [term for row in ROWS for term in row[0].split(", ")]
    assert sorted(terms) == sorted(set(terms))


def test_every_room_is_mentioned() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert rooms - {place.partition(".")[0] for place in PLACES} == set()

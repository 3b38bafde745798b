"""Names of months, in the languages of the world's newspapers (CLDR), and nothing else of dates.

A name of two languages (listopad is October in Zagreb, November in Warsaw and Prague) is read by
the language of the document, and without one by the order of the table: the widest read first.
"""

import re
from functools import cache, lru_cache

from octavo.formats.data_files import lines
from octavo.formats.folding import folded

_SHORTEST = 3
"""Letters to which a name may be cut, or that are left of it before an ending."""
_ENDING = 4
"""Letters that may follow a name: `júniusban`, `ekainaren`."""
_ALSO = (
    "jaenner בינואר enero janvier",
    "פברואר בפברואר फ़रवरी feber",
    "maerz mrt במרץ",
    "באפריל kwiet",
    "במאי",
    "يونيه ביוני",
    "يوليه ביולי",
    "agt ags אוגוסט באוגוסט",
    "set setiembre בספטמבר",
    "באוקטובר अक्तूबर",
    "nop nopember בנובמבר नवम्बर",
    "בדצמבר दिसम्बर",
)
"""Month by month, names that CLDR does not have: a new one goes here, for the table is made."""
"""Spellings in use that CLDR has not, a month each."""


@lru_cache(4_096)
def month(word: str, language: str = "") -> int:
    """Returns the month, 1 to 12, that a word or a phrase names, 0 where it names none.

    Case, diacritics and a trailing dot do not matter. A name may be cut to three letters where
    that leaves one month of the language; of a known language an ending may follow it."""
    name = folded(word)
    own = _tables().get(language, {})
    return own.get(name) or _cut(name, own) or _everyone().get(name) or _cut(name, _everyone())


def _cut(name: str, table: dict[str, int]) -> int:
    if len(name) < _SHORTEST or not table:
        return 0
    begun = {number for whole, number in table.items() if whole.startswith(name)}
    if len(table) < _ONE_LANGUAGE:
        begun = begun or {
            number
            for whole, number in table.items()
            if len(whole) > _SHORTEST
            and name.startswith(whole)
            and len(name) <= len(whole) + _ENDING
        }
    return begun.pop() if len(begun) == 1 else 0


_ONE_LANGUAGE = 200
"""Names below which a table is one language's own."""


@cache
def _tables() -> dict[str, dict[str, int]]:
    tables: dict[str, dict[str, int]] = {}
    for line in lines("months.txt"):
        code, _, names = line.partition(" ")
        own = tables.setdefault({"nb": "no", "nn": "no"}.get(code, code), {})
        for number, group in enumerate(names.split("|"), 1):
            for name in group.split(","):
                own.setdefault(folded(name), number)
    return tables


@cache
def _everyone() -> dict[str, int]:
    every: dict[str, int] = {}
    for own in _tables().values():
        for name, number in own.items():
            every.setdefault(name, number)
    for number, names in enumerate(_ALSO, 1):
        for name in names.split():
            every.setdefault(folded(name), number)
    return every


@cache
def phrases() -> re.Pattern[str]:
    """Returns what finds the names of several words or with dots inside, as they are written."""
    written = (
        name
        for line in lines("months.txt")
        for name in re.split("[|,]", line[line.index(" ") + 1 :])
    )
    several = {name for name in written if " " in name or "." in name}
    names = several | {folded(name) for name in several}
    longest = sorted(names, key=lambda name: (-len(name), name))
    parts = [re.escape(name).replace("\\ ", r"\s+").replace("'", "['’]") for name in longest]
    return re.compile("|".join(parts), re.IGNORECASE)

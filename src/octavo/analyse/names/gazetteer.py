"""The gazetteer: countries, main cities, and names with several spellings.

Every spelling, English or Arabic, leads to one `GazetteerEntry`: so `DPRK`, `North Korea` and
`كوريا الشمالية` are one name with one key. Facts of our own collecting, under `data/`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from octavo.analyse.words.data_files import lines, listed
from octavo.analyse.words.words import ARABIC, folded, folded_arabic, key
from octavo.types import EntityKind


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """A name of the gazetteer: as written in English, its kind, the country it lies in (ISO 3166,
    empty if none), whether it is only an adjective of that country, and the Arabic name."""

    name: str
    kind: EntityKind
    country: str = ""
    is_adjective: bool = False
    arabic: str = ""

    @property
    def key(self) -> str:
        """The folded name that all spellings share."""
        return key(self.name)


Phrase = tuple[str, ...]


@cache
def names() -> dict[Phrase, GazetteerEntry]:
    """Every spelling, as folded words."""
    found: dict[Phrase, GazetteerEntry] = {}
    for spelling, gazetteer_entry in (*_countries(), *_cities(), *_aliases()):
        words = _phrase(spelling)
        if words and not _is_acronym(spelling):
            found.setdefault(words, gazetteer_entry)
    return found


@cache
def acronyms() -> dict[str, GazetteerEntry]:
    """Spellings that count only in capitals: `US`, `WHO`, `IS`."""
    every = (*_countries(), *_aliases())
    return {
        spelling: gazetteer_entry for spelling, gazetteer_entry in every if _is_acronym(spelling)
    }


@cache
def place_spellings() -> frozenset[str]:
    """Every spelling of a place in Latin letters, as it is written."""
    places = (*_countries(), *_cities())
    return frozenset(spelling for spelling, _ in places if not ARABIC.search(spelling))


@cache
def countries_of(word: str) -> tuple[str, ...]:
    """The countries of a compound of their names and adjectives, in its order: `US-China`,
    `Franco-German`, `Russian-backed`; none for any other word."""
    joined = listed("cues.txt")["combining"]
    prefixes = dict(pair.split("=") for pair in joined)
    found = []
    for part in word.split("-") if "-" in word else ():
        entry = gazetteer_entry([part])
        found.append(entry.country if entry else prefixes.get(part.lower(), ""))
    return tuple(code for code in dict.fromkeys(found) if code)


@cache
def country_names() -> dict[str, tuple[str, str]]:
    """The English and the Arabic name of each country, by ISO 3166 code."""
    rows = (line.split("|") for line in lines("countries.txt"))
    return {row[0]: (row[1].split(";")[0], row[2].split(";")[0]) for row in rows}


def gazetteer_entry(words: Sequence[str]) -> GazetteerEntry | None:
    """The entry of a name given word by word, as written; None if there is none."""
    if len(words) == 1 and words[0] in acronyms():
        return acronyms()[words[0]]
    return names().get(tuple(folded(word) for word in words))


@cache
def _capitals_of() -> dict[str, str]:
    rows = [line.split("|") for line in lines("countries.txt")]
    return {key(city): key(row[1].split(";")[0]) for row in rows for city in _each(row[5])}


def capital_of(name: str) -> str:
    """The key of the country whose capital or seat of power `name` is (a key too); or empty."""
    return _capitals_of().get(name, "")


@cache
def longest_spelling() -> int:
    """The words of the longest spelling."""
    return max(map(len, names()))


def _is_acronym(spelling: str) -> bool:
    letters = spelling.replace(".", "").replace("+", "")
    return letters.isascii() and letters.isupper() and len(letters) <= 4


def _phrase(spelling: str) -> Phrase:
    return tuple(folded(word) for word in spelling.split())


def _each(field: str) -> list[str]:
    return [name.strip() for name in field.split(";") if name.strip()]


def _countries() -> Iterator[tuple[str, GazetteerEntry]]:
    for line in lines("countries.txt"):
        code, english, arabic, adjectives, arabic_adjectives, capital, arabic_capital = line.split(
            "|"
        )
        place_of = (_each(english)[0], "place", code)
        country = GazetteerEntry(*place_of, arabic=next(iter(_each(arabic)), ""))  # type: ignore[arg-type]
        adjective = GazetteerEntry(*place_of, is_adjective=True, arabic=country.arabic)  # type: ignore[arg-type]
        yield from ((name, country) for name in _each(english) + _each(arabic))
        yield from _capitals(code, _each(capital), _each(arabic_capital))
        for name in _each(adjectives):
            yield from ((form, adjective) for form in _english_forms(name))
        for name in _each(arabic_adjectives):
            yield from ((form, adjective) for form in _arabic_forms(name))


def _english_forms(adjective: str) -> Iterator[str]:
    yield from (adjective, f"{adjective}s")
    if adjective.endswith(("sh", "ch")):
        yield from (f"{adjective}{person}" for person in ("man", "men", "woman", "women"))


def _capitals(
    code: str, english: list[str], arabic: list[str]
) -> Iterator[tuple[str, GazetteerEntry]]:
    for i, name in enumerate(english):
        own = arabic[i] if i < len(arabic) else ""
        place = GazetteerEntry(name, "place", code, arabic=own)
        yield name, place
        if own:
            yield own, place
    for name in arabic[len(english) :]:
        yield name, GazetteerEntry(english[0], "place", code, arabic=arabic[0])


def _arabic_forms(adjective: str) -> Iterator[str]:
    words = (_word_forms(word) for word in adjective.split())
    yield from (" ".join(form) for form in product(*words))


def _word_forms(word: str) -> list[str]:
    endings = ("", "ة", "ون", "ين", "ات", "تين", "ان")
    return [article + word + ending for article in ("", "ال") for ending in endings]


def _cities() -> Iterator[tuple[str, GazetteerEntry]]:
    for line in lines("cities.txt"):
        code, _, places = line.partition("|")
        for place in places.split(","):
            english, _, arabic = place.strip().partition("/")
            city = GazetteerEntry(english, "place", code, arabic=arabic)
            yield english, city
            if arabic:
                yield arabic, city


def _aliases() -> Iterator[tuple[str, GazetteerEntry]]:
    for line in lines("aliases.txt"):
        kind, english, others, arabic = line.split("|")
        own = next(iter(_each(arabic)), "")
        name = GazetteerEntry(english, kind, arabic=own)  # type: ignore[arg-type]
        yield from ((spelling, name) for spelling in (english, *_each(others), *_each(arabic)))


# ---------------------------------------------------------------- Arabic

_CLITICS = "وفبلك"


def arabic_forms(word: str) -> tuple[str, ...]:
    """The forms an Arabic word may be listed under: itself, and without the particles written onto
    it (`وبغداد`, `لروسيا`, `للولايات`)."""
    word = folded_arabic(word)
    forms = [word]
    for _ in range(2):
        if len(word) > 3 and word[0] in _CLITICS:
            word = "ال" + word[2:] if word.startswith("لل") else word[1:]
            forms.append(word)
    return tuple(forms)


def arabic_entry(words: Sequence[str], at: int) -> tuple[int, GazetteerEntry] | None:
    """The longest listed name that begins at word `at` of an Arabic text: how many words, its
    entry."""
    if not ARABIC.match(words[at]):
        return None
    spellings = names()
    for length in range(min(4, len(words) - at), 0, -1):
        rest = tuple(folded_arabic(word) for word in words[at + 1 : at + length])
        for first in arabic_forms(words[at]):
            if (first, *rest) in spellings:
                return length, spellings[first, *rest]
    return None

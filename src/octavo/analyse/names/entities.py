"""Entities: who and what a text names, of which kind, how often; and the countries it is about."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from octavo.analyse.names.capitalised import NAMED_CHARACTERS, Name, folded_words, name_mentions
from octavo.analyse.names.gazetteer import GazetteerEntry, arabic_entry, countries_of
from octavo.analyse.words.data_files import listed
from octavo.analyse.words.words import ARABIC, WORD, arabic_stem, folded, folded_arabic, stop_words
from octavo.types import Entity, EntityKind

MAX_NAMES = 40
"""Names kept of one text. Chosen by hand; not measured."""

HEADLINE_VOTES = 3
"""What a country in the headline counts against one in the body. Chosen by hand; not measured."""

EARLY_NAMES, EARLY_VOTES = 8, 2
"""What a country counts among the first names of a text. Chosen by hand; not measured."""

SHARE_OF_MOST, MOST_COUNTRIES = 0.2, 6
"""Of the votes of the country named most, how many another has that a text is about too; and how
many there are at most: more is a list of everybody. Chosen by hand; not measured."""

ENTITIES_VERSION = "entities-2"


@dataclass
class _Tally:
    """All mentions of one name."""

    spellings: Counter[str] = field(default_factory=Counter)
    with_title: int = 0
    inside_sentence: int = 0
    entry: GazetteerEntry | None = None

    @property
    def count(self) -> int:
        return self.spellings.total()


@dataclass(frozen=True, slots=True)
class Named:
    """The names of a text, most frequent first, and the countries it is about, as ISO codes."""

    entities: tuple[Entity, ...] = ()
    countries: tuple[str, ...] = ()


def named(headline: str, body: str, language: str) -> Named:
    """The names in a headline and a body. A headline written In Title Case names nothing that its
    body does not name or the gazetteer does not know."""
    if ARABIC.search(body[:2000] or headline):
        mentions = list(_arabic_mentions(body[:NAMED_CHARACTERS]))
        titles = list(_arabic_mentions(headline))
    else:
        mentions = list(name_mentions(body, language))
        titles = list(name_mentions(headline, language))
    tallies = _tallies(mentions)
    _add_headline(tallies, titles, _is_title_case(headline))
    _merge_surnames(tallies)
    found = [_entity(words, tally) for words, tally in tallies.items() if _is_name(words, tally)]
    found.sort(key=lambda entity: (-entity.count, entity.key))
    return Named(tuple(found[:MAX_NAMES]), _countries(titles, mentions))


def _is_title_case(headline: str) -> bool:
    longer = [word for word in WORD.findall(headline) if len(word) > 3]
    return bool(sum(word[0].isupper() for word in longer) > 0.7 * len(longer))


def _identity(name: Name) -> tuple[str, ...]:
    return tuple(name.entry.key.split()) if name.entry else folded_words(name)


def _tallies(mentions: Iterable[Name]) -> dict[tuple[str, ...], _Tally]:
    tallies: dict[tuple[str, ...], _Tally] = {}
    for name in mentions:
        tally = tallies.setdefault(_identity(name), _Tally())
        tally.spellings[" ".join(name.words)] += 1
        tally.with_title += name.has_title
        tally.inside_sentence += not name.opens_sentence or name.has_title
        tally.entry = tally.entry or name.entry
    return tallies


def _add_headline(
    tallies: dict[tuple[str, ...], _Tally], titles: list[Name], title_case: bool
) -> None:
    for words, tally in _tallies(titles).items():
        mine = tallies.get(words)
        if mine:
            mine.spellings.update(tally.spellings)
            mine.inside_sentence += 1
        elif tally.entry or not title_case:
            tallies[words] = tally


def _merge_surnames(tallies: dict[tuple[str, ...], _Tally]) -> None:
    """Counts `Lee` towards `Lee Seong-kweun` where only one person goes by it."""
    for words in [w for w in tallies if len(w) == 1 and not tallies[w].entry]:
        whole = [w for w in tallies if 1 < len(w) <= 4 and words[0] in (w[0], w[-1])]
        whole = [w for w in whole if _kind(w, tallies[w]) in ("person", "other")]
        if len(whole) == 1:
            single, full = tallies.pop(words), tallies[whole[0]]
            full.spellings[next(iter(full.spellings))] += single.count
            full.with_title += single.with_title + (
                single.inside_sentence > 0 or words[0] == whole[0][-1]
            )
        elif len(whole) > 1:
            del tallies[words]


def _is_name(words: tuple[str, ...], tally: _Tally) -> bool:
    if tally.entry or tally.with_title:
        return True
    if len(words) == 1 and words[0] in listed("cues.txt")["direction"]:
        return False
    if len(words) > 6 or sum(map(len, words)) < 2:
        return False
    return tally.inside_sentence > 0 or len(words) > 1


def _entity(words: tuple[str, ...], tally: _Tally) -> Entity:
    name = max(tally.spellings, key=lambda s: (tally.spellings[s], len(s), s))
    if tally.entry:
        name = tally.entry.arabic if ARABIC.search(name) else tally.entry.name
        name = name or tally.entry.name
    return Entity(name, _kind(words, tally), tally.count, " ".join(words))


def _kind(words: tuple[str, ...], tally: _Tally) -> EntityKind:
    if tally.entry:
        return tally.entry.kind
    cues = listed("cues.txt")
    if not cues["organisation"].isdisjoint((words[-1], words[0])):
        return "organisation"
    if tally.with_title and not _JOINING.intersection(words):
        return "person"
    if words[-1] in cues["place"] or words[0] in _PLACE_BEGINS:
        return "place"
    return "person" if _is_person(words) else _kind_of_word(words, next(iter(tally.spellings)))


def _kind_of_word(words: tuple[str, ...], spelling: str) -> EntityKind:
    if words[0] in _arabic_cues("organisation_ar"):
        return "organisation"
    if words[0] in listed("cues.txt")["no_body"]:
        return "other"
    is_acronym = len(words) == 1 and spelling.isupper() and 2 <= len(spelling) <= 6
    return "organisation" if is_acronym else "other"


def _is_person(words: tuple[str, ...]) -> bool:
    """Whether a name of two to four words begins with a given name, and is not of two people."""
    return 1 < len(words) <= 4 and words[0] in _given_names() and not _JOINING.intersection(words)


_PLACE_BEGINS = frozenset({"mount", "lake", "port", "upper", "lower"})
_JOINING = frozenset({"and", "of", "the", "for", "&"})


@cache
def _given_names() -> frozenset[str]:
    return frozenset(folded(name) for names in listed("given_names.txt").values() for name in names)


# ---------------------------------------------------------------- countries


def _countries(titles: list[Name], mentions: list[Name]) -> tuple[str, ...]:
    """The countries that are named most, those of a headline and of a beginning more."""
    votes: Counter[str] = Counter()
    for at, name in enumerate(mentions):
        for code in _codes(name):
            votes[code] += EARLY_VOTES if at < EARLY_NAMES else 1
    for name in titles:
        for code in _codes(name):
            votes[code] += HEADLINE_VOTES
    if not votes:
        return ()
    floor = max(EARLY_VOTES, SHARE_OF_MOST * max(votes.values()))
    ranked = sorted(votes, key=lambda code: -votes[code])
    return tuple(code for code in ranked if votes[code] >= floor)[:MOST_COUNTRIES]


def _codes(name: Name) -> tuple[str, ...]:
    if name.entry:
        return (name.entry.country,) if name.entry.country else ()
    return countries_of(name.words[0])


# ---------------------------------------------------------------- Arabic

_NAME_PARTS = frozenset(["بن", "ابن", "ابو", "ال", "عبد", "ام", "بنت"])
_PUNCTUATION = re.compile(r"[^\w\s]|\n")


def _arabic_cues(kind: str) -> frozenset[str]:
    return frozenset(folded_arabic(word) for word in listed("cues.txt")[kind])


def _arabic_mentions(text: str) -> Iterator[Name]:
    """Gazetted names anywhere; after a title a person's name; after `وزارة` and its like a body."""
    titles, bodies = _arabic_cues("title_ar"), _arabic_cues("organisation_ar")
    for phrase in _PUNCTUATION.split(text):
        words = WORD.findall(phrase)
        at = 0
        while at < len(words):
            taken, name = _arabic_name(words, at, titles, bodies)
            if name:
                yield name
            at += taken


def _arabic_name(
    words: list[str], at: int, titles: frozenset[str], bodies: frozenset[str]
) -> tuple[int, Name | None]:
    found = arabic_entry(words, at)
    if found:
        length, entry = found
        return length, Name(tuple(words[at : at + length]), entry=entry)
    plain = folded_arabic(words[at]).removeprefix("و")
    if plain in bodies:
        return _arabic_body(words, at)
    if plain in titles:
        return _arabic_person(words, at)
    return 1, None


def _arabic_body(words: list[str], at: int) -> tuple[int, Name | None]:
    end = at + 1
    while end < len(words) and end < at + 3 and folded_arabic(words[end]).startswith("ال"):
        end += 1
    if end == at + 1:
        return 1, None
    return end - at, Name((words[at].removeprefix("و"), *words[at + 1 : end]))


def _arabic_person(words: list[str], at: int) -> tuple[int, Name | None]:
    """After a title, past the adjectives that belong to it, two words (more with `بن`, `عبد`)."""
    start = at + 1
    while start < len(words) and folded_arabic(words[start]).startswith("ال"):
        start += 1
    if start >= len(words) or arabic_entry(words, start):
        return start - at, None
    name: list[str] = []
    stops = stop_words("ar")
    for word in words[start : start + 4]:
        if folded_arabic(word) in stops or (len(name) >= 2 and name[-1] not in _NAME_PARTS):
            break
        name.append(word)
    if len(name) < 2 or not arabic_stem(name[0]):
        return start - at, None
    return start - at + len(name), Name(tuple(name), has_title=True)

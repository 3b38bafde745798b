"""What a hashtag stands for: its name and kind, its other spellings, and a defining sentence.

hashtag ──► gazetteer: a country, a city, a body that goes by several names
        └─► the entities of the newest articles under it ──► name and kind
                                                          └──► a sentence of theirs on it
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from octavo.analyse.hashtags import spelled
from octavo.analyse.names.gazetteer import GazetteerEntry, acronyms, names
from octavo.analyse.self_contained import dependence
from octavo.analyse.summary import stands_alone
from octavo.analyse.words.data_files import listed
from octavo.analyse.words.words import ARABIC, folded
from octavo.formats.sentences import sentences

SEARCHED_CHARACTERS = 12_000
"""Characters of a text in which such a sentence is searched: bounds the cost. Chosen by hand; not
measured."""

_AFTER = re.compile(
    r"(?i)^(?:,\s+(?:the|an?|once|now|then|formerly)\s+|\s+(?:is|was|are|were)\s+(?:the|an?|one)\s+)"
)
"""What follows a name where a sentence says what it is: `, the mayor of`, ` is a`."""
_BEFORE = re.compile(r"([^\W\d_]+)\s+$")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a hashtag stands for. `kind` is person, place, organisation, other; `also` are its other
    names; `country` the ISO 3166 code of a country or of where a place lies, empty for others."""

    name: str
    kind: str = "other"
    country: str = ""
    also: tuple[str, ...] = ()


@cache
def _tags() -> dict[str, GazetteerEntry]:
    """Every spelling that is a name, no adjective, as the key of a hashtag."""
    spellings = {" ".join(phrase): entry for phrase, entry in names().items()} | acronyms()
    real = {text: entry for text, entry in spellings.items() if not entry.is_adjective}
    return {folded(spelled(text)): entry for text, entry in real.items()}


def equivalent_keys(tag: str) -> tuple[str, ...]:
    """The keys of hashtags that stand for the same as the one of this key, which is among them: its
    English and its Arabic name. `dprk` leads to `northkorea` and `كوريا_الشمالية`."""
    entry = _tags().get(folded(tag))
    if entry is None:
        return (tag,)
    forms = (spelled(form).casefold() for form in (entry.name, entry.arabic) if form)
    return tuple(dict.fromkeys([*forms, tag]))


def subject(tag: str, entities: Iterable[Sequence[Mapping[str, Any]]]) -> Subject:
    """What the hashtag of this key stands for, by the gazetteer, else by the entities of articles
    under it (each with `name` and `kind`): the name and the kind that most of them give."""
    entry = _tags().get(folded(tag))
    if entry is not None:
        also = sorted({name for name in (entry.name, entry.arabic, *_acronyms(entry)) if name})
        return Subject(entry.name, entry.kind, entry.country, tuple(also))
    found = [e for own in entities for e in own if spelled(str(e["name"])).casefold() == tag]
    if not found:
        return Subject("", "other")
    name = _commonest(str(e["name"]) for e in found)
    kinds = [str(e["kind"]) for e in found if e["kind"] != "other"]
    return Subject(name, _commonest(kinds) if kinds else "other")


def _acronyms(entry: GazetteerEntry) -> list[str]:
    return [short for short, one in acronyms().items() if one == entry and "." not in short]


def _commonest(values: Iterable[str]) -> str:
    return min(Counter(values).items(), key=lambda item: (-item[1], item[0]))[0]


def defining_sentence(text: str, name: str) -> str:
    """The sentence of the text, verbatim, that says what the name stands for: `X, the mayor of`,
    `union leader X`, `X is a`; empty where none does."""
    if not name:
        return ""
    language = "ar" if ARABIC.search(name) else "en"
    mention = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    for one in sentences(text[:SEARCHED_CHARACTERS]):
        match = mention.search(one.text)
        if (
            match
            and stands_alone(one)
            and not dependence(one.text, language)
            and _defines(one.text, match)
        ):
            return one.text
    return ""


def _defines(text: str, match: re.Match[str]) -> bool:
    if _AFTER.match(text[match.end() :]):
        return True
    before = _BEFORE.search(text[: match.start()])
    return before is not None and before[1].lower() in listed("cues.txt")["title"]

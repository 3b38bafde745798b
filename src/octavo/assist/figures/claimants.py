"""Claimants of a text: who a phrase such as `the minister`, `Lee` or `she` is, by what the text has
named before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from octavo.analyse.names.entities import named
from octavo.analyse.words.data_files import listed
from octavo.assist.figures.offices import offices
from octavo.formats.folding import folded
from octavo.types import Entity

_SPEAKS_FOR = re.compile(
    r"(?i)^(?:a |the |its )?(?:spokes(?:man|woman|person)|official|head|survey|report|study|poll) "
    r"(?:for|by|from) (?P<body>.+)$"
)
_DETERMINER = re.compile(
    r"^(?:the|a|an|its|his|her|their|our|this|local|several|some)\s", re.IGNORECASE
)
_CAPITALS = re.compile(r"(?:[A-Z][\w’'.-]*|&|of the|of|bin|al|de|von|van)(?:\s|$)")
_HE, _IT, _THEY = frozenset({"he", "she"}), frozenset({"it"}), frozenset({"they"})
_NO_CLAIMANT = frozenset({"who", "which", "that", "i", "we", "you", "this", "one", "there", "what"})


@dataclass
class Speakers:
    """Whom a text has named: `known` persons of all of it; so far `persons`, who holds which of
    `roles`, the last body, and the last claimant of all."""

    known: tuple[str, ...] = ()
    persons: list[str] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    body: str = ""
    last: str = ""

    def claimant(self, phrase: str, before: str) -> str:
        """Who a phrase of a claimant is; `before` is the text up to it."""
        bare = folded(phrase)
        if bare in _NO_CLAIMANT:
            return ""
        if bare in _HE or not phrase:
            return self._last_person(before) or self.last
        if bare in _IT:
            return self.body or self.last
        if bare in _THEY:
            return self.last
        return self._named(phrase)

    def _named(self, phrase: str) -> str:
        name = self._whole(person_or_body(phrase))
        if _is_person(name, self.known) or _title_before(phrase, name):
            self.persons.append(name)
            self.roles.update(dict.fromkeys(offices(phrase), name))
        elif not name[:1].isupper() and (known := self._by_role(phrase)):
            name = known
        else:
            self.body = name
        self.last = name
        return name

    def _whole(self, name: str) -> str:
        """The whole name of one who goes by the surname."""
        if " " in name:
            return name
        full = [one for one in (*self.persons, *self.known) if name in one.split()]
        return full[-1] if full else name

    def _by_role(self, phrase: str) -> str:
        if phrase.startswith(("a ", "A ", "an ", "An ")):
            return ""
        return next((self.roles[role] for role in offices(phrase) if role in self.roles), "")

    def _last_person(self, before: str) -> str:
        """The person whose name stands last before a place."""
        places = {}
        for name in (*self.known, *self.persons):
            at = max(before.rfind(name), before.rfind(name.split()[-1]))
            if at >= 0:
                places[name] = at
        return max(places, key=lambda name: places[name]) if places else ""


def speakers(text: str, language: str, entities: Sequence[Entity] | None = None) -> Speakers:
    """The persons that a text names, to resolve its claimants with; `entities` as known already."""
    if entities is None:
        entities = named("", text, language).entities
    names = (one.name for one in entities if one.kind == "person" and " " in one.name)
    return Speakers(tuple(name for name in names if name in text))


def person_or_body(phrase: str) -> str:
    """The name in a phrase, without title, article and office: `MP Lee Seong-kweun` is `Lee
    Seong-kweun`, `the interior ministry` is `interior ministry`."""
    if speaks := _SPEAKS_FOR.match(phrase):
        return person_or_body(speaks["body"])
    phrase = _DETERMINER.sub("", re.sub(r"['’]s$", "", phrase.strip()))
    words = phrase.split()
    at = next((i for i in range(len(words)) if _is_capital_run(words[i:])), None)
    if at is None or (at and words[at - 1] in ("of", "in", "for", "from", "the", "at")):
        return phrase
    run = words[at:]
    titled = [i for i, word in enumerate(run[:-1]) if _is_title(word)]
    return " ".join(run[titled[-1] + 1 :] if titled else run)


def _is_capital_run(words: list[str]) -> bool:
    small = {"&", "of", "the", "bin", "al", "de", "von", "van", "and"}
    return words[0][:1].isupper() and all(w[:1].isupper() or w in small for w in words)


def _is_title(word: str) -> bool:
    return folded(word.strip(".,")) in listed("cues.txt")["title"] | {"president", "farmer"}


def _is_person(name: str, known: tuple[str, ...]) -> bool:
    return name in known


def _title_before(phrase: str, name: str) -> bool:
    """Whether a title or office stands before a name of two or three words."""
    if not 2 <= len(name.split()) <= 4 or not name[:1].isupper():
        return _is_arabic_name(name)
    head = phrase[: phrase.rfind(name)].split()
    if any(_is_title(word) for word in head) or offices(" ".join(head)):
        return True
    organisation = listed("cues.txt")["organisation"] | {"trust", "fund", "energy", "board"}
    return not head and organisation.isdisjoint(folded(name).split()) and "&" not in name


def _is_arabic_name(name: str) -> bool:
    words = name.split()
    return (
        len(words) == 2
        and "\u0600" <= name[0] <= "\u06ff"
        and not words[1].startswith("ال")
        and not _is_body(words[0])
    )


@cache
def _bodies() -> frozenset[str]:
    return frozenset(folded(word) for word in listed("cues.txt")["organisation_ar"])


def _is_body(word: str) -> bool:
    return folded(word) in _bodies() | {"مكتب", "خفر", "بيان"}

"""Whom the phrase of a speaker names: the whole name of a surname, the person of a pronoun.

A pronoun names somebody only where one person can be meant: the only one of that gender in the
nearest sentence before that names persons, or its subject. Else the speaker stays empty.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from octavo.analyse.names.gazetteer import gazetteer_entry
from octavo.assist.quotes import arabic
from octavo.assist.quotes.persons import Mention, Persons, gender_of
from octavo.assist.quotes.words import SpeechWords, organisation_words, person_words, titles
from octavo.formats.folding import folded

REACH_BACK = 700
"""Characters before a pronoun in which its person may be named. Chosen by hand; not measured."""

_BOUNDARY = re.compile(r"[.!?؟…](?:[\s\"”»’]|$)|\n")
_JOINED = re.compile(r"\s?(?:,|and|und|et|y|e|&|with|و)\s?(?:\w+\s){0,2}$")
SMALL_WORDS = frozenset("of for and the & de da di do del della der den von van bin al".split())
"""Words without a capital within names."""

_NOBODY = frozenset(
    "who which that there what i you this these those nobody everyone someone everybody somebody "
    "one it's on".split()
)


@dataclass
class Speakers:
    """Who is named in a text, and who has spoken so far, in order."""

    text: str
    words: SpeechWords
    persons: Persons
    spoken: list[Mention] = field(default_factory=list)

    def named(self, phrase: str, at: int, gender: str = "") -> str:
        """Who the phrase of a speaker at a place is; empty where that is not sure."""
        plain = folded(phrase)
        if plain in _NOBODY or phrase.lower() in _NOBODY:
            return ""
        pronoun = self.words.pronouns.get(phrase.lower(), "")
        if pronoun or not phrase:
            name = self.of_pronoun(pronoun or gender, at)
        else:
            name = self._of_phrase(phrase, gender, at)
        self.heard(name, at)
        return name

    def heard(self, name: str, at: int) -> None:
        """Remembers who spoke at a place."""
        if name:
            self.spoken.append(Mention(at, at, name))

    def is_named_between(self, start: int, end: int) -> bool:
        """Whether a person is named between two places."""
        at = bisect_left(self.persons.mentions, start, key=lambda one: one.at)
        return at < len(self.persons.mentions) and self.persons.mentions[at].at < end

    def _of_phrase(self, phrase: str, gender: str, at: int) -> str:
        name = self.persons.whole(phrase, at)
        if name == phrase and (held := self._holder(phrase)):
            name = held
        if gender and name in self.persons.gender:
            self.persons.gender[name] = gender
        elif _is_single_name(name) and self.words.language != "ar":
            self.persons.gender.setdefault(name, gender_of(name) if " " in name else "")
        elif self.words.language == "ar" and gender:
            self.persons.gender.setdefault(name, gender)
        return name

    def _holder(self, phrase: str) -> str:
        """The one person of the text who is `the minister`."""
        first, *rest = phrase.split()
        if not rest or first.lower() not in ("the", "der", "die", "le", "la", "el", "il"):
            return ""
        holders = self.persons.roles.get(folded(rest[-1]), [])
        return holders[0] if len(holders) == 1 and len(rest) <= 2 else ""

    def of_pronoun(self, pronoun: str, at: int) -> str:
        """Who `he`, `she`, `they` or `it` at a place is; for an empty one the last who spoke."""
        if pronoun == "they":
            return self._last_of(at, is_many=True)
        if pronoun == "it":
            return self._last_body(at)
        before = at
        while (near := self._nearest(before)) and at - near[-1].at <= REACH_BACK:
            if fits := [one for one in near if self._fits(one.name, pronoun)]:
                return self._unrivalled(self._one_of(fits, pronoun), pronoun, near[0].at)
            before = near[0].at
        return ""

    def _unrivalled(self, name: str, pronoun: str, at: int) -> str:
        """A name whose gender is not known only where none stands before whose gender is right."""
        if not pronoun or self._gender(name) or any(one.name == name for one in self.spoken):
            return name
        rivals = [one for one in self._nearest(at) if self._gender(one.name) == pronoun]
        return "" if any(one.name != name for one in rivals) else name

    def _gender(self, name: str) -> str:
        return self.persons.gender.get(name) or role_gender(name)

    def _last_body(self, at: int) -> str:
        bodies = [one for one in self.persons.bodies if at - REACH_BACK < one.at < at]
        spoken = [one for one in self.spoken[-1:] if not self._is_person(one.name)]
        near = max([*bodies[-1:], *spoken], key=lambda one: one.at, default=None)
        return near.name if near else ""

    def _last_of(self, at: int, *, is_many: bool) -> str:
        if not self.spoken or at - self.spoken[-1].at > REACH_BACK:
            return ""
        last = self.spoken[-1].name
        return "" if is_many and self._is_person(last) else last

    def _is_person(self, name: str) -> bool:
        return name in self.persons.gender

    def _fits(self, name: str, pronoun: str) -> bool:
        gender = self._gender(name)
        if pronoun and name not in self.persons.gender and not is_person_role(name):
            return False
        return not gender or not pronoun or gender == pronoun

    def _one_of(self, fits: list[Mention], pronoun: str) -> str:
        """The person meant of those that may be, in one sentence."""
        names = list(dict.fromkeys(one.name for one in fits))
        if len(names) == 1:
            return names[0]
        sure = [one for one in names if pronoun and self._gender(one) == pronoun]
        if len(sure) == 1:
            return sure[0]
        first, second = fits[0], next(one for one in fits if one.name != fits[0].name)
        between = self.text[first.end : second.at]
        begun = self.text[max(0, first.at - 60) : first.at]
        is_head = not re.search(r"\w{2,}\s\w+\s\w+\s\w+\s\w+\s\w+\s$", _since_boundary(begun))
        if _JOINED.fullmatch(between) or not is_head or _JOINED.search(_since_boundary(begun)):
            return ""
        return first.name

    def _nearest(self, at: int) -> list[Mention]:
        """The mentions of the nearest sentence before a place that has any."""
        mentions = self.persons.mentions
        until = bisect_left(mentions, at, key=lambda one: one.at)
        last = mentions[until - 1] if until else None
        spoken = next((one for one in reversed(self.spoken) if one.at < at), None)
        if spoken and (last is None or spoken.at > last.at):
            last, until = spoken, until
        if last is None or at - last.at > REACH_BACK:
            return []
        start = last.at
        for match in _BOUNDARY.finditer(self.text, max(0, last.at - 300), last.at):
            start = match.end()
        if not _BOUNDARY.search(self.text, max(0, last.at - 300), last.at):
            start = max(0, last.at - 300)
        mine = [one for one in mentions[max(0, until - 6) : until] if one.at >= start]
        return mine if spoken is not last else [*mine, last]


def _since_boundary(text: str) -> str:
    return _BOUNDARY.split(text)[-1]


def _is_single_name(name: str) -> bool:
    """Whether a speaker that is no whole name is a person's: `Arden`, `Captain Birk`."""
    words = name.split()
    if not words or not words[-1][0].isupper() or len(words) > 4:
        return False
    if organisation_words() & {folded(words[0]), folded(words[-1])} or words[-1].isupper():
        return False
    entry = gazetteer_entry(words)
    if entry and entry.kind != "person":
        return False
    return len(words) == 1 or folded(words[0].strip(".")) in titles() or len(words) < 4


_PERSON_ROLE = re.compile(
    r"(?i)(?:\w*(?:man|woman|person)|\w+(?:ist|ian|er|or|ent|ant|ee|ess)|boy|girl|chef|doctor|nurse|mp|"
    r"minister|official|captain|judge|chief|coach|guard|pilot|guide|cook|host|guest|bride|groom)$"
)


_LINKED = re.compile(r"\s(?:of|for|from|at|in|des|der|du|de|del|della|van|von)\s")


def is_person_role(phrase: str) -> bool:
    """Whether a role is one person's: `a Tollan Rail spokeswoman`, not `the council`."""
    if arabic.is_arabic(phrase):
        return True
    head = _LINKED.split(phrase)[0].split()
    last = head[-1] if head else ""
    is_noun = _PERSON_ROLE.match(last) and last.lower() not in person_words("no_person")
    return folded(last) in titles() or bool(is_noun)


def role_gender(phrase: str) -> str:
    """The gender that a role shows: `the spokeswoman`, `المتحدثة`."""
    if arabic.is_feminine(phrase):
        return "she"
    last = phrase.lower().split()
    if any(one.endswith("woman") or one in ("mother", "girl", "widow", "queen") for one in last):
        return "she"
    if any(one.endswith("man") or one in ("father", "boy", "widower", "king") for one in last):
        return "he"
    return ""


def is_own_name(speaker: str) -> bool:
    """Whether a speaker is named by a name of its own, which other texts may use for the same: one
    of two words or more, or a body's letters (`NKL`). Roles, and surnames alone, are anyone's."""
    if arabic.is_arabic(speaker):
        return arabic.is_own_name(speaker)
    words = speaker.split()
    if not words or folded(words[0]) in titles() or speaker.endswith(("'s", "’s")):
        return False
    if len(words) == 1:
        return speaker.isupper() and len(speaker) > 2
    small = all(one[0].isupper() or one.lower() in SMALL_WORDS for one in words)
    return words[0][0].isupper() and words[-1][0].isupper() and small

"""Whom a text names, and where: persons by their whole names, roles that they hold, and bodies."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from octavo.analyse.names.capitalised import NAMED_CHARACTERS
from octavo.analyse.names.entities import named
from octavo.analyse.names.gazetteer import gazetteer_entry
from octavo.analyse.words.data_files import listed
from octavo.assist.quotes import arabic
from octavo.assist.quotes.words import (
    SpeechWords,
    genders,
    given_names,
    organisation_words,
    person_words,
    titles,
)
from octavo.formats.folding import folded
from octavo.types import Entity

MOST_NAMES = 80
"""Names of a text that are looked for in it. Chosen by hand; not measured."""

MOST_MENTIONS = 2_000
"""Mentions of a text that are kept. Chosen by hand; not measured."""

MOST_WORDS = 4
"""Words of a person's name. Chosen by hand; not measured."""

_RUN = re.compile(
    r"(?<![\w’'-])(?:[^\W\d_a-zß-öø-ÿа-я]\.[ \u00a0])*[^\W\d_a-zß-öø-ÿа-я][\w’'-]*"
    r"(?:[ \u00a0](?:(?:de|da|di|do|dos|del|der|van|von|bin|al|la|le)[ \u00a0]){0,2}"
    r"(?:[A-Z]\.[ \u00a0])?[^\W\d_a-zß-öø-ÿа-я][\w’'-]*){1,5}"
)
_APPOSED = re.compile(
    r",\s(?:the|an?|a former|die|der|la|le|el|il)\s(?P<role>[\w’' -]{3,40}?)"
    r"(?=,|\.|\s(?:of|for|at|in)\s)"
)
_SINGLE = re.compile(r"(?<![\w’'-])[^\W\d_a-zß-öø-ÿа-я][a-zà-ÿ]+(?![\w-])(?!\s[A-Z])")
_LOWER_NEXT = re.compile(r"\s([a-z]+)")
_GENERATION = frozenset({"Jr", "Sr", "II", "III"})
_BODY = re.compile(
    r"(?<!\w)(?:[Tt]he|[Ii]ts)\s(?:[\w-]+\s){0,2}?(?:company|council|ministry|government|board|"
    r"agency|bank|union|firm|club|committee|commission|department|police|railway|university|school|"
    r"hospital|authority|party|charity|museum|court|trust|group|airline|operator|owner)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or body at a place of the text."""

    at: int
    end: int
    name: str


@dataclass
class Persons:
    """Persons of a text by surname, their gender (`he`, `she`) where it shows, the roles that one
    person alone holds, where whole names stand first, and each mention outside quotation marks."""

    by_surname: dict[str, list[str]] = field(default_factory=dict)
    gender: dict[str, str] = field(default_factory=dict)
    roles: dict[str, list[str]] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    bodies: list[Mention] = field(default_factory=list)

    def add(self, name: str) -> None:
        """Knows a person by a whole name."""
        for part in {folded(name.split()[-1]), folded(name.split()[0])}:
            known = self.by_surname.setdefault(part, [])
            if name not in known:
                known.append(name)

    def whole(self, name: str, at: int | None = None) -> str:
        """The whole name of one who goes by a part of it; of several that one alone who has been
        named before a place; the name itself where that is nobody's, or still of several."""
        plain = name.split()
        if not plain or (len(plain) > 1 and folded(plain[0]) not in titles()):
            return name
        last = folded(plain[-1])
        found = [one for one in self.by_surname.get(last, []) if self._goes_by(one, last)]
        if len(found) > 1 and at is not None:
            found = [one for one in found if self.first.get(one, at) < at]
        return found[0] if len(found) == 1 else name

    def _goes_by(self, whole: str, part: str) -> bool:
        """Whether a person may be called by a part of the name alone: the surname, wherever it
        stands, or the given name where nobody has it as surname."""
        if folded(whole.split()[-1]) == part or part not in given_names():
            return True
        return all(folded(one.split()[-1]) != part for one in self.by_surname[part])


def persons(
    text: str, outside: str, w: SpeechWords, entities: Sequence[Entity] | None = None
) -> Persons:
    """The persons of a text; `outside` is the text with what it quotes blanked, `entities` are its
    names where they are known already."""
    found = Persons()
    if entities is None:
        entities = named("", text, w.language).entities
    whole_names = list(_whole_names(entities, text))
    if w.language == "ar":
        for whole in (*whole_names, *_arabic_names(text)):
            _know(found, whole, arabic_gender(whole))
    else:
        _read_runs(found, outside, w)
        _read_given_names(found, outside)
        for whole in whole_names:
            _, name = _split_title(whole.split(), w)
            if len(name) > 1 and _may_be_person(name):
                _know(found, " ".join(name), "")
    found.mentions = list(_mentions(found, outside))
    found.bodies = [
        Mention(m.start(), m.end(), _lowered(m.group())) for m in _BODY.finditer(outside)
    ]
    return found


def _whole_names(entities: Sequence[Entity], text: str) -> Iterator[str]:
    for entity in entities:
        is_whole = MOST_WORDS >= len(entity.name.split()) > 1 and entity.name in text
        if entity.kind == "person" and is_whole:
            yield entity.name


def _lowered(phrase: str) -> str:
    return phrase[0].lower() + phrase[1:]


def _know(found: Persons, name: str, gender: str) -> None:
    found.add(name)
    found.gender[name] = gender or found.gender.get(name) or gender_of(name)


def gender_of(name: str) -> str:
    """`she` or `he` by the given name or its ending; empty where neither says."""
    first = folded(name.split()[0])
    if known := genders().get(first):
        return known
    if not first.isascii() and not re.match(r"[a-zà-ž]+$", first):
        return ""
    return "she" if first.endswith("a") and len(first) > 2 else ""


def arabic_gender(name: str) -> str:
    """As `gender_of`, of a name in Arabic."""
    is_feminine = arabic.is_feminine(name)
    return "" if is_feminine is None else "she" if is_feminine else "he"


def _read_runs(found: Persons, outside: str, w: SpeechWords) -> None:
    """Knows the names of several words, with the gender and the roles that stand beside them."""
    for match in _RUN.finditer(outside):
        words = [one for one in match.group().split() if one.strip(".") not in _GENERATION]
        titled, name = _split_title(words, w)
        following = _LOWER_NEXT.match(outside, match.end())
        is_of_body = following and following.group(1) in titles() and not titled
        if is_of_body or not 1 < len(name) <= MOST_WORDS or not _may_be_person(name):
            continue  # `a Tollan Rail spokeswoman`
        before = outside[max(0, match.start() - 24) : match.start()].split()[-1:]
        roles = [folded(one).strip(".") for one in (*before, *titled)]
        if apposed := _APPOSED.match(outside, match.end()):
            roles += [folded(one) for one in apposed["role"].split()[-1:]]
        _know(found, " ".join(name), _titled_gender(roles))
        for role in titles().intersection(roles):
            holders = found.roles.setdefault(role, [])
            holders += [" ".join(name)] if " ".join(name) not in holders else []
        if len(found.gender) >= MOST_NAMES:
            return


def _titled_gender(roles: Sequence[str]) -> str:
    if person_words("he_title").intersection(roles):
        return "he"
    return "she" if person_words("she_title").intersection(roles) else ""


def _read_given_names(found: Persons, outside: str) -> None:
    """Knows those who are called by a given name alone: `Her sister Ida`."""
    for match in _SINGLE.finditer(outside):
        plain = folded(match.group())
        is_new = plain in genders() and plain not in found.by_surname
        if is_new and len(found.gender) < MOST_NAMES:
            found.gender[match.group()] = genders()[plain]


def _split_title(words: list[str], w: SpeechWords) -> tuple[list[str], list[str]]:
    """The titles before a name, and the name; words that only begin a sentence are left out."""
    opening = w.end | w.determiner | w.link | w.adverb | listed("cues.txt")["weekday"]
    while words and words[0].lower() in opening:
        words = words[1:]
    words = [re.sub(r"['’]s$", "", one) for one in words]
    at = 0
    for i, word in enumerate(words[:-1]):
        if folded(word) in titles():
            at = i + 1
        elif i and folded(word) in given_names():
            at = i
            break
    return words[:at], words[at:]


def _may_be_person(name: Sequence[str]) -> bool:
    first, last = folded(name[0]), folded(name[-1])
    cues = listed("cues.txt")
    if not organisation_words().isdisjoint((first, last)) or first in person_words("place_begins"):
        return False
    if any(one.isupper() and len(one) > 2 for one in name) or name[0].lower() in cues["generic"]:
        return False
    if not cues["weekday"].isdisjoint((first, last)):
        return False
    entry = gazetteer_entry(list(name))
    return entry is None or entry.kind == "person"


def _arabic_names(text: str) -> Iterator[str]:
    """Names after titles, those with a known given name, and those after verbs of saying."""
    yield from arabic.given_names(text)
    yield from arabic.titled_names(text)
    for match in arabic.VERB.finditer(text, 0, NAMED_CHARACTERS):
        phrase = arabic.phrase(text[match.end() : match.end() + 120])
        if MOST_WORDS >= len(phrase.split()) > 1 and arabic.is_name(phrase):
            yield phrase


def _mentions(found: Persons, outside: str) -> Iterator[Mention]:
    """Where persons are named, by their whole names or a part."""
    names = list(found.gender)[:MOST_NAMES]
    parts = {one.split()[-1] for one in names} | {one.split()[0] for one in names}
    spelled = sorted({*names, *parts}, key=len, reverse=True)
    if not spelled:
        return
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, spelled))})(?!\w)")
    for count, match in enumerate(pattern.finditer(outside)):
        if count >= MOST_MENTIONS:
            return
        if match.group() in found.gender:
            found.first.setdefault(match.group(), match.start())
        whole = found.whole(match.group(), match.start())
        if whole in found.gender:
            yield Mention(match.start(), match.end(), whole)

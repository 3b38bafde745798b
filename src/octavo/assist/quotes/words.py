"""The words by which a language says who said it, read once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from octavo.analyse.words.data_files import listed
from octavo.formats.folding import folded

Pattern = re.Pattern[str]
SAMPLED_CHARACTERS = 4_000
"""Characters of a text by which its language is chosen anew. Chosen by hand; not measured."""

_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class SpeechWords:
    """The patterns and word lists of one language; words are in lower case."""

    language: str
    say: Pattern
    say_or_describe: Pattern
    inverted: Pattern
    according: Pattern
    breaks: Pattern
    determiner: frozenset[str]
    link: frozenset[str]
    end: frozenset[str]
    adverb: frozenset[str]
    naming: frozenset[str]
    inanimate: frozenset[str]
    many: frozenset[str]
    pronouns: dict[str, str]
    """`he`, `she`, `they` or `it` for each pronoun."""


def words_of(text: str, language: str) -> SpeechWords:
    """The words to read a text with: those of its language if one of its verbs of saying is there,
    else those whose verbs are there most, as short texts are taken for another language."""
    sample = text[:SAMPLED_CHARACTERS]
    own = words(language)
    is_known = language in _kinds() and (own.say.search(sample) or own.according.search(sample))
    if language == "ar" or is_known:
        return own
    counts = {one: _count(words(one), sample) for one in _kinds()}
    best = max(counts, key=lambda one: counts[one])
    return words(best if counts[best] else language)


def _count(w: SpeechWords, sample: str) -> int:
    return len(w.say.findall(sample)) + len(w.according.findall(sample))


@cache
def words(language: str) -> SpeechWords:
    """The words of a language; those of English where it has none, and of Arabic, which has rules
    of its own."""
    kinds = _kinds().get(language) or _kinds()["en"]
    say = _verbs(kinds)
    told = [*map(re.escape, (*kinds.get("told", ()), *kinds.get("participle_ing", ())))]
    sets = {key: frozenset(kinds.get(key, ())) for key in _SETS}
    return SpeechWords(
        language=language,
        say=_pattern([*say, *told]),
        say_or_describe=_pattern([*say, *map(re.escape, kinds.get("describe", ())), *told]),
        inverted=_pattern(say),
        according=_pattern(map(re.escape, kinds.get("according", ()))),
        breaks=_pattern(map(re.escape, kinds.get("break", ()))),
        pronouns={one: key for key in ("he", "she", "they", "it") for one in kinds.get(key, ())},
        **sets,
    )


_SETS = ("determiner", "link", "end", "adverb", "naming", "inanimate", "many")


def _verbs(kinds: dict[str, tuple[str, ...]]) -> list[str]:
    """Patterns of the verbs of saying, those with an auxiliary first; French ones hold the pronoun
    that is joined to them (`a-t-elle dit`, `explique-t-il`)."""
    if not kinds.get("say"):
        return []
    say = "|".join(_longest_first(kinds["say"]))
    joined = r"(?:-t)?-(?:il|elle|ils|elles|on)(?!\w)"
    found = []
    if participles := "|".join(_longest_first(kinds.get("participle", ()))):
        auxiliary = "|".join(_longest_first(kinds.get("auxiliary", ())))
        found.append(rf"(?:{auxiliary})(?:{joined})?\s(?:[^\W\d_]+\s)?(?:{participles})e?s?")
    return [*found, rf"(?:{say})(?:{joined})?"]


def _longest_first(some: tuple[str, ...]) -> list[str]:
    return [re.escape(one) for one in sorted(some, key=len, reverse=True)]


def _pattern(alternatives: Iterable[str]) -> Pattern:
    some = list(alternatives)
    return re.compile(rf"(?i)(?<![\w’'-])(?:{'|'.join(some)})(?![\w-])") if some else _NEVER


@cache
def _kinds() -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for key, some in _rows("quotes.txt"):
        language, _, kind = key.partition(".")
        found.setdefault(language, {})[kind] = tuple(some.split("|"))
    return found


@cache
def genders() -> dict[str, str]:
    """`he` or `she` for a given name, folded."""
    both: dict[str, set[str]] = {"he": set(), "she": set()}
    for key, some in _rows("genders.txt"):
        both[key] |= {folded(one) for one in some.split()}
    unsure = both["he"] & both["she"]
    return {one: key for key, some in both.items() for one in some - unsure}


@cache
def given_names() -> frozenset[str]:
    """Given names, folded."""
    every = listed("given_names.txt").values()
    return frozenset(folded(one) for some in every for one in some) | frozenset(genders())


@cache
def person_words(kind: str) -> frozenset[str]:
    """The words of a kind in `persons.txt`, folded."""
    return frozenset(
        folded(one) for key, some in _rows("persons.txt") if key == kind for one in some.split()
    )


@cache
def titles() -> frozenset[str]:
    """Words that stand before a person's name."""
    cues = listed("cues.txt")
    known = frozenset(folded(one) for one in cues["title"] | cues["title_de"])
    return known | person_words("title")


@cache
def organisation_words() -> frozenset[str]:
    """Words that make a name that of a body or of a place."""
    cues = listed("cues.txt")
    return cues["organisation"] | cues["place"] | person_words("organisation")


def _rows(name: str) -> list[tuple[str, str]]:
    text = (files("octavo.assist") / "data" / name).read_text(encoding="utf-8")
    lines = (line.partition(": ") for line in text.splitlines() if line and line[0] != "#")
    return [(key, rest) for key, _, rest in lines]

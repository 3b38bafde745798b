"""Topics: what a text is about beside its names: `port strike`, `interest rates`, `إضراب الميناء`.

words of one phrase ── adjacent pairs and triples of nouns ──► said again, and in headline or lead
                    └─ single nouns, rare ones only ─────────► said again, and in the headline

A topic is spelled alike in every article: English nouns in the singular, save those that news
writes in the plural; other languages as the text writes it most.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from octavo.analyse.words.data_files import listed
from octavo.analyse.words.terms import rarity
from octavo.analyse.words.words import (
    ARABIC,
    arabic_stem,
    content_stems,
    folded,
    folded_arabic,
    stop_words,
)

READ = 8000
"""Characters of a body in which topics are counted."""

RARE = 7.0
"""The rarity a single noun has at least."""

AGAIN, OFTEN = 2, 6
"""How often a single noun is said: one that is a subject of news, and any other."""

STRONG = {"ar": 5.0}
ELSE_STRONG = 5.5
"""The rarity of the words of a phrase together, at least: `next week` is none."""

TELLING = 12.0
"""The rarity of a phrase of the headline that the text takes up only in part."""

PHRASES = ("en", "de", "ar", "fr", "es", "it", "pt", "nl")
"""Languages whose words are parted by blanks and whose common ones are known."""

READ_APART = ("en", "de", "ar")
"""Languages whose verbs are known: there the words of a phrase may be said again apart."""

_RUN = re.compile(r"[^\W_]+(?:[-‐‑'’.][^\W_]+)*|[^\w\s]|\n")
_PLURALS = (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"))

Stems = tuple[str, ...]


@dataclass
class _Said:
    """A phrase as the text says it: its spellings, and how often in headline and lead."""

    spellings: Counter[str] = field(default_factory=Counter)
    early: int = 0
    titled: int = 0

    @property
    def count(self) -> int:
        return self.spellings.total()


def topics(
    headline: str, lead: str, body: str, language: str, is_name: Callable[[Stems], bool]
) -> Iterator[str]:
    """The topics of a text, strongest first; none whose stems are a name's."""
    said: dict[Stems, _Said] = defaultdict(_Said)
    if language not in PHRASES:
        return
    for part, text in (("titled", headline), ("early", lead), ("body", body[:READ])):
        for words in _phrases(text, language):
            _count(said, words, part, language)
    found = {
        stems: worth
        for stems in list(said)
        if (worth := _worth(stems, said, language)) and not is_name(stems)
    }
    taken: set[str] = set()
    for stems in sorted(found, key=lambda s: (-found[s], s)):
        subject = _subjects(language).get(stems[0]) if len(stems) == 1 else None
        if subject or taken.isdisjoint(stems):
            taken.update(stems if len(stems) > 1 or not subject else ())
            yield subject or _spelled(said[stems].spellings, language)


def _phrases(text: str, language: str) -> Iterator[list[str]]:
    """Runs of words that may stand in a topic, with nothing between them."""
    run: list[str] = []
    is_arabic = language == "ar"
    words = _RUN.findall(_MARKS.sub("", text) if is_arabic else text)
    for word in _bare(words) if is_arabic else words:
        if _is_topical(word, language):
            run.append(word)
            continue
        if word not in "'’" and run:
            yield run
            run = []
    if run:
        yield run


@cache
def _never(language: str) -> frozenset[str]:
    cues = listed("cues.txt")
    names = ["weekday", "title", "verb", "time_ar", "no_topic"]
    names += ["title_ar", "generic_ar"] if language == "ar" else []
    return frozenset(folded(word) for name in names for word in cues[name])


def _is_topical(word: str, language: str) -> bool:
    plain = folded(word)
    if not word.isalpha() or len(plain) < 3 or plain in _never(language):
        return False
    if language == "ar":
        return _is_arabic_noun(plain)
    return plain not in stop_words(language) and not (language == "en" and _is_said(plain))


def _is_said(word: str) -> bool:
    """Whether an English word is a verb or an adverb by its ending."""
    if word in listed("cues.txt")["noun"]:
        return False
    return word.endswith(("ed", "ly", "n't", "ing")) and len(word) > 4


def _count(said: dict[Stems, _Said], words: list[str], part: str, language: str) -> None:
    for length in (1, 2, 3):
        for at in range(len(words) - length + 1):
            chosen = words[at : at + length]
            stems = tuple(s for word in chosen for s in content_stems(word, language))
            if len(set(stems)) != length or len(stems) != length:
                continue
            if length > 1 and not _is_noun(chosen, language):
                continue
            one = said[stems]
            one.spellings[" ".join(chosen)] += part != "early"
            one.titled += part == "titled"
            one.early += part != "body"


def _is_noun(words: Sequence[str], language: str) -> bool:
    """Whether words read as a noun with what tells it apart: German by its capital, Arabic by the
    article."""
    if language == "de":
        return words[-1][0].isupper()
    if language == "en":
        return not _is_kind(words[-1].lower())
    if language == "ar":
        first, last = map(folded_arabic, (words[0], words[-1]))
        is_for = first.startswith("ل") and first not in _called_with_l()
        return len(words) == 2 and not is_for and (last.startswith("ال") or first in _called())
    return len(words) < 3


def _is_kind(word: str) -> bool:
    """Whether an English word is an adjective by its ending."""
    is_noun = word in listed("cues.txt")["noun"]
    return not is_noun and word.endswith(("al", "ous", "ive", "ic", "ful", "less", "able", "ible"))


@cache
def _called() -> frozenset[str]:
    """What stands before a name in Arabic: `port`, `river`, `festival`."""
    cues = listed("cues.txt")
    return frozenset(map(folded_arabic, cues["place_ar"] | cues["called_ar"]))


@cache
def _called_with_l() -> frozenset[str]:
    return frozenset(map(folded_arabic, listed("cues.txt")["not_l"]))


def _worth(stems: Stems, said: Mapping[Stems, _Said], language: str) -> float:
    """How strongly a phrase stands for its text; 0 for one that does not."""
    one, generic = said[stems], _generic(language)
    rare = [0.5 * rarity(s, language) if s in generic else rarity(s, language) for s in stems]
    if len(stems) == 1:
        return 0.5 * rare[0] * math.sqrt(one.count) if _is_subject(stems[0], one, language) else 0.0
    if not one.early or sum(rare) < STRONG.get(language, ELSE_STRONG) or generic.issuperset(stems):
        return 0.0
    is_read = len(stems) == 2 and language in READ_APART
    apart = sorted(said[s,].count for s in stems) if is_read else [0, 0]
    is_told = one.titled and apart[1] > AGAIN and sum(rare) >= TELLING
    if one.count < 2 and apart[0] < 2 and not is_told:
        return 0.0
    return (
        sum(rare)
        * math.sqrt(one.count)
        * (1.5 if one.titled else 1)
        * (0.8 if len(stems) > 2 else 1)
    )


def _is_subject(stem: str, one: _Said, language: str) -> bool:
    """Whether a single noun may stand alone: a subject of news, or said all the time."""
    if stem in _subjects(language):
        return one.count >= AGAIN if one.titled else one.early > 0 and one.count > AGAIN
    is_rare = rarity(stem, language) >= RARE and stem not in _generic(language)
    return one.titled > 0 and one.count >= OFTEN and is_rare


@cache
def _subjects(language: str) -> dict[str, str]:
    """The subjects of news that may stand alone, by stem, as they are written."""
    words = sorted(listed("cues.txt")["subject"])
    single = noun if language == "en" else str
    return {stem: single(word) for word in words for stem in content_stems(word, language)}


@cache
def _generic(language: str) -> frozenset[str]:
    words = listed("cues.txt")["generic"] | listed("cues.txt")["generic_ar"]
    return frozenset(stem for word in words for stem in content_stems(word, language))


def _spelled(spellings: Counter[str], language: str) -> str:
    most = max(spellings, key=lambda s: (spellings[s], s.islower(), -len(s), s))
    if language != "en":
        return most
    *front, head = most.lower().split()
    return " ".join([*map(_single, front), noun(head)])


def noun(word: str) -> str:
    """The form in which an English noun is written as a topic: singular, save what news writes in
    the plural (`rates`, `sanctions`)."""
    return f"{word}s" if f"{word}s" in listed("cues.txt")["plural"] else _single(word)


def _single(word: str) -> str:
    if word in listed("cues.txt")["plural"]:
        return word
    if not word.endswith("s") or word.endswith(("ss", "us", "is", "ics", "ws")) or len(word) < 5:
        return word
    for ending, single in _PLURALS:
        if word.endswith(ending):
            return word.removesuffix(ending) + single
    return word[:-1]


# ---------------------------------------------------------------- Arabic

_CLITICS = ("وال", "فال", "بال", "كال")
_MARKS = re.compile(r"[\u064b-\u0652\u0640]")


def _bare(words: Sequence[str]) -> list[str]:
    """Arabic words without what is written onto them, the article kept: of `و`, `ف`, `ب`, `ل` what
    the text has without them as well."""
    there = frozenset(words)
    return [_unglued(word, there) for word in words]


def _unglued(word: str, there: frozenset[str]) -> str:
    if word.startswith("لل") and len(word) > 4:
        return "ال" + word[2:]
    if word.startswith(_CLITICS) and len(word) > 5:
        return word[1:]
    return word[1:] if len(word) > 3 and word[0] in "وفبل" and word[1:] in there else word


def _is_arabic_noun(plain: str) -> bool:
    """Whether a word may be a noun: no particle and no verb in the past of `she` or the present."""
    if not ARABIC.search(plain) or plain in stop_words("ar") or len(arabic_stem(plain)) < 2:
        return False
    if plain.startswith("ال"):
        return True
    past = plain.endswith("ت") and not plain.endswith("ات") and len(plain) > 3
    present = plain[0] == "ي" and len(plain) > 3
    return not past and not present and not plain.endswith(("ها", "هم"))

"""Topics: what a text is about beside its names: `port strike`, `interest rates`, `إضراب الميناء`.

words of one phrase ── adjacent pairs and triples of nouns ──► repeated, and in headline or lead
                    └─ single nouns, rare ones only ─────────► repeated, and in the headline

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

TOPIC_CHARACTERS = 8000
"""Characters of a body in which topics are counted. Chosen by hand; not measured."""

RARE_NOUN = 7.0
"""The rarity of a single noun, at least. Chosen by hand; not measured."""

REPEATED, OFTEN_REPEATED = 2, 6
"""How often a single noun is repeated: one that is a subject of news, and any other. Chosen by
hand; not measured."""

RARE_PHRASE = {"ar": 5.0}
RARE_PHRASE_ELSEWHERE = 5.5
"""The rarity of the words of a phrase together, at least, for Arabic and other languages: `next
week` is none. Chosen by hand; not measured."""

RARE_HEADLINE_PHRASE = 12.0
"""The rarity of a phrase of the headline that the text repeats only in part. Chosen by hand; not
measured."""

PHRASE_LANGUAGES = ("en", "de", "ar", "fr", "es", "it", "pt", "nl")
"""Languages whose words are parted by blanks and whose common ones are known."""

APART_LANGUAGES = ("en", "de", "ar")
"""Languages whose verbs are known: there the words of a phrase may be repeated apart."""

_TOKEN = re.compile(r"[^\W_]+(?:[-‐‑'’.][^\W_]+)*|[^\w\s]|\n")
_PLURALS = (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"))

Stems = tuple[str, ...]


@dataclass
class _Phrase:
    """A phrase of a text: its spellings, and how often in headline and lead."""

    spellings: Counter[str] = field(default_factory=Counter)
    in_lead: int = 0
    in_headline: int = 0

    @property
    def count(self) -> int:
        return self.spellings.total()


def topics(
    headline: str, lead: str, body: str, language: str, is_name: Callable[[Stems], bool]
) -> Iterator[str]:
    """The topics of a text, strongest first; none whose stems are a name's."""
    phrases: dict[Stems, _Phrase] = defaultdict(_Phrase)
    if language not in PHRASE_LANGUAGES:
        return
    for part, text in (("titled", headline), ("early", lead), ("body", body[:TOPIC_CHARACTERS])):
        for words in _phrases(text, language):
            _count(phrases, words, part, language)
    found = {
        stems: score
        for stems in list(phrases)
        if (score := _score(stems, phrases, language)) and not is_name(stems)
    }
    taken: set[str] = set()
    for stems in sorted(found, key=lambda s: (-found[s], s)):
        subject = _subjects(language).get(stems[0]) if len(stems) == 1 else None
        if subject or taken.isdisjoint(stems):
            taken.update(stems if len(stems) > 1 or not subject else ())
            yield subject or _spelled(phrases[stems].spellings, language)


def _phrases(text: str, language: str) -> Iterator[list[str]]:
    """Runs of words that may stand in a topic, with nothing between them."""
    run: list[str] = []
    is_arabic = language == "ar"
    words = _TOKEN.findall(_MARKS.sub("", text) if is_arabic else text)
    for word in _without_clitics(words) if is_arabic else words:
        if _is_topical(word, language):
            run.append(word)
            continue
        if word not in "'’" and run:
            yield run
            run = []
    if run:
        yield run


@cache
def _excluded_words(language: str) -> frozenset[str]:
    cues = listed("cues.txt")
    names = ["weekday", "title", "verb", "time_ar", "no_topic"]
    names += ["title_ar", "generic_ar"] if language == "ar" else []
    return frozenset(folded(word) for name in names for word in cues[name])


def _is_topical(word: str, language: str) -> bool:
    plain = folded(word)
    if not word.isalpha() or len(plain) < 3 or plain in _excluded_words(language):
        return False
    if language == "ar":
        return _is_arabic_noun(plain)
    return plain not in stop_words(language) and not (
        language == "en" and _is_verb_or_adverb(plain)
    )


def _is_verb_or_adverb(word: str) -> bool:
    """Whether an English word is a verb or an adverb by its ending."""
    if word in listed("cues.txt")["noun"]:
        return False
    return word.endswith(("ed", "ly", "n't", "ing")) and len(word) > 4


def _count(phrases: dict[Stems, _Phrase], words: list[str], part: str, language: str) -> None:
    for length in (1, 2, 3):
        for at in range(len(words) - length + 1):
            chosen = words[at : at + length]
            stems = tuple(s for word in chosen for s in content_stems(word, language))
            if len(set(stems)) != length or len(stems) != length:
                continue
            if length > 1 and not _is_noun(chosen, language):
                continue
            one = phrases[stems]
            one.spellings[" ".join(chosen)] += part != "early"
            one.in_headline += part == "titled"
            one.in_lead += part != "body"


def _is_noun(words: Sequence[str], language: str) -> bool:
    """Whether words read as a noun with what tells it apart: German by its capital, Arabic by the
    article."""
    if language == "de":
        return words[-1][0].isupper()
    if language == "en":
        return not _is_kind(words[-1].lower())
    if language == "ar":
        first, last = map(folded_arabic, (words[0], words[-1]))
        has_preposition = first.startswith("ل") and first not in _nouns_with_l()
        return (
            len(words) == 2
            and not has_preposition
            and (last.startswith("ال") or first in _place_nouns())
        )
    return len(words) < 3


def _is_kind(word: str) -> bool:
    """Whether an English word is an adjective by its ending."""
    is_noun = word in listed("cues.txt")["noun"]
    return not is_noun and word.endswith(("al", "ous", "ive", "ic", "ful", "less", "able", "ible"))


@cache
def _place_nouns() -> frozenset[str]:
    """What stands before a name in Arabic: `port`, `river`, `festival`."""
    cues = listed("cues.txt")
    return frozenset(map(folded_arabic, cues["place_ar"] | cues["called_ar"]))


@cache
def _nouns_with_l() -> frozenset[str]:
    return frozenset(map(folded_arabic, listed("cues.txt")["not_l"]))


def _score(stems: Stems, phrases: Mapping[Stems, _Phrase], language: str) -> float:
    """How strongly a phrase stands for its text; 0 for one that does not."""
    one, generic = phrases[stems], _generic(language)
    rare = [0.5 * rarity(s, language) if s in generic else rarity(s, language) for s in stems]
    if len(stems) == 1:
        return 0.5 * rare[0] * math.sqrt(one.count) if _is_subject(stems[0], one, language) else 0.0
    if (
        not one.in_lead
        or sum(rare) < RARE_PHRASE.get(language, RARE_PHRASE_ELSEWHERE)
        or generic.issuperset(stems)
    ):
        return 0.0
    is_read = len(stems) == 2 and language in APART_LANGUAGES
    apart = sorted(phrases[s,].count for s in stems) if is_read else [0, 0]
    is_headline_phrase = (
        one.in_headline and apart[1] > REPEATED and sum(rare) >= RARE_HEADLINE_PHRASE
    )
    if one.count < 2 and apart[0] < 2 and not is_headline_phrase:
        return 0.0
    return (
        sum(rare)
        * math.sqrt(one.count)
        * (1.5 if one.in_headline else 1)
        * (0.8 if len(stems) > 2 else 1)
    )


def _is_subject(stem: str, one: _Phrase, language: str) -> bool:
    """Whether a single noun may stand alone: a subject of news, or said all the time."""
    if stem in _subjects(language):
        return (
            one.count >= REPEATED if one.in_headline else one.in_lead > 0 and one.count > REPEATED
        )
    is_rare = rarity(stem, language) >= RARE_NOUN and stem not in _generic(language)
    return one.in_headline > 0 and one.count >= OFTEN_REPEATED and is_rare


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


def _without_clitics(words: Sequence[str]) -> list[str]:
    """Arabic words without what is written onto them, the article kept: of `و`, `ف`, `ب`, `ل` what
    the text has without them as well."""
    words_here = frozenset(words)
    return [_without_clitic(word, words_here) for word in words]


def _without_clitic(word: str, words_here: frozenset[str]) -> str:
    if word.startswith("لل") and len(word) > 4:
        return "ال" + word[2:]
    if word.startswith(_CLITICS) and len(word) > 5:
        return word[1:]
    return word[1:] if len(word) > 3 and word[0] in "وفبل" and word[1:] in words_here else word


def _is_arabic_noun(plain: str) -> bool:
    """Whether a word may be a noun: no particle and no verb in the past of `she` or the present."""
    if not ARABIC.search(plain) or plain in stop_words("ar") or len(arabic_stem(plain)) < 2:
        return False
    if plain.startswith("ال"):
        return True
    past = plain.endswith("ت") and not plain.endswith("ات") and len(plain) > 3
    present = plain[0] == "ي" and len(plain) > 3
    return not past and not present and not plain.endswith(("ها", "هم"))

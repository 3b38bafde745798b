"""The terms of a question: its words and names, with weights and other words for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from octavo.analyse.names.gazetteer import arabic_entry, gazetteer_entry, longest_spelling
from octavo.analyse.words.data_files import listed
from octavo.analyse.words.terms import rarity
from octavo.analyse.words.words import ARABIC, WORD, content_stems, folded, stop_words
from octavo.assist.asking.lexicon import converses, spellings, synonyms
from octavo.assist.asking.lists import listed_phrases

NAME_WEIGHT = 4.0
"""A name weighs less than a rare word, for an article must have it anyway. Chosen by hand; not
measured."""

MOST_WEIGHT = 7.0
"""The weight of the rarest word. Chosen by hand; not measured."""

SOFT_WEIGHT = 0.5
"""The weight of a word that asks for little: `people`, `happened`. Chosen by hand; not measured."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or name of a question: its stem, weight, the stems of its synonyms and of what
    says the same from the other side, and for a name of the gazetteer its spellings, each as the
    folded words it takes; `word` is how it is written."""

    stem: str
    weight: float
    is_name: bool = False
    others: frozenset[str] = frozenset()
    converses: frozenset[str] = frozenset()
    spellings: tuple[tuple[str, ...], ...] = ()
    word: str = ""
    is_soft: bool = False


def question_terms(text: str, code: str, measure: str = "") -> list[Term]:
    """The terms of a question, its names of the gazetteer first. What a measure
    asks for by itself weighs little: what `cost` 16,900 need not say so."""
    asking = {folded(word) for word in listed("cues.txt")["asking"]}
    names, covered = names_in(text)
    found = [
        Term(f"={key}", NAME_WEIGHT, is_name=True, spellings=spellings(key))
        for key in sorted(names)
    ]
    mine = {stem for word in covered for stem in content_stems(word, code)}
    words = WORD.findall(text)
    for at, word in enumerate(words):
        if folded(word) in asking:
            continue
        for stem in content_stems(word, code) or _stop_like(word, code):
            if stem not in mine:
                mine.add(stem)
                found.append(_term(word, stem, code, measure, is_first=not at))
    return found


def _stop_like(word: str, code: str) -> tuple[str, ...]:
    """A word itself whose stem is a stop word's, where it is none: `marched`, of `March`."""
    plain = folded(word)
    is_one = code == "en" and len(plain) > 3 and plain not in stop_words(code)
    return (plain,) if is_one else ()


def _term(word: str, stem: str, code: str, measure: str, *, is_first: bool) -> Term:
    if folded(word) in listed_phrases("soft") | listed_phrases(f"implied_{measure}"):
        known = synonyms(code).get(stem, frozenset())
        return Term(stem, SOFT_WEIGHT, others=known, is_soft=True, word=word)
    is_name = word[0].isdigit() or (word[0].isupper() and not is_first and code != "de")
    weight = max(rarity(stem, code), 1.0)
    if is_name:
        return Term(stem, NAME_WEIGHT, is_name=True, word=word)
    return Term(
        stem,
        min(weight, MOST_WEIGHT),
        others=synonyms(code).get(stem, frozenset()),
        converses=converses(code).get(stem, frozenset()),
        word=word,
    )


def names_in(text: str) -> tuple[set[str], set[str]]:
    """The names of the gazetteer in a text by their keys; and the words they took."""
    words = WORD.findall(text)
    names: set[str] = set()
    covered: set[str] = set()
    at = 0
    while at < len(words):
        taken, key = _name_at(words, at)
        if key:
            names.add(key)
            covered.update(words[at : at + taken])
        at += taken
    return names, covered


def _name_at(words: Sequence[str], at: int) -> tuple[int, str]:
    if ARABIC.match(words[at]):
        found = arabic_entry(list(words), at)
        return (found[0], found[1].key) if found else (1, "")
    if not words[at][0].isupper():
        return 1, ""
    for length in range(min(longest_spelling(), len(words) - at), 0, -1):
        name = gazetteer_entry(
            [word.removesuffix("'s").removesuffix("’s") for word in words[at : at + length]]
        )
        if name:
            return length, name.key
    return 1, ""

"""What a phrase of the table does not mean where it stands: words quoted to condemn them, denied,
said of oneself, of animals, or taken from the headline."""

import re
from collections.abc import Iterator
from functools import cache

from octavo.analyse.words.words import folded_arabic
from octavo.assist.moderation.phrases import Phrase
from octavo.assist.moderation.words import data_lines, disguised_words, word_lists

Span = tuple[int, int]

WORDS_BEFORE = 40
"""Characters before a phrase in which a denial or the writer is looked for: about five words.
Chosen by hand; not measured."""

_QUOTATION = re.compile(r'"[^"]{1,600}"')
_OF_ANIMALS = re.compile(
    r"\b(?:shot|killed|put down|hunted down|exterminated|eradicated|drowned)\b"
)
_THINGS = frozenset({"they", "these", "those", "it", "he", "she", "all"})


@cache
def _exempting() -> dict[str, re.Pattern[str]]:
    pairs = (line.partition(": ") for line in data_lines("exempt.txt"))
    return {
        name: re.compile(rf"(?<![^ ])(?:{folded_arabic(pattern)})(?![^ ])")
        for name, _, pattern in pairs
    }


def without_innocent(plain: str) -> str:
    """A plain text without the turns of speech that hold a word of the lists and mean no harm."""
    return _exempting()["innocent"].sub("_", plain)


def mentions(plain: str) -> list[Span]:
    """Where a plain text mentions words without meaning them: quotations of somebody else, and
    what is reported, where the text condemns it."""
    rules = _exempting()
    spans = list(_reported(plain, rules["frame"]))
    if rules["condemning"].search(plain):
        spans += [*_quotations(plain), *_reported(plain, rules["reporting"])]
    return spans


def _quotations(plain: str) -> Iterator[Span]:
    for found in _QUOTATION.finditer(plain):
        before = plain[max(0, found.start() - 60) : found.start()].rpartition(" . ")[2]
        if not re.search(r"(?<![^ ])(?:i|we)(?: will)? (?:say|tell|told|said)", before):
            yield found.span()


def _reported(plain: str, opening: re.Pattern[str]) -> Iterator[Span]:
    for found in opening.finditer(plain):
        end = plain.find(" . ", found.end())
        yield found.start(), len(plain) if end < 0 else end


def is_exempt(phrase: Phrase, match: re.Match[str], headline: str, spans: list[Span]) -> bool:
    """Whether a phrase is not meant where it stands. `headline` is the plain headline, `spans` are
    the mentions of the text."""
    if any(start <= match.start() and match.end() <= end for start, end in spans):
        return True
    if phrase.spares_headline and _is_of_headline(match[0], headline):
        return True
    if phrase.kind == "incitement":
        return _is_of_animals(match, headline)
    if phrase.kind in {"insult", "hate"}:
        return _is_denied(match, phrase)
    return False


def _is_of_headline(words: str, headline: str) -> bool:
    """Whether what makes the phrase is in the headline."""
    there = set(headline.split())
    told = [word for word in words.split() if word in disguised_words()] or words.split()
    return bool(there) and all(word in there or word.rstrip("s") in there for word in told)


def _is_of_animals(match: re.Match[str], headline: str) -> bool:
    animals = set(word_lists()["animals"])
    said = {*match.string.split(), *headline.split()}
    who = match[0].partition(" ")[0]
    return bool(who in _THINGS and animals & said and _OF_ANIMALS.search(match[0]))


def _is_denied(match: re.Match[str], phrase: Phrase) -> bool:
    before = match.string[max(0, match.start() - WORDS_BEFORE) : match.start()]
    before = before.rpartition(" . ")[2].strip()
    rules = _exempting()
    if re.search(rf"{rules['negation'].pattern}$", before):
        return True
    aimed = re.search(r"(?<![^ ])(?:you|u|your|you're)(?![^ ])", f"{before} {match[0]}")
    return phrase.kind == "insult" and not aimed and bool(rules["self"].search(before))

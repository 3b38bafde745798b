"""Leading names and numbers: whom and what an article is about by its headline and its lead.

What an article names further down may be anybody's: another match of the round, last year's
result. Where two articles lead with different ones, that is evidence against one event (see
placing.conflicts).
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from octavo.analyse.figures import numbers
from octavo.analyse.words.terms import rarity
from octavo.analyse.words.words import WORD, content_stems, folded
from octavo.types import Article, Entity

LEAD_WORDS = 45
"""Different words of a text that are its lead. Chosen by hand; not measured."""

LEAD_CHARACTERS = 400
"""Characters of a text whose numbers are its leading ones. Measured on four sets: with all numbers
of a text, long ones are at odds with everything."""

PLACE_WEIGHT = 0.3
"""A place against a person or a firm: much happens in one place. Chosen by hand; not measured."""

COMMON_SHARE = 0.6
"""The share of the rarity of an unknown word below which a name is everybody's (`Washington`).
Chosen by hand; not measured."""

WELL_READ = frozenset(["en", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "no", "fi", "pl", "cs",
                       "ro", "tr", "ca", "hu", "ru", "uk", "el"])  # fmt: skip
"""Languages whose names are read by their capitals; in German every noun has one."""

_SCORE = re.compile(r"(?<![\w.,:/–-])(\d{1,2})[–-](\d{1,2})(?![\w:/–-]|[.,]\d)")
_SCORELINE = re.compile(r"^[^\W\d][^\d:]* (\d{1,2}),? [^\W\d][^\d:]* (\d{1,2})$")
"""A headline that is nothing but a score, as `Lowell City 1 Stannick Rovers 1`."""


def leading_names(article: Article, entities: Sequence[Entity], language: str) -> dict[str, float]:
    """The names that the headline or the lead has, each as its words (as written and as stems,
    separated by blanks), with a weight, 0..1: rare ones more. Nothing where names are not read
    well."""
    if language not in WELL_READ:
        return {}
    lead = dict.fromkeys(_words(article.text[: LEAD_WORDS * 20]))
    first = {*_words(article.headline), *list(lead)[:LEAD_WORDS]}
    found = {}
    for entity in entities:
        words = [word for word in entity.key.split() if len(word) > 2]
        stems = [stem for word in words for stem in content_stems(word, language)]
        weight = distinctness(stems, language) * (PLACE_WEIGHT if entity.kind == "place" else 1)
        if weight and not first.isdisjoint(words):
            found[" ".join(dict.fromkeys([*words, *stems]))] = round(weight, 3)
    return found


def _words(text: str) -> Iterator[str]:
    for word in WORD.findall(text):
        yield folded(word).removesuffix("'s")


def distinctness(stems: Iterable[str], language: str) -> float:
    """How rare the rarest word of a name is, 0 (everybody's) to 1 (never counted)."""
    rarest = max((rarity(stem, language) for stem in stems), default=0.0)
    return max(0.0, min(1.0, (rarest / rarity("", language) - COMMON_SHARE) / (1 - COMMON_SHARE)))


def leading_numbers(article: Article, language: str) -> frozenset[str]:
    """The numbers of headline and lead, without their units, and the scores, as `2-1`."""
    text = f"{article.headline}\n{article.text[:LEAD_CHARACTERS]}"
    headline = _SCORELINE.match(article.headline.strip())
    found = [*_SCORE.finditer(text), *([headline] if headline else [])]
    scores = (f"{score[1]}-{score[2]}" for score in found)
    return frozenset([*(n.partition(" ")[0] for n in numbers(text, language)), *scores])

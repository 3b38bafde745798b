"""Summaries: of an article, what its analysis chose; of a story, sentences of its independent
members, each with the article it stands in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from octavo.analyse.summary import leans_on_another
from octavo.analyse.words.terms import likeness, terms, unit
from octavo.analyse.words.words import content
from octavo.types import Analysis

STORY = 5
"""Sentences of a story's summary."""

ALIKE = 0.5
"""Cosine from which two sentences say the same."""

EARLY, OWN, LEANING, TURN = 0.3, 0.1, 0.3, 0.15
"""What standing first in its article, own reporting, leaning on a sentence before it, and an
article that has spoken already count, against 1 for speaking of all that members share."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A verbatim sentence and the article that holds it."""

    article_id: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Text:
    """An article to be read for a story: its key points, in its own order, its language, and
    whether it is own reporting (not a copy, not an agency's)."""

    article_id: int
    sentences: tuple[str, ...]
    language: str = "en"
    is_own: bool = True


def article_summary(analysis: Analysis) -> tuple[str, ...]:
    """The summary of an article: verbatim sentences, in its order."""
    return analysis.summary


def key_points(analysis: Analysis) -> tuple[str, ...]:
    """The key points of an article: verbatim sentences, in its order."""
    return analysis.key_points


def story_summary(members: Sequence[Text], most: int = STORY) -> tuple[Cited, ...]:
    """The summary of a story: at most `most` sentences that say different things, what most members
    tell first, each with its article; in the language of most members."""
    language = _language(members)
    spoken = [member for member in members if member.language == language]
    left = _weighed(spoken, language)
    chosen: list[_Line] = []
    while left and len(chosen) < most:
        best = max(left, key=lambda line: (round(_worth(line, chosen), 6), -line.number))
        left = [line for line in left if line is not best]
        if all(likeness(best.terms, line.terms) < ALIKE for line in chosen):
            chosen.append(best)
    return tuple(Cited(line.article_id, line.sentence) for line in chosen)


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence that may be chosen: its unit weighted terms and what it is worth by itself."""

    number: int
    article_id: int
    sentence: str
    terms: Mapping[str, float]
    worth: float


def _weighed(members: Sequence[Text], language: str) -> list[_Line]:
    """Every sentence with its worth: how near it is to what several members speak of (the centroid
    of Radev et al. 2004, of shared terms only), how early it stands, whose it is, whether it
    stands alone."""
    bags = [[terms(content(s, language), language) for s in m.sentences] for m in members]
    told = Counter(term for mine in bags for term in {t for bag in mine for t in bag})
    heard: Counter[str] = Counter()
    for mine in bags:
        for bag in mine:
            heard.update(bag)
    centre = unit({t: weight * (told[t] - 1) for t, weight in heard.items()})
    lines: list[_Line] = []
    for member, mine in zip(members, bags, strict=True):
        for place, (sentence, bag) in enumerate(zip(member.sentences, mine, strict=True)):
            worth = likeness(bag, centre) + EARLY / (1 + place) + OWN * member.is_own
            worth -= LEANING * leans_on_another(sentence)
            if bag:
                lines.append(_Line(len(lines), member.article_id, sentence, bag, worth))
    return lines


def _worth(line: _Line, chosen: Sequence[_Line]) -> float:
    """The worth of a sentence beside those chosen already: what is said already counts less, and so
    does an article that has spoken (MMR, Carbonell and Goldstein 1998)."""
    said = max((likeness(line.terms, other.terms) for other in chosen), default=0.0)
    turns = sum(line.article_id == other.article_id for other in chosen)
    return line.worth - said - TURN * turns


def _language(members: Sequence[Text]) -> str:
    languages = [m.language for m in members] or [""]
    return max(dict.fromkeys(languages), key=languages.count)

"""The summary of a story: sentences of its independent members, each with the article it is from.
That of an article is chosen by its analysis."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from octavo.analyse.summary import depends_on_previous
from octavo.analyse.words.terms import cosine, terms, unit
from octavo.analyse.words.words import content

SUMMARY_SENTENCES = 5
"""Sentences of a story's summary. Chosen by hand; not measured."""

SAME_COSINE = 0.5
"""Cosine from which two sentences say the same. Chosen by hand; not measured."""

EARLY_WEIGHT, OWN_WEIGHT, DEPENDENT_WEIGHT, REPEAT_WEIGHT = 0.3, 0.1, 0.3, 0.15
"""What standing first in its article, own reporting, depending on a sentence before it, and each
sentence chosen of its article already count, against 1 for the similarity to what members share.
Chosen by hand; not measured."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A verbatim sentence and the article that holds it."""

    article_id: int
    sentence: str


@dataclass(frozen=True, slots=True)
class MemberText:
    """An article of a story: its key points, in its own order, its language, and
    whether it is own reporting (not a copy, not an agency's)."""

    article_id: int
    sentences: tuple[str, ...]
    language: str = "en"
    is_own: bool = True


def story_summary(
    members: Sequence[MemberText], most: int = SUMMARY_SENTENCES
) -> tuple[Cited, ...]:
    """The summary of a story: at most `most` sentences that say different things, what most members
    report first, each with its article; in the language of most members."""
    language = _language(members)
    candidates = [member for member in members if member.language == language]
    left = _scored_lines(candidates, language)
    chosen: list[_Line] = []
    while left and len(chosen) < most:
        best = max(left, key=lambda line: (round(_marginal_score(line, chosen), 6), -line.number))
        left = [line for line in left if line is not best]
        if all(cosine(best.terms, line.terms) < SAME_COSINE for line in chosen):
            chosen.append(best)
    return tuple(Cited(line.article_id, line.sentence) for line in chosen)


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence that may be chosen: its terms at unit length, and its score by itself."""

    number: int
    article_id: int
    sentence: str
    terms: Mapping[str, float]
    score: float


def _scored_lines(members: Sequence[MemberText], language: str) -> list[_Line]:
    """Every sentence with its score: its similarity to what several members share (the centroid of
    Radev et al. 2004, of shared terms only), how early it stands, whose it is, whether it stands
    alone."""
    bags = [[terms(content(s, language), language) for s in m.sentences] for m in members]
    members_with = Counter(term for mine in bags for term in {t for bag in mine for t in bag})
    totals: Counter[str] = Counter()
    for mine in bags:
        for bag in mine:
            totals.update(bag)
    centre = unit({t: weight * (members_with[t] - 1) for t, weight in totals.items()})
    lines: list[_Line] = []
    for member, mine in zip(members, bags, strict=True):
        for place, (sentence, bag) in enumerate(zip(member.sentences, mine, strict=True)):
            score = cosine(bag, centre) + EARLY_WEIGHT / (1 + place) + OWN_WEIGHT * member.is_own
            score -= DEPENDENT_WEIGHT * depends_on_previous(sentence)
            if bag:
                lines.append(_Line(len(lines), member.article_id, sentence, bag, score))
    return lines


def _marginal_score(line: _Line, chosen: Sequence[_Line]) -> float:
    """The score of a sentence beside those chosen already: what is redundant counts less, and so
    does an article of which one is chosen (MMR, Carbonell and Goldstein 1998)."""
    redundancy = max((cosine(line.terms, other.terms) for other in chosen), default=0.0)
    repeats = sum(line.article_id == other.article_id for other in chosen)
    return line.score - redundancy - REPEAT_WEIGHT * repeats


def _language(members: Sequence[MemberText]) -> str:
    languages = [m.language for m in members] or [""]
    return max(dict.fromkeys(languages), key=languages.count)

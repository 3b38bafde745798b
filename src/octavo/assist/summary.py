"""The summary of a story: sentences of its independent members, each with the article it is from.
That of an article is chosen by its analysis."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from octavo.analyse.self_contained import dependence, is_impersonal
from octavo.analyse.words.terms import cosine, terms, unit
from octavo.analyse.words.words import content
from octavo.stories.headlines import is_loaded

SUMMARY_SENTENCES = 5
"""Sentences of a story's summary. Chosen by hand; not measured."""

SAME_COSINE = 0.5
"""Cosine from which two sentences say the same. Chosen by hand; not measured."""

EARLY_WEIGHT, OWN_WEIGHT, REPEAT_WEIGHT = 0.3, 0.1, 0.15
"""What standing first in its article, own reporting, and each sentence chosen of its article
already count, against 1 for the similarity to what members share. Chosen by hand; not measured."""

LOADED_WEIGHT = 0.3
"""What a loaded word counts against a sentence. Chosen by hand; not measured."""

AGENCY_WEIGHT = 0.4
"""What an agency counts where it is said what happened: it reports to papers of every kind, and so
in nobody's framing. Chosen by hand; not measured."""

LEAD_SENTENCES = 2
"""Sentences of an article among which it says what happened. Chosen by hand; not measured."""

ASIDES_WITHIN = 3
"""Sentences up to which one outlet's asides fill a summary. Chosen by hand; not measured."""

LEAST_SHARED = 0.12
"""Similarity to what members share under which a sentence is one outlet's aside. Chosen by hand;
not measured."""


KEPT_SENTENCES = 2_048
"""Sentences of which it is kept what is known of them: a story is summed up again with each report
that joins it. Chosen by hand; not measured."""

MORE_PASSAGES, COMPARED_PASSAGES = 4, 12
"""Where words are counted: passages after the first at most, and of how many they are chosen:
bounds the cost (794 sets). Chosen by hand; not measured."""

FIRST_WEIGHT, LOADED_COST = 0.1, 0.05
"""What it counts that passages begin their articles, and what a loaded one costs, against 1 for all
that members share. Chosen by hand: on development data (neutral summaries of 1,000 stories) 0 to .2
and 0 to .05 differ by less than .3 of ROUGE-1."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A verbatim sentence and the article that holds it."""

    article_id: int
    sentence: str


@dataclass(frozen=True, slots=True)
class MemberText:
    """An article of a story: its headline, the passages that may be quoted of it, in its own order,
    its language, whether it is own reporting (not a copy), and whether an agency's."""

    article_id: int
    sentences: tuple[str, ...]
    language: str = "en"
    is_own: bool = True
    is_agency: bool = False
    headline: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """A passage that may be chosen: its place in its article, its words, its terms at unit length,
    how much of what members share it holds, its score by itself, and that as the statement of the
    event."""

    number: int
    article_id: int
    place: int
    sentence: str
    words: frozenset[str]
    terms: Mapping[str, float]
    shared: float
    score: float
    event: float


class _Sentence(NamedTuple):
    """What is known of a sentence by itself: its words in order, their weights as terms at unit
    length, whether it may be quoted alone, and whether it is loaded."""

    words: tuple[str, ...]
    terms: Mapping[str, float]
    is_quotable: bool
    is_loaded: bool


@lru_cache(KEPT_SENTENCES)
def _known(sentence: str, language: str) -> _Sentence:
    words = tuple(content(sentence, language))
    is_quotable = is_impersonal(sentence) and not dependence(sentence, language)
    return _Sentence(words, terms(words, language), is_quotable, is_loaded(sentence))


def story_summary(
    members: Sequence[MemberText], most: int = SUMMARY_SENTENCES
) -> tuple[Cited, ...]:
    """The summary of a story, whose members are given newest first: at most `most` passages that
    say different things, each with its article; in the language of most members. The first says
    what happened, as agencies and most reports do; then comes what several report, and last what
    the newest adds."""
    language = _language(members)
    candidates = [member for member in members if member.language == language]
    left = _scored_lines(candidates, language)
    chosen = _opening(left)
    newest = candidates[0].article_id if candidates else 0
    while chosen and len(chosen) < most:
        left = [line for line in left if _is_new(line, chosen[-1])]
        reported = [line for line in left if line.shared >= LEAST_SHARED]
        others = reported or (left if len(candidates) < 2 or len(chosen) < ASIDES_WITHIN else [])
        told = [line for line in chosen if line.article_id == newest]
        if len(chosen) == most - 1 and not told:
            others = [line for line in others if line.article_id == newest] or others
        if not others:
            break
        chosen.append(
            max(others, key=lambda line: (round(_marginal_score(line, chosen), 6), -line.number))
        )
    chosen[1:] = sorted(chosen[1:], key=lambda line: line.article_id == newest)
    return tuple(Cited(line.article_id, line.sentence) for line in chosen)


def story_summary_within(members: Sequence[MemberText], words: int) -> tuple[Cited, ...]:
    """As `story_summary`, in at most `words` words, but for the first passage, which says what
    happened whatever its length: the passages that together hold most of what members share
    (maximum coverage of concepts, Gillick and Favre 2009)."""
    language = _language(members)
    candidates = [member for member in members if member.language == language]
    lines = _scored_lines(candidates, language)
    opening = _opening(lines)
    weights = _shared_words(candidates, language)
    free = words - sum(len(line.sentence.split()) for line in opening)
    others = [line for line in lines if line not in opening]
    others.sort(key=lambda line: -_covered([line], weights))
    sets = (
        (*opening, *some)
        for size in range(MORE_PASSAGES + 1)
        for some in combinations(others[:COMPARED_PASSAGES], size)
        if sum(len(line.sentence.split()) for line in some) <= free or not size
    )
    best = max(sets, key=lambda some: round(_covered(some, weights), 9))
    newest = candidates[0].article_id if candidates else 0
    rest = sorted(best[1:], key=lambda line: (line.article_id == newest, line.number))
    return tuple(Cited(line.article_id, line.sentence) for line in (*best[:1], *rest))


def _shared_words(members: Sequence[MemberText], language: str) -> dict[str, float]:
    """What each word of several members, or of a headline, counts: how many other members hold it
    and how many headlines; in all 1."""
    headlines = [frozenset(content(m.headline, language)) for m in members]
    texts = (frozenset().union(*(_known(s, language).words for s in m.sentences)) for m in members)
    held = Counter(word for one, two in zip(headlines, texts, strict=True) for word in one | two)
    named = Counter(word for words in headlines for word in words)
    total = sum(held.values()) - len(held) + sum(named.values())
    return {word: (held[word] - 1 + named[word]) / max(1, total) for word in held}


def _covered(lines: Sequence[_Line], weights: Mapping[str, float]) -> float:
    """How much of what members share some passages hold together, 0..1; more where they begin their
    articles, less where they are loaded."""
    if not lines:
        return 0.0
    words = {word for line in lines for word in line.words}
    first = sum(line.place == 0 for line in lines) / len(lines)
    loaded = sum(is_loaded(line.sentence) for line in lines)
    return sum(weights.get(w, 0.0) for w in words) + FIRST_WEIGHT * first - LOADED_COST * loaded


def _opening(lines: Sequence[_Line]) -> list[_Line]:
    """The passage that says what happened."""
    leads = [line for line in lines if line.place < LEAD_SENTENCES]
    return [max(leads, key=lambda line: (line.event, -line.number))] if leads else []


def _is_new(line: _Line, other: _Line) -> bool:
    return cosine(line.terms, other.terms) < SAME_COSINE


def _scored_lines(members: Sequence[MemberText], language: str) -> list[_Line]:
    """Every passage that stands alone with its scores: its similarity to what several members share
    (the centroid of Radev et al. 2004, of shared terms only), for the event how much of the words
    that they and their headlines share it holds; how early it stands, and whose it is."""
    everything = _centre([(m.headline, *m.sentences) for m in members], language)
    weights = _shared_words(members, language)
    lines: list[_Line] = []
    for member in members:
        known = ((s, _known(s, language)) for s in member.sentences)
        for place, (sentence, one) in enumerate(pair for pair in known if pair[1].is_quotable):
            if not one.terms:
                continue
            words = frozenset(one.words)
            shared = cosine(one.terms, everything)
            own = EARLY_WEIGHT / (1 + place) + OWN_WEIGHT * member.is_own
            own -= LOADED_WEIGHT * one.is_loaded
            event = sum(weights.get(word, 0.0) for word in words)
            event += AGENCY_WEIGHT * member.is_agency + own
            lines.append(_Line(len(lines), member.article_id, place, sentence, words,
                               one.terms, shared, shared + own, round(event, 6)))  # fmt: skip
    return lines


def _centre(texts: Sequence[Sequence[str]], language: str) -> dict[str, float]:
    """The weights, at unit length, of the terms that several members hold."""
    bags = [[_known(s, language).terms for s in some] for some in texts]
    members_with = Counter(term for mine in bags for term in {t for bag in mine for t in bag})
    totals: Counter[str] = Counter()
    for bag in (bag for mine in bags for bag in mine):
        totals.update(bag)
    return unit({t: weight * (members_with[t] - 1) for t, weight in totals.items()})


def _marginal_score(line: _Line, chosen: Sequence[_Line]) -> float:
    """The score of a sentence beside those chosen already: what is redundant counts less, and so
    does an article of which one is chosen (MMR, Carbonell and Goldstein 1998)."""
    redundancy = max((cosine(line.terms, other.terms) for other in chosen), default=0.0)
    repeats = sum(line.article_id == other.article_id for other in chosen)
    return line.score - redundancy - REPEAT_WEIGHT * repeats


def _language(members: Sequence[MemberText]) -> str:
    languages = [m.language for m in members] or [""]
    return max(dict.fromkeys(languages), key=languages.count)

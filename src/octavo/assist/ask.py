"""Ask: the sentences that answer a question, verbatim, with where they stand; or none.

    question ──► asking/question
    articles ──► asking/evidence ──► line ──► no two alike ──► passages

A sentence must match most of what the question names (its headline and its neighbours may supply
what a pronoun stands for), and something of the kind asked for: a number of that noun, a person, a
time, a place. Where none does, nothing is answered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from octavo.analyse.self_contained import dependence, without_dateline
from octavo.analyse.words.terms import cosine, terms
from octavo.analyse.words.words import WORD, content
from octavo.assist.asking.evidence import Evidence, Text, evidence, may_name, read
from octavo.assist.asking.question import Question, question
from octavo.types import Sentence

MAX_PASSAGES = 3
"""Passages of an answer. Chosen by hand; not measured."""

SEARCHED_ARTICLES = 40
"""Articles that are searched, best candidates first: bounds the cost. Chosen by hand; not
measured."""

LEAST_SCORE = 0.43
"""From which a sentence answers. Fitted, with the three weights below, on the development questions
of bench/assist/asking and on others over 255 articles of real newspapers."""

OWN_WEIGHT, KIND_WEIGHT, FOCUS_WEIGHT = 0.3, 0.4, 0.55
"""How much the sentence's own words, the kind of answer, and what somebody did or is weigh."""

PAIR = 0.92
"""The factor of two sentences together: one that answers alone is shown alone. Chosen by hand; not
measured."""

LEAST_OF_BEST = 0.75
"""A further passage scores at least this share of the best. Chosen by hand; not measured."""

SAME_COSINE = 0.6
"""Cosine from which two passages say the same. Chosen by hand; not measured."""

LONGEST_PASSAGE = 600
"""Characters of a sentence together with the one that it leans on. Chosen by hand; not measured."""


@dataclass(frozen=True, slots=True)
class Source:
    """An article to be asked: its body as plain text, one block a line."""

    article_id: int
    headline: str
    text: str
    language: str = "en"
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A verbatim passage of an article: `text[start:end] == sentence`; `score` 0..1."""

    article_id: int
    sentence: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The passages that answer, best first; `found` is False, and there are none, when nothing
    does."""

    passages: tuple[Passage, ...] = ()
    found: bool = False


@dataclass(frozen=True, slots=True)
class _Scored:
    source: Source
    sentence: Sentence
    score: float
    evidence: Evidence | None = None


def answer(
    text: str,
    sources: Sequence[Source],
    language: str = "",
    today: date | None = None,
) -> Answer:
    """The answer to a question from one article or from the best candidates of many. `language` is
    the one to take the question for where it is too short to tell, else that of the first. `today`
    is the day that `yesterday` is counted from; without it, it is counted from an article's
    publication alone."""
    asked = question(text, language or (sources[0].language if sources else ""))
    if not asked.terms:
        return _opening(sources) if len(sources) == 1 and WORD.search(text) else Answer()
    scored = [
        one for source in sources[:SEARCHED_ARTICLES] for one in _scored(asked, source, today)
    ]
    scored.sort(key=lambda one: (-one.score, one.source.article_id, one.sentence.start))
    passages = tuple(_diverse(scored, asked.language))
    return Answer(passages, bool(passages))


def _opening(sources: Sequence[Source]) -> Answer:
    """The lead of an article: what answers `What happened?`."""
    source = sources[0]
    text = read(source.text, source.headline, source.language)
    for one in map(without_dateline, text.sentences):
        if not dependence(one.text, source.language):
            return Answer((_passage(_Scored(source, one, 0.5)),), True)
    return Answer()


def _passage(one: _Scored) -> Passage:
    s = one.sentence
    return Passage(one.source.article_id, s.text, s.start, s.end, round(min(one.score, 1.0), 4))


def _scored(asked: Question, source: Source, today: date | None) -> list[_Scored]:
    if not may_name(asked, source.headline + source.text):
        return []
    text = read(source.text, source.headline, source.language)
    published = source.published.date() if source.published else None
    out = []
    for one in evidence(asked, text, source.language, published, today):
        score = _score(one)
        shown = _shown(text, one, source) if score >= LEAST_SCORE else None
        if shown is not None:
            out.append(_Scored(source, shown, score, one))
    return out


def _score(one: Evidence) -> float:
    held = (1 - OWN_WEIGHT) * one.coverage + OWN_WEIGHT * one.own
    kind = 1 - KIND_WEIGHT + KIND_WEIGHT * one.fit
    focus = 1 - FOCUS_WEIGHT + FOCUS_WEIGHT * one.focus
    return held * kind * focus * (PAIR if one.last > one.first else 1.0)


def _shown(text: Text, one: Evidence, source: Source) -> Sentence | None:
    """The sentences as they are shown: without a dateline; with the one before them where they lean
    on that; None for what is no passage."""
    first, last = text.sentences[one.first], text.sentences[one.last]
    if first.text.startswith("|") or last.text.startswith("|") or last.text[-1:] in "?؟":
        return None
    bare = without_dateline(Sentence(first.start, last.end, source.text[first.start : last.end]))
    if not one.first or not dependence(first.text, source.language):
        return bare
    before = text.sentences[one.first - 1]
    gap = source.text[before.end : first.start]
    is_near = not gap.strip() and last.end - before.start <= LONGEST_PASSAGE
    if not is_near or before.text[-1:] in "?؟" or before.text.startswith("|"):
        return bare
    return without_dateline(Sentence(before.start, last.end, source.text[before.start : last.end]))


# ---------------------------------------------------------------- ranking


def _overlap(one: _Scored, other: Passage) -> bool:
    is_same = one.source.article_id == other.article_id
    return is_same and one.sentence.start < other.end and other.start < one.sentence.end


def _diverse(scored: Sequence[_Scored], language: str) -> list[Passage]:
    chosen: list[Passage] = []
    bags: list[dict[str, float]] = []
    for one in scored[: 10 * MAX_PASSAGES]:
        if len(chosen) >= MAX_PASSAGES or one.score < LEAST_OF_BEST * scored[0].score:
            break
        if any(_overlap(one, other) for other in chosen):
            continue
        bag = terms(content(one.sentence.text, language), language)
        if any(cosine(bag, other) >= SAME_COSINE for other in bags):
            continue
        bags.append(bag)
        chosen.append(_passage(one))
    return chosen

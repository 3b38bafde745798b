"""Ask: the sentences that answer a question, verbatim, with where they stand; or none.

    question ── words, names, kind of answer
    articles ── sentences ──► share of the question matched ──► kind of answer? ──► floor ──► MMR

A sentence must match most of what the question names (its headline and its neighbour may supply
what a pronoun stands for), and something of the kind asked for: a number, a person, a time, a
place. Where none does, nothing is answered.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import numpy as np

from octavo.analyse.figures import numbers
from octavo.analyse.summary import stands_alone
from octavo.analyse.vector import Encoder
from octavo.analyse.words.data_files import listed
from octavo.analyse.words.terms import cosine, terms
from octavo.analyse.words.words import WORD, content, folded
from octavo.assist.question import Question, names_in, question, synonyms
from octavo.formats.sentences import sentences
from octavo.types import Sentence

MAX_PASSAGES = 3
"""Passages of an answer. Chosen by hand; not measured."""

SEARCHED_CHARACTERS = 30_000
"""Characters of an article that are searched: bounds the cost. Chosen by hand; not measured."""

SEARCHED_ARTICLES = 40
"""Articles that are searched, best candidates first: bounds the cost. Chosen by hand; not
measured."""

LEAST_SHARE = 0.6
"""The share of a question, by rarity, that sentence and context must match. Chosen by hand; not
measured."""

LEAST_OWN_SHARE = 0.3
"""The share that the sentence itself must match. Chosen by hand; not measured."""

LEAST_OF_BEST = 0.75
"""A further passage scores at least this share of the best. Chosen by hand; not measured."""

SAME_COSINE = 0.6
"""Cosine from which two passages say the same. Chosen by hand; not measured."""

CONTEXT_WEIGHT = 0.6
"""The weight of what headline or neighbour match, against 1 for the sentence itself. Chosen by
hand; not measured."""

VECTOR_WEIGHT = 0.35
"""What the cosine of the vectors adds at most. Chosen by hand; not measured."""

ENCODED_SENTENCES = 16
"""Sentences that are ranked by vectors too: one batch of the encoder."""


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
    """A verbatim sentence of an article: `text[start:end] == sentence`; `score` 0..1."""

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


def answer(
    text: str, sources: Sequence[Source], encoder: Encoder | None = None, language: str = ""
) -> Answer:
    """The answer to a question from one article or from the best candidates of many. `language` is
    the one to take the question for where it is too short to tell, else that of the first. With an
    encoder, English passages are ranked by vectors as well."""
    asked = question(text, language or (sources[0].language if sources else ""))
    if not asked.words:
        return _opening(sources) if len(sources) == 1 and WORD.search(text) else Answer()
    scored = [one for source in sources[:SEARCHED_ARTICLES] for one in _scored(asked, source)]
    scored.sort(key=lambda one: (-one.score, one.source.article_id, one.sentence.start))
    if encoder and asked.language == "en":
        scored = _by_vector(asked, scored[:ENCODED_SENTENCES], encoder)
    passages = tuple(_diverse(scored, asked.language))
    return Answer(passages, bool(passages))


def _opening(sources: Sequence[Source]) -> Answer:
    """The lead of an article: what answers `What happened?`."""
    source = sources[0]
    first = next((s for s in sentences(source.text[:SEARCHED_CHARACTERS]) if stands_alone(s)), None)
    if first is None:
        return Answer()
    return Answer((_passage(_Scored(source, first, 0.5)),), True)


def _passage(one: _Scored) -> Passage:
    s = one.sentence
    return Passage(one.source.article_id, s.text, s.start, s.end, round(min(one.score, 1.0), 4))


def _scored(asked: Question, source: Source) -> list[_Scored]:
    found = sentences(source.text[:SEARCHED_CHARACTERS])
    matched = [_matched(asked, sentence.text, source.language) for sentence in found]
    title = _matched(asked, source.headline, source.language)
    everywhere = title.union(*matched) if matched else title
    if _share(asked, everywhere) < LEAST_SHARE:
        return []
    out = []
    for at, sentence in enumerate(found):
        own, around = matched[at], title | matched[max(at - 1, 0)]
        share = _share(asked, own)
        whole = _share(asked, own | around)
        if (
            share < LEAST_OWN_SHARE
            or whole < LEAST_SHARE
            or not _asks_beyond_names(asked, own | around)
            or not stands_alone(sentence)
        ):
            continue
        score = share + CONTEXT_WEIGHT * (whole - share)
        score *= _kind_factor(asked, sentence.text, source.language)
        if score >= LEAST_SHARE * CONTEXT_WEIGHT:
            out.append(_Scored(source, sentence, score))
    return out


def _matched(asked: Question, text: str, language: str) -> set[str]:
    """Which words of the question a text matches, itself or by a synonym or another name."""
    stems = set(content(text, language))
    names, _ = names_in(text)
    others = synonyms(asked.language)
    return {
        word
        for word in asked.words
        if (
            word in names
            if word.startswith("=")
            else word in stems or stems & others.get(word, set())
        )
    }


def _asks_beyond_names(asked: Question, matched: set[str]) -> bool:
    """Whether more than the names of the question is there: it asks something of them."""
    plain = [word for word in asked.words if not word.startswith("=")]
    return not plain or any(word in matched for word in plain)


def _share(asked: Question, matched: set[str]) -> float:
    return sum(asked.words[word] for word in matched) / sum(asked.words.values())


# ---------------------------------------------------------------- the kind of answer

_TIME = re.compile(
    r"(?i)\b(?:1[89]|20)\d\d\b|\b\d{1,2}(?::\d\d)?\s?(?:am|pm|a\.m|p\.m)|\b(?:today|yesterday|tomorrow|"
    r"tonight|last (?:week|month|year|night)|next (?:week|month|year)|this (?:week|month|year)|"
    r"(?:day|week|month|year|hour|decade)s? (?:ago|later|earlier))\b|"
    r"اليوم|أمس|غدا|الماضي|المقبل|صباح|مساء|[٠-٩]{4}"
)
_CAUSE = re.compile(
    r"(?i)\b(?:because|due to|owing to|as a result|"
    r"caused|led to|in order to|so that|after|amid|"
    r"over|"
    r"blamed|blame|reason|following|"
    r"to (?:avoid|prevent|protect|ease|support))\b|بسبب|نتيجة|بعد|إثر|جراء|من أجل|لأن"
)
_COUNTED = re.compile(
    r"(?i)\d|\b(?:no|none|nobody|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|"
    r"hundreds?|thousands?|millions?|billions?|dozens?|half|both|a (?:third|quarter))\b|"
    r"(?<!\w)(?:و|ب|ل|ال)*(?:اثن(?:ان|ين|تان|تين)|ثلاث|[أا]ربع|خمس|ست|سبع|ثماني?|تسع|عشر|مئ|مائ|"
    r"[أا]لف|آلاف|مليون|ملايين|عشرات|نصف|ثلث|ربع)(?:ة|ون|ين|تان|تين|ات|ا)?(?!\w)"
)
"""A number, in digits or in words."""


def _kind_factor(asked: Question, text: str, language: str) -> float:
    """The factor of a sentence for the kind of answer asked for: 0 without a number, a time,
    a person or a place where one is asked for; a little less without a cause."""
    if asked.kind == "count":
        return 1.15 if numbers(text, language) or _COUNTED.search(text) else 0.0
    if asked.kind == "time":
        return 1.15 if _has_time(text) else 0.0
    if asked.kind in ("person", "place"):
        return 1.1 if _has_new_name(asked, text) else 0.0
    if asked.kind == "cause":
        return 1.15 if _CAUSE.search(text) else 0.8
    return 1.0


def _has_time(text: str) -> bool:
    words = {folded(word) for word in WORD.findall(text)}
    return bool(
        _TIME.search(text) or words & listed("cues.txt")["weekday"] or words & _arabic_times()
    )


@cache
def _arabic_times() -> frozenset[str]:
    return frozenset(folded(word) for word in listed("cues.txt")["time_ar"])


@cache
def _arabic_titles() -> frozenset[str]:
    return frozenset(folded(word) for word in listed("cues.txt")["title_ar"])


def _has_new_name(asked: Question, text: str) -> bool:
    """Whether a sentence names somebody or something that the question does not."""
    mine = {folded(word) for word in WORD.findall(asked.text)}
    if asked.language == "ar":
        names, _ = names_in(text)
        titled = _arabic_titles() & {folded(word) for word in WORD.findall(text)}
        return bool(names - set(asked.words)) or (asked.kind == "person" and bool(titled))
    words = WORD.findall(text)[1:]
    weekdays = listed("cues.txt")["weekday"]
    return any(
        w[0].isupper() and folded(w) not in mine and folded(w) not in weekdays for w in words
    )


# ---------------------------------------------------------------- ranking


def _by_vector(asked: Question, scored: list[_Scored], encoder: Encoder) -> list[_Scored]:
    if not scored:
        return scored
    vectors = encoder.vectors([asked.text, *(one.sentence.text for one in scored)])
    near = np.clip(vectors[1:] @ vectors[0], 0, 1)
    ranked = [
        _Scored(
            one.source,
            one.sentence,
            one.score * (1 - VECTOR_WEIGHT) + VECTOR_WEIGHT * float(nearness),
        )
        for one, nearness in zip(scored, near, strict=True)
    ]
    return sorted(
        ranked, key=lambda one: (-round(one.score, 5), one.source.article_id, one.sentence.start)
    )


def _diverse(scored: Sequence[_Scored], language: str) -> list[Passage]:
    chosen: list[Passage] = []
    bags: list[dict[str, float]] = []
    for one in scored[: 10 * MAX_PASSAGES]:
        if len(chosen) >= MAX_PASSAGES or one.score < LEAST_OF_BEST * scored[0].score:
            break
        bag = terms(content(one.sentence.text, language), language)
        if any(cosine(bag, other) >= SAME_COSINE for other in bags):
            continue
        bags.append(bag)
        chosen.append(_passage(one))
    return chosen

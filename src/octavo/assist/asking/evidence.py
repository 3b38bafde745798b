"""How well the sentences of one article answer a question.

A term of the question counts where it stands: in the sentence itself, in the headline or the
sentence before (what a pronoun stands for), or elsewhere in the article; by itself, by a synonym,
or by another word of its family. What the article nowhere has, it does not speak of.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from octavo.analyse.words.words import WORD, content_stems, folded, stop_words
from octavo.assist.asking.kinds import kind_fit
from octavo.assist.asking.lexicon import is_family
from octavo.assist.asking.lists import listed_phrases
from octavo.assist.asking.question import Question
from octavo.assist.asking.terms import Term
from octavo.assist.asking.times import Span, meet, spans
from octavo.formats.sentences import sentences
from octavo.types import Sentence

SEARCHED_CHARACTERS = 30_000
"""Characters of an article that are searched: bounds the cost. Chosen by hand; not measured."""

SYNONYM, FAMILY, CONVERSE = 0.85, 0.8, 0.65
"""What another word for a term counts against 1 for itself. Chosen by hand; not measured."""

HEADLINE, BEFORE, AFTER, LEAD, ELSEWHERE = 0.7, 0.7, 0.4, 0.6, 0.35
"""What a term counts that stands not in the sentence but there. Chosen by hand; not measured."""

NAME_NEAR, NAME_ELSEWHERE = 0.85, 0.7
"""The same for a name: what an article is about it need not name again. Chosen by hand; not
measured."""

FOCUS_NEAR = 0.7
"""What the focus counts that stands near by only. Chosen by hand; not measured."""

MOST_MISSING = {"ar": 0.24}
MOST_MISSING_ELSE = 0.35
"""The share of a question that an article may nowhere have, by its language: without capitals a
name is but a word. Chosen by hand; not measured."""

BESIDE = 0.9
"""What a term counts that stands in the sentence shown beside the one that answers. Chosen by hand;
not measured."""

BY_PRONOUN, OF_NOBODY, OF_ANOTHER = 0.9, 0.75, 0.2
"""How surely a sentence is of the question's subject that names it by a pronoun, names nobody, or
begins with another's name. Chosen by hand; not measured."""

NEGATION_REACH = 3
"""Words before a verb in which a negation is of it. Chosen by hand; not measured."""

LONGEST_PAIR = 420
"""Characters of two sentences that answer together. Chosen by hand; not measured."""


_ACCENT = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Text:
    """An article as it is searched: its sentences, the stems and folded words of each, and
    the stems of all."""

    sentences: tuple[Sentence, ...]
    stems: tuple[frozenset[str], ...]
    words: tuple[frozenset[str], ...]
    every: frozenset[str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for sentence `at`, perhaps together with the one `beside` it, each 0..1:
    `coverage`, the share of the question that they and their surroundings hold; `own`, that they
    hold themselves; `focus`, how much of what somebody did or is; `fit`, whether the sentence holds
    what is asked for; `missing`, the share that the article nowhere has."""

    at: int
    beside: int
    coverage: float
    own: float
    focus: float
    fit: float
    missing: float

    @property
    def first(self) -> int:
        """The earlier sentence of the two."""
        return min(self.at, self.beside)

    @property
    def last(self) -> int:
        """The later sentence of the two."""
        return max(self.at, self.beside)


@lru_cache(512)
def read(text: str, headline: str, language: str) -> Text:
    """An article's sentences with their words; the headline stands last, as it were a sentence."""
    found = tuple(sentences(text[:SEARCHED_CHARACTERS]))
    texts = [*(one.text for one in found), headline]
    words = [WORD.findall(one) for one in texts]
    plain = tuple(frozenset(folded(w).removesuffix("'s") for w in one) for one in words)
    stems = tuple(
        frozenset(s for w in one for s in content_stems(w, language)) | also
        for one, also in zip(words, plain, strict=True)
    )
    every = frozenset().union(*stems) - stop_words(language)
    return Text(found, stems, plain, every)


def may_name(asked: Question, text: str) -> bool:
    """Whether a text holds the beginning of each name of the question: what it takes to look at its
    sentences. Names with several spellings are not looked for."""
    names = [term.stem[:-1] for term in asked.terms if term.is_name and term.word]
    if not names:
        return True
    plain = unicodedata.normalize("NFD", text.casefold())
    plain = plain if plain.isascii() else _ACCENT.sub("", plain)
    return all(name in plain for name in names if name.isascii())


def evidence(
    asked: Question, text: Text, language: str, published: date | None, today: date | None
) -> list[Evidence]:
    """What speaks for each sentence of an article; none where it does not speak of what the
    question names."""
    if any(term.is_name and not any(_strengths(term, text, language)) for term in asked.terms):
        return []
    strengths = [_told(asked, term, text, language) for term in asked.terms]
    missing = _missing(asked, strengths)
    if missing > MOST_MISSING.get(asked.language, MOST_MISSING_ELSE):
        return []
    found = []
    for at, sentence in enumerate(text.sentences):
        grade = kind_fit(asked, sentence.text, language)
        if grade and _is_of_time(asked, sentence.text, language, published, today):
            for beside in _beside(text, at):
                shares = _shares(asked, strengths, text, at, beside)
                found.append(Evidence(at, beside, *shares, grade, missing))
    return found


def _beside(text: Text, at: int) -> Iterator[int]:
    """The sentence itself, and those beside it that may be shown with it."""
    yield at
    for other in (at - 1, at + 1):
        if 0 <= other < len(text.sentences):
            one, two = text.sentences[min(at, other)], text.sentences[max(at, other)]
            if two.start - one.end <= 1 and two.end - one.start <= LONGEST_PAIR:
                yield other


# ---------------------------------------------------------------- terms

Strengths = tuple[float, ...]
"""How strongly a term stands in each sentence, and last in the headline: 0 to 1."""


def _strengths(term: Term, text: Text, language: str) -> Strengths:
    if term.spellings:
        return tuple(
            float(any(words.issuperset(spelling) for spelling in term.spellings))
            for words in text.words
        )
    if term.is_name or (not term.others and any(term.stem in stems for stems in text.stems)):
        return tuple(float(term.stem in stems) for stems in text.stems)
    family = _family(term, text, language)
    return tuple(_strength(term, family, stems) for stems in text.stems)


def _family(term: Term, text: Text, language: str) -> frozenset[str]:
    if term.stem[0].isdigit():
        return frozenset()
    return frozenset(stem for stem in text.every if is_family(stem, term.stem, language))


def _strength(term: Term, family: frozenset[str], stems: frozenset[str]) -> float:
    if term.stem in stems:
        return 1.0
    if not stems.isdisjoint(term.others):
        return SYNONYM
    if not stems.isdisjoint(term.converses):
        return CONVERSE
    return FAMILY if not stems.isdisjoint(family) else 0.0


def _missing(asked: Question, strengths: Sequence[Strengths]) -> float:
    """The share of what the question names besides names that the article nowhere has."""
    whole = lacking = 0.0
    for term, strength in zip(asked.terms, strengths, strict=True):
        if not term.is_name and not term.is_soft:
            whole += term.weight
            lacking += 0.0 if any(strength) else term.weight
    return lacking / whole if whole else 0.0


def _shares(
    asked: Question, strengths: Sequence[Strengths], text: Text, at: int, beside: int
) -> tuple[float, float, float]:
    """The coverage of a sentence and the one beside it, their own share, and the focus."""
    whole = held = own = 0.0
    focus, told = 1.0, {at, beside}
    first, last = min(at, beside), max(at, beside)
    for term, strength in zip(asked.terms, strengths, strict=True):
        here = max(strength[at], BESIDE * strength[beside])
        near = max(here, _near(strength, first, last, is_name=term.is_name))
        whole += term.weight
        held += term.weight * near
        own += term.weight * here
        if term.stem == asked.focus:
            focus = max(here, FOCUS_NEAR * near)
            told = {one for one in told if strength[one]} or told
    focus *= _of_subject(asked, told, text)
    return held / (whole or 1), own / (whole or 1), focus


def _told(asked: Question, term: Term, text: Text, language: str) -> Strengths:
    """How strongly a term stands in each sentence; the focus not where it is denied (`Nobody was
    killed`), unless the question denies something too."""
    strengths = _strengths(term, text, language)
    is_denying = not listed_phrases("negation").isdisjoint(asked.words)
    if term.stem != asked.focus or is_denying or asked.kind in ("cause", "count", "said"):
        return strengths
    stems = {term.stem, *term.others}
    return (
        tuple(
            0.0 if strength and _is_negated(one.text, stems, language) else strength
            for strength, one in zip(strengths[:-1], text.sentences, strict=True)
        )
        + strengths[-1:]
    )


def _is_negated(sentence: str, stems: Set[str], language: str) -> bool:
    words = [folded(word) for word in WORD.findall(sentence)]
    negation = listed_phrases("negation")
    places = [
        at
        for at, word in enumerate(words)
        if word in stems or not stems.isdisjoint(content_stems(word, language))
    ]
    return bool(places) and all(
        not negation.isdisjoint(words[max(0, at - NEGATION_REACH) : at]) for at in places
    )


def _of_subject(asked: Question, told: Collection[int], text: Text) -> float:
    """How surely what these sentences tell is of the question's subject: they name it, or have a
    pronoun that may stand for it, or at least speak of nobody else by name. 1 where the question
    has no subject."""
    if not asked.subject or not told:
        return 1.0
    return max(_names_subject(asked, text, at) for at in told)


def _names_subject(asked: Question, text: Text, at: int) -> float:
    if not asked.subject.isdisjoint(text.stems[at]):
        return 1.0
    if not listed_phrases("pronoun").isdisjoint(text.words[at]):
        return BY_PRONOUN
    return OF_ANOTHER if _begins_with_a_name(text.sentences[at].text) else OF_NOBODY


_NAME_FIRST = re.compile(
    r"[\"“]?(?:(?:The|Former|Prime) )?(?:[A-Z][\w.’'-]+ ){2}|"
    r"[A-Z][\w’'-]+ (?:has|had|is|was|said|will)\b"
)


def _begins_with_a_name(sentence: str) -> bool:
    match = _NAME_FIRST.match(sentence)
    first = folded(match.group().split()[0].strip('"“')) if match else ""
    return bool(match) and (first == "the" or first not in stop_words("en"))


def _near(strength: Strengths, first: int, last: int, *, is_name: bool) -> float:
    before = strength[first - 1] if first else 0.0
    after = strength[last + 1] if last + 2 < len(strength) else 0.0
    early = max(strength[:2])
    if is_name:
        near = NAME_NEAR * max(strength[-1], before, early)
        return max(near, NAME_ELSEWHERE * max(strength))
    near = max(HEADLINE * strength[-1], BEFORE * before, AFTER * after)
    return max(near, LEAD * early, ELSEWHERE * max(strength))


# ---------------------------------------------------------------- times


@lru_cache(4096)
def _spans(text: str, day: date, language: str) -> tuple[Span, ...]:
    return tuple(spans(text, day, language))


def _is_of_time(
    asked: Question, text: str, language: str, published: date | None, today: date | None
) -> bool:
    """Whether a sentence may speak of the time that the question names, if it names one: by what it
    says itself, or by when it was published."""
    if published is None:
        return True
    days = {published, today or published}
    wanted = [span for day in days for span in _spans(asked.text, day, asked.language)]
    if not wanted:
        return True
    told = [*_spans(text, published, language), Span(published - timedelta(days=1), published)]
    return any(meet(one, other) for one in wanted for other in told)

"""The articles that may hold an answer: those of the question's words and those of its meaning.

question ──► words ──► text index ──┐
         └─► vector ──► vectors ────┴─► fused by rank ──► articles
"""

from collections.abc import Sequence

from octavo.actions.answers import own_encoding
from octavo.analyse.vector import packed_vector, shipped_encoder
from octavo.assist.asking.question import Question, question
from octavo.assist.asking.terms import Term
from octavo.store import search
from octavo.store.models import Article
from octavo.store.query import Query, Word
from octavo.store.read import vectors, visible_articles

CANDIDATES = 40
"""Articles that are read for an answer. Chosen by hand; not measured."""

BY_MEANING = 20
"""Articles that are looked for by meaning. Chosen by hand; not measured."""

RANK_OFFSET = 60
"""The constant of reciprocal rank fusion, as its authors chose it (Cormack, Clarke and Büttcher
2009)."""

MOST_WORDS = 40
"""Words, with synonyms, that the text index is asked for. Chosen by hand; not measured."""


def candidates(text: str) -> list[Article]:
    """The shown articles, at most CANDIDATES, that may answer a question, likeliest first; bodies
    and sources at hand."""
    asked = question(text)
    ids = _fused([_by_words(asked), _by_meaning(asked)])[:CANDIDATES]
    found = {row.pk: row for row in visible_articles().select_related("body").filter(pk__in=ids)}
    return [found[i] for i in ids if i in found]


def _fused(rankings: Sequence[Sequence[int]]) -> list[int]:
    """Ids by reciprocal rank fusion."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, number in enumerate(ranking, 1):
            scores[number] = scores.get(number, 0.0) + 1 / (RANK_OFFSET + rank)
    return sorted(scores, key=lambda number: (-scores[number], -number))


def _by_words(asked: Question) -> list[int]:
    """Articles that hold every name of the question and some of its other words, or words for
    them."""
    names = [_words(term) for term in asked.terms if term.is_name]
    others = [term for term in asked.terms if not term.is_name and not term.is_soft]
    written = [Word(term.word) for term in others]
    words = [*dict.fromkeys([*written, *(word for term in others for word in _words(term))])]
    words = words[:MOST_WORDS]
    clauses = [*names, words] if words else names
    if not clauses:
        clauses = [[Word(term.word) for term in asked.terms if term.word]]
    languages = [*dict.fromkeys((asked.language, "en", ""))]
    return search.best(Query(clauses=clauses), languages, CANDIDATES) if clauses[0] else []


def _words(term: Term) -> list[Word]:
    """A term as the text index is asked for it: itself, other spellings, synonyms."""
    if term.spellings:
        return [Word(" ".join(words), is_phrase=True) for words in term.spellings]
    return [Word(term.word), *(Word(stem) for stem in sorted(term.others | term.converses))]


def _by_meaning(asked: Question) -> list[int]:
    if (by_own := own_encoding.nearest(asked.text, BY_MEANING)) is not None:
        return by_own
    encoder = shipped_encoder()
    if encoder is None or asked.language != "en":
        return []
    return vectors.nearest(packed_vector(encoder.vectors([asked.text])[0]), BY_MEANING)

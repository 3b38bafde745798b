"""Ask everything stored, one story, or one article: verbatim passages with their articles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Case, When

from octavo.analyse.vector import packed_vector, shipped_encoder
from octavo.analyse.words.words import WORD, content_stems
from octavo.assist.ask import Source, answer
from octavo.assist.asking.question import question
from octavo.store import search
from octavo.store.models import Article
from octavo.store.query import Query, Word
from octavo.store.read import visible_articles

CANDIDATES = 40
"""Articles that are read for an answer. Chosen by hand; not measured."""

BY_MEANING = 15
"""Of those, how many may come by meaning alone, without a word of the question. Chosen by hand;
not measured."""

MEANT_DAYS = 60
"""How far back articles are looked for by meaning; by words there is no limit."""


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A verbatim passage and its article (source at hand)."""

    text: str
    article: Article


def ask(
    text: str,
    *,
    article: int | None = None,
    story: int | None = None,
    language: str = "en",
    is_visitor: bool = False,
) -> list[CitedPassage]:
    """The passages that answer, best first; none when nothing stored does. `language` is the
    reader's: of a story, what is told in it is asked first. To visitors nothing is quoted of
    sources that show them an excerpt only."""
    text = text.strip()[:300]
    if not text:
        return []
    rows = _candidates(text, article, story, language)
    sources = [
        Source(row.pk, row.headline, row.body.text, row.language, row.published)
        for row in rows
        if not (is_visitor and row.source.policy == "excerpt")
    ]
    by_id = {row.pk: row for row in rows}
    found = answer(text, sources, shipped_encoder(), language if story is not None else "")
    return [CitedPassage(passage.sentence, by_id[passage.article_id]) for passage in found.passages]


def _candidates(
    text: str, article: int | None, story: int | None, language: str
) -> Sequence[Article]:
    """The articles that may hold an answer."""
    rows = Article.objects.filter(is_hidden=False).select_related("source", "body")
    if article is not None:
        return list(rows.filter(pk=article))
    if story is not None:
        of_story = rows.filter(story=story, duplicate_of=None)
        is_mine = Case(When(language=language, then=0), default=1)
        return list(of_story.order_by(is_mine, "-published", "-pk")[:CANDIDATES])
    ids = _by_words(text, language)
    ids = list(dict.fromkeys([*ids, *_by_meaning(text)]))[:CANDIDATES]
    found = {row.pk: row for row in visible_articles().select_related("body").filter(pk__in=ids)}
    return [found[i] for i in ids if i in found]


def _by_words(text: str, language: str) -> list[int]:
    """Articles that hold the question's words, all of them before most of them."""
    asked_in = question(text).language
    words = [Word(w) for w in dict.fromkeys(WORD.findall(text)) if content_stems(w, asked_in)]
    if not words:
        return []
    every = search.matches(Query(clauses=[[w] for w in words]), language, CANDIDATES)
    if len(every) >= CANDIDATES or len(words) < 2:
        return every
    loose: list[int] = []
    for left_out in range(len(words)):
        rest = [[w] for n, w in enumerate(words) if n != left_out]
        loose += search.matches(Query(clauses=rest), language, CANDIDATES // len(words) + 2)
    return list(dict.fromkeys([*every, *loose]))


def _by_meaning(text: str) -> list[int]:
    encoder = shipped_encoder()
    if encoder is None or not text.isascii():
        return []
    since = datetime.now(UTC) - timedelta(days=MEANT_DAYS)
    return search.nearest(packed_vector(encoder.vectors([text])[0]), BY_MEANING, since)

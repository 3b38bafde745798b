"""Ask everything stored, one story, or one article: verbatim passages with their articles."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, When
from django.utils import timezone

from octavo.actions.answers.candidates import CANDIDATES, candidates
from octavo.assist.ask import Source, answer
from octavo.assist.asking.marks import Part, marked
from octavo.assist.asking.question import question
from octavo.assist.suggestions import suggestions
from octavo.store.models import Article

LONGEST_QUESTION = 300
"""Characters of a question. Chosen by hand; not measured."""


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A verbatim passage and its article (source at hand); in `parts` what answers is marked."""

    text: str
    article: Article
    parts: tuple[Part, ...] = ()


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
    text = text.strip()[:LONGEST_QUESTION]
    if not text:
        return []
    rows = article_rows(text, article, story, language)
    sources = [
        Source(row.pk, row.headline, row.body.text, row.language, row.published)
        for row in rows
        if not (is_visitor and row.source.policy == "excerpt")
    ]
    by_id = {row.pk: row for row in rows}
    prior = language if story is not None else ""
    found = answer(text, sources, prior, timezone.localdate())
    return [_cited(text, passage.sentence, by_id[passage.article_id]) for passage in found.passages]


def _cited(asked: str, passage: str, row: Article) -> CitedPassage:
    return CitedPassage(passage, row, tuple(marked(question(asked), passage, row.language)))


def suggested(row: Article, *, is_visitor: bool = False) -> tuple[str, ...]:
    """Questions that an article answers; none to visitors of a source that shows them an excerpt
    only."""
    if is_visitor and row.source.policy == "excerpt":
        return ()
    return suggestions(Source(row.pk, row.headline, row.body.text, row.language, row.published))


def article_rows(
    text: str, article: int | None, story: int | None, language: str
) -> Sequence[Article]:
    """The articles that are asked, with their sources and bodies."""
    rows = Article.objects.filter(is_hidden=False).select_related("source", "body")
    if article is not None:
        return list(rows.filter(pk=article))
    if story is None:
        return candidates(text)
    of_story = rows.filter(story=story, duplicate_of=None)
    is_mine = Case(When(language=language, then=0), default=1)
    return list(of_story.order_by(is_mine, "-published", "-pk")[:CANDIDATES])

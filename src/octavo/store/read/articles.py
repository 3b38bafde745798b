"""Articles: which of them people may see, one article's page, and lists of articles."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from octavo.store.models import (
    Article,
    ArticleCountry,
    Body,
    Comment,
    Related,
    Revision,
    Source,
    User,
)
from octavo.store.read.comments import thread
from octavo.store.read.hashtags import linked, shared_keys
from octavo.store.read.pages import PAGE, Listing, first_of, listing, position


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """All that the article page shows. `hashtags` are those that lead to other articles too,
    `countries` codes, the one named most first; `related` is ordered by kind, then score."""

    article: Article
    hashtags: list[str]
    countries: list[str]
    related: list[Related]
    comments: list[Comment]
    coverage: list[Article]


LONGEST_STORY = 400
"""Articles of one story that are listed: longer ones lose their newest. Chosen by hand; not
measured."""

KIND_ORDER = {"same_story": 0, "earlier": 1, "later": 2, "same_subject": 3}


def visible_articles() -> QuerySet[Article]:
    """Articles that lists may hold, neither hidden nor copies, newest first, with their source and
    story at hand."""
    return (
        Article.objects.filter(duplicate_of=None, is_hidden=False)
        .select_related("source", "story")
        .order_by("-published", "-id")
    )


def visible_with_copies() -> QuerySet[Article]:
    """Articles for lists that hold all of something: what a source printed, what a reader kept."""
    return (
        Article.objects.filter(is_hidden=False)
        .select_related("source", "story")
        .order_by("-published", "-id")
    )


def visible_article(number: int) -> Article | None:
    """One article that people may open, with its source and body; None where there is none."""
    rows = Article.objects.select_related("source", "body")
    return rows.filter(pk=number, is_hidden=False).first()


def any_article(number: int) -> Article | None:
    """One article, hidden ones too: for what a reader does with those of their own lists."""
    return Article.objects.filter(pk=number).first()


def of_source(source: Source, cursor: str = "") -> Listing:
    """The articles of a source, newest first; copies too: they are in no other list of articles but
    their story's."""
    return listing(visible_with_copies().filter(source=source), cursor)


def of_country(code: str, cursor: str = "") -> Listing:
    """The articles about a country (ISO 3166 code), newest first: a range of the index of the
    countries of articles, which repeats the times of those."""
    rows = (
        ArticleCountry.objects.filter(
            country=code, article__duplicate_of=None, article__is_hidden=False
        )
        .select_related("article__source", "article__story")
        .order_by("-published", "-article_id")
    )
    if after := position(cursor):
        rows = rows.filter(Q(published__lt=after[0]) | Q(published=after[0], article__lt=after[1]))
    return first_of([row.article for row in rows[: PAGE + 1]], PAGE)


def article_page(article_id: int, user: User | None = None) -> ArticlePage | None:
    """All that one article's page needs, in five queries; None where people may not see it."""
    article = (
        Article.objects.filter(pk=article_id, is_hidden=False)
        .select_related(
            "source",
            "story",
            "body",
            "duplicate_of__source",
            "lineage__parent__source",
        )
        .annotate(
            is_revised=Exists(Revision.objects.filter(article=OuterRef("pk"))),
            is_discussed=Exists(Comment.objects.filter(article=OuterRef("pk"))),
            shared_keys=shared_keys("pk"),
        )
        .first()
    )
    if article is None:
        return None
    comments = thread(article) if article.is_discussed else []
    countries = [row.country for row in article.countries.all()] if article.country else []
    return ArticlePage(
        article,
        linked(article, article.shared_keys),
        countries,
        related(article_id),
        comments,
        others_of_story(article),
    )


def related(article_id: int, limit: int = 9) -> list[Related]:
    """Related articles: same story, earlier, later, same subject; nearest first in each."""
    rows = list(
        Related.objects.filter(article=article_id, other__is_hidden=False, other__duplicate_of=None)
        .select_related("other__source", "other__story")
        .order_by("-score", "other_id")[:40]
    )
    rows.sort(key=lambda row: (KIND_ORDER.get(row.kind, 9), -row.score, row.other_id))
    return rows[:limit]


def others_of_story(article: Article) -> list[Article]:
    """The other articles of the same story, oldest first: what the margin's timeline draws."""
    if article.story is None or article.story.articles_count < 2:
        return []
    mates = Article.objects.filter(story=article.story, is_hidden=False).select_related("source")
    return list(mates.order_by("published", "id")[:LONGEST_STORY])


def bodies(articles: Sequence[Article]) -> list[Body]:
    """The texts and the entities of the articles, in their order."""
    found = Body.objects.filter(article__in=articles, article__is_hidden=False).only(
        "article_id", "text", "entities"
    )
    by_article = {body.article_id: body for body in found}
    return [by_article[one.pk] for one in articles if one.pk in by_article]

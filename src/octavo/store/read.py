"""The questions pages ask: one function a question, nothing computed, few queries each.

Lists are keyset-paginated: a page ends with a `Cursor` (the last row's sort values as text), which
the next page starts after. Duplicates and hidden articles never appear in lists.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import TruncDate

from octavo.store import site_settings
from octavo.store.models import (
    Article,
    Attempt,
    Body,
    Comment,
    Edition,
    Feed,
    Hashtag,
    Mark,
    Quarantine,
    Related,
    Revision,
    Source,
    Story,
    StoryFace,
    Tagging,
    TextReport,
    User,
)

PAGE = 30
LINE = 200
"""Faces of one storyline that are read: longer ones lose their newest steps."""
SECTIONS = (
    "World", "Politics", "Business", "Technology", "Science", "Health", "Climate", "Sport",
    "Culture", "General",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of articles; `cursor` is empty on the last one."""

    articles: list[Article]
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Faces:
    """A page of stories; `cursor` is empty on the last one."""

    faces: list[StoryFace]
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """All that the article page shows. `related` is ordered by kind, then score."""

    article: Article
    related: list[Related]
    comments: list[Comment]
    coverage: list[Article]


@dataclass(frozen=True, slots=True)
class StoryPage:
    """All that the story page shows. `articles` are oldest first, copies included; `line` holds the
    other stories of its storyline, oldest first."""

    story: Story
    face: StoryFace | None
    articles: list[Article]
    later: list[Related]
    line: list[StoryFace]


def shown() -> QuerySet[Article]:
    """Articles that lists may hold, with their source and story at hand."""
    return (
        Article.objects.filter(duplicate_of=None, is_hidden=False)
        .select_related("source", "story")
        .order_by("-published", "-id")
    )


def _place(cursor: str) -> tuple[datetime, int] | None:
    """The time and number a cursor names; None for one that is no cursor: the top."""
    moment, _, number = cursor.partition("~")
    try:
        when, last = datetime.fromisoformat(moment), int(number)
    except ValueError:
        return None
    return (when, last) if when.tzinfo else None


def listing(articles: QuerySet[Article], cursor: str = "", size: int = PAGE) -> Listing:
    """One page of a list of articles, newest first."""
    if after := _place(cursor):
        articles = articles.filter(
            Q(published__lt=after[0]) | Q(published=after[0], id__lt=after[1])
        )
    return _cut(list(articles[: size + 1]), size)


def _cut(rows: list[Article], size: int) -> Listing:
    """A page of rows of which one more than fits was read."""
    last = rows[size - 1] if len(rows) > size else None
    return Listing(rows[:size], f"{last.published.isoformat()}~{last.pk}" if last else "")


def marked(articles: Iterable[Article], user: User) -> dict[int, Mark]:
    """A reader's marks on these articles, by article."""
    ids = [article.pk for article in articles]
    return {mark.article_id: mark for mark in Mark.objects.filter(user=user, article__in=ids)}


# ---------------------------------------------------------------- stories


def faces(language: str = "", section: str = "") -> QuerySet[StoryFace]:
    """Stories by rank, in one language (empty: each in its own), in one section (empty: all)."""
    found = StoryFace.objects.filter(story__merged_into=None, article__is_hidden=False)
    found = found.filter(language=language) if language else found.filter(is_primary=True)
    if section:
        found = found.filter(section=section)
    return found.select_related("story", "article__source").order_by("-rank", "-id")


def ranked(found: QuerySet[StoryFace], cursor: str = "", size: int = PAGE) -> Faces:
    """One page of stories by rank."""
    rank, _, number = cursor.partition("~")
    try:
        place, last = float(rank), int(number)
        found = found.filter(Q(rank__lt=place) | Q(rank=place, id__lt=last))
    except ValueError:
        pass
    rows = list(found[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    return Faces(rows, f"{rows[-1].rank!r}~{rows[-1].pk}" if more else "")


def coverage(stories: Sequence[int], limit: int = 4) -> list[Article]:
    """The independent reports of these stories, newest first."""
    found = shown().filter(story__in=stories, is_own=True)
    return list(found[: limit * len(stories)])


def story_page(story_id: int, language: str) -> StoryPage | Story | None:
    """A story's page; the story it was merged into, to redirect to; or None."""
    told = StoryFace.objects.filter(story=story_id).select_related("story", "article__source")
    faces = list(told.order_by("-is_primary", "id"))
    if not faces:
        return _without_face(story_id)
    story, face = faces[0].story, _spoken(faces, language)
    articles = list(
        story.articles.filter(is_hidden=False)
        .select_related("source", "duplicate_of__source", "lineage")
        .order_by("published", "id")[:400]
    )
    line = [f for f in storyline(story.storyline_id, language) if f.story_id != story.pk]
    return StoryPage(story, face, articles, _beyond(story), line)


def _without_face(story_id: int) -> StoryPage | Story | None:
    """A story that was merged, or of which nothing is left to show."""
    story = Story.objects.filter(pk=story_id).select_related("merged_into").first()
    if story is None or story.merged_into is not None:
        return story.merged_into if story else None
    return StoryPage(story, None, [], [], [])


def _spoken(faces: Sequence[StoryFace], language: str) -> StoryFace:
    """The face in this language, else the primary one, which comes first."""
    return next((face for face in faces if face.language == language), faces[0])


def storyline(line: int | None, language: str) -> list[StoryFace]:
    """The stories of a storyline, oldest first, each in this language where it is told in it."""
    if line is None:
        return []
    rows = StoryFace.objects.filter(story__storyline=line).select_related(
        "story", "article__source"
    )
    by_story: dict[int, list[StoryFace]] = {}
    for face in rows.order_by("story__first_at", "story_id", "-is_primary", "id")[:LINE]:
        by_story.setdefault(face.story_id, []).append(face)
    return [_spoken(faces, language) for faces in by_story.values()]


def _beyond(story: Story) -> list[Related]:
    """What is near a story but in neither it nor its storyline: each story once."""
    rows = (
        Related.objects.filter(article__story=story, other__is_hidden=False)
        .exclude(kind="same_story")
        .exclude(other__story=story)
        .select_related("other__source", "other__story")
        .order_by("-score", "other_id")[:24]
    )
    line = story.storyline_id
    near = [row for row in rows if line is None or _line_of(row.other) != line]
    return list({row.other.story_id: row for row in reversed(near)}.values())[::-1][:6]


def _line_of(article: Article) -> int | None:
    return article.story.storyline_id if article.story else None


def edition(day_language: str) -> Edition | None:
    """The newest *Eight today* of a language."""
    return Edition.objects.filter(language=day_language).order_by("-day").first()


# ---------------------------------------------------------------- articles

KIND_ORDER = {"same_story": 0, "earlier": 1, "later": 2, "same_subject": 3}


def article_page(article_id: int, user: User | None = None) -> ArticlePage | None:
    """All that one article's page needs, in four queries."""
    article = (
        Article.objects.filter(pk=article_id)
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
        )
        .first()
    )
    if article is None:
        return None
    comments = thread(article) if article.is_discussed else []
    return ArticlePage(article, related(article_id), comments, story_mates(article))


def related(article_id: int, limit: int = 9) -> list[Related]:
    """Related articles: same story, earlier, later, same subject; nearest first in each."""
    rows = list(
        Related.objects.filter(article=article_id, other__is_hidden=False, other__duplicate_of=None)
        .select_related("other__source", "other__story")
        .order_by("-score", "other_id")[:40]
    )
    rows.sort(key=lambda row: (KIND_ORDER.get(row.kind, 9), -row.score, row.other_id))
    return rows[:limit]


def story_mates(article: Article) -> list[Article]:
    """The other articles of the same story, oldest first: what the margin's timeline draws."""
    if article.story is None or article.story.articles_count < 2:
        return []
    mates = Article.objects.filter(story=article.story, is_hidden=False).select_related("source")
    return list(mates.order_by("published", "id")[:60])


def revisions(article_id: int) -> list[Revision]:
    """The earlier texts of an article, newest first."""
    return list(Revision.objects.filter(article=article_id).order_by("-replaced_at", "-id"))


def thread(article: Article) -> list[Comment]:
    """An article's comments in reading order: each answer under what it answers, `depth` set."""
    rows = list(
        Comment.objects.filter(article=article).select_related("user").order_by("made_at", "id")
    )
    answers: dict[int | None, list[Comment]] = {}
    for row in rows:
        answers.setdefault(row.parent_id, []).append(row)
    ordered: list[Comment] = []
    todo = [(row, 0) for row in reversed(answers.get(None, []))]
    while todo:
        row, depth = todo.pop()
        row.depth = min(depth, 4)  # type: ignore[attr-defined]
        ordered.append(row)
        todo.extend((answer, depth + 1) for answer in reversed(answers.get(row.pk, [])))
    return ordered


# ---------------------------------------------------------------- lists


def hashtags(keys: Sequence[str]) -> list[Hashtag]:
    """The hashtags of these folded forms, in the order of the forms."""
    found = {tag.key: tag for tag in Hashtag.objects.filter(key__in=keys)}
    return [found[key] for key in keys if key in found]


def _under(tags: Sequence[Hashtag]) -> QuerySet[Tagging]:
    return Tagging.objects.filter(
        hashtag__in=tags, article__duplicate_of=None, article__is_hidden=False
    )


def tagged(tags: Sequence[Hashtag], cursor: str = "") -> Listing:
    """The articles under any of the hashtags, newest first: a range of the taggings' index, which
    repeats the times of their articles."""
    rows = _under(tags).select_related("article__source", "article__story")
    if after := _place(cursor):
        rows = rows.filter(Q(published__lt=after[0]) | Q(published=after[0], article__lt=after[1]))
    found = list(rows.order_by("-published", "-article_id")[: PAGE * len(tags) + 1])
    articles = list({row.article_id: row.article for row in found}.values())
    return _cut(articles[: PAGE + 1], PAGE)


def days_under(tags: Sequence[Hashtag], since: datetime) -> dict[date, int]:
    """How many articles each day since brought under the hashtags, days in UTC; days without any
    are left out."""
    rows = (
        _under(tags).filter(published__gte=since).annotate(day=TruncDate("published", tzinfo=UTC))
    )
    counted = rows.values("day").annotate(n=Count("article", distinct=True)).order_by("day")
    return {row["day"]: row["n"] for row in counted}


def bodies(articles: Sequence[Article]) -> list[Body]:
    """The texts and the entities of the articles, in their order."""
    found = Body.objects.filter(article__in=articles).only("article_id", "text", "entities")
    by_article = {body.article_id: body for body in found}
    return [by_article[one.pk] for one in articles if one.pk in by_article]


def source(slug: str) -> Source | None:
    """A source by its slug."""
    return Source.objects.filter(slug=slug).first()


def sources() -> list[Source]:
    """All sources by country and name, with the number of their articles as last counted."""
    counted = site_settings.direct("articles_of_sources", {})
    rows = list(Source.objects.order_by("country", "name", "id"))
    for row in rows:
        row.articles_count = counted.get(str(row.pk), 0)  # type: ignore[attr-defined]
    return rows


def countries() -> list[tuple[str, int]]:
    """Countries with articles, most first, as last counted."""
    return [(code, count) for code, count in site_settings.direct("articles_of_countries", [])]


def saved(user: User, cursor: str = "") -> Listing:
    """What a reader saved, newest article first."""
    return listing(shown_to_owner().filter(marks__user=user, marks__saved_at__isnull=False), cursor)


def history(user: User, cursor: str = "") -> Listing:
    """What a reader opened, last first."""
    rows = Mark.objects.filter(user=user, read_at__isnull=False, article__is_hidden=False)
    if after := _place(cursor):
        rows = rows.filter(Q(read_at__lt=after[0]) | Q(read_at=after[0], id__lt=after[1]))
    marks = rows.select_related("article__source", "article__story").order_by("-read_at", "-id")
    found = list(marks[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    end = f"{last.read_at.isoformat()}~{last.pk}" if last and last.read_at else ""
    return Listing([mark.article for mark in found[:PAGE]], end)


def shown_to_owner() -> QuerySet[Article]:
    """Articles for lists a reader made: duplicates are theirs to keep."""
    return (
        Article.objects.filter(is_hidden=False)
        .select_related("source", "story")
        .order_by("-published", "-id")
    )


def tags_about(limit: int = 24) -> list[tuple[str, str, int]]:
    """The most used hashtags of late: key, name, number of articles."""
    newest = Article.objects.order_by("-published").values_list("published", flat=True)[:1].first()
    if newest is None:
        return []
    from_day = newest.replace(hour=0, minute=0, second=0, microsecond=0)
    rows = (
        Hashtag.objects.filter(taggings__published__gte=from_day)
        .annotate(n=Count("taggings"))
        .order_by("-n", "key")[:limit]
    )
    return [(tag.key, tag.name, tag.n) for tag in rows]


# ---------------------------------------------------------------- admin


def health(most: int | None = None) -> list[Feed]:
    """Feeds with their source and state: the health table, worst first; all, or `most` of them."""
    return list(
        Feed.objects.exclude(kind="import")
        .select_related("source", "state")
        .order_by(F("state__failures").desc(nulls_last=True), "source__name", "id")[:most]
    )


def queue() -> QuerySet[Comment]:
    """Comments that wait for a moderator: held by a rule, or reported by a reader."""
    return (
        Comment.objects.annotate(reports_count=Count("reports"))
        .filter(Q(state="held") | Q(reports_count__gt=0, state="shown", decided_at=None))
        .select_related("user", "article__source")
        .prefetch_related(Prefetch("reports"))
        .order_by("made_at", "id")
    )


def refusals(since: datetime) -> list[tuple[str, int]]:
    """Why pages were refused since then: named causes and how often, most frequent first."""
    lately = Attempt.objects.filter(at__gte=since, step="article")
    rows = lately.values("cause").annotate(times=Count("pk")).order_by("-times", "cause")
    return [(row["cause"], row["times"]) for row in rows]


def missed_rules(since: datetime) -> list[tuple[str, int]]:
    """Publisher rules that found nothing since then, by name, and on how many pages."""
    lately = Attempt.objects.filter(at__gte=since, step="rule")
    rows = lately.values("detail").annotate(times=Count("pk")).order_by("-times", "detail")
    return [(row["detail"], row["times"]) for row in rows]


def said_wrong() -> int:
    """Of how many articles readers say that the text is wrong."""
    return TextReport.objects.filter(outcome="").values("article").distinct().count()


def quarantined() -> int:
    """How many entries and feeds a bug keeps from being read."""
    return Quarantine.objects.count()


def counts() -> dict[str, Any]:
    """How much there is of what."""
    return {
        "sources": Source.objects.count(),
        "feeds": Feed.objects.exclude(kind="import").count(),
        "articles": Article.objects.count(),
        "stories": Story.objects.filter(merged_into=None).count(),
        "users": User.objects.count(),
    }

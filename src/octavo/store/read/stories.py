"""Stories: by rank, one story's page, storylines, editions."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone

from octavo.store.models import Article, Edition, Mark, Related, Story, StoryFace, User
from octavo.store.read.articles import LONGEST_STORY, visible_articles, visible_with_copies
from octavo.store.read.hashtags import linked, shared_keys
from octavo.store.read.pages import PAGE

LONGEST_STORYLINE = 200
"""Faces of one storyline that are read: longer ones lose their newest steps."""


TOLD_BY = 60
"""Reports of one story that its figures and quotations are drawn from: longer ones lose their
oldest. Chosen by hand; not measured."""

SECTIONS = (
    "World", "Politics", "Business", "Technology", "Science", "Health", "Climate", "Sport",
    "Culture", "General",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Faces:
    """A page of stories; `cursor` is empty on the last one."""

    faces: list[StoryFace]
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class StoryPage:
    """All that the story page shows. `articles` are oldest first, copies included; `line` holds the
    other stories of its storyline, oldest first; `hashtags` are those of its face that lead to
    other articles too."""

    story: Story
    face: StoryFace | None
    articles: Sequence[Article]
    later: list[Related]
    line: list[StoryFace]
    hashtags: Sequence[str] = ()


def _visible_faces() -> QuerySet[StoryFace]:
    """Faces whose article people may see, with their story and source at hand."""
    rows = StoryFace.objects.filter(article__is_hidden=False)
    return rows.select_related("story", "article__source")


def faces(
    language: str = "", section: str = "", follows: Sequence[str] = ()
) -> QuerySet[StoryFace]:
    """Stories by rank, in one language (empty: each in its own), in one section (empty: all).
    Short items are among them only of publishers that the reader follows (`source:slug`)."""
    slugs = [name.removeprefix("source:") for name in follows if name.startswith("source:")]
    is_short = Q(article__partial="short") & ~Q(article__source__slug__in=slugs)
    found = _visible_faces().filter(story__merged_into=None).exclude(is_short)
    found = found.filter(language=language) if language else found.filter(is_primary=True)
    if section:
        found = found.filter(section=section)
    return found.order_by("-rank", "-id")


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
    found = visible_articles().filter(story__in=stories, is_own=True)
    return list(found[: limit * len(stories)])


def story(number: int) -> Story | None:
    """A story, with the one it was merged into at hand."""
    return Story.objects.filter(pk=number).select_related("merged_into").first()


def face(number: int, language: str) -> StoryFace | None:
    """The face of a story in this language, else the one that stands for it in none."""
    found = list(_visible_faces().filter(story=number).order_by("-is_primary", "id"))
    return _in_language(found, language) if found else None


def faces_of(stories: Sequence[int], language: str) -> dict[int, StoryFace]:
    """The face of each of these stories, by its number, as `face` has it."""
    rows = _visible_faces().filter(story__in=stories).order_by("story_id", "-is_primary", "id")
    by_story: dict[int, list[StoryFace]] = {}
    for one in rows:
        by_story.setdefault(one.story_id, []).append(one)
    return {story: _in_language(some, language) for story, some in by_story.items()}


def story_page(story_id: int, language: str, user: User | None = None) -> StoryPage | Story | None:
    """A story's page; the story it was merged into, to redirect to; or None. Each article says
    whether the user has read it, as `is_read`."""
    rows = _visible_faces().filter(story=story_id).annotate(shared_keys=shared_keys("article"))
    faces = list(rows.order_by("-is_primary", "id"))
    if not faces:
        return _without_face(story_id)
    found, face = faces[0].story, _in_language(faces, language)
    articles = list(
        found.articles.filter(is_hidden=False)
        .select_related("source", "duplicate_of__source", "lineage")
        .annotate(is_read=_read_by(user))
        .order_by("published", "id")[:LONGEST_STORY]
    )
    line = [f for f in storyline(found.storyline_id, language) if f.story_id != found.pk]
    hashtags = linked(face.article, face.shared_keys)  # type: ignore[attr-defined]
    return StoryPage(found, face, articles, _beyond(found), line, hashtags)


def _read_by(user: User | None) -> Exists | Value:
    if user is None:
        return Value(False)
    marks = Mark.objects.filter(user=user, article=OuterRef("pk"), read_at__isnull=False)
    return Exists(marks)


def told_in_story(story_id: int) -> list[Article]:
    """The newest reports of a story that are no copies, oldest first, with what their bodies say of
    figures: what is told in a story is drawn from these."""
    rows = Article.objects.filter(story=story_id, is_hidden=False, duplicate_of=None)
    rows = rows.select_related("source", "body").only(
        "headline", "published", "date_precision", "language", "story_id", "source__name",
        "source__slug", "source__policy", "source__logo", "body__figures",
    )  # fmt: skip
    return list(rows.order_by("-published", "-id")[:TOLD_BY])[::-1]


def _without_face(story_id: int) -> StoryPage | Story | None:
    """A story that was merged, or of which nothing is left to show."""
    found = story(story_id)
    if found is None or found.merged_into is not None:
        return found.merged_into if found else None
    return StoryPage(found, None, [], [], [])


def _in_language(faces: Sequence[StoryFace], language: str) -> StoryFace:
    """The face in this language, else the primary one, which comes first."""
    return next((face for face in faces if face.language == language), faces[0])


def storyline(line: int | None, language: str) -> list[StoryFace]:
    """The stories of a storyline, oldest first, each in this language where it is told in it."""
    if line is None:
        return []
    rows = _visible_faces().filter(story__storyline=line)
    ordered = rows.order_by("story__first_at", "story_id", "-is_primary", "id")
    by_story: dict[int, list[StoryFace]] = {}
    for face in ordered[:LONGEST_STORYLINE]:
        by_story.setdefault(face.story_id, []).append(face)
    return [_in_language(faces, language) for faces in by_story.values()]


def _beyond(story: Story) -> list[Related]:
    """What is near a story but in neither it nor its storyline: each story once, nearest first."""
    rows = (
        Related.objects.filter(
            article__story=story, other__is_hidden=False, other__duplicate_of=None
        )
        .exclude(kind="same_story")
        .exclude(other__story=story)
        .select_related("other__source", "other__story")
        .order_by("-score", "other_id")[:24]
    )
    line = story.storyline_id
    near = [row for row in rows if line is None or _line_of(row.other) != line]
    nearest: dict[int | None, Related] = {}
    for row in near:
        nearest.setdefault(row.other.story_id, row)
    return list(nearest.values())[:6]


def _line_of(article: Article) -> int | None:
    return article.story.storyline_id if article.story else None


def edition(day_language: str, day: date | None = None) -> Edition | None:
    """*Eight today* of a language, with the days of the editions `before` and `after` it: the
    newest, none of a day that has begun nowhere yet; or that of a day, without what has been
    hidden or let go since. The newest is made anew when something is hidden."""
    begun = timezone.now() + timedelta(days=1)
    rows = Edition.objects.filter(language=day_language, day__lte=begun.date())
    others = rows.filter(language=OuterRef("language")).exclude(stories=[]).values("day")
    around = rows.annotate(
        before=Subquery(others.filter(day__lt=OuterRef("day")).order_by("-day")[:1]),
        after=Subquery(others.filter(day__gt=OuterRef("day")).order_by("day")[:1]),
    )
    found = (around if day is None else around.filter(day=day)).order_by("-day").first()
    if found and day is not None:
        found.stories = _there([found.stories])[0]
    return found


def episodes(language: str, limit: int) -> list[Edition]:
    """The newest editions that are in the podcasts, newest first, each with what is left of what it
    held when it came into them: what has been hidden or let go since is in none."""
    rows = Edition.objects.filter(language=language, episode__isnull=False)
    found = list(rows.order_by("-day")[:limit])
    for edition, stories in zip(found, _there([one.episode or [] for one in found]), strict=True):
        edition.stories = stories
    return [one for one in found if one.stories]


def _there(lists: Sequence[list[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    """The stories of editions without what has been hidden or let go, in one query."""
    every = [story for stories in lists for story in stories]
    lines = {line["article"] for story in every for line in story["sentences"]}
    heads = {story["lead"] for story in every if "lead" in story}
    rest = visible_with_copies().filter(pk__in=lines | heads)
    there = set(rest.order_by().values_list("pk", flat=True))
    return [[one for story in stories if (one := _still(story, there))] for stories in lists]


def _still(story: dict[str, Any], there: Container[int]) -> dict[str, Any] | None:
    """A story of an edition with the sentences of articles that are there; None without its
    head."""
    lines = [line for line in story["sentences"] if line["article"] in there]
    if not lines or ("lead" in story and story["lead"] not in there):
        return None
    return story | {"sentences": lines}

"""What a reader has opened and saved."""

from collections.abc import Iterable

from django.db.models import Q

from octavo.store.models import Article, Mark, StoryFace, StoryVisit, User
from octavo.store.read.articles import visible_with_copies
from octavo.store.read.pages import PAGE, Listing, listing, position


def marks_on(articles: Iterable[Article], user: User) -> dict[int, Mark]:
    """A reader's marks on these articles, by article."""
    ids = [article.pk for article in articles]
    return {mark.article_id: mark for mark in Mark.objects.filter(user=user, article__in=ids)}


def unseen(faces: Iterable[StoryFace], user: User) -> dict[int, int]:
    """How many reports stories have got since a reader opened their pages, by story; only of those
    that have got any."""
    counts = {face.story_id: face.story.articles_count for face in faces}
    visits = StoryVisit.objects.filter(user=user, story__in=list(counts))
    rows = visits.order_by("story").values_list("story", "shown")
    found = {story: counts[story] - len(shown) for story, shown in rows}
    return {story: number for story, number in found.items() if number > 0}


def saved(user: User, cursor: str = "") -> Listing:
    """What a reader saved, newest article first."""
    return listing(
        visible_with_copies().filter(marks__user=user, marks__saved_at__isnull=False), cursor
    )


def history(user: User, cursor: str = "") -> Listing:
    """What a reader opened, last first."""
    rows = Mark.objects.filter(user=user, read_at__isnull=False, article__is_hidden=False)
    if after := position(cursor):
        rows = rows.filter(Q(read_at__lt=after[0]) | Q(read_at=after[0], id__lt=after[1]))
    marks = rows.select_related("article__source", "article__story").order_by("-read_at", "-id")
    found = list(marks[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    end = f"{last.read_at.isoformat()}~{last.pk}" if last and last.read_at else ""
    return Listing([mark.article for mark in found[:PAGE]], end)

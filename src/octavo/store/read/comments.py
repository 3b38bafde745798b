"""Comments: an article's thread, and the moderators' queue."""

from django.db.models import Count, Prefetch, Q, QuerySet

from octavo.store.models import Article, Comment


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


def comment_queue() -> QuerySet[Comment]:
    """Comments that wait for a moderator: held by a rule, or reported by a reader."""
    return (
        Comment.objects.annotate(reports_count=Count("reports"))
        .filter(Q(state="held") | Q(reports_count__gt=0, state="shown", decided_at=None))
        .select_related("user", "article__source")
        .prefetch_related(Prefetch("reports"))
        .order_by("made_at", "id")
    )

"""What the timelines of stories are drawn from."""

from collections.abc import Sequence

from octavo.store.models import Article

READ = 60
"""Reports of a story or a storyline that its timeline is drawn from: longer ones lose their oldest.
Chosen by hand; not measured."""


def reports_of(stories: Sequence[int]) -> list[Article]:
    """The newest reports of these stories, copies too, oldest first, with their source and what
    their bodies tell."""
    rows = Article.objects.filter(story__in=stories, is_hidden=False)
    rows = rows.select_related("source", "body").only(
        "headline", "published", "date_precision", "modified", "fetched", "language", "story_id",
        "url", "is_own", "duplicate_of_id", "wire", "source__name", "source__slug",
        "source__policy", "source__logo", "source__country", "body__text", "body__dateline",
        "body__entities", "body__figures",
    )  # fmt: skip
    return list(rows.order_by("-published", "-id")[:READ])[::-1]

"""All that is stored of one reader, for that reader."""

from typing import Any

from octavo.store.models import Comment, Mark, Report, StoryVisit, TextReport, User


def own_data(user: User) -> dict[str, Any]:
    """A reader's own rows, as JSON has them: the account, what they follow, marked and opened, what
    they wrote. Articles are named by their addresses."""
    own = {"user": user}
    return {
        "account": {
            "username": user.username,
            "email": user.email,
            "role": user.role,
            "joined": user.date_joined,
            "follows": user.follows,
            "has_podcast": bool(user.podcast),
        },
        "marks": _rows(Mark, own, article="article__url", read="read_at", saved="saved_at"),
        "story_visits": _rows(
            StoryVisit, own, story="story", opened="opened_at", shown="shown",
            seen="seen", seen_at="seen_at",
        ),
        "comments": _rows(
            Comment, own, article="article__url", text="text", state="state", written="made_at"
        ),
        "reports": _rows(Report, own, comment="comment", reported="made_at"),
        "text_reports": _rows(
            TextReport, own, article="article__url", wrong="wrong", note="note", reported="made_at"
        ),
    }  # fmt: skip


def _rows(model: Any, own: dict[str, User], **columns: str) -> list[dict[str, Any]]:
    """The rows of a table that are this reader's, the oldest first, under the names given."""
    found = model.objects.filter(**own).order_by("pk").values_list(*columns.values())
    return [dict(zip(columns, row, strict=True)) for row in found]

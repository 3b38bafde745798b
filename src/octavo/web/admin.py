"""The admin: sources and their health, attempts, egress, articles, stories, people.

Django's own admin, read-only wherever the walk writes, with the health table as its first page.
"""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from octavo.store import models, read, site

if TYPE_CHECKING:
    Table = admin.ModelAdmin[Any]
else:
    Table = admin.ModelAdmin

admin.site.site_header = _("Octavo admin")
admin.site.site_title = _("Octavo admin")
admin.site.index_title = _("How this site is doing")
admin.site.index_template = "admin/health.html"


def _front(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
    """The admin's first page: counts, the switches, and every feed's health, worst first."""
    context = {
        **(extra_context or {}),
        "feeds": read.health(),
        "counts": read.counts(),
        "switches": site.values(),
    }
    return _plain_index(request, context)


_plain_index = admin.site.index
admin.site.index = _front  # type: ignore[method-assign]


class ReadOnly(Table):
    """Rows that the walk writes: to look at, not to edit."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds these by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Nobody edits these by hand."""
        return False


@admin.register(models.Source)
class SourceAdmin(Table):
    """Publishers: name, country, policy."""

    list_display = ("name", "host", "country", "language", "policy", "is_wire", "is_demo")
    list_filter = ("policy", "is_wire", "is_demo", "language", "country")
    search_fields = ("name", "host")


@admin.register(models.Feed)
class FeedAdmin(Table):
    """Feeds: where they are, in which folder, polled or not."""

    list_display = ("__str__", "source", "outcome", "is_enabled")
    list_filter = ("is_enabled", "kind", "state__outcome", "folder")
    list_select_related = ("source", "state")
    search_fields = ("url", "title", "source__name")

    @admin.display(description=_("Last poll"))
    def outcome(self, feed: models.Feed) -> str:
        """The named cause of the last poll."""
        return feed.state.outcome or "—"


@admin.register(models.Attempt)
class AttemptAdmin(ReadOnly):
    """What failed or was refused, and why."""

    list_display = ("at", "step", "cause", "where", "detail")
    list_filter = ("step", "cause")
    search_fields = ("url", "detail")

    @admin.display(description=_("Address"))
    def where(self, attempt: models.Attempt) -> str:
        """The address, shortened for the table."""
        return attempt.url[:80]


@admin.register(models.EgressRecord)
class EgressAdmin(ReadOnly):
    """Every outbound request."""

    list_display = ("at", "host", "purpose", "outcome", "bytes", "seconds")
    list_filter = ("purpose", "outcome")
    search_fields = ("host",)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """The ledger is append-only."""
        return False


@admin.register(models.Article)
class ArticleAdmin(Table):
    """Articles: to look at, and to hide."""

    list_display = ("headline", "source", "published", "language", "section", "is_hidden")
    list_filter = ("is_hidden", "language", "section", "partial")
    list_select_related = ("source",)
    search_fields = ("headline", "url")
    show_full_result_count = False
    fields = ("link", "headline", "source", "published", "language", "section", "partial",
              "confidence", "is_hidden")  # fmt: skip
    readonly_fields = ("link", "headline", "source", "published", "language", "partial",
                       "confidence")  # fmt: skip

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Articles come from the walk."""
        return False

    @admin.display(description=_("Address"))
    def link(self, article: models.Article) -> SafeString:
        """The page on this site and the publisher's."""
        return format_html('<a href="/article/{}">{}</a>', article.pk, article.url)


@admin.register(models.Story)
class StoryAdmin(ReadOnly):
    """Stories and their coverage."""

    list_display = ("id", "headline", "articles_count", "outlets", "independents", "last_at")
    list_filter = ("last_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Story]:
        """Stories with their faces at hand."""
        return super().get_queryset(request).prefetch_related("faces__article")

    @admin.display(description=_("Headline"))
    def headline(self, story: models.Story) -> str:
        """The primary face's headline."""
        faces = sorted(story.faces.all(), key=lambda face: not face.is_primary)
        return faces[0].article.headline if faces else "—"


@admin.register(models.Comment)
class CommentAdmin(ReadOnly):
    """All comments; the queue is at /moderate."""

    list_display = ("made_at", "user", "state", "text", "article")
    list_filter = ("state",)
    list_select_related = ("user", "article")


@admin.register(models.User)
class UserAdmin(Table):
    """People and their roles."""

    list_display = ("username", "email", "role", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("username", "email")
    fields = ("username", "email", "role", "is_active")


@admin.register(models.SiteSetting)
class SettingAdmin(Table):
    """Switches: registration_open, comments_open, air_gap, site_name."""

    list_display = ("key", "value")

    def save_model(self, request: HttpRequest, obj: models.SiteSetting, *args: Any) -> None:
        """Keep the setting, and read it afresh."""
        super().save_model(request, obj, *args)
        site.forget()

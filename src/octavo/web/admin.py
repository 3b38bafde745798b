"""The admin: sources and their health, attempts, egress, articles, stories, people.

Django's own admin, read-only wherever the walk writes, with the health table as its first page.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from octavo.actions import hiding, host_memories, quarantine
from octavo.actions.people import first_admin
from octavo.store import codec, models, read, site_settings
from octavo.web.causes import sentence
from octavo.web.desk import lab

if TYPE_CHECKING:
    Table = admin.ModelAdmin[Any]
else:
    Table = admin.ModelAdmin

admin.site.site_header = _("Octavo admin")
admin.site.site_title = _("Octavo admin")
admin.site.index_title = _("How this site is doing")
admin.site.index_template = "admin/health.html"
admin.site.enable_nav_sidebar = False
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.unregister([Group, EmailAddress])


REFUSED_SINCE = timedelta(days=7)
"""How far back refusals are summed up: a week shows a publisher that changed its pages."""

HEALTH_ROWS = 300
"""Feeds on the desk, the worst; all of them are in their own list."""


PAGE_SHOWN = 20_000
"""Characters of a quarantined page's source that its page in the admin shows."""


LAST_ADMIN = _("This is the last admin. Make another one first.")

COUNTED = {
    "sources": _("sources"),
    "feeds": _("feeds"),
    "articles": _("articles"),
    "stories": _("stories"),
    "users": _("accounts"),
}


class Switches(forms.Form):
    """What the owner may turn while the site runs."""

    site_name = forms.CharField(label=_("Name of the site"), max_length=60)
    needs_login = forms.BooleanField(
        label=_("Only people with an account may read"), required=False
    )
    registration_open = forms.BooleanField(
        label=_("Let anyone make a reader's account"), required=False
    )
    comments_open = forms.BooleanField(label=_("Comments are open"), required=False)
    moderation = forms.ChoiceField(
        label=_("Comments are held for a moderator"),
        choices=[
            ("strict", _("on any doubt")),
            ("usual", _("on likely grounds")),
            ("lenient", _("on certain grounds only")),
        ],
    )
    visitors_report = forms.BooleanField(
        label=_("Visitors without an account may say that a text is wrong"), required=False
    )
    air_gap = forms.BooleanField(label=_("Air gap: no request leaves this machine"), required=False)


def _front(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
    """The admin's first page: the switches, every feed's health, worst first, and what was
    refused lately and why."""
    switches = Switches(request.POST or None, initial=site_settings.values(), label_suffix="")
    if request.method == "POST" and admin.site.has_permission(request) and switches.is_valid():
        for key, value in switches.cleaned_data.items():
            site_settings.set_value(key, value)
        messages.success(request, _("The switches are set."))
        return redirect("admin:index")
    now = datetime.now(UTC)
    feeds = read.health(HEALTH_ROWS)
    for feed in feeds:
        feed.cause = sentence(feed.state.outcome)  # type: ignore[attr-defined]
    refused = [(sentence(code), count) for code, count in read.refusals(now - REFUSED_SINCE)]
    context = {
        **(extra_context or {}),
        "feeds": feeds,
        "refused": refused,
        "counts": [(COUNTED[name], count) for name, count in read.counts().items()],
        "switches": switches,
        "missed": read.missed_rules(now - REFUSED_SINCE),
        "said": read.texts_reported(),
        "quarantined": read.quarantined(),
        "doubts": read.doubts(),
        "without_network": read.without_network(),
    }
    return _plain_index(request, context)


_plain_urls = admin.site.get_urls
admin.site.get_urls = lambda: [*lab.addresses(), *_plain_urls()]  # type: ignore[method-assign]
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
        return sentence(feed.state.outcome)


@admin.register(models.Attempt)
class AttemptAdmin(ReadOnly):
    """What failed or was refused, and why."""

    list_display = ("at", "step", "why", "where", "detail")
    list_filter = ("step", "cause")
    search_fields = ("url", "detail")

    @admin.display(description=_("Cause"), ordering="cause")
    def why(self, attempt: models.Attempt) -> str:
        """The named cause, as a sentence."""
        return sentence(attempt.cause)

    @admin.display(description=_("Address"))
    def where(self, attempt: models.Attempt) -> str:
        """The address, shortened for the table."""
        return attempt.url[:80]


@admin.register(models.Quarantine)
class QuarantineAdmin(ReadOnly):
    """What a bug of ours struck: with its traceback and page, and a way to try again."""

    list_display = ("last_at", "step", "error", "where", "tries", "state")
    list_filter = ("step", "version")
    list_select_related = ("entry", "feed")
    search_fields = ("url", "error")
    actions = ("try_again",)
    change_form_template = "admin/quarantine.html"
    fields = ("link", "error", "step", "tries", "version", "first_at", "last_at", "traceback",
              "page_text")  # fmt: skip
    readonly_fields = fields

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Nothing is thrown away here: a row goes when its entry has come through."""
        return False

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Whoever may see the rows may try again."""
        return self.has_view_permission(request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """One row; its button tries again."""
        if request.method == "POST" and self.has_retry_permission(request):
            self.try_again(request, self.get_queryset(request).filter(pk=object_id))
            return redirect("admin:store_quarantine_changelist")
        return super().change_view(request, object_id, form_url, extra_context)

    @admin.action(description=_("Try again"), permissions=["retry"])
    def try_again(self, request: HttpRequest, rows: QuerySet[models.Quarantine]) -> None:
        """Read the chosen entries again, poll the chosen feeds, with the walk's next turn."""
        count = quarantine.try_again(rows.values_list("pk", flat=True), datetime.now(UTC))
        messages.success(request, _("%(n)s will be tried again.") % {"n": count})

    @admin.display(description=_("Address"))
    def where(self, row: models.Quarantine) -> str:
        """The address, shortened for the table."""
        return row.url[:80]

    @admin.display(description=_("State"))
    def state(self, row: models.Quarantine) -> str:
        """Whether it waits for somebody or for the walk."""
        is_due = row.entry is not None and row.entry.state == models.Entry.State.WAITING
        return str(_("will be tried again") if is_due else _("put aside"))

    @admin.display(description=_("Address"))
    def link(self, row: models.Quarantine) -> SafeString:
        """The publisher's page."""
        return format_html('<a href="{0}" rel="noreferrer" dir="ltr">{0}</a>', row.url)

    @admin.display(description=_("Traceback"))
    def traceback(self, row: models.Quarantine) -> SafeString:
        """Where the bug is."""
        return format_html('<pre dir="ltr">{}</pre>', row.trace or "—")

    @admin.display(description=_("Page"))
    def page_text(self, row: models.Quarantine) -> SafeString:
        """The fetched page's source, its beginning."""
        text = codec.unpacked(bytes(row.page)).decode("utf-8", "replace") if row.page else "—"
        return format_html('<pre dir="ltr">{}</pre>', text[:PAGE_SHOWN])


@admin.register(models.KeptRule)
class KeptRuleAdmin(ReadOnly):
    """Publisher rules that were tried and kept in the lab, where new ones are made."""

    list_display = ("host", "since", "kept_by", "kept_at")
    list_select_related = ("kept_by",)
    search_fields = ("host",)


@admin.register(models.RefusedPage)
class RefusedPageAdmin(ReadOnly):
    """Pages that were refused and are still kept: each has its page in the lab."""

    list_display = ("url", "fetched", "lab_page")
    search_fields = ("host", "url")
    exclude = ("page", "entry")

    @admin.display(description=_("Extraction lab"))
    def lab_page(self, row: models.RefusedPage) -> SafeString:
        """The page's page in the lab."""
        page = reverse("admin:lab_page", args=["refused", row.pk])
        return format_html('<a href="{}">{}</a>', page, _("Why it was refused"))


@admin.register(models.HostMemory)
class HostMemoryAdmin(ReadOnly):
    """What extraction has learned of each host; forgotten on demand."""

    list_display = ("host", "pages", "confidence", "relearned", "changed_at")
    search_fields = ("host",)
    exclude = ("data",)
    actions = ("forget",)

    @admin.action(description=_("Forget what was learned of these hosts"), permissions=["delete"])
    def forget(self, request: HttpRequest, rows: QuerySet[models.HostMemory]) -> None:
        """Forget the chosen hosts: their next pages are read as if they were the first."""
        host_memories.forget_hosts(rows.values_list("host", flat=True))


@admin.register(models.EgressRecord)
class EgressAdmin(ReadOnly):
    """Every outbound request."""

    list_display = ("at", "host", "purpose", "outcome", "bytes", "seconds")
    list_filter = ("purpose", "outcome")
    search_fields = ("host",)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """The ledger is append-only."""
        return False


admin.site.register(models.ModelReply, ReadOnly)


@admin.register(models.Article)
class ArticleAdmin(Table):
    """Articles: to look at, and to hide."""

    list_display = ("headline", "source", "published", "language", "section", "is_hidden")
    list_filter = ("is_hidden", "language", "section", "partial")
    list_select_related = ("source",)
    search_fields = ("headline", "url")
    show_full_result_count = False
    fields = ("link", "lab_page", "headline", "source", "published", "language", "section",
              "partial", "confidence", "is_hidden")  # fmt: skip
    readonly_fields = ("link", "lab_page", "headline", "source", "published", "language",
                       "partial", "confidence")  # fmt: skip

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Articles come from the walk."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """An article that was hidden, or is shown again, changes what was made of it too."""
        super().save_model(request, obj, form, change)
        if "is_hidden" in form.changed_data:
            hiding.set_hidden([obj.pk], is_hidden=obj.is_hidden, now=datetime.now(UTC))

    @admin.display(description=_("Address"))
    def link(self, article: models.Article) -> SafeString:
        """The page on this site and the publisher's."""
        page = reverse("article", args=[article.pk])
        return format_html('<a href="{}">{}</a>', page, article.url)

    @admin.display(description=_("Extraction lab"))
    def lab_page(self, article: models.Article) -> SafeString:
        """The article's page in the lab."""
        page = reverse("admin:lab_page", args=["article", article.pk])
        return format_html('<a href="{}">{}</a>', page, _("Why the text is what it is"))


@admin.register(models.Story)
class StoryAdmin(ReadOnly):
    """Stories and their coverage."""

    list_display = ("id", "headline", "articles_count", "outlets", "independents", "last_at",
                    "desk")  # fmt: skip
    list_filter = ("last_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Story]:
        """Stories with their faces at hand."""
        return super().get_queryset(request).prefetch_related("faces__article")

    @admin.display(description=_("Headline"))
    def headline(self, story: models.Story) -> str:
        """The primary face's headline."""
        faces = sorted(story.faces.all(), key=lambda face: not face.is_primary)
        return faces[0].article.headline if faces else "—"

    @admin.display(description=_("Correct this story"))
    def desk(self, story: models.Story) -> SafeString:
        """The way to the editor's desk."""
        address = reverse("correct", args=[story.pk])
        return format_html('<a href="{}">{}</a>', address, _("Correct this story"))


@admin.register(models.Comment)
class CommentAdmin(ReadOnly):
    """All comments; the queue is at /moderate."""

    list_display = ("made_at", "user", "state", "text", "article")
    list_filter = ("state",)
    list_select_related = ("user", "article")


class Account(forms.ModelForm[models.User] if TYPE_CHECKING else forms.ModelForm):  # type: ignore[misc]
    """A person's name and role; the last admin stays one."""

    def clean(self) -> dict[str, Any]:
        """What was given, unless nobody would look after the site afterwards."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        stays = given.get("role") == models.User.Role.ADMIN and given.get("is_active")
        if self.instance.pk and not stays and first_admin.are_all_admins([self.instance]):
            raise forms.ValidationError(LAST_ADMIN)
        return given


@admin.register(models.User)
class UserAdmin(Table):
    """People and their roles."""

    form = Account
    list_display = ("username", "email", "role", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("username", "email")
    fields = ("username", "email", "role", "is_active")

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What would go, and what forbids it: somebody must look after the site."""
        rows, counts, needed, protected = super().get_deleted_objects(objs, request)
        forbidding = [LAST_ADMIN] if first_admin.are_all_admins(objs) else []
        return rows, counts, needed, [*protected, *forbidding]

"""The extraction lab: why a text is what it is, a rule tried before it is kept, pages read again.

reader's word ─► queue ─► a page: snapshot | result | lines with reasons
                            └─ a rule: try ──► what the host's latest pages would say
                                       keep ─► the walk follows it;  replay ─► so do stored pages
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from octavo.actions import text_reports
from octavo.actions.lab import lab_pages, publisher_rules, reprocessing
from octavo.actions.lab.lab_pages import LabPage
from octavo.actions.text_reports import Wrong
from octavo.errors import UsageError
from octavo.extract.lab.inspection import inspection
from octavo.extract.rules.rule import FIELDS, PARTS, BadRule, Rule, applicable, rule
from octavo.formats.row_numbers import row_number
from octavo.formats.urls import site
from octavo.store import read
from octavo.web import converters  # noqa: F401 - <row:…>
from octavo.web.causes import sentence
from octavo.web.desk.lab_words import (
    BAD_RULE,
    FIELD_NAMES,
    OUTCOMES,
    rows,
    shown_field,
    shown_lines,
    summed_up,
)
from octavo.web.reader import signed_in
from octavo.web.talking.text_report import WRONG

if TYPE_CHECKING:
    from octavo.store.models import TextReport

MISSED_SINCE = timedelta(days=7)
"""How far back rules that found nothing are named."""

SECONDS = 20.0
"""How long a rule is tried; pages that are not reached in that time are said to be left out."""


class RuleForm(forms.Form):
    """Where the article stands on a host's pages."""

    host = forms.CharField(label=gettext_lazy("Host (and what is below it)"), max_length=255)
    since = forms.DateField(
        label=gettext_lazy("For pages fetched from this day on (empty: all)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    body = forms.CharField(
        label=gettext_lazy("What holds the text, a selector a line"), required=False
    )
    drop = forms.CharField(
        label=gettext_lazy("What to leave out, a selector a line"), required=False
    )
    headline = forms.CharField(label=gettext_lazy("Headline"), required=False)
    authors = forms.CharField(label=gettext_lazy("Authors"), required=False)
    published = forms.CharField(label=gettext_lazy("Date"), required=False)
    picture = forms.CharField(label=gettext_lazy("Picture"), required=False)
    caption = forms.CharField(label=gettext_lazy("Caption"), required=False)
    made: Rule | None = None

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        for name in PARTS:
            self.fields[name].widget = forms.Textarea(attrs={"rows": 3})
        for name in (*PARTS, *FIELDS, "host"):
            self.fields[name].widget.attrs |= {"dir": "ltr", "spellcheck": "false"}

    def clean(self) -> dict[str, Any]:
        """The rule is made, or the field that forbids it says why."""
        values: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                self.made = rule(values, str(values["host"]))
            except BadRule as bad:
                message = BAD_RULE[bad.code]
                self.add_error(bad.field or None, f"{message} {bad.detail}".strip())
        return values


def addresses() -> list[URLPattern]:
    """The lab's pages, for people who may enter the admin."""
    pages: list[tuple[str, Callable[..., HttpResponse], str]] = [
        ("lab/", first_page, "lab"),
        ("lab/replay", replay, "lab_replay"),
        ("lab/forget", forget, "lab_forget"),
        ("lab/close/<row:number>", close, "lab_close"),
        ("lab/<str:kind>/<row:number>/", page, "lab_page"),
    ]
    return [path(at, admin.site.admin_view(view), name=name) for at, view, name in pages]


def _shown(request: HttpRequest, template: str, title: str, **more: Any) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": title, **more}
    return render(request, template, context)


def first_page(request: HttpRequest) -> HttpResponse:
    """The lab's first page: what readers say, the rules that are kept, what is read again."""
    now = datetime.now(UTC)
    return _shown(
        request,
        "admin/lab.html",
        _("Extraction lab"),
        articles=[(one, _in_words(one.reports)) for one in text_reports.waiting()],  # type: ignore[attr-defined]
        rules=publisher_rules.listed(),
        replays=reprocessing.latest(),
        missed=read.missed_rules(now - MISSED_SINCE),
        refused=lab_pages.refused(),
    )


def _in_words(rows: list[TextReport]) -> list[tuple[TextReport, str]]:
    return [(row, str(WRONG[Wrong(row.wrong)])) for row in rows]


# ---------------------------------------------------------------- one page


def page(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """One page in the lab; a rule tried on it and on the latest of its host, or kept."""
    found = lab_pages.lab_page(kind, number)
    if found is None:
        raise Http404
    form = RuleForm(request.POST or None, initial=_initial(found))
    tried: list[Any] = []
    if request.method == "POST" and form.is_valid() and form.made:
        if site(found.address) != form.made.host and not form.made.covers(
            site(found.address), datetime.now(UTC).date()
        ):
            form.add_error("host", BAD_RULE["other_host"])
        elif request.POST.get("do") == "keep":
            return _keep(request, form.made, kind, number)
        else:
            tried = lab_pages.tried(form.made, found, SECONDS)
    return _shown(request, "admin/lab_page.html", found.headline, **_context(found, form, tried))


def _initial(found: LabPage) -> dict[str, str]:
    """What the form begins with: the rule that speaks of the page, or its host alone."""
    today = datetime.now(UTC).date()
    fetched = found.stored.page.fetched.date() if found.stored else today
    kept = applicable(found.rules, found.address, fetched)
    return {"host": site(found.address), **(kept.values if kept else {})} | (
        {"host": kept.host} if kept else {}
    )


def _context(found: LabPage, form: RuleForm, tried: list[Any]) -> dict[str, Any]:
    stored = found.stored
    seen = inspection(stored.whole) if stored and stored.packed else None
    made = seen.found if seen else None
    return {
        "found": found,
        "article": found.article,
        "reports": _in_words(found.reports),
        "closings": OUTCOMES.items(),
        "form": form,
        "seen": seen,
        "lines": shown_lines(seen.lines) if seen else [],
        "fields": [shown_field(one) for one in seen.fields] if seen else [],
        "silent": [str(FIELD_NAMES[name]) for name in seen.unmatched] if seen else [],
        "refused": sentence(seen.refused) if seen and seen.refused else "",
        "confidence": round(100 * made.confidence) if made else None,
        "rules": publisher_rules.rules_for(found.kept, site(found.address)),
        "replays": found.replays,
        "tried": rows(tried),
        "summary": summed_up(tried),
    }


def _keep(request: HttpRequest, made: Rule, kind: str, number: int) -> HttpResponse:
    publisher_rules.keep(made, signed_in(request), datetime.now(UTC))
    message = _("The rule is kept. New pages are read by it; stored ones when you ask for that.")
    messages.success(request, message)
    return redirect("admin:lab_page", kind, number)


# ---------------------------------------------------------------- deeds


@require_POST
def replay(request: HttpRequest) -> HttpResponse:
    """Ask for a host's stored pages to be read again."""
    host = site(f"https://{request.POST.get('host', '').strip().lower()}/")
    if not host:
        messages.error(request, str(BAD_RULE["bad_host"]))
        return redirect("admin:lab")
    asked = reprocessing.request_replay(host, signed_in(request), datetime.now(UTC))
    counted = ngettext(
        "%(n)s stored page is read again.", "%(n)s stored pages are read again.", asked.total
    )
    messages.success(request, counted % {"n": asked.total})
    return _back(request)


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Forget a rule: pages are read as if it had never been."""
    number = row_number(request.POST.get("rule", "")) or 0
    if host := publisher_rules.forget_rule(number):
        messages.success(request, _("The rule of %(host)s is forgotten.") % {"host": host})
    return _back(request)


@require_POST
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Close what readers said of an article."""
    try:
        outcome = request.POST.get("outcome", "")
        text_reports.close(number, outcome, signed_in(request), datetime.now(UTC))
    except UsageError:
        raise Http404 from None
    messages.success(request, _("It is closed."))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """To the lab's page that the form was on, or its first one."""
    target = request.POST.get("next", "")
    return redirect(target if target.startswith(reverse("admin:lab")) else "admin:lab")

"""The editor's pages: join, part and move what the walk has placed; see what was, and undo it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from octavo.actions.stories import corrections, evaluation
from octavo.errors import Contradiction, UsageError
from octavo.formats.row_numbers import row_number
from octavo.store import read, site_settings
from octavo.web.errors import back
from octavo.web.reader import signed_in

if TYPE_CHECKING:
    from octavo.store.models import Correction

NUMBER = re.compile(r"(?:.*story/)?\s*(\d{1,12})\s*/?$")

REFUSALS = {
    "nothing_chosen": gettext_lazy("Choose the articles first."),
    "all_chosen": gettext_lazy("Those are all articles of the story. Join the stories instead."),
    "same_story": gettext_lazy("That is the same story."),
    "no_story": gettext_lazy("There is no such story. Give its number or its address."),
    "is_copy": gettext_lazy("A copy goes where its original goes: choose the original."),
    "undone": gettext_lazy("There is nothing to take back: it was taken back before."),
}
"""What is said to an editor, by the code of a UsageError."""


def editors_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep a page to admins."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not signed_in(request).is_admin:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@editors_only
def correct(request: HttpRequest, number: int) -> HttpResponse:
    """A story to be corrected; a form that was sent is carried out."""
    if request.method == "POST":
        return _carried_out(request, number)
    found = read.story_for_correction(number)
    if found is None:
        became = read.story_page(number, "")
        if became is not None and not isinstance(became, read.StoryPage):
            return redirect("correct", became.pk)
        raise Http404
    return render(request, "correct.html", {"correcting": found, "here": "correct"})


def _carried_out(request: HttpRequest, number: int) -> HttpResponse:
    try:
        correction = _corrected(request, number)
    except UsageError as error:
        messages.error(request, _refusal(error))
        return redirect("correct", number)
    except OperationalError:
        messages.error(request, _("The site is busy writing. Try again in a moment."))
        return redirect("correct", number)
    messages.success(request, _("Done. It is kept, and the walk will obey it."))
    return redirect("correct", correction.story_id or number)


def _corrected(request: HttpRequest, number: int) -> Correction:
    """What the form asks for, done."""
    form = request.POST
    chosen = [given for one in form.getlist("article") if (given := row_number(one))]
    by = _editor(request, form.get("why", ""))
    if form.get("action") == "split":
        return corrections.split(by, number, chosen)
    other = _other(form.get("to", "").strip() or form.get("near", ""))
    if form.get("action") == "move":
        return corrections.move(by, number, chosen, other)
    return corrections.merge(by, number, other)


def _editor(request: HttpRequest, why: str = "") -> corrections.Editor:
    return corrections.Editor(signed_in(request), datetime.now(UTC), why.strip())


def _other(typed: str) -> int:
    """The number of a story as typed: itself, or the address of its page."""
    match = NUMBER.match(typed.split("?")[0].split("#")[0])
    if match is None:
        raise UsageError(f"{typed!r} is no story", code="no_story")
    return int(match.group(1))


def _refusal(error: UsageError) -> str:
    """What an editor is told: of a contradiction, which correction stands against it."""
    if not isinstance(error, Contradiction):
        return str(REFUSALS.get(error.code, error.code))
    other = read.correction(error.correction)
    return _(
        "Correction %(number)s by %(who)s says otherwise. Nothing has changed: take it back first."
    ) % {"number": other.pk, "who": other.made_by.username if other.made_by else _("somebody")}


@editors_only
def done(request: HttpRequest) -> HttpResponse:
    """What was corrected of all stories, and how much of it the clusterer gets right by itself."""
    measured = site_settings.value(evaluation.RESULT)
    if measured:
        measured = measured | {"at": datetime.fromisoformat(measured["at"])}
    context = {"done": read.corrections(), "measured": measured, "here": "corrections"}
    return render(request, "corrections.html", context)


@editors_only
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take a correction back."""
    try:
        corrections.undo(_editor(request), number)
    except UsageError as error:
        messages.error(request, _refusal(error))
    except OperationalError:
        messages.error(request, _("The site is busy writing. Try again in a moment."))
    else:
        messages.success(request, _("Taken back. The stories are as they were."))
    return back(request, redirect(reverse("corrections")))

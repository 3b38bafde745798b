"""Writing and reporting comments. Every form works without JavaScript."""

from datetime import UTC, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from octavo.actions import comments
from octavo.errors import UsageError
from octavo.formats.row_numbers import row_number
from octavo.store import read, site_settings
from octavo.web.errors import back
from octavo.web.reader import signed_in

REASONS = {
    "empty": gettext_lazy("Your comment was empty."),
    "too_long": gettext_lazy("Your comment is too long: keep it under 4,000 characters."),
    "too_fast": gettext_lazy("You are writing very fast. Wait a little, then send it again."),
}


@login_required
@require_POST
def add(request: HttpRequest, number: int) -> HttpResponse:
    """Add a comment; what could not be taken is kept for the writer to mend."""
    article = read.visible_article(number)
    if article is None:
        raise Http404
    there = f"{reverse('article', args=[number])}#comments"
    if not site_settings.value("comments_open"):
        messages.error(request, _("Comments are closed."))
        return redirect(there)
    text, parent = request.POST.get("text", ""), request.POST.get("parent", "")
    try:
        parent_id = row_number(parent)
        made = comments.comment(signed_in(request), article, text, parent_id, datetime.now(UTC))
    except UsageError as error:
        messages.error(request, REASONS[error.code])
        request.session["draft"] = {"article": number, "text": text[:4000]}
        return redirect(there)
    request.session.pop("draft", None)
    if made.is_held:
        messages.info(request, _("Thank you. A moderator will look at your comment first."))
    return redirect(f"{reverse('article', args=[number])}#comment-{made.pk}")


@login_required
@require_POST
def report(request: HttpRequest, number: int) -> HttpResponse:
    """Say that a comment should be looked at."""
    comments.report(signed_in(request), number)
    messages.info(request, _("Thank you. A moderator will look at it."))
    return back(request, redirect("front"))


@login_required
@require_POST
def appeal(request: HttpRequest, number: int) -> HttpResponse:
    """Ask that a hidden comment of one's own is looked at once more."""
    if comments.appeal(signed_in(request), number):
        messages.info(request, _("Thank you. A moderator will look at it once more."))
    return back(request, redirect("front"))

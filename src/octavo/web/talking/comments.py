"""Writing and reporting comments. Every form works without JavaScript."""

from datetime import UTC, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from octavo.actions import readers
from octavo.errors import UsageError
from octavo.store import site_settings
from octavo.store.models import Article, Comment, User
from octavo.web.errors import back

REASONS = {
    "empty": gettext_lazy("Your comment was empty."),
    "too_long": gettext_lazy("Your comment is too long: keep it under 4,000 characters."),
    "too_fast": gettext_lazy("You are writing very fast. Wait a little, then send it again."),
}


@login_required
@require_POST
def add(request: HttpRequest, number: int) -> HttpResponse:
    """Add a comment; what could not be taken is kept for the writer to mend."""
    assert isinstance(request.user, User)
    article = get_object_or_404(Article, pk=number, is_hidden=False)
    there = f"{reverse('article', args=[number])}#comments"
    if not site_settings.value("comments_open"):
        messages.error(request, _("Comments are closed."))
        return redirect(there)
    text, parent = request.POST.get("text", ""), request.POST.get("parent", "")
    try:
        parent_id = int(parent) if parent.isdigit() else None
        made = readers.comment(request.user, article, text, parent_id, datetime.now(UTC))
    except UsageError as error:
        messages.error(request, REASONS[error.code])
        request.session["draft"] = {"article": number, "text": text[:4000]}
        return redirect(there)
    request.session.pop("draft", None)
    if made.state == Comment.State.HELD:
        messages.info(request, _("Thank you. A moderator will look at your comment first."))
    return redirect(f"{reverse('article', args=[number])}#comment-{made.pk}")


@login_required
@require_POST
def report(request: HttpRequest, number: int) -> HttpResponse:
    """Say that a comment should be looked at."""
    assert isinstance(request.user, User)
    readers.report(request.user, number)
    messages.info(request, _("Thank you. A moderator will look at it."))
    return back(request, redirect("front"))

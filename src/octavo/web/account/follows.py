"""Following: a section, a source, a hashtag or a country, which then stands higher on the front
page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from octavo.actions import marks
from octavo.errors import UsageError
from octavo.web.errors import back
from octavo.web.reader import signed_in

REFUSALS = {
    "not_followable": _("That cannot be followed."),
    "too_many": _("You follow a great deal already. Follow something less first."),
}


@login_required
@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Follow something, or follow it no more; then back to where the button was."""
    name, is_wanted = request.POST.get("name", ""), request.POST.get("do") == "follow"
    try:
        marks.follow(signed_in(request), name, is_wanted=is_wanted)
    except UsageError as error:
        messages.error(request, REFUSALS[error.code])
    return back(request, redirect("me"))

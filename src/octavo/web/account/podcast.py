"""A reader's private podcast: its secret address, made and taken back."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from octavo.actions.listening.podcast import begin_podcast, end_podcast
from octavo.web.listening.podcast import begin_recordings
from octavo.web.reader import signed_in


@login_required
@require_POST
def podcast(request: HttpRequest) -> HttpResponse:
    """Make an address, another in its place, or take it back."""
    if request.POST.get("do") == "end":
        end_podcast(signed_in(request))
    else:
        begin_podcast(signed_in(request))
        begin_recordings(signed_in(request))
    return redirect("me")

"""The moderators' queue: what a rule held or readers reported, with the reason beside it."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from octavo.actions import comments
from octavo.store import read
from octavo.web.errors import back
from octavo.web.reader import signed_in


def moderators_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep a page to moderators and admins."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not signed_in(request).is_moderator:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@moderators_only
def queue(request: HttpRequest) -> HttpResponse:
    """Comments that wait for a decision, oldest first."""
    rows = list(read.comment_queue()[:100])
    return render(request, "moderate.html", {"comments": rows, "here": "moderate"})


@moderators_only
@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Show or hide one comment."""
    comments.decide(signed_in(request), number, request.POST.get("state", ""), datetime.now(UTC))
    return back(request, redirect("moderate"))

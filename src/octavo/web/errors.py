"""Pages for what went wrong: what happened, and what to do."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return render(request, "error.html", {"status": 404}, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return render(request, "error.html", {"status": 403}, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """500."""
    return render(request, "error.html", {"status": 500}, status=500)


def too_many(request: HttpRequest) -> HttpResponse:
    """429."""
    return render(request, "error.html", {"status": 429}, status=429)


def busy(request: HttpRequest) -> HttpResponse:
    """503, for a moment."""
    response = render(request, "error.html", {"status": 503}, status=503)
    response.headers["Retry-After"] = "5"
    return response


def back(request: HttpRequest, otherwise: HttpResponse) -> HttpResponse:
    """Back to where the form was, if that is on this site."""
    target = request.POST.get("next", "")
    if target.startswith("/") and url_has_allowed_host_and_scheme(target, None):
        return HttpResponseRedirect(target)
    return otherwise

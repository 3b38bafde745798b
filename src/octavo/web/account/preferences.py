"""A reader's settings: how it looks, in which language. Kept in this browser only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

THEMES = ("system", "light", "dark", "sepia")
YEAR = 365 * 86400
"""Seconds of a year: how long the browser remembers how the site looks."""


def settings(request: HttpRequest) -> HttpResponse:
    """Show and keep the reader's settings."""
    if request.method == "POST":
        response = redirect("settings")
        theme = request.POST.get("theme", "system")
        if theme in THEMES:
            response.set_cookie(
                "theme", theme, max_age=YEAR, samesite="Lax", secure=request.is_secure()
            )
        return response
    return render(request, "settings.html", {"themes": THEMES, "here": "settings"})

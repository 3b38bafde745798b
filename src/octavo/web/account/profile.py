"""Accounts: who may sign up, and a reader's own page."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from octavo.store import site_settings


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's door, with our rule: closed until the owner opens it."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether strangers may make an account."""
        return bool(site_settings.value("registration_open"))


@login_required
def me(request: HttpRequest) -> HttpResponse:
    """A reader's own page: who they are, and where what is theirs can be found."""
    return render(request, "me.html", {"here": "me"})

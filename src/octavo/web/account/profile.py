"""Accounts: who may sign up and sign in, and a reader's own page."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from octavo.actions.listening.podcast import podcast_key
from octavo.store import read, site_settings
from octavo.store.models import User
from octavo.web.account import guesses
from octavo.web.reader import signed_in


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's door, with our rules: closed until the owner opens it, and no place to guess."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether strangers may make an account."""
        return bool(site_settings.value("registration_open"))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raise a form's error where too many passwords were wrong, before this one is hashed."""
        if any(count.is_full() for count in guesses.counts(request, _login(credentials))):
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a wrong password."""
        for count in guesses.counts(request, _login(credentials)):
            count.add()

    def post_login(self, request: HttpRequest, user: User, **given: Any) -> HttpResponse:
        """Where to go after signing in; the browser is known from now on."""
        response: HttpResponse = super().post_login(request, user, **given)
        return guesses.remember_browser(request, response, user)


def _login(credentials: dict[str, Any]) -> str:
    return str(credentials.get("username") or credentials.get("email") or "")


@login_required
def own_data(request: HttpRequest) -> HttpResponse:
    """All that is stored of this reader, as a file."""
    answer = JsonResponse(
        read.own_data(signed_in(request)), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    answer["Content-Disposition"] = 'attachment; filename="octavo-my-data.json"'
    return answer


@login_required
def me(request: HttpRequest) -> HttpResponse:
    """A reader's own page: who they are, and where what is theirs can be found."""
    context = {"here": "me", "podcasts": _podcasts(request)}
    return render(request, "me.html", context)


def _podcasts(request: HttpRequest) -> list[tuple[str, str]]:
    """The languages, each with the secret address of the reader's podcast in it."""
    key = podcast_key(signed_in(request))
    languages = settings.LANGUAGES if key else ()
    return [
        (name, settings.ORIGIN + reverse("podcast_feed", args=[key, code]))
        for code, name in languages
    ]

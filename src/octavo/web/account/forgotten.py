"""A forgotten password: where the site sends mail allauth's way by mail, elsewhere what to do
instead."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views
from django.conf import settings
from django.core import mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from octavo.store import site_settings

log = logging.getLogger("octavo.mail")

View = Callable[..., HttpResponse]


def _where_mail_is_sent(view: View) -> View:
    """The page, or the one that says what to do where nothing can be sent."""

    @wraps(view)
    def page(request: HttpRequest, **given: Any) -> HttpResponse:
        is_shut = settings.AIR_GAP or site_settings.value("air_gap")
        if settings.EMAIL_URL and not is_shut:
            return view(request, **given)
        return no_mail(request)

    return page


def no_mail(request: HttpRequest) -> HttpResponse:
    """What to do about a password on a site that sends no mail."""
    return render(request, "account/no_mail.html", status=404)


def _where_the_mail_server_answers(view: View) -> View:
    """The page; its form is taken only where a letter could go out now, whoever asks: the answer
    tells nobody which addresses have an account."""

    @wraps(view)
    def page(request: HttpRequest, **given: Any) -> HttpResponse:
        try:
            if request.method == "POST":
                with mail.get_connection():
                    pass
            return view(request, **given)
        except OSError as error:  # what the sockets and smtplib raise
            log.error("no letter could be sent: %s", error)
            return render(request, "account/mail_failed.html", status=503)

    return page


asked = _where_mail_is_sent(_where_the_mail_server_answers(views.password_reset))
sent = _where_mail_is_sent(views.password_reset_done)
chosen_anew = _where_mail_is_sent(views.password_reset_from_key)
done = _where_mail_is_sent(views.password_reset_from_key_done)

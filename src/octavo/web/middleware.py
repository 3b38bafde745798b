"""What frames every page: the safety headers, and what every template may count on."""

import ipaddress
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_bidi

from octavo import __version__
from octavo.store import read, site_settings
from octavo.web.errors import not_found
from octavo.web.listening.sound import offers_recordings
from octavo.web.sections import label

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"

View = Callable[[HttpRequest], HttpResponse]

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED")
LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))
"""Addresses of the machine itself."""

OPEN = {
    "healthz", "readyz", "metrics", "version", "robots", "worker", "manifest", "offline",
    "welcome", "account_login", "account_logout", "account_signup", "account_inactive",
    "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "podcast_feed", "podcast_episode", "podcast_chapters",
}  # fmt: skip
"""Pages that answer strangers even where only people with an account may read: apps for podcasts
know nothing but a reader's secret address."""


class TextInGzip(GZipMiddleware):
    """Compress what is text, pages and static files alike; pictures and fonts are packed already.
    Django's own pads each page by a random length, so that its size tells nothing (BREACH)."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        """The response, compressed where it is text."""
        kind = response.get("Content-Type", "").partition(";")[0]
        if kind.startswith("text/") or kind.endswith(("json", "xml", "javascript")):
            return super().process_response(request, response)
        return response


def is_among(address: str, networks: Sequence[Any]) -> bool:
    """Whether an address lies in one of these networks."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in networks)


def is_on_this_machine(request: HttpRequest) -> bool:
    """Whether somebody sits at the machine itself. A proxy beside us makes everybody look near:
    where there may be one, and on a site with a name of its own, nobody is."""
    peer, home = request.META.get("REMOTE_ADDR", ""), urlsplit(settings.BASE_URL).hostname or ""
    return (
        is_among(peer, LOOPBACK)
        and not is_among(peer, settings.TRUSTED_PROXIES)
        and not request.META.get("octavo.is_relayed")
        and (home == "localhost" or is_among(home, LOOPBACK))
    )


def reader_behind_proxy(answer: View) -> View:
    """Where a trusted proxy asks, put the reader's own address in its place; from anyone else
    believe no word about addresses and schemes, and remember that some were said."""

    def seen(request: HttpRequest) -> HttpResponse:
        meta, trusted = request.META, settings.TRUSTED_PROXIES
        if is_among(meta.get("REMOTE_ADDR", ""), trusted):
            hops = [part.strip() for part in meta.get(FORWARDED[0], "").split(",") if part.strip()]
            strangers = [address for address in hops if not is_among(address, trusted)]
            meta["REMOTE_ADDR"] = strangers[-1] if strangers else meta["REMOTE_ADDR"]
        else:
            headers = [meta.pop(name, "") for name in FORWARDED]
            meta["octavo.is_relayed"] = any(headers)
        return answer(request)

    return seen


def no_body_after_head(answer: View) -> View:
    """Answer HEAD with the headers alone: the server sends what it is given, and whoever asked
    would take a body for the beginning of the next response."""

    def bare(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if request.method == "HEAD" and isinstance(response, StreamingHttpResponse):
            response.streaming_content = ()
        elif request.method == "HEAD":
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response

    return bare


def no_nulls(answer: View) -> View:
    """Answer with "not found" where a NUL was sent: no text of ours holds one, and PostgreSQL takes
    none, not even to look for it."""

    def guarded(request: HttpRequest) -> HttpResponse:
        given = [request.GET, request.POST] if request.method == "POST" else [request.GET]
        texts = (text for form in given for key in form for text in (key, *form.getlist(key)))
        if "\0" in request.path_info or any("\0" in text for text in texts):
            return not_found(request)
        return answer(request)

    return guarded


def members_only(answer: View) -> View:
    """Ask strangers to sign in, where the owner keeps the site to people with an account."""

    def guarded(request: HttpRequest) -> HttpResponse:
        # What is open to all first: whether the process lives must not hang on the database.
        if (
            _is_open(request)
            or not site_settings.value("needs_login")
            or request.user.is_authenticated
        ):
            return answer(request)
        return redirect_to_login(request.get_full_path())

    return guarded


def _is_open(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).url_name in OPEN
    except Resolver404:
        return False


def frame_of_page(answer: View) -> View:
    """Put the safety headers on every response."""

    def framed(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", CSP)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        user = getattr(request, "_cached_user", None)  # looked up for the page, or not at all
        if user is not None and user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return framed


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What every template may use."""
    values = site_settings.values()
    return {
        "octavo": values,
        "may_set_up": not values["set_up"] and is_on_this_machine(request),
        "version": __version__,
        "base_url": settings.BASE_URL,
        "origin": settings.ORIGIN,
        "dir": "rtl" if get_language_bidi() else "ltr",
        "sections": [(name, label(name)) for name in read.SECTIONS if name != "General"],
        "offers_recordings": offers_recordings,
        "theme": request.COOKIES.get("theme", "system"),
    }

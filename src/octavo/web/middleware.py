"""What frames every page: the safety headers, and what every template may count on."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_bidi

from octavo import __version__
from octavo.store import read, site
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


def frame_of_page(answer: View) -> View:
    """Put the safety headers on every response."""

    def framed(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", CSP)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    return framed


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What every template may use."""
    return {
        "site": site.values(),
        "version": __version__,
        "base_url": settings.BASE_URL,
        "dir": "rtl" if get_language_bidi() else "ltr",
        "sections": [(name, label(name)) for name in read.SECTIONS if name != "General"],
        "theme": request.COOKIES.get("theme", "system"),
    }

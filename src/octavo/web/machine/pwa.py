"""The installable app: manifest, service worker, offline page, other places to read."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from octavo import __version__
from octavo.store import site_settings
from octavo.web.tags import asset


def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest in the reader's language."""
    icon = asset("icons/octavo.svg")
    value = {
        "name": site_settings.value("site_name"),
        "short_name": site_settings.value("site_name"),
        "description": _("The news, clean and complete."),
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "id": reverse("front"),
        "start_url": reverse("front"),
        "scope": f"{settings.BASE_PATH}/",
        "display": "standalone",
        "background_color": "#fbfaf7",
        "theme_color": "#fbfaf7",
        "icons": [
            {"src": icon, "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
            {"src": asset("icons/octavo-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": asset("icons/octavo-512.png"), "sizes": "512x512", "type": "image/png"},
            {
                "src": asset("icons/octavo-maskable-512.png"),
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "maskable",
            },
        ],
        "shortcuts": [
            {"name": _("Eight today"), "url": reverse("eight")},
            {"name": _("Search"), "url": reverse("search")},
            {"name": _("Saved"), "url": reverse("saved")},
        ],
    }
    return JsonResponse(value, content_type="application/manifest+json")


def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; it must stand at the root to look after the whole site."""
    with open(str(finders.find("sw.js")), encoding="utf-8") as file:  # noqa: PTH123
        script = file.read()
    kept = [
        asset("app.css"),
        asset("app.js"),
        asset("fonts/newsreader-latin.woff2"),
        asset("fonts/inter-latin.woff2"),
        reverse("offline"),
    ]
    listed = ", ".join(f'"{address}"' for address in kept)
    script = script.replace('"KEPT"', listed).replace("VERSION", __version__)
    script = script.replace("OFFLINE", reverse("offline"))
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


def offline(request: HttpRequest) -> HttpResponse:
    """What is shown without a connection: what was opened before can still be read. The browser
    keeps this page when its reader has signed out, so it speaks to nobody by name."""
    request.user = AnonymousUser()
    return render(request, "offline.html", {"here": "offline"})


def apps(request: HttpRequest) -> HttpResponse:
    """How to have Octavo as an app, and in the reader apps one has."""
    return render(request, "apps.html", {"here": "apps", "keys": keys()})


def keys() -> list[tuple[str, str]]:
    """The keys that app.js knows and what they do."""
    return [
        ("j", _("next")),
        ("k", _("previous")),
        ("Enter", _("open")),
        ("v", _("read at the publisher")),
        ("s", _("save or unsave")),
        ("/", _("search")),
        ("e", _("summary")),
        ("q", _("ask")),
        ("t", _("the story: who else reports it")),
        ("f", _("a story's figures")),
        ("w", _("who said what in a story")),
        ("x", _("how the sources of a story differ")),
        ("i", _("listen")),
        ("l", _("listen later")),
        ("c", _("comments")),
        ("?", _("this page")),
    ]


def robots(request: HttpRequest) -> HttpResponse:
    """Lists and originals are for everyone; other people's texts are not ours to have indexed."""
    lines = ["User-agent: *", "Disallow: /article/", "Disallow: /*/article/", "Disallow: /search",
             "Disallow: /quotes/", "Disallow: /*/quotes/",
             "Disallow: /account/", "Disallow: /picture/", "Disallow: /podcast/"]  # fmt: skip
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")

"""The site as a WSGI application: threads, because every page is a few short queries."""

from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created

from octavo import run

_pages = get_wsgi_application()
from octavo.web.kept_pages import KeptPages  # noqa: E402 - they need the site awake
from octavo.web.patience import be_short  # noqa: E402

connection_created.connect(be_short)
_site = KeptPages(_pages, int(settings.KEPT_PAGES_MB * 2**20))
run.leave_the_loaded_alone()


def application(environ: dict[str, Any], start_response: Any) -> Any:
    """The site, whether a proxy in front of it passes the base path on or keeps it."""
    base, path = settings.BASE_PATH, environ["PATH_INFO"]
    if base and (path == base or path.startswith(f"{base}/")):
        environ["PATH_INFO"] = path[len(base) :] or "/"
    return _site(environ, start_response)

"""Visitors' pages are kept whole: made once for a generation of the store and a minute (for what
says how long ago it was), whoever asks.

browser ──► kept? ──► the bytes as they were sent, or 304
              └─ no ─► the site ──► kept, where it is a page without a cookie

Nobody signed in is ever served from here, nor anybody who brings more than how the site looks.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import get_str_from_wsgi
from django.db import DatabaseError
from django.http import parse_cookie

from octavo.store import site_settings
from octavo.store.generation import generation
from octavo.web.account.preferences import THEMES

LARGEST = 1 << 20
"""Bytes of a page that is kept. Chosen by hand; not measured."""

LONGEST_KEY = 2_000
"""Characters of an address that is kept."""

NOT_KEPT = ("/static/", "/account/", "/admin/", "/picture/", "/healthz", "/readyz", "/metrics")
"""Where nothing is a visitor's page."""

OWN_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")
"""Names of cookies that make a page somebody's own."""

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Site = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Page:
    """A response as it is sent."""

    status: str
    headers: Headers
    body: bytes
    tag: str


class KeptPages:
    """The site with a memory of `most` bytes before it."""

    def __init__(self, site: Site, most: int) -> None:
        self.site = site
        self.most = most
        self.lock = threading.Lock()
        self.pages: OrderedDict[tuple[Any, ...], Page] = OrderedDict()
        self.size = 0

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The response, kept or made."""
        key = _key(environ) if self.most else None
        try:
            now = (generation(), int(time.time() // 60)) if key else None
            if key is None or now is None or not site_settings.value("set_up"):
                return self.site(environ, start_response)
        except DatabaseError:  # the site says it better
            return self.site(environ, start_response)
        page = self._found((*now, *key))
        if page is None:
            page = _made(self.site, environ)
            if page.tag:
                self._keep((*now, *key), page)
        return _sent(page, environ, start_response)

    def _found(self, key: tuple[Any, ...]) -> Page | None:
        with self.lock:
            page = self.pages.get(key)
            if page:
                self.pages.move_to_end(key)
            return page

    def _keep(self, key: tuple[Any, ...], page: Page) -> None:
        with self.lock:
            self.size += len(page.body) - len(old.body if (old := self.pages.get(key)) else b"")
            self.pages[key] = page
            self.pages.move_to_end(key)
            while self.size > self.most:
                _, oldest = self.pages.popitem(last=False)
                self.size -= len(oldest.body)


def _key(environ: Environ) -> tuple[Any, ...] | None:
    """What decides a visitor's page; None where it is none, or somebody's own."""
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    is_own = "HTTP_AUTHORIZATION" in environ or environ.get("REQUEST_METHOD") != "GET"
    if is_own or path.startswith(NOT_KEPT) or len(path) + len(query) > LONGEST_KEY:
        return None
    # Read as Django reads them, or somebody signed in could look like a visitor; a name that stands
    # anywhere in them is enough.
    cookies = get_str_from_wsgi(environ, "HTTP_COOKIE", "")
    theme = parse_cookie(cookies).get("theme", "system")
    if theme not in THEMES or any(name in cookies for name in OWN_COOKIES):
        return None
    return (
        path,
        query,
        theme,
        "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""),
        environ.get("HTTP_HOST", ""),
        environ.get("wsgi.url_scheme", ""),
        environ.get("HTTP_X_FORWARDED_PROTO", ""),
    )


def _made(site: Site, environ: Environ) -> Page:
    """The site's response; without a tag where it may not be kept."""
    told: list[Any] = []
    parts = site(environ, lambda status, headers, *_: told.extend((status, headers)))
    try:
        body = b"".join(parts)
    finally:
        if close := getattr(parts, "close", None):
            close()
    status, headers = told
    names = {name.lower(): value for name, value in headers}
    is_page = names.get("content-type", "").startswith("text/html")
    is_shared = "set-cookie" not in names and "no-store" not in names.get("cache-control", "")
    if not (status.startswith("200 ") and is_page and is_shared and len(body) <= LARGEST):
        return Page(status, headers, body, "")
    tag = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
    more = [("ETag", tag)] + ([] if "cache-control" in names else [("Cache-Control", "no-cache")])
    return Page(status, [*headers, *more], body, tag)


def _sent(page: Page, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    known = environ.get("HTTP_IF_NONE_MATCH", "")
    if page.tag and page.tag in (one.strip() for one in known.split(",")):
        dropped = ("content-length", "content-type", "content-encoding")
        kept = [(name, value) for name, value in page.headers if name.lower() not in dropped]
        start_response("304 Not Modified", kept)
        return []
    start_response(page.status, list(page.headers))
    return [page.body]

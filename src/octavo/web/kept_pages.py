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
from django.middleware.gzip import re_accepts_gzip

from octavo.store import site_settings
from octavo.store.generation import generation
from octavo.web.account.preferences import THEMES
from octavo.web.middleware import is_among

LARGEST = 1 << 20
"""Bytes of a page that is kept. Chosen by hand; not measured."""

LONGEST_KEY = 2_000
"""Characters of an address that is kept, its host among them."""

SPENT = 3_000
"""Bytes that a page takes beside its texts. Chosen by hand; not measured."""

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
        self.now = ("", 0)
        self.turns: dict[tuple[Any, ...], threading.Lock] = {}

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """The response, kept or made."""
        key = _key(environ) if self.most else None
        try:
            now = (generation(), int(time.time() // 60)) if key else None
            if key is None or now is None or not site_settings.value("set_up"):
                return self.site(environ, start_response)
        except DatabaseError:  # the site says it better
            return self.site(environ, start_response)
        page = self._found(now, key)
        if page is None:
            return self._made_once(now, key, environ, start_response)
        return _sent(page, environ, start_response)

    def _made_once(
        self,
        now: tuple[str, int],
        key: tuple[Any, ...],
        environ: Environ,
        start_response: Callable[..., Any],
    ) -> Iterable[bytes]:
        """The response; of many who ask at once for one page only the first has it made."""
        with self.lock:
            turn = self.turns.setdefault(key, threading.Lock())
        try:
            with turn:
                if page := self._found(now, key):
                    return _sent(page, environ, start_response)
                told: list[Any] = []
                parts = self.site(
                    environ, lambda status, headers, *_: told.extend((status, headers))
                )
                status, headers = told
                if not _is_shared(status, headers):
                    start_response(status, headers)
                    return parts
                page = _page(status, headers, parts)
                self._keep(now, key, page)
                return _sent(page, environ, start_response)
        finally:
            with self.lock:
                self.turns.pop(key, None)

    def _found(self, now: tuple[str, int], key: tuple[Any, ...]) -> Page | None:
        """The page that is kept of a generation and minute; what is of another one goes."""
        with self.lock:
            if now != self.now:
                self.pages.clear()
                self.now, self.size = now, 0
            page = self.pages.get(key)
            if page:
                self.pages.move_to_end(key)
            return page

    def _keep(self, now: tuple[str, int], key: tuple[Any, ...], page: Page) -> None:
        with self.lock:
            if now != self.now:
                return
            if key not in self.pages:
                self.size += _size(key, page)
                self.pages[key] = page
            while self.size > self.most:
                self.size -= _size(*self.pages.popitem(last=False))


def _size(key: tuple[Any, ...], page: Page) -> int:
    """Bytes that a page takes, about: visitors write its key, and there may be many small ones."""
    headers = sum(len(name) + len(value) for name, value in page.headers)
    named = sum(len(part) for part in key if isinstance(part, str))
    return len(page.body) + headers + named + SPENT


def _key(environ: Environ) -> tuple[Any, ...] | None:
    """What decides a visitor's page; None where it is none, or somebody's own."""
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    host = environ.get("HTTP_HOST", "")
    is_own = "HTTP_AUTHORIZATION" in environ or environ.get("REQUEST_METHOD") != "GET"
    if is_own or path.startswith(NOT_KEPT) or len(path) + len(query) + len(host) > LONGEST_KEY:
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
        bool(re_accepts_gzip.search(environ.get("HTTP_ACCEPT_ENCODING", ""))),
        host,
        environ.get("wsgi.url_scheme", ""),
        _is_relayed_https(environ),
    )


def _is_relayed_https(environ: Environ) -> bool:
    """Whether a trusted proxy says that it was asked over HTTPS; nobody else is believed."""
    said = environ.get("HTTP_X_FORWARDED_PROTO", "").partition(",")[0].strip()
    return said == "https" and is_among(environ.get("REMOTE_ADDR", ""), settings.TRUSTED_PROXIES)


def _is_shared(status: str, headers: Headers) -> bool:
    """Whether a response is a whole page that any visitor may have; what is sent piece by piece,
    as recordings are, is none."""
    named = {name.lower(): value for name, value in headers}
    is_page = named.get("content-type", "").startswith("text/html")
    is_whole = int(named.get("content-length", LARGEST + 1)) <= LARGEST
    said = named.get("cache-control", "")
    is_own = "set-cookie" in named or "no-store" in said or "private" in said
    return status.startswith("200 ") and is_page and is_whole and not is_own


def _page(status: str, headers: Headers, parts: Iterable[bytes]) -> Page:
    try:
        body = b"".join(parts)
    finally:
        if close := getattr(parts, "close", None):
            close()
    tag = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
    is_said = any(name.lower() == "cache-control" for name, _ in headers)
    more = [("ETag", tag)] + ([] if is_said else [("Cache-Control", "no-cache")])
    return Page(status, [*headers, *more], body, tag)


def _sent(page: Page, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    known = environ.get("HTTP_IF_NONE_MATCH", "")
    if page.tag in (one.strip() for one in known.split(",")):
        dropped = ("content-length", "content-type", "content-encoding")
        kept = [(name, value) for name, value in page.headers if name.lower() not in dropped]
        start_response("304 Not Modified", kept)
        return []
    start_response(page.status, list(page.headers))
    return [page.body]

"""How long a request waits for a database that another program holds, and how many may.

reading ──► is not kept waiting: what it would note (“opened”) is left out
a form ───► waits in one of few places, off the readers' threads, then says that nothing was
            changed; where all places are taken, at once
"""

import logging
import threading
from contextlib import suppress

from django.db import Error, OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from octavo.web.errors import busy
from octavo.web.middleware import View
from octavo.web.threads import FORMS

log = logging.getLogger(__name__)

READING_SECONDS, FORM_SECONDS = 0.2, 10.0
"""How long each waits. Writers of our own are done within some tenths of a second; a person waits
for ten seconds once. Chosen by hand; not measured."""

READING = {"GET", "HEAD", "OPTIONS"}


class Patience:
    """The middleware. A database that stays held, is full or gone is no bug of ours: nothing of the
    form was done, and its page says so."""

    def __init__(self, answer: View) -> None:
        self._answer = answer
        self._places = threading.BoundedSemaphore(FORMS)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response."""
        if request.method in READING:
            return self._answer(request)
        if not self._places.acquire(blocking=False):
            return busy(request)
        try:
            with suppress(Error):  # it will be said where the form needs the database
                connection.ensure_connection()
                wait_at_most(FORM_SECONDS, connection)
            return self._answer(request)
        finally:
            self._places.release()
            with suppress(Error):  # gone by now: the next request gets another connection
                wait_at_most(READING_SECONDS, connection)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """The page that says that nothing was changed, where it is the database's fault."""
        if not isinstance(error, OperationalError):
            return None
        log.warning("the database refused %s: %s", request.path, error)
        return busy(request)


def be_short(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Let a new connection of the site's pages wait as long as reading does."""
    wait_at_most(READING_SECONDS, connection)


def wait_at_most(seconds: float, connection: BaseDatabaseWrapper) -> None:
    """Let a connection wait so long for a lock of the database, and no longer. PostgreSQL's readers
    wait for no writer, so its wait stays that of forms."""
    if connection.connection is None or connection.in_atomic_block:
        return
    with connection.wrap_database_errors:
        if connection.vendor == "sqlite":
            connection.connection.execute(f"PRAGMA busy_timeout = {seconds * 1000:.0f}")
        elif seconds < FORM_SECONDS:
            connection.connection.execute(f"SET lock_timeout = {FORM_SECONDS * 1000:.0f}")

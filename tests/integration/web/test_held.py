"""Another program holds the database: whoever reads, reads; forms wait in places of their own, and
succeed or say that nothing was changed."""

import json
import re
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest
from django.db import connection, connections
from django.http import HttpResponse
from django.test import RequestFactory

from articles import STRIKE
from octavo.web import patience
from octavo.web.patience import FORM_SECONDS, Patience, be_short, wait_at_most
from octavo.web.threads import FORMS, THREADS
from site_process import Site

pytestmark = pytest.mark.enable_socket

MANY = THREADS + 8
"""Forms sent at once: more than there are threads."""

PASSWORD = "harbour-green-boat"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site with an article, and an owner who reads it."""
    made = Site(tmp_path, OCTAVO_ADMIN_PASSWORD=PASSWORD)
    line = {"title": "Bridge reopens", "text": " ".join(STRIKE), "time": "2026-11-20T10:00:00Z",
            "url": "https://bridge.example/1"}  # fmt: skip
    archive = tmp_path / "archive.jsonl"
    archive.write_text(json.dumps(line), "utf-8")
    made.run("import", "jsonl", str(archive))
    made.run("create-admin", "host")
    process = made.start("up", "--no-worker")
    try:
        made.wait_for("/readyz")
        yield made
    finally:
        process.terminate()
        process.wait(60)


class Reader:
    """Somebody with a browser, signed in."""

    def __init__(self, site: Site) -> None:
        self.home, self.cookies = site.address, CookieJar()
        self.browser: OpenerDirector = build_opener(HTTPCookieProcessor(self.cookies))
        with self.browser.open(f"{self.home}/account/login/") as page:
            token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
        assert token
        self._sent("/account/login/", csrfmiddlewaretoken=token[1], login="host", password=PASSWORD)

    def save(self) -> tuple[int, str]:
        """Save the article; how that was answered."""
        token = next(one.value for one in self.cookies if one.name == "csrftoken")
        return self._sent("/article/1/mark", csrfmiddlewaretoken=str(token), do="save")

    def _sent(self, path: str, **fields: str) -> tuple[int, str]:
        try:
            with self.browser.open(self.home + path, urlencode(fields).encode(), 60) as page:
                return page.status, page.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()


@contextmanager
def _held(site: Site) -> Iterator[None]:
    rows = sqlite3.connect(site.folder / "octavo.sqlite3", isolation_level=None)
    rows.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        rows.execute("ROLLBACK")
        rows.close()


def _send_many(reader: Reader) -> tuple[list[threading.Thread], list[tuple[int, str]]]:
    answers: list[tuple[int, str]] = []
    threads = [threading.Thread(target=lambda: answers.append(reader.save())) for _ in range(MANY)]
    for one in threads:
        one.start()
    return threads, answers


def _saved(site: Site) -> int:
    with sqlite3.connect(site.folder / "octavo.sqlite3") as rows:
        (count,) = rows.execute(
            "SELECT count(*) FROM store_mark WHERE saved_at IS NOT NULL"
        ).fetchone()
        return int(count)


@pytest.mark.parametrize("seconds", [3.0, FORM_SECONDS + 3.0])
def test_readers_read_and_forms_wait(site: Site, seconds: float) -> None:
    reader = Reader(site)
    with _held(site):
        end = time.monotonic() + seconds
        threads, answers = _send_many(reader)
        while time.monotonic() < end:
            for path in ("/healthz", "/", "/article/1"):
                asked = time.monotonic()
                with reader.browser.open(site.address + path, timeout=10) as page:
                    assert page.status == 200
                assert time.monotonic() - asked < 2.0, path
    for one in threads:
        one.join()
    codes = Counter(code for code, _ in answers)
    assert set(codes) <= {200, 503}
    assert all("Nothing was changed" in text for code, text in answers if code == 503)
    is_short = seconds < FORM_SECONDS
    assert codes[200] == (FORMS if is_short else 0), "those that had a place"
    assert _saved(site) == int(is_short)
    assert reader.save()[0] == 200
    assert _saved(site) == 1


@pytest.mark.django_db(transaction=True)
def test_a_connection_waits_as_long_as_it_is_told() -> None:
    question = "PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW lock_timeout"

    def waits() -> str:
        with connection.cursor() as cursor:
            return str(cursor.execute(question).fetchone()[0])

    connection.ensure_connection()
    try:
        be_short(connection)
        assert waits() == ("200" if connection.vendor == "sqlite" else "10s")
        wait_at_most(FORM_SECONDS, connection)
        assert waits() == ("10000" if connection.vendor == "sqlite" else "10s")
    finally:
        wait_at_most(30.0, connection)
        connection.close()


@pytest.mark.django_db
def test_a_connection_that_is_gone_takes_no_place_from_forms(monkeypatch):
    """As after a restart of the database: the form is answered, the connection is looked at."""
    lost = connections.create_connection("default")

    class Gone:
        def execute(self, *_: object) -> None:
            raise lost.Database.OperationalError("the server closed the connection")

    lost.connection = Gone()
    monkeypatch.setattr(patience, "connection", lost)
    forms = Patience(lambda request: HttpResponse("done"))
    for _ in range(FORMS + 1):
        assert forms(RequestFactory().post("/article/1/mark")).content == b"done"
    assert lost.errors_occurred, "Django closes it before the next request"

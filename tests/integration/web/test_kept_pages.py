"""Visitors' pages are made once and anew whenever anything they show has changed; whoever brings
more than how the site looks gets a page of their own."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections, transaction
from django.test import Client

from articles import article, reading
from octavo.actions import ingest, marks
from octavo.actions.stories.live_window import LiveWindow
from octavo.store import generation, site_settings
from octavo.store.models import Article, Comment, StoryFace, User
from octavo.web.kept_pages import KeptPages, _size

NOW = datetime.now(UTC)


class Counted:
    """The site behind its kept pages, and how often it was asked."""

    def __init__(self, most: int = 1 << 22) -> None:
        self.made = 0
        self.site = WSGIHandler()
        self.kept = KeptPages(self._made, most)

    def _made(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.made += 1
        return self.site(environ, start_response)

    def get(self, path: str, **more: str) -> tuple[str, dict[str, str], str]:
        """Status, headers and text of a page."""
        generation._seen["at"] = 0.0
        told: list[Any] = []
        path, _, query = path.partition("?")
        request = Client()._base_environ(PATH_INFO=path, QUERY_STRING=query, **more)
        parts = self.kept(request, lambda status, headers, *_: told.extend((status, headers)))
        body = b"".join(parts)
        if close := getattr(parts, "close", None):
            close()
        return told[0], dict(told[1]), body.decode("utf-8", "replace")


@pytest.fixture
def site(transactional_db, stored) -> Counted:
    site_settings.set_value("set_up", True)
    return Counted()


def test_a_page_is_made_once_and_known_again(site) -> None:
    status, headers, text = site.get("/")
    again = site.get("/")
    assert (status, site.made) == ("200 OK", 1)
    assert again[2] == text
    assert "Dockers return" in text
    seen = site.get("/", HTTP_IF_NONE_MATCH=headers["ETag"])
    assert (seen[0], seen[2]) == ("304 Not Modified", "")
    assert "Content-Security-Policy" in headers
    assert "Content-Length" not in seen[1]


@pytest.mark.parametrize("path", ["/", "/article/{article}", "/story/{story}", "/sources", "/ar/"])
def test_what_changes_is_seen_at_once(site, path) -> None:
    found = Article.objects.filter(duplicate_of=None, story__articles_count__gt=1).first()
    path = path.format(article=found.pk, story=found.story_id)
    site.get(path)
    site.get(path)
    assert site.made == 1
    made = article(
        "A new quay for Vareno", ("The quay opens on Friday.",), url="https://h.example/9"
    )
    ingest.save_readings([reading(found.source_id, made)], LiveWindow(14), NOW)
    site.get(path)
    assert site.made == 2
    Comment.objects.create(
        article=found, user=User.objects.create(username="c"), text="Indeed.", state="shown"
    )
    site.get(path)
    assert site.made == 3


def test_what_is_hidden_is_gone(site, admin) -> None:
    found = Article.objects.filter(headline__startswith="Measles").get()
    path = f"/article/{found.pk}"
    assert site.get(path)[0] == "200 OK"
    Article.objects.filter(pk=found.pk).update(is_hidden=True)
    assert site.get(path)[0].startswith("404")


def test_a_site_that_is_made_private_is_private_at_once(site) -> None:
    assert site.get("/")[0] == "200 OK"
    site_settings.set_value("needs_login", True)
    site_settings._cache["values"] = site_settings._cache["values"] | {"needs_login": False}
    assert site.get("/")[0].startswith("302")


def test_what_only_a_reader_wrote_makes_nothing_anew(site) -> None:
    site.get("/")
    user = User.objects.create(username="r")
    site.get("/")
    made = site.made
    marks.open_article(user, Article.objects.first(), NOW)
    site.get("/")
    assert site.made == made


@pytest.mark.parametrize(
    "statement",
    [
        "WITH one AS (SELECT 1) UPDATE store_storyface SET rank = 1",
        "WITH one AS (SELECT 1)\nINSERT INTO store_hashtag (key, name) SELECT 'a', 'a' WHERE 1 = 0",
        'DELETE FROM "store_hashtag" WHERE id = 0',
    ],
)
def test_a_statement_may_be_written_in_any_way(site, statement) -> None:
    site.get("/")
    with connection.cursor() as cursor:
        cursor.execute(statement)
    site.get("/")
    assert site.made == 2


def test_settings_read_before_a_change_are_not_kept_after_it(db, monkeypatch) -> None:
    def slow() -> dict[str, Any]:
        found = read()
        site_settings.set_value("needs_login", True)
        return found

    read = site_settings._read
    site_settings.forget()
    monkeypatch.setattr(site_settings, "_read", slow)
    site_settings.values()
    monkeypatch.setattr(site_settings, "_read", read)
    assert site_settings.value("needs_login")


def test_a_transaction_that_failed_changes_nothing(site) -> None:
    site.get("/")
    with pytest.raises(RuntimeError), transaction.atomic():
        StoryFace.objects.update(rank=1.0)
        raise RuntimeError
    site.get("/")
    assert site.made == 1
    with transaction.atomic():
        StoryFace.objects.update(rank=1.0)
    site.get("/")
    assert site.made == 2


@pytest.mark.parametrize(
    "more",
    [
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "theme=dark; messages=abc"},
        {"HTTP_COOKIE": "theme=<script>"},
        {"HTTP_AUTHORIZATION": "Basic YTpi"},
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "HEAD"},
    ],
)
def test_who_brings_more_gets_a_page_of_their_own(site, more) -> None:
    site.get("/", **more)
    site.get("/", **more)
    assert site.made == 2
    assert not site.kept.pages


@pytest.mark.parametrize("path", ["/", "/nowhere", "/static/icons/octavo-512.png"])
@pytest.mark.parametrize("host", ["testserver", "elsewhere.example"])
def test_after_head_no_body_is_sent(site, path, host) -> None:
    _, asked, body = site.get(path, HTTP_HOST=host)
    _, headers, nothing = site.get(path, HTTP_HOST=host, REQUEST_METHOD="HEAD")
    assert body
    assert nothing == ""
    assert headers["Content-Length"] == asked.get("Content-Length", headers["Content-Length"])


@pytest.mark.parametrize(
    "more",
    [
        {"HTTP_COOKIE": "theme=dark"},
        {"HTTP_ACCEPT_ENCODING": "gzip"},
        {"HTTP_HOST": "localhost"},
        {"QUERY_STRING": "lang=ar"},
    ],
)
def test_pages_that_differ_are_kept_apart(site, more) -> None:
    site.get("/")
    query = more.pop("QUERY_STRING", "")
    site.get(f"/?{query}", **more)
    site.get(f"/?{query}", **more)
    assert site.made == 2
    assert len(site.kept.pages) == 2


def test_a_page_with_a_form_that_writes_is_nobody_elses(site) -> None:
    for _ in range(2):
        _, _, text = site.get("/account/login/")
        assert "csrfmiddlewaretoken" in text
    site_settings.set_value("visitors_report", True)
    path = f"/article/{Article.objects.first().pk}"
    tokens = {site.get(path)[1].get("Set-Cookie", "") for _ in range(2)}
    assert len(tokens) == 2
    assert not any(key[0] == path for key in site.kept.pages)


def test_what_somebody_signed_in_was_given_says_so(site, reader) -> None:
    assert reader.get("/").headers["Cache-Control"] == "private, no-cache"
    assert "Cache-Control" not in Client().get("/").headers


def test_of_many_who_ask_at_once_one_has_it_made(site) -> None:
    def ask() -> None:
        site.get("/")
        connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert site.made == 1
    assert not site.kept.turns


def test_memory_is_bounded_and_what_was_asked_last_stays(transactional_db, stored) -> None:
    site_settings.set_value("set_up", True)
    site = Counted(most=40_000)
    for path in ("/", "/sources", "/", "/countries", "/apps"):
        site.get(path)
    sizes = [_size(key, page) for key, page in site.kept.pages.items()]
    assert site.kept.size == sum(sizes) <= 40_000


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_PROTO", "HTTP_HOST", "HTTP_ACCEPT_ENCODING"])
def test_no_header_takes_memory_beside_the_bound(site, header) -> None:
    for number in range(3):
        site.get("/apps", **{header: f"localhost:{number:0200000}"})
    kept = (part for key in site.kept.pages for part in key)
    assert sum(len(part) for part in kept if isinstance(part, str)) < 10_000


def test_what_is_sent_in_pieces_goes_on_in_pieces(site, monkeypatch) -> None:
    def recording(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        start_response("200 OK", [("Content-Type", "audio/mpeg"), ("Content-Length", "2")])
        return iter(pieces())

    def pieces() -> Iterator[bytes]:
        for piece in (b"a", b"b"):
            sent.append(piece)
            yield piece

    sent: list[bytes] = []
    monkeypatch.setattr(site, "site", recording)
    request = Client()._base_environ(PATH_INFO="/podcast/1-a/en/2026-01-01.mp3")
    parts = iter(site.kept(request, lambda *_: None))
    assert (next(parts), sent) == (b"a", [b"a"])


def test_before_anybody_looks_after_it_nothing_is_kept(transactional_db, stored) -> None:
    site_settings.set_value("set_up", False)
    site = Counted()
    site.get("/")
    site.get("/")
    assert site.made == 2


@pytest.mark.parametrize("odd", ["a b", "=", '{"a": 1}', "a=b[]; @=1", "j=ä"])
def test_whoever_is_signed_in_is_so_beside_any_other_cookie(site, reader, odd) -> None:
    session = reader.cookies["sessionid"].value
    for cookies in (f"{odd}; sessionid={session}", f"sessionid={session}; {odd}"):
        _, _, own = site.get("/", HTTP_COOKIE=cookies)
        assert 'href="/me"' in own
        assert 'href="/me"' not in site.get("/")[2]

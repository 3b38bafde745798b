"""What machines ask for: feeds with their kinds, watchers behind proxies, pictures that only we
signed, the installable app in both languages, and what search engines may see."""

import hashlib
import json
import os
import time
from urllib.parse import urlsplit

import pytest
from django.urls import set_script_prefix

from octavo import __version__
from octavo.errors import Unreachable
from octavo.gateway import Response
from octavo.store import site_settings
from octavo.store.models import Article, EgressRecord
from octavo.types import Egress
from octavo.web.machine import picture
from octavo.web.tags import proxied

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + b"pixels"
URL = "https://herald.example/port.png"


@pytest.fixture(autouse=True)
def fresh(db) -> None:
    site_settings.forget()


# ---------------------------------------------------------------- feeds


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(
    "path", ["/", "/section/World/", "/source/vareno-post/", "/hashtag/vareno/"]
)
def test_feeds_say_what_they_are(client, path):
    atom, other = client.get(f"{path}feed.atom"), client.get(f"{path}feed.json?x=1")
    assert atom.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert other.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    feed = other.json()
    assert feed["feed_url"].endswith(f"{path}feed.json?x=1")
    assert feed["title"].endswith(" · Octavo")
    for form in ("rss", "ATOM", "json%00", "html"):
        assert client.get(f"{path}feed.{form}").status_code == 404, form


@pytest.mark.usefixtures("stored")
def test_an_item_of_a_feed_is_the_article_but_not_its_text(client):
    row = Article.objects.get(headline__startswith="Port strike")
    Article.objects.filter(pk=row.pk).update(dek="The dek.", wire="Coast Wire", is_own=False)
    (item,) = [
        one
        for one in client.get("/source/vareno-post/feed.json").json()["items"]
        if one["title"] == row.headline
    ]
    assert item["content_text"] == "The dek."
    assert item["url"].endswith(f"/article/{row.pk}")
    assert item["authors"] == [{"name": "Vareno Post"}]
    assert item["date_published"] == item["date_modified"] == row.published.isoformat()
    assert item["_octavo"] == {"story": row.story_id, "wire": "Coast Wire", "is_own": False}
    assert row.body.text not in json.dumps(item)


@pytest.mark.usefixtures("stored")
def test_an_item_was_updated_when_its_article_was_and_never_before_it_appeared(client):
    row = Article.objects.get(headline__startswith="Measles")
    for hours in (-5, 5):
        changed = row.published.replace(hour=0).timestamp() + hours * 3600
        when = row.published.fromtimestamp(max(changed, 0), row.published.tzinfo)
        Article.objects.filter(pk=row.pk).update(modified=when)
        items = client.get("/source/vareno-post/feed.json").json()["items"]
        (item,) = [one for one in items if one["title"] == row.headline]
        assert item["date_modified"] == max(row.published, when).isoformat()


# ---------------------------------------------------------------- watchers


def test_a_database_that_does_not_answer_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(site_settings, "database_answers", lambda: False)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"the database does not answer\n")
    assert client.get("/healthz").status_code == 200


def test_the_version_is_ours(client):
    assert client.get("/version").json() == {"name": "octavo", "version": __version__}


@pytest.mark.usefixtures("stored")
def test_metrics_are_in_the_form_that_prometheus_reads(client):
    answer = client.get("/metrics")
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = answer.content.decode().splitlines()
    names = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert len(names) == len(set(names)) > 7
    assert all(name.startswith("octavo_") for name in names)
    values = [line.split() for line in lines if not line.startswith("#")]
    assert [name for name, _ in values] == names
    assert all(float(value) >= 0 for _, value in values)
    assert "octavo_articles 3" in lines
    assert "# TYPE octavo_articles gauge" in lines
    assert any(line.endswith(" counter") for line in lines)


@pytest.mark.parametrize(
    "header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED"]
)
def test_any_sign_of_an_unknown_proxy_closes_the_metrics(client, header):
    assert client.get("/metrics", **{header: "127.0.0.1"}).status_code == 403


# ---------------------------------------------------------------- pictures


@pytest.fixture
def wire(monkeypatch, tmp_path, settings) -> list[str]:
    """A publisher that answers with what `picture.BODY` was set to; returns what it was asked."""
    settings.DATA = tmp_path
    asked: list[str] = []

    class Door:
        def __init__(self, limits, ledger) -> None:
            self.ledger = ledger

        async def __aenter__(self) -> "Door":
            return self

        async def __aexit__(self, *_: object) -> None:
            pass

        async def get(self, url: str, *, purpose: str) -> Response:
            asked.append(url)
            now = Article._meta.get_field("fetched").to_python("2026-03-02T12:00:00Z")
            self.ledger(Egress(now, "herald.example", purpose, "ok", 10, 0.1))
            if asked[-1].endswith("gone"):
                raise Unreachable(url, code="dns")
            return Response(url, 200, {}, BODIES.get(url, PNG))

    monkeypatch.setattr(picture, "Gateway", Door)
    return asked


BODIES = {
    f"https://herald.example/{kind}": body
    for kind, body in {
        "jpeg": b"\xff\xd8\xff\xe0 and more",
        "gif": b"GIF89a",
        "webp": b"RIFF1234WEBP",
        "avif": b"\0\0\0 ftypavif",
        "svg+xml": b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>',
        "html": b"<!doctype html><script>alert(1)</script>",
        "empty": b"",
    }.items()
}


def test_a_picture_is_fetched_once_written_down_and_kept(client, wire, tmp_path):
    for _ in range(2):
        answer = client.get(proxied(URL))
        assert (answer.status_code, answer.content) == (200, PNG)
    assert wire == [URL]
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "public, max-age=2592000"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "'self'" not in answer.headers["Content-Security-Policy"]
    row = EgressRecord.objects.get()
    assert (row.host, row.purpose) == ("herald.example", "picture")
    (kept,) = (tmp_path / "pictures").iterdir()
    assert kept.name == hashlib.sha256(URL.encode()).hexdigest()[:40]


@pytest.mark.parametrize("kind", ["jpeg", "gif", "webp", "avif", "svg+xml"])
def test_a_picture_is_told_by_its_first_bytes(client, wire, kind):
    assert client.get(proxied(f"https://herald.example/{kind}")).headers["Content-Type"] == (
        f"image/{kind}"
    )


@pytest.mark.parametrize("name", ["html", "empty", "gone"])
def test_what_is_no_picture_is_an_empty_place_and_not_asked_again_soon(
    client, wire, settings, name
):
    url = f"https://herald.example/{name}"
    for _ in range(2):
        answer = client.get(proxied(url))
        assert answer.status_code == 200
        assert answer.content == picture.NOTHING
        assert answer.headers["Content-Type"] == "image/svg+xml"
        assert answer.headers["Cache-Control"] == "public, max-age=600"
    assert wire == [url]
    (miss,) = (settings.DATA / "pictures").iterdir()
    assert miss.stat().st_size == 0, "what is no picture is not kept"


def test_a_picture_that_could_not_be_had_is_asked_for_again_after_a_while(client, wire, tmp_path):
    url = "https://herald.example/empty"
    client.get(proxied(url))
    (miss,) = (tmp_path / "pictures").iterdir()
    for age, asked in ((590, 1), (610, 2)):
        os.utime(miss, (time.time() - age,) * 2)
        client.get(proxied(url))
        assert len(wire) == asked


def test_a_picture_that_was_had_is_not_asked_for_again(client, wire, tmp_path):
    client.get(proxied(URL))
    (kept,) = (tmp_path / "pictures").iterdir()
    os.utime(kept, (time.time() - 86400,) * 2)
    client.get(proxied(URL))
    assert len(wire) == 1


def test_only_what_we_signed_is_fetched(client, wire):
    good = proxied(URL)
    mark, packed = good.split("/")[2:]
    other = proxied("https://evil.example/").split("/")[3]
    for path in (
        f"/picture/{mark}/{other}", f"/picture/{mark[:-1]}/{packed}", f"/picture/{mark}x/{packed}",
        f"/picture/{mark}/{packed[:-2]}", f"/picture/{mark}/é", f"/picture/é/{packed}",
        f"/picture/{mark}/_w", f"/picture/{mark}/a",
    ):  # fmt: skip
        assert client.get(path).status_code == 404, path
    assert wire == []


# ---------------------------------------------------------------- the app


def test_the_app_has_the_name_of_the_site_and_speaks_the_readers_language(client):
    site_settings.set_value("site_name", "The Leaf")
    english, arabic = (client.get(f"{at}/manifest.webmanifest") for at in ("", "/ar"))
    assert english.headers["Content-Type"] == "application/manifest+json"
    one, other = english.json(), arabic.json()
    assert (one["name"], one["lang"], one["dir"], one["start_url"]) == (
        "The Leaf",
        "en",
        "ltr",
        "/",
    )
    assert (other["lang"], other["dir"], other["start_url"]) == ("ar", "rtl", "/ar/")
    assert one["scope"] == other["scope"] == "/"
    assert [short["url"] for short in other["shortcuts"]] == [
        "/ar/eight",
        "/ar/search",
        "/ar/saved",
    ]
    assert one["shortcuts"][0]["name"] != other["shortcuts"][0]["name"]
    for icon in one["icons"]:
        found = client.get(icon["src"])
        assert found.status_code == 200
        assert found.headers["Content-Type"] == icon["type"]


def test_the_worker_keeps_what_is_there_and_is_itself_never_kept(client):
    answer = client.get("/sw.js")
    script = answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-cache"
    assert __version__ in script
    assert not [word for word in ("KEPT", "VERSION", "OFFLINE") if word in script]
    assert '"/offline"' in script
    for address in [part for part in script.split('"') if "?v=" in part]:
        assert client.get(address).status_code == 200, address


def test_a_static_file_changes_its_address_with_its_content(client):
    page = client.get("/apps").content.decode()
    digest = hashlib.sha256(b"".join(client.get("/static/app.css").streaming_content)).hexdigest()
    assert f"/static/app.css?v={digest[:10]}" in page


def test_without_a_connection_there_is_a_page_that_needs_nothing(client):
    answer = client.get("/offline")
    assert answer.status_code == 200
    assert "/article/" not in answer.content.decode()


def test_the_page_that_a_browser_keeps_names_nobody(reader):
    assert "lella" in reader.get("/apps").content.decode()
    for path in ("/offline", "/ar/offline"):
        assert "lella" not in reader.get(path).content.decode()


def test_the_keys_are_listed_in_the_readers_language(client):
    page = client.get("/apps").content.decode()
    for key in ("j", "k", "/", "?"):
        assert f"<kbd>{key}</kbd>" in page
    assert "save or unsave" in page
    assert "save or unsave" not in client.get("/ar/apps").content.decode()


def test_search_engines_are_kept_from_other_peoples_texts_in_every_language(client):
    answer = client.get("/robots.txt")
    assert answer.headers["Content-Type"].startswith("text/plain")
    lines = answer.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /article/", "Disallow: /*/article/", "Disallow: /search"} <= set(lines)
    assert "Disallow: /" not in lines


# ---------------------------------------------------------------- below a path


def test_a_site_below_a_path_stays_there(client, settings):
    settings.BASE_PATH = settings.FORCE_SCRIPT_NAME = "/news"
    set_script_prefix("/news/")
    try:
        manifest = client.get("/manifest.webmanifest").json()
        assert (manifest["scope"], manifest["start_url"]) == ("/news/", "/news/")
        assert '"/news/offline"' in client.get("/sw.js").content.decode()
        page = client.get("/apps").content.decode()
    finally:
        set_script_prefix("/")
    links = [part.partition('"')[0] for part in page.split('href="')[1:]]
    own = [link for link in links if not urlsplit(link).scheme and not link.startswith("#")]
    assert own
    assert not [link for link in own if not link.startswith(("/news/", "/static/"))]

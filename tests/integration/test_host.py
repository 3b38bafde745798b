"""What a host relies on: a proxy in front, a private site, switches, causes in words."""

import ast
import re
from ipaddress import ip_network
from pathlib import Path

import pytest
from django.test import Client

import octavo
from octavo.actions import subscriptions
from octavo.analyse.category import CATEGORIES, DEFAULT
from octavo.fetch.opml import Subscription
from octavo.store import read, site_settings
from octavo.store.models import Attempt, FeedState, User
from octavo.web.causes import SENTENCES, sentence
from octavo.web.middleware import OPEN

pytestmark = pytest.mark.django_db

PROXY = "10.0.0.7"
READER = "203.0.113.9"
PACKAGE = Path(octavo.__file__).parent


@pytest.fixture(autouse=True)
def settled(db):
    site_settings.forget()
    yield
    site_settings.forget()


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(User.objects.create(username="host", role=User.Role.ADMIN))
    return client


# ---------------------------------------------------------------- behind a proxy


def test_metrics_are_for_the_networks_the_owner_named(client):
    assert client.get("/metrics", REMOTE_ADDR="127.0.0.1").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR=READER).status_code == 403


def test_a_reader_behind_a_trusted_proxy_is_not_the_proxy(client, settings):
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1"), ip_network("10.0.0.0/24")]
    told = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": f"6.6.6.6, {READER}, {PROXY}"}
    assert client.get("/metrics", **told).status_code == 403
    inside = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": f"{READER}, 127.0.0.1"}
    assert client.get("/metrics", **inside).status_code == 403
    assert client.get("/metrics", REMOTE_ADDR="127.0.0.1").status_code == 200


def test_a_proxy_nobody_told_us_of_opens_nothing(client):
    told = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}
    assert client.get("/metrics", **told).status_code == 403


def test_only_a_trusted_proxy_says_that_the_reader_came_by_tls(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.TRUSTED_PROXIES = [ip_network(PROXY)]
    said = {"HTTP_X_FORWARDED_PROTO": "https"}
    assert client.get("/apps", REMOTE_ADDR=PROXY, **said).status_code == 200
    assert client.get("/apps", REMOTE_ADDR=READER, **said).status_code == 301


# ---------------------------------------------------------------- a private site


def test_a_private_site_shows_strangers_the_door_and_nothing_else(client, admin):
    site_settings.set_value("needs_login", True)
    for path in ("/", "/article/1", "/search?q=x", "/feed.atom", "/ar/", "/sources", "/nowhere"):
        answer = client.get(path)
        assert answer.status_code == 302, path
        assert "/account/login/?next=" in answer.headers["Location"], path
        assert not answer.content, path
    for path in ("/account/login/", "/healthz", "/sw.js", "/manifest.webmanifest", "/offline"):
        assert client.get(path).status_code == 200, path
    assert admin.get("/").status_code == 200


def test_every_page_left_open_exists():
    from octavo.urls import machines, pages

    names = {one.name for one in [*machines, *pages] if hasattr(one, "name")}
    assert {name for name in OPEN if not name.startswith("account_")} <= names


# ---------------------------------------------------------------- the desk


def test_the_switches_turn(admin, client):
    page = admin.get("/admin/").content.decode()
    assert "Air gap" in page
    given = {"site_name": "Harbour News", "needs_login": "on", "moderation": "strict"}
    assert admin.post("/admin/", given).status_code == 302
    assert site_settings.value("site_name") == "Harbour News"
    assert site_settings.value("needs_login") is True
    assert site_settings.value("comments_open") is False
    assert client.get("/").status_code == 302
    assert "Harbour News" in admin.get("/").content.decode()


def test_nobody_else_turns_them(client):
    reader = Client()
    reader.force_login(User.objects.create(username="lella"))
    for who in (client, reader):
        assert who.post("/admin/", {"site_name": "Mine"}).status_code == 302
    assert site_settings.value("site_name") == "Octavo"


def test_the_desk_says_how_feeds_are_and_why_pages_were_refused(admin):
    wanted = Subscription(url="https://herald.example/feed", title="Harbour Herald")
    feed = subscriptions.subscribe([wanted])[0].feed
    FeedState.objects.filter(feed=feed).update(outcome="dns", failures=3)
    for _ in range(2):
        Attempt.objects.create(step="article", cause="index_page", url="https://herald.example/a")
    page = admin.get("/admin/").content.decode()
    assert "no such host" in page
    assert "3 times in a row" in page
    assert re.search(r"a page of links</td>\s*<td[^>]*>2<", page)


def test_a_site_without_an_owner_says_so_until_it_has_one(client):
    assert "Make it yours" in client.get("/apps").content.decode()
    User.objects.create(username="host", role=User.Role.ADMIN)
    site_settings.forget()
    assert "Make it yours" not in client.get("/apps").content.decode()


# ---------------------------------------------------------------- words


def _codes() -> set[str]:
    """Every named cause that fetching, reading and the walk can give."""
    rooms = [PACKAGE / room for room in ("gateway", "fetch", "extract")]
    files = [path for room in rooms for path in room.rglob("*.py")]
    found = {"no_article", "refused", "unreachable", "too_large", "unreadable"}
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "code":
                found |= {c.value for c in ast.walk(node.value) if isinstance(c, ast.Constant)}
    return found


def test_every_named_cause_is_said_in_words():
    codes = _codes()
    assert len(codes) > 20
    assert not codes - set(SENTENCES)
    assert sentence("http_503") == "the publisher's server fails (503)"
    assert sentence("http_418") == "the publisher answers 418"


def test_every_category_is_a_section_with_a_page(client):
    assert {*CATEGORIES, DEFAULT} == set(read.SECTIONS)
    for name in read.SECTIONS:
        assert client.get(f"/section/{name}").status_code == 200

"""The first minute and after it: one owner, made once with a password worth the name; the demo
press; how the site looks to one browser; the pages for what went wrong."""

import pytest
from django.contrib.messages import get_messages
from django.db import OperationalError
from django.test import Client
from lxml import etree

from octavo.actions import marks, subscriptions
from octavo.fetch.opml import Subscription
from octavo.store import site_settings
from octavo.store.models import Article, Mark, Source, User

pytestmark = pytest.mark.django_db

GOOD = "a ferry at nine o'clock"
FORM = {"username": "owner", "email": "o@example.org", "password": GOOD, "site_name": "The Leaf"}


@pytest.fixture(autouse=True)
def fresh(db) -> None:
    site_settings.forget()


def _said(answer) -> str:
    return " ".join(str(one) for one in get_messages(answer.wsgi_request))


# ---------------------------------------------------------------- the wizard


def test_the_wizard_makes_an_owner_who_is_signed_in(client):
    answer = client.post("/welcome", FORM | {"registration_open": "on"})
    assert (answer.url, _said(answer)) == ("/", "Welcome. This site is yours.")
    owner = User.objects.get()
    assert (owner.username, owner.email, owner.is_admin) == ("owner", "o@example.org", True)
    assert owner.check_password(GOOD)
    assert client.get("/me").status_code == 200
    assert site_settings.value("site_name") == "The Leaf"
    assert site_settings.value("registration_open") is True


def test_strangers_may_not_sign_up_unless_the_owner_said_so(client):
    client.post("/welcome", FORM)
    assert site_settings.value("registration_open") is False


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password", "password"), ("password", "12345678"), ("password", "owner-owner"),
        ("password", "short"), ("password", ""), ("username", ""), ("username", "a b<c>"),
        ("email", "nobody"), ("site_name", ""), ("site_name", "x" * 61),
    ],
)  # fmt: skip
def test_a_form_that_will_not_do_says_so_and_makes_nobody(client, field, value):
    given = FORM | ({"username": "owner-owner"} if value == "owner-owner" else {}) | {field: value}
    answer = client.post("/welcome", given)
    assert answer.status_code == 200
    errors = etree.HTML(answer.content).xpath("//ul[contains(@class,'errorlist')]/li/text()")
    assert len(errors) >= 1
    assert not User.objects.exists()
    assert site_settings.value("site_name") == "Octavo"
    assert not etree.HTML(answer.content).xpath("//input[@type='password']/@value")


def test_spaces_around_a_password_are_part_of_it(client):
    client.post("/welcome", FORM | {"password": f" {GOOD} "})
    assert User.objects.get().check_password(f" {GOOD} ")


def test_once_there_is_an_owner_the_wizard_is_over_but_a_reader_is_no_owner(client):
    User.objects.create(username="lella")
    User.objects.create(username="mod", role=User.Role.MODERATOR)
    assert client.get("/welcome").status_code == 200
    User.objects.create(username="host", role=User.Role.ADMIN)
    for answer in (client.get("/welcome"), client.post("/welcome", FORM)):
        assert (answer.status_code, answer.url) == (302, "/")
    assert not User.objects.filter(username="owner").exists()


def test_a_name_that_is_taken_is_not_taken_over(client):
    User.objects.create(username="owner", email="old@example.org")
    answer = client.post("/welcome", FORM)
    assert answer.status_code == 200
    assert User.objects.get().role == User.Role.READER


# ---------------------------------------------------------------- the demo press


@pytest.fixture
def demo(db) -> Source:
    wanted = Subscription(
        url="http://demo.localhost/feed", title="Demo", home="http://demo.localhost"
    )
    return subscriptions.subscribe([wanted], is_demo=True)[0].feed.source


def test_before_there_is_an_owner_anybody_takes_the_demo_away(client, demo):
    assert client.get("/demo/remove").status_code == 405
    answer = client.post("/demo/remove")
    assert (answer.url, _said(answer)) == ("/", "The demo press is gone.")
    assert not Source.objects.exists()


def test_after_that_only_an_admin_does(client, reader, moderator, admin, demo):
    for who in (client, reader, moderator):
        assert who.post("/demo/remove").status_code == 403
    assert Source.objects.filter(pk=demo.pk).exists()
    assert admin.post("/demo/remove").status_code == 302
    assert not Source.objects.exists()


# ---------------------------------------------------------------- one's own


def test_ones_own_page_shows_the_doors_one_may_use(reader, moderator, admin):
    doors = {
        who: set(etree.HTML(client.get("/me").content).xpath("//ul[@class='doors']//a/@href"))
        for who, client in (("reader", reader), ("moderator", moderator), ("admin", admin))
    }
    assert {"/saved", "/history", "/settings", "/export"} <= doors["reader"]
    assert doors["moderator"] - doors["reader"] == {"/moderate"}
    assert doors["admin"] - doors["moderator"] == {"/corrections", "/admin/"}


@pytest.mark.parametrize("theme", ["system", "light", "dark", "sepia"])
def test_a_theme_is_kept_in_the_browser_for_a_year(client, theme):
    answer = client.post("/settings", {"theme": theme})
    assert answer.url == "/settings"
    cookie = answer.cookies["theme"]
    assert (cookie.value, cookie["max-age"], cookie["samesite"]) == (theme, 365 * 86400, "Lax")
    assert not cookie["secure"]
    tree = etree.HTML(client.get("/settings").content)
    assert tree.xpath("//input[@checked]/@value") == [theme]
    assert tree.xpath("/html/@data-theme") == ([] if theme == "system" else [theme])


def test_over_tls_the_theme_stays_there(client):
    assert client.post("/settings", {"theme": "dark"}, secure=True).cookies["theme"]["secure"]


@pytest.mark.parametrize("theme", ["", "neon", '"><script>'])
def test_a_theme_that_is_none_is_not_kept(client, theme):
    answer = client.post("/settings", {"theme": theme})
    assert answer.status_code == 302
    assert "theme" not in answer.cookies


def test_a_hostile_theme_cookie_is_only_text(client):
    client.cookies["theme"] = "'><script>alert(1)</script>"
    assert "<script>alert" not in client.get("/settings").content.decode()


def test_following_leads_back_to_where_the_button_was(reader, client):
    form = {"name": "section:Health", "do": "follow"}
    assert reader.post("/follow", form | {"next": "/section/Health"}).url == "/section/Health"
    assert reader.post("/follow", form | {"next": "https://evil.example/"}).url == "/me"
    for nowhere in ("x", "1", " ", "//evil.example/", "javascript:alert(1)", "/\\evil.example"):
        assert reader.post("/follow", form | {"next": nowhere}).url == "/me", nowhere
    assert reader.get("/follow").status_code == 405
    assert User.objects.get().follows == ["section:Health"]
    reader.post("/follow", {"name": "section:Health", "do": "something"})
    assert User.objects.get().follows == []


# ---------------------------------------------------------------- what went wrong


def test_an_address_that_leads_nowhere_says_so_in_both_languages(client):
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()
    arabic = client.get("/ar/nowhere")
    assert arabic.status_code == 404
    assert 'dir="rtl"' in arabic.content.decode()
    assert "There is nothing" not in arabic.content.decode()


def test_a_bug_of_ours_is_a_page_and_not_a_traceback(client, monkeypatch):
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a secret of ours")

    monkeypatch.setattr("octavo.store.read.edition", broken)
    client.raise_request_exception = False
    answer = client.get("/eight")
    assert answer.status_code == 500
    page = answer.content.decode()
    assert "Something broke on our side" in page
    assert "a secret of ours" not in page
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.usefixtures("stored")
def test_a_busy_database_keeps_nobody_from_reading(reader, monkeypatch):
    def busy(*_: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(marks, "open_article", busy)
    number = Article.objects.first().pk
    assert reader.get(f"/article/{number}").status_code == 200
    assert not Mark.objects.exists()


def test_a_form_without_its_token_is_refused(admin):
    strict = Client(enforce_csrf_checks=True)
    for path in ("/welcome", "/settings", "/follow", "/demo/remove"):
        assert strict.post(path, {}).status_code == 403, path

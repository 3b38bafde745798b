"""A forgotten password: by mail where the site sends any, and elsewhere an honest page; no page of
the accounts comes bare."""

import re

import pytest
from django.core import mail
from django.core.cache import caches

from octavo import urls
from octavo.store import site_settings
from octavo.store.models import User

pytestmark = pytest.mark.django_db

KEY = "^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$"
NEW = "a kettle in the bay at noon"


@pytest.fixture(autouse=True)
def nina(db, settings) -> User:
    site_settings.forget()
    caches["default"].clear()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    user = User(username="nina", email="nina@example.org")
    user.set_password("a ferry at nine o'clock")
    user.save()
    return user


@pytest.fixture
def by_mail(settings) -> None:
    settings.EMAIL_URL = "smtp://mail.example"


@pytest.mark.parametrize("language", ["", "/ar"])
def test_a_site_that_sends_no_mail_says_so_and_sends_none(client, language, caplog):
    for path in ("reset/", "reset/done/", "reset/key/1-abc/", "reset/key/done/", "set/"):
        page = client.get(f"{language}/account/password/{path}")
        assert page.status_code == 404
        assert "octavo reset-password" in page.content.decode()
        client.post(f"{language}/account/password/{path}", {"email": "nina@example.org"})
    assert mail.outbox == []
    assert "nina" not in caplog.text


@pytest.mark.usefixtures("by_mail")
def test_a_letter_brings_a_new_password_and_lets_in(client, nina):
    answer = client.post("/account/password/reset/", {"email": "nina@example.org"}, follow=True)
    assert "A letter is on its way" in answer.content.decode()
    (letter,) = mail.outbox
    assert letter.to == ["nina@example.org"]
    link = re.search(r"http://testserver(/account/password/reset/key/\S+)", letter.body)[1]
    page = client.get(link, follow=True)
    assert "A new password" in page.content.decode()
    form = {"password1": NEW, "password2": NEW}
    assert client.post(page.redirect_chain[-1][0], form).status_code == 302
    nina.refresh_from_db()
    assert nina.check_password(NEW)
    assert client.get("/me").status_code == 200
    again = client.get(link, follow=True).content.decode()
    assert "used before" in again


@pytest.mark.usefixtures("by_mail")
def test_nobody_learns_who_has_an_account_and_strangers_get_no_mail(client):
    pages = [
        client.post("/account/password/reset/", {"email": email}, follow=True).content
        for email in ("nina@example.org", "nobody@example.org")
    ]
    assert len(mail.outbox) == 1
    bare = [re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", page) for page in pages]
    assert bare[0] == bare[1]


@pytest.mark.usefixtures("by_mail")
def test_behind_an_air_gap_no_mail_leaves(client):
    site_settings.set_value("air_gap", True)
    assert client.post("/account/password/reset/", {"email": "nina@example.org"}).status_code == 404
    assert mail.outbox == []


@pytest.mark.usefixtures("by_mail")
def test_no_page_of_the_accounts_comes_bare(client, reader):
    for pattern in urls.accounts:
        path = "/account/" + str(pattern.pattern).replace(KEY, "password/reset/key/1-x/")
        for who in (client, reader):
            page = who.get(path, follow=True)
            assert "app.css" in page.content.decode(), path
            assert "</nav>" in page.content.decode(), path
    for path in ("email/", "confirm-email/", "reauthenticate/", "login/code/confirm/", ""):
        assert reader.get(f"/account/{path}").status_code == 404, path

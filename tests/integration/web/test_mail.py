"""A forgotten password: by mail where the site sends any, and elsewhere an honest page; no page of
the accounts comes bare."""

import re
import socketserver
import threading
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.cache import caches

from octavo import urls
from octavo.settings import _mail
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


class Postbox(socketserver.StreamRequestHandler):
    """As much of SMTP as it takes to be given letters; they are kept in `letters`."""

    def handle(self) -> None:
        self._say("220 here")
        body: list[str] | None = None
        for line in iter(lambda: self.rfile.readline().decode().rstrip("\r\n"), ""):
            verb = line[:4].upper()
            if verb == "DATA":
                self._say("354 go on")
                rows = iter(lambda: self.rfile.readline().decode().rstrip("\r\n"), ".")
                body = list(rows)
                self.server.letters.append(body)
            self._say("221 bye" if verb == "QUIT" else "250 ok")
            if verb == "QUIT":
                return

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def post_office(settings) -> Iterator[socketserver.ThreadingTCPServer]:
    """A mail server on this machine that the site is told of as its owner would tell it."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Postbox) as server:
        server.letters = []
        url = f"smtp://127.0.0.1:{server.server_address[1]}"
        settings.EMAIL_URL = url
        for name, value in _mail(url).items():
            setattr(settings, name, value)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_a_letter_goes_through_a_real_mail_server(client, post_office):
    client.post("/account/password/reset/", {"email": "nina@example.org"})
    (letter,) = post_office.letters
    assert "To: nina@example.org" in letter
    assert any("/account/password/reset/key/" in row for row in letter)


def test_a_mail_server_that_does_not_answer_is_said_and_nothing_is_claimed(
    client, post_office, caplog
):
    post_office.shutdown()
    post_office.server_close()
    page = client.post("/account/password/reset/", {"email": "nina@example.org"}, follow=True)
    assert page.status_code == 503
    assert "A letter is on its way" not in page.content.decode()
    assert "could not be sent" in page.content.decode()
    assert "reset/key" not in caplog.text

"""Guessing passwords: one door, few guesses, nobody shut out, few hashes at a time."""

import threading
import time

import pytest
from django.contrib.auth import hashers
from django.core.cache import caches
from django.test import Client

from octavo.store import site_settings
from octavo.store.models import User
from octavo.web.account import guesses

pytestmark = pytest.mark.django_db

PASSWORD = "a ferry at nine o'clock"


@pytest.fixture(autouse=True)
def nina(db, settings) -> User:
    """An account whose password is hashed fast, so that many guesses are quick."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    site_settings.forget()
    for cache in ("default", "guesses"):
        caches[cache].clear()
    user = User(username="nina", email="nina@example.org")
    user.set_password(PASSWORD)
    user.save()
    return user


def signs_in(client: Client, password: str, login: str = "nina", address: str = "") -> bool:
    """Whether a browser comes in with this password, signing out again."""
    form = {"login": login, "password": password}
    client.post("/account/login/", form, REMOTE_ADDR=address or "203.0.113.1")
    is_in = "_auth_user_id" in client.session
    client.post("/account/logout/")
    return is_in


def test_after_five_wrong_passwords_the_right_one_does_not_help_there_but_elsewhere():
    for _ in range(5):
        assert not signs_in(Client(), "wrong")
    assert not signs_in(Client(), PASSWORD)
    assert not signs_in(Client(), PASSWORD, "NINA@example.org"), "another name of the account"
    assert signs_in(Client(), PASSWORD, address="203.0.113.2")


def test_one_address_guesses_at_few_accounts():
    addresses = [f"2001:db8:0:1::{n}" for n in range(20)]
    for n, address in enumerate(addresses):
        signs_in(Client(), "wrong", f"somebody{n}", address)
    assert not signs_in(Client(), PASSWORD, address="2001:db8:0:1:ffff::1"), "the same line"
    assert signs_in(Client(), PASSWORD, address="2001:db8:0:2::1")


def test_an_account_is_guessed_at_from_everywhere_only_so_often_yet_its_owner_comes_in():
    mine = Client()
    assert signs_in(mine, PASSWORD)
    for n in range(100):
        signs_in(Client(), "wrong", address=f"198.51.{n}.7")
    assert not signs_in(Client(), PASSWORD, address="198.51.200.7")
    assert signs_in(mine, PASSWORD, address="198.51.201.7")


def test_a_known_browser_does_not_guess_for_ever_nor_at_others():
    User.objects.create(username="other")
    mine = Client()
    assert signs_in(mine, PASSWORD)
    for _ in range(10):
        signs_in(mine, "wrong")
    assert not signs_in(mine, PASSWORD)
    assert len(guesses.counts(_asked(mine), "other")) == 3
    mine.cookies[guesses.KNOWN] = "1.forged:x:y"
    assert len(guesses.counts(_asked(mine), "nina")) == 3


def _asked(client: Client):
    return client.get("/account/login/").wsgi_request


def test_the_admin_has_no_door_of_its_own(client, reader):
    for answer in (client.get("/admin/login/?next=/admin/"), client.post("/admin/login/", {})):
        assert answer.status_code == 302
        assert answer.url.startswith("/account/login/?next=")
    asked = client.get("/admin/store/feed/", follow=True)
    assert asked.redirect_chain[-1][0].startswith("/account/login/")
    assert reader.get("/admin/login/").status_code == 403


def test_one_guess_is_one_hash(monkeypatch):
    hashed = []
    real = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher, "encode", lambda *a, **k: hashed.append(1) or real(*a, **k)
    )
    for login in ("nina", "nobody"):
        hashed.clear()
        signs_in(Client(), "wrong", login)
        assert len(hashed) == 1, login


def test_few_passwords_are_hashed_at_once_and_the_site_says_when_it_is_busy(rf):
    inside, most, lock = [0], [0], threading.Lock()

    def page(request):
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        time.sleep(0.05)
        with lock:
            inside[0] -= 1
        return "in"

    answers = []
    door = guesses.passwords_in_turn(page)

    def post():
        answer = door(rf.post("/account/login/"))
        answers.append(answer if answer == "in" else answer.status_code)

    threads = [threading.Thread(target=post) for _ in range(8)]
    [one.start() for one in threads]
    [one.join() for one in threads]
    assert most == [2]
    assert sorted(answers, key=str) == [503] * 4 + ["in"] * 4
    assert door(rf.get("/account/login/")) == door(rf.post("/ask")) == "in"


def test_too_many_requests_are_answered_by_a_page_of_ours(client):
    answers = [client.get("/account/login/"), *(client.post("/account/login/") for _ in range(31))]
    assert answers[-1].status_code == 429
    assert "app.css" in answers[-1].content.decode()

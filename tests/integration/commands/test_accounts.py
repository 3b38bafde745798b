"""Accounts from the command line: who is made, by which password, and what is refused."""

import getpass
import sys

import pytest

from octavo.commands import accounts
from octavo.errors import UsageError
from octavo.store.models import User

pytestmark = pytest.mark.django_db

GOOD = "a ferry at nine o'clock"


@pytest.fixture
def typing(monkeypatch):
    """Somebody at a terminal who types these passwords, one after the other."""

    def types(*passwords: str) -> None:
        left = list(passwords)
        monkeypatch.setattr(sys, "stdin", type("Terminal", (), {"isatty": lambda self: True})())
        monkeypatch.setattr(getpass, "getpass", lambda prompt: left.pop(0))

    return types


def test_a_password_is_typed_twice(run, typing):
    typing(GOOD, GOOD)
    assert run("create-admin", "host", "--email", "host@example.org") == [{"admin": "host"}]
    user = User.objects.get()
    assert user.check_password(GOOD)
    assert (user.email, user.role) == ("host@example.org", User.Role.ADMIN)


def test_two_passwords_that_differ_change_nothing(fails, typing):
    typing(GOOD, GOOD + "!")
    assert "differ" in fails("create-admin", "host")
    assert not User.objects.exists()


def test_without_a_name_the_settings_name_the_admin(run, settings):
    settings.ADMIN_USERNAME, settings.ADMIN_PASSWORD = "keeper", GOOD
    assert run("create-admin") == [{"admin": "keeper"}]


@pytest.mark.parametrize("password", ["12345678901", "password", "keeperkeeper", "short"])
def test_a_weak_password_is_refused_and_the_old_one_stays(fails, settings, password):
    user = User(username="keeperkeeper")
    user.set_password(GOOD)
    user.save()
    settings.ADMIN_PASSWORD = password
    assert "weak_password" in fails("reset-password", "keeperkeeper")
    assert User.objects.get().check_password(GOOD)
    assert "weak_password" in fails("create-admin", "keeperkeeper2")
    assert User.objects.count() == 1


def test_a_new_password_leaves_the_role(run, settings):
    User.objects.create(username="mod", role=User.Role.MODERATOR)
    settings.ADMIN_PASSWORD = GOOD
    assert run("reset-password", "mod") == [{"user": "mod"}]
    assert User.objects.get().role == User.Role.MODERATOR


def test_the_settings_make_an_admin_once_and_only_when_they_say_so(settings):
    settings.ADMIN_USERNAME, settings.ADMIN_PASSWORD = "keeper", GOOD
    settings.CREATE_ADMIN = False
    accounts.admin_from_settings()
    assert not User.objects.exists()
    settings.CREATE_ADMIN = True
    accounts.admin_from_settings()
    settings.ADMIN_PASSWORD = GOOD * 2
    accounts.admin_from_settings()
    user = User.objects.get()
    assert user.is_admin
    assert user.check_password(GOOD), "a restart changes no password"


def test_the_settings_make_no_admin_without_a_password_or_with_a_weak_one(settings):
    settings.CREATE_ADMIN, settings.ADMIN_PASSWORD = True, ""
    accounts.admin_from_settings()
    settings.ADMIN_PASSWORD = "12345678"
    with pytest.raises(UsageError):
        accounts.admin_from_settings()
    assert not User.objects.exists()

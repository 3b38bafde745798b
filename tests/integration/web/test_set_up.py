"""The set-up door: who may make the first admin, that it shuts for ever, and that the last admin
stays."""

import pytest
from django.test import Client

from octavo.actions.people import first_admin
from octavo.cli import main
from octavo.commands import serve
from octavo.errors import UsageError
from octavo.store import site_settings
from octavo.store.models import User

pytestmark = pytest.mark.django_db

FORM = {"username": "owner", "email": "", "password": "a ferry at nine", "site_name": "The Leaf"}
FAR = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture(autouse=True)
def fresh(db) -> None:
    site_settings.forget()


@pytest.mark.parametrize(
    ("peer", "given"),
    [
        ("203.0.113.9", {}),
        ("203.0.113.9", {"headers": {"x-forwarded-for": "127.0.0.1"}}),
        ("127.0.0.1", {"headers": {"x-forwarded-for": "203.0.113.9"}}),
        ("", {}),
    ],
)
def test_a_stranger_cannot_set_a_site_up_nor_take_the_demo_away(client, peer, given):
    for path in ("/welcome", "/ar/welcome", "/welcome?token=", "/welcome?token=guess"):
        page = client.get(path, REMOTE_ADDR=peer, **given)
        assert page.status_code == 403
        assert b'name="password"' not in page.content
        assert client.post(path, FORM, REMOTE_ADDR=peer, **given).status_code == 403
    assert client.post("/demo/remove", REMOTE_ADDR=peer, **given).status_code == 403
    assert not User.objects.exists()
    assert not site_settings.direct("demo_removed")


def test_nobody_is_near_where_a_proxy_stands_beside_us_or_the_site_has_a_name(client, settings):
    settings.BASE_URL = "https://news.example"
    assert client.get("/welcome").status_code == 403
    settings.BASE_URL = "http://localhost:8000"
    assert client.get("/welcome").status_code == 200
    settings.TRUSTED_PROXIES = list(settings.METRICS_ALLOWED_NETWORKS)
    assert client.get("/welcome").status_code == 403


def test_the_printed_address_lets_in_from_anywhere(client, settings, monkeypatch, capsys):
    settings.LISTEN_ADDR, settings.PORT = "127.0.0.1", 0
    monkeypatch.setattr(serve, "_watch", lambda parts: 0)
    monkeypatch.setattr(serve, "site", lambda: None)
    main(["up"])
    (line,) = [one for one in capsys.readouterr().err.splitlines() if "/welcome?token=" in one]
    path = line.partition(settings.BASE_URL)[2]
    assert b'name="password"' in client.get(path, **FAR).content
    assert client.post(path, FORM, **FAR).status_code == 302
    assert User.objects.get().is_admin
    main(["up"])
    assert "token" not in capsys.readouterr().err, "the door is shut"


def test_the_door_stays_shut_when_the_last_admin_is_gone(client):
    for undo in (
        lambda: User.objects.update(role=User.Role.READER),
        lambda: User.objects.all().delete(),
    ):
        User.objects.create(username="host", role=User.Role.ADMIN)
        undo()
        site_settings.forget()
        assert not first_admin.is_open()
        path = f"/welcome?token={first_admin.token()}"
        assert client.get(path).url == client.post(path, FORM).url == "/"
        assert client.post("/demo/remove").status_code == 403
        assert not User.objects.filter(username="owner").exists()
        User.objects.all().delete()


def test_of_two_wizards_one_makes_an_admin():
    first_admin.make(User(username="one"), "a ferry at nine")
    with pytest.raises(UsageError):
        first_admin.make(User(username="two"), "a ferry at nine")
    assert [user.username for user in User.objects.all()] == ["one"]


# ---------------------------------------------------------------- the last admin


@pytest.fixture
def host(admin) -> User:
    return User.objects.get(username="host")


def _changed(admin: Client, user: User, **given: str) -> User:
    form = {"username": user.username, "email": "", "role": user.role, "is_active": "on"} | given
    admin.post(f"/admin/store/user/{user.pk}/change/", {k: v for k, v in form.items() if v})
    user.refresh_from_db()
    return user


@pytest.mark.parametrize("step", [{"role": "reader"}, {"role": "moderator"}, {"is_active": ""}])
def test_the_last_admin_does_not_step_down_but_one_of_two_does(admin, host, step):
    asleep = User.objects.create(username="asleep", role="admin", is_active=False)
    assert (_changed(admin, host, **step).role, host.is_active) == ("admin", True)
    User.objects.filter(pk=asleep.pk).update(is_active=True)
    changed = _changed(admin, host, **step)
    assert not (changed.is_admin and changed.is_active)


def test_the_last_admin_is_not_deleted_alone_nor_among_others(admin, host):
    reader = User.objects.create(username="lella")
    admin.post(f"/admin/store/user/{host.pk}/delete/", {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [host.pk, reader.pk], "post": "yes"}
    admin.post("/admin/store/user/", chosen)
    assert User.objects.count() == 2
    admin.post("/admin/store/user/", chosen | {"_selected_action": [reader.pk]})
    assert list(User.objects.all()) == [host]

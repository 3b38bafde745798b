"""What the environment makes of the site's safety."""

import os
import runpy
from pathlib import Path
from typing import Any

import pytest

import octavo

SETTINGS = Path(octavo.__file__).with_name("settings.py")


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The settings that an environment makes."""

    def settings(**environment: str) -> dict[str, Any]:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(SETTINGS))

    monkeypatch.chdir(tmp_path)
    return settings


@pytest.mark.parametrize(
    ("environment", "seconds", "below"),
    [
        ({"OCTAVO_BASE_URL": "http://news.example"}, 0, False),
        ({"OCTAVO_BASE_URL": "https://news.example"}, 31_536_000, False),
        ({"OCTAVO_BASE_URL": "https://n.example", "OCTAVO_HSTS_SUBDOMAINS": "1"}, 31_536_000, True),
    ],
)  # fmt: skip
def test_tls_binds_the_sites_own_name_and_others_only_when_asked(made, environment, seconds, below):
    found = made(**environment)
    assert found["SECURE_HSTS_SECONDS"] == seconds
    assert found["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is below
    assert found["SECURE_HSTS_PRELOAD"] is False


@pytest.mark.parametrize(
    ("url", "port", "is_ssl", "begins_tls"),
    [
        ("smtp://lella:s3c%40ret@mail.example", 587, False, True),
        ("smtp://mail.example:2525", 2525, False, True),
        ("smtps://mail.example", 465, True, False),
        ("smtp://127.0.0.1:25", 25, False, False),
    ],
)
def test_mail_goes_to_the_server_that_is_named_and_over_tls(made, url, port, is_ssl, begins_tls):
    found = made(OCTAVO_EMAIL_URL=url, OCTAVO_BASE_URL="https://news.example")
    assert found["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (
        port, is_ssl, begins_tls,
    )  # fmt: skip
    assert found["EMAIL_HOST_PASSWORD"] == ("s3c@ret" if "@" in url else "")
    assert found["DEFAULT_FROM_EMAIL"] == "octavo@news.example"


def test_without_a_server_nothing_is_sent_nor_logged_and_a_wrong_one_is_said(made):
    assert made()["EMAIL_BACKEND"].endswith("dummy.EmailBackend")
    with pytest.raises(SystemExit):
        made(OCTAVO_EMAIL_URL="mail.example")


def test_the_key_is_made_once_also_where_files_have_no_links(made, tmp_path, monkeypatch):
    """As on the card of a small board (exFAT) or on some network drives."""

    def refused(*_: object) -> None:
        raise PermissionError("Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    keys = {made(OCTAVO_DATA=str(tmp_path / "data"))["SECRET_KEY"] for _ in range(2)}
    assert keys == {(tmp_path / "data" / "secret_key").read_text("ascii")}
    assert len(list((tmp_path / "data").iterdir())) == 1

"""What the environment makes of the site's safety."""

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

"""Bringing the database up to date: by one process at a time, wholly or not at all."""

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from articles import STRIKE
from databases import new_database
from site_process import Site

pytestmark = pytest.mark.enable_socket

OLD = "0014"
"""The version of the tables that an old folder has."""

KILLED_NOTING = """
import os, signal, sys, django
django.setup()
from django.db.migrations.recorder import MigrationRecorder
from octavo.cli import main
noted, whole = [], MigrationRecorder.record_applied
def noting(self, app, name):
    noted.append(name)
    if len(noted) == int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)
    whole(self, app, name)
MigrationRecorder.record_applied = noting
sys.exit(main(["migrate"]))
"""
"""`octavo migrate`, killed when a migration is done and not yet noted as done."""


NAMED = """
import sys, django
django.setup()
from octavo.store import site_settings
if len(sys.argv) > 1:
    site_settings.set_value("site_name", sys.argv[1])
sys.stdout.write(site_settings.value("site_name"))
"""


def _site(folder: Path) -> Site:
    return Site(folder, DJANGO_SETTINGS_MODULE="octavo.settings", **new_database())


def _empty(folder: Path) -> Site:
    return _site(folder)


def _old(folder: Path) -> Site:
    """A site of an earlier version, with a name of its own."""
    site = _site(folder)
    _python(site, "-m", "django", "migrate", "--verbosity=0", "store", OLD)
    assert _python(site, "-c", NAMED, "Herald") == 0
    return site


def _python(site: Site, *arguments: str) -> int:
    done = subprocess.run([sys.executable, *arguments], env=site.env, cwd=site.folder, check=False)
    return done.returncode


def _works(site: Site) -> None:
    """Whether the site takes articles in and gives them out."""
    line = {"title": "Bridge reopens", "text": " ".join(STRIKE), "time": "2026-11-20T10:00:00Z",
            "url": "https://bridge.example/1"}  # fmt: skip
    archive = site.folder / "archive.jsonl"
    archive.write_text(json.dumps(line), "utf-8")
    site.run("import", "jsonl", str(archive))
    assert len(site.json("export", "jsonl")) == 1


def _name(site: Site) -> str:
    done = subprocess.run(
        [sys.executable, "-c", NAMED], env=site.env, capture_output=True, text=True
    )
    return done.stdout


@pytest.mark.parametrize("made", [_empty, _old])
def test_four_upgrades_at_once_all_end_well(tmp_path: Path, made: Callable[[Path], Site]):
    site = made(tmp_path)
    four = [site.start("migrate") for _ in range(4)]
    assert [one.wait(120) for one in four] == [0, 0, 0, 0]
    _works(site)
    assert _name(site) == ("Herald" if made is _old else "Octavo")


@pytest.mark.parametrize("made", [_empty, _old])
def test_an_upgrade_killed_between_two_of_its_steps_is_made_by_the_next_start(
    tmp_path: Path, made: Callable[[Path], Site]
):
    site = made(tmp_path)
    for step in (1, 3) if made is _old else (1, 25, 40):
        assert _python(site, "-c", KILLED_NOTING, str(step)) == -signal.SIGKILL
    _works(site)
    assert _name(site) == ("Herald" if made is _old else "Octavo")


def test_an_upgrade_killed_at_any_moment_is_made_by_the_next_start(tmp_path: Path):
    dice = random.Random(11)
    for trial in range(2):
        folder = tmp_path / str(trial)
        folder.mkdir()
        site = _old(folder) if trial % 2 else _empty(folder)
        for _ in range(3):
            process = site.start("migrate")
            time.sleep(dice.uniform(0.0, 2.5))
            process.kill()
            process.wait()
        site.run("migrate")
        _works(site)
        assert _name(site) == ("Herald" if trial % 2 else "Octavo")

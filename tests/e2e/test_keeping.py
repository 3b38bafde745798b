"""Looking after a site: a copy while it runs, put back whole elsewhere; a port that is taken."""

import json
from pathlib import Path

import pytest

from articles import STRIKE
from site_process import Site

pytestmark = pytest.mark.enable_socket


def _archive(folder: Path) -> str:
    path = folder / "archive.jsonl"
    rows = [
        {"title": f"Bridge number {n} reopens", "text": f"Bridge {n}: {STRIKE[0]}",
         "time": "2026-11-20T10:00:00Z", "url": f"https://bridge.example/{n}"}
        for n in range(5)
    ]  # fmt: skip
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return str(path)


def test_a_backup_made_beside_a_running_site_is_the_site(tmp_path: Path):
    first, second = (tmp_path / name for name in ("first", "second"))
    first.mkdir()
    second.mkdir()
    site, copy = Site(first), Site(second)
    with site.up():
        site.run("import", "jsonl", _archive(tmp_path))
        site.run("backup", str(tmp_path / "copy.tar.zst"))
    was = site.run("export", "jsonl")
    assert len(was.splitlines()) == 5
    copy.run("restore", str(tmp_path / "copy.tar.zst"))
    assert copy.run("export", "jsonl") == was
    assert (second / "secret_key").read_text() == (first / "secret_key").read_text()
    assert "--force" in copy.run("restore", str(tmp_path / "copy.tar.zst"), fails=True)
    copy.run("restore", str(tmp_path / "copy.tar.zst"), "--force")
    assert (second / "octavo.sqlite3.before-restore").exists()
    with copy.up():
        assert "Bridge number 3" in copy.wait_for("/search?q=bridge")


def test_a_port_that_is_taken_is_said_plainly(tmp_path: Path):
    with Site(tmp_path).up() as site:
        assert "PORT" in site.run("up", fails=True)


def test_settings_that_cannot_be_are_said_plainly(tmp_path: Path):
    for name, value, said in (
        ("PORT", "eighty", "must be a number"),
        ("DATABASE_URL", "mysql://x", "unknown kind"),
        ("OCTAVO_TRUSTED_PROXIES", "the proxy", "OCTAVO_TRUSTED_PROXIES"),
        ("OCTAVO_EDITION_AT", "soon", "a time of day like 07:00"),
        ("OCTAVO_EDITION_ZONE", "Mars/Phobos", "a time zone like Asia/Amman"),
    ):
        site = Site(tmp_path)
        site.env[name] = value
        told = site.run("sources", fails=True)
        assert said in told
        assert "Traceback" not in told

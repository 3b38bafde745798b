"""octavo up: a taken port is said before anything starts, the first start happens once, and a part
that dies is started again until somebody says stop."""

import os
import signal
import socket
import subprocess

import pytest

from octavo.actions import starter_pack
from octavo.cli import main
from octavo.commands import keep_private, serve
from octavo.store import site_settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken():
    """A port on which somebody listens."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


@pytest.fixture
def started(monkeypatch) -> list[list[str]]:
    """The parts that `up` was about to watch over."""
    seen: list[list[str]] = []
    monkeypatch.setattr(serve, "_watch", lambda parts: seen.append(parts) or 0)
    return seen


def test_a_taken_port_is_said_before_anything_is_started(fails, settings, taken, started):
    settings.LISTEN_ADDR, settings.PORT = "127.0.0.1", taken
    told = fails("up")
    assert f"cannot listen on 127.0.0.1:{taken}" in told
    assert "--port" in told
    assert started == []
    assert not site_settings.value("started")


def test_an_address_that_is_not_this_machines_is_said(fails, settings, started):
    settings.LISTEN_ADDR, settings.PORT = "192.0.2.1", 0
    assert "cannot listen on 192.0.2.1" in fails("up")


@pytest.mark.parametrize(("given", "parts"), [([], ["web", "worker"]), (["--no-worker"], ["web"])])
def test_both_parts_are_started_unless_pages_alone_are_wanted(settings, started, given, parts):
    settings.LISTEN_ADDR, settings.PORT = "127.0.0.1", 0
    assert main(["up", *given]) == 0
    assert started == [parts]


def test_a_misspelt_setting_is_named(settings, started, capsys):
    settings.LISTEN_ADDR, settings.PORT = "127.0.0.1", 0
    settings.UNKNOWN = ["OCTAVO_AIRGAP"]
    assert main(["up"]) == 0
    assert "OCTAVO_AIRGAP is not a setting" in capsys.readouterr().err


def test_the_starter_pack_is_followed_on_the_very_first_start_only(settings, monkeypatch, started):
    settings.LISTEN_ADDR, settings.PORT, settings.STARTER_PACK = "127.0.0.1", 0, True
    followed: list[bool] = []
    monkeypatch.setattr(starter_pack, "follow_starter_pack", lambda: followed.append(True))
    main(["up"])
    main(["up"])
    assert followed == [True]


def test_no_starter_pack_is_followed_where_none_is_wanted(settings, monkeypatch, started):
    settings.LISTEN_ADDR, settings.PORT, settings.STARTER_PACK = "127.0.0.1", 0, False
    monkeypatch.setattr(starter_pack, "follow_starter_pack", lambda: pytest.fail("followed"))
    main(["up"])
    assert site_settings.value("started")


class Part:
    """A process of `up`, as a test wants it: it ends by itself, or only when told to, or not even
    then."""

    def __init__(self, name: str, ends: str = "when told") -> None:
        self.name, self.ends = name, ends
        self.returncode = 1 if ends == "by itself" else None
        self.told: list[str] = []

    def poll(self) -> int | None:
        return self.returncode

    def terminate(self) -> None:
        self.told.append("terminate")

    def kill(self) -> None:
        self.told.append("kill")

    def wait(self, seconds: float) -> int:
        if self.ends == "never":
            raise subprocess.TimeoutExpired(self.name, seconds)
        return 0


@pytest.fixture
def parts(monkeypatch) -> list[Part]:
    """What `up` starts; the third moment of rest is a SIGTERM."""
    made: list[Part] = []
    behaviours = {"web": ["by itself", "when told"], "worker": ["never"]}
    handlers: dict[int, object] = {}
    rests: list[float] = []

    def start(name: str) -> Part:
        made.append(Part(name, behaviours[name].pop(0)))
        return made[-1]

    def sleep(seconds: float) -> None:
        rests.append(seconds)
        if len(rests) == 3:
            handlers[signal.SIGTERM](signal.SIGTERM, None)

    monkeypatch.setattr(serve, "_start", start)
    monkeypatch.setattr(serve.time, "sleep", sleep)
    monkeypatch.setattr(serve.signal, "signal", handlers.__setitem__)
    return made


def test_a_part_that_dies_is_started_again_and_a_stop_is_passed_on(parts, caplog):
    assert serve._watch(["web", "worker"]) == 0
    assert [part.name for part in parts] == ["web", "worker", "web"]
    assert "web ended with 1; starting it again" in caplog.text
    assert [part.told for part in parts] == [[], ["terminate", "kill"], ["terminate"]]


def test_what_we_keep_is_readable_by_its_owner_alone(tmp_path, settings):
    data = tmp_path / "data"
    (data / "pictures").mkdir(parents=True, mode=0o755)
    (data / "octavo.sqlite3").write_bytes(b"")
    (data / "octavo.sqlite3").chmod(0o644)
    before = os.umask(0o022)
    try:
        keep_private(data)
        (data / "new").write_bytes(b"")
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (data, *data.iterdir())}
    assert modes == {"data": 0o700, "pictures": 0o700, "octavo.sqlite3": 0o600, "new": 0o600}

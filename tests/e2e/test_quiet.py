"""No process of ours, and no library in it, speaks past the gateway: in a network that leads
nowhere a whole site lives its first minutes, and nobody so much as tries to leave it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent / "quiet_site.py"


def test_nobody_speaks_past_the_gateway(tmp_path: Path) -> None:
    apart = [shutil.which("unshare") or "unshare", "--map-root-user", "--net"]
    probe = [*apart, "test", "-r", "/proc/net/snmp"]
    if not shutil.which("unshare") or subprocess.run(probe, check=False).returncode:
        pytest.skip("this system gives no network namespace to its users")
    (tmp_path / "home").mkdir()
    done = subprocess.run(
        [*apart, sys.executable, str(SCRIPT), str(tmp_path)],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["by_us"] >= 1, "what is tried is counted"
    assert found["by_site"] == 0
    assert list((tmp_path / "home").iterdir()) == [], "nothing is left in the home folder"

"""The wheel as people install it: built, put into a new environment by an old pip without any pins,
then it must read a page that needs the second extractor, and serve a site.

    python tests/wheel/check.py          (make wheel)

The pip is that of Debian 12, which overlooks extras written with an underscore. Nothing of the
checkout is imported; the processes run in a folder of their own.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
PAGE = Path(__file__).with_name("unsure.html")
PART_OF_IT = "The bridge was shut after a quarrel over customs"
PIP = "23.0.1"
PATIENCE = 60
QUIET = ("--quiet", "--disable-pip-version-check")


def main() -> None:
    """Check one thing after the other; an AssertionError or CalledProcessError says what failed."""
    with tempfile.TemporaryDirectory(prefix="octavo-wheel-") as name:
        folder = Path(name)
        python = installed(built(folder), folder)
        octavo = python.with_name("octavo")
        environment = surroundings(folder)
        version = run(octavo, "--version", env=environment, cwd=folder)
        text = run(octavo, "extract", PAGE, env=environment, cwd=folder)
        assert PART_OF_IT in text, text
        run(python, "-c", "import trafilatura", env=environment, cwd=folder)
        served(octavo, folder, environment)
    print(f"{version.strip()} as a wheel, by pip {PIP}: installed, read a page, served a site")


def built(folder: Path) -> Path:
    """The wheel of this checkout."""
    command = ["-m", "pip", "wheel", *QUIET, "--no-deps", "--no-build-isolation", "-w", folder]
    run(sys.executable, *command, ROOT)
    (wheel,) = folder.glob("octavo-*.whl")
    return wheel


def installed(wheel: Path, folder: Path) -> Path:
    """The Python of a new environment that has the wheel and what it depends on, no more."""
    run(sys.executable, "-m", "venv", folder / "venv")
    python = folder / "venv" / "bin" / "python"
    run(python, "-m", "pip", "install", *QUIET, f"pip=={PIP}")
    run(python, "-m", "pip", "install", *QUIET, "--no-compile", wheel)
    run(python, "-m", "pip", "check")
    return python


def surroundings(folder: Path) -> dict[str, str]:
    """An environment without settings but those of an empty site on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = ("OCTAVO_", "PYTHON", "DJANGO_", "DATABASE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    site = {"OCTAVO_DEMO": "0", "OCTAVO_STARTER_PACK": "0", "OCTAVO_AIR_GAP": "1"}
    return kept | site | {"OCTAVO_DATA": str(folder / "data"), "PORT": str(port)}


def served(octavo: Path, folder: Path, environment: dict[str, str]) -> None:
    """A site that comes up, answers, and ends when asked to."""
    site = f"http://127.0.0.1:{environment['PORT']}"
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [octavo, "up"], env=environment, cwd=folder, stdout=out, stderr=out
        )
    try:
        assert answered(f"{site}/healthz", process), log.read_text("utf-8", "replace")
        assert b"<html" in answered(f"{site}/", process), log.read_text("utf-8", "replace")
    finally:
        process.send_signal(signal.SIGTERM)
        code = process.wait(PATIENCE)
    assert code == 0, f"octavo up ended with {code}"


def answered(address: str, process: "subprocess.Popen[bytes]") -> bytes:
    """What an address answers as soon as it does; nothing if the process ends before."""
    for _ in range(PATIENCE * 5):
        if process.poll() is not None:
            break
        try:
            with urlopen(address, timeout=PATIENCE) as response:
                body: bytes = response.read()
                return body
        except (URLError, ConnectionError):
            time.sleep(0.2)
    return b""


def run(*words: object, env: dict[str, str] | None = None, cwd: Path = ROOT) -> str:
    """What a command prints; it must work."""
    done = subprocess.run(
        list(map(str, words)), env=env, cwd=cwd, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


if __name__ == "__main__":
    main()

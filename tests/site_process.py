"""A whole Octavo for tests: `octavo …` in processes of its own, on a folder of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Site:
    """A site's data folder, port and environment."""

    def __init__(self, folder: Path, base: str = "", **settings: str) -> None:
        self.folder, self.base, self.port = folder, base, free_port()
        keep = {k: v for k, v in os.environ.items() if not k.startswith(("OCTAVO_", "DATABASE"))}
        self.env = keep | {
            "OCTAVO_DATA": str(folder),
            "PORT": str(self.port),
            "OCTAVO_DEMO": "0",
            "OCTAVO_STARTER_PACK": "0",
            "OCTAVO_FETCHER_ALLOW_PRIVATE_NETWORKS": "1",
            "OCTAVO_FETCH_HOST_GAP": "0",
            "OCTAVO_RAISE_BUGS": "1",
            "OCTAVO_WORKERS": "1",
            "OCTAVO_BASE_URL": self.address,
            **settings,
        }

    @property
    def address(self) -> str:
        """Where the site is."""
        return f"http://127.0.0.1:{self.port}{self.base}"

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """A command that goes on, in a session of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "octavo.cli", *arguments],
            env=self.env,
            cwd=self.folder,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def run(self, *arguments: str, fails: bool = False, patience: float = 120) -> str:
        """What a command prints; it must work, or fail where it is said to."""
        done = subprocess.run(
            [sys.executable, "-m", "octavo.cli", *arguments],
            env=self.env,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=patience,
            check=False,
        )
        assert (done.returncode != 0) == fails, done.stdout + done.stderr
        return done.stderr if fails else done.stdout

    def json(self, *arguments: str, patience: float = 120) -> list[dict[str, Any]]:
        """The JSON lines that a command prints."""
        lines = self.run(*arguments, "--json", patience=patience).splitlines()
        return [json.loads(line) for line in lines]

    @contextmanager
    def up(self) -> Iterator["Site"]:
        """The site, served and walking, until the block ends; it must stop when told to."""
        process = self.start("up")
        try:
            self.wait_for("/readyz")
            yield self
            process.send_signal(signal.SIGTERM)
            assert process.wait(40) == 0
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)

    def wait_for(self, path: str, holds: str = "", seconds: float = 40, at: str = "") -> str:
        """The page at a path (of the site, or of another address of it), once it answers and holds
        a text."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                with urlopen((at or self.address) + path, timeout=5) as response:
                    text: str = response.read().decode()
                if holds in text:
                    return text
            except (URLError, OSError):
                pass
            time.sleep(0.25)
        raise AssertionError(f"{path} did not come to hold {holds!r} in {seconds} s")

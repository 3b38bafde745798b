"""The publisher farm as a process: a deterministic crowd of publishers on loopback, with the truth
of what they publish. It stands beside the checkout; what needs it is left out without it."""

import json
import random
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

FARM = Path(__file__).resolve().parents[2] / "shared" / "farm" / "publisher_farm.py"
PORTS = range(18_000, 32_000, 100)
"""Where a farm may begin: below the ports that systems give to outgoing connections."""
TRIES = 5


class Farm:
    """A running farm."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"

    def ask(self, path: str) -> bytes:
        """What the farm says at a path."""
        with urlopen(self.address + path, timeout=120) as response:
            data: bytes = response.read()
            return data

    def json(self, path: str) -> Any:
        """The same, as a value."""
        return json.loads(self.ask(path))

    def feeds(self) -> list[dict[str, Any]]:
        """Every feed with its address and its fault (empty: none)."""
        found: list[dict[str, Any]] = self.json("/_manifest.json")["feeds"]
        return found

    def truth(self) -> dict[str, dict[str, Any]]:
        """Every article published so far, by address."""
        rows = map(json.loads, self.ask("/_truth.jsonl").splitlines())
        return {row["url"]: row for row in rows}

    def opml(self) -> bytes:
        """All feeds, the faulty ones too."""
        outlines = "".join(
            f'<outline type="rss" text="Feed {feed["i"]}" xmlUrl="{feed["url"]}"/>'
            for feed in self.feeds()
        )
        return f'<opml version="2.0"><body>{outlines}</body></opml>'.encode()


@contextmanager
def farm(feeds: int, ports: int, *options: str) -> Iterator[Farm]:
    """A farm of so many feeds, spread over so many ports (each a host), until the block ends."""
    process, port = _started([f"--feeds={feeds}", f"--ports={ports}", "--prewarm", *options], ports)
    try:
        yield Farm(port)
    finally:
        process.terminate()
        process.wait()


def _started(options: list[str], ports: int) -> "tuple[subprocess.Popen[bytes], int]":
    """A farm that listens, and its first port. While it made its feeds ready another may have taken
    the ports: then it is tried elsewhere."""
    for _ in range(TRIES):
        free = (p for p in random.sample(PORTS, len(PORTS)) if _are_free(range(p, p + ports)))
        port = next(free)
        command = [sys.executable, str(FARM), "--port", str(port), *options]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert process.stdout is not None
        while line := process.stdout.readline():
            if b"http://" in line:
                return process, port
        process.wait()
    raise RuntimeError("the farm did not start")


def _are_free(ports: range) -> bool:
    return all(map(_is_free, ports))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True

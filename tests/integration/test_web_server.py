"""The web server as a proxy, a slow reader and a rude one meet it, over real sockets."""

import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from site_process import Site

READER = "203.0.113.9"
HOST_OF_METRICS = "10.0.0.1"


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Site]:
    """A site behind a proxy on this machine, whose figures one host may read."""
    made = Site(
        Path(tmp_path_factory.mktemp("site")),
        OCTAVO_TRUSTED_PROXIES="127.0.0.1",
        OCTAVO_METRICS_ALLOWED_NETWORKS=f"{HOST_OF_METRICS}/32",
    )
    made.run("migrate")
    process = made.start("web")
    try:
        made.wait_for("/readyz")
        yield made
    finally:
        process.terminate()
        assert process.wait(20) == 0, "a stop is no failure"


def _connected(site: Site) -> socket.socket:
    return socket.create_connection(("127.0.0.1", site.port), timeout=20)


def _answer(site: Site, head: str) -> bytes:
    """What comes back for a request written out by hand."""
    with closing(_connected(site)) as line:
        line.sendall(f"{head}\r\nConnection: close\r\n\r\n".encode("latin-1"))
        return b"".join(iter(lambda: line.recv(65536), b""))


def _status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([f"X-Forwarded-For: {HOST_OF_METRICS}"], 200),
        ([f"X-Forwarded-For: {READER}"], 403),
        ([f"X-Forwarded-For: {READER}", f"X_Forwarded_For: {HOST_OF_METRICS}"], 403),
        ([f"X_Forwarded_For: {HOST_OF_METRICS}", f"X-Forwarded-For: {READER}"], 403),
        ([f"X_Forwarded-For: {HOST_OF_METRICS}"], 403),
    ],
)
def test_no_header_with_an_underscore_stands_for_the_proxys(site, headers, status):
    lines = "\r\n".join([f"Host: 127.0.0.1:{site.port}", *headers])
    assert _status(_answer(site, f"GET /metrics HTTP/1.1\r\n{lines}")) == status


def test_people_who_never_finish_their_request_keep_nobody_waiting(site):
    """Twice as many as there are threads."""
    with ExitStack() as open_lines:
        for number in range(64):
            line = open_lines.enter_context(closing(_connected(site)))
            body = "Content-Length: 5000\r\n\r\nq=" if number % 2 else ""
            line.sendall(f"POST /search HTTP/1.1\r\nHost: 127.0.0.1\r\n{body}".encode())
        assert _status(_answer(site, f"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1:{site.port}")) == 200


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("GET / HTTP/1.1\r\nHost : 127.0.0.1", 400),
        ("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\nContent-Length: 4", 400),
        (f"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {1 << 40}", 413),
    ],
)
def test_what_is_no_request_is_told_so_and_nothing_of_the_inside(site, head, status):
    answer = _answer(site, head)
    assert _status(answer) == status
    assert b"Traceback" not in answer and b"waitress" not in answer.lower()


def test_headers_without_end_are_cut_off(site):
    with closing(_connected(site)) as line, pytest.raises(ConnectionError):
        line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ")
        for _ in range(1000):
            line.sendall(b"x" * 10_000)


def test_the_site_is_one_process(site, tmp_path):
    """A second one would keep all of the site in memory once more."""
    other = Site(tmp_path)
    other.run("migrate")
    process = other.start("web")
    try:
        other.wait_for("/readyz")
        below = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, check=False)
        assert below.stdout == b""
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    finally:
        process.kill()

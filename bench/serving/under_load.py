"""The site as served: pages a second and waiting times of `octavo web` under load, on loopback.

python -m bench.serving.under_load [ARTICLES] [--tiny]          (make bench-serve)

Load comes from `wrk` (https://github.com/wg/wrk; Debian has it), one thread of it beside the site:
front, article and story page, for visitors at 64 connections and for somebody signed in at 1 and
16. No worker runs.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

from bench.ground import Figure, hand_over, is_tiny, site, sizes

ARTICLES, TINY = 100_000, 300
SECONDS = 2 if is_tiny() else 8
VISITORS, SIGNED_IN = (64,), (1, 16)
GOALS = {"visitor": (2_000, 60.0), "signed in": (150, 150.0)}
"""Pages a second at least, and milliseconds that one in a hundred waits at most."""

_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_WAIT = re.compile(r"99%\s+([\d.]+)(us|ms|s)")
_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1_000.0}


@contextmanager
def served() -> Iterator[str]:
    """`octavo web` in a process of its own, on the data of this one; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "octavo.cli", "web"]
    process = subprocess.Popen(command, env=os.environ | {"PORT": str(port)})
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/readyz")
        yield address
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(url: str) -> None:
    for _ in range(300):
        try:
            urlopen(url, timeout=2).close()
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)


def loaded(url: str, connections: int, cookie: str = "") -> tuple[float, float]:
    """Pages a second, and the milliseconds that one request in a hundred waited longer than."""
    headers = ["-H", "Accept-Encoding: gzip", *(["-H", f"Cookie: {cookie}"] if cookie else [])]
    command = ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--latency", *headers, url]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate, wait = _RATE.search(text), _WAIT.search(text)
    if rate is None or wait is None or "Non-2xx" in text:
        raise ValueError(text)
    return float(rate.group(1)), float(wait.group(1)) * _MILLISECONDS[wait.group(2)]


def figures(count: int, session: str) -> Iterator[Figure]:
    """Each page, for each kind of reader."""
    from octavo.store.models import Story

    story = Story.objects.order_by("-articles_count").values_list("pk", flat=True)[0]
    pages = {"front": "/", "article": f"/article/{count // 2}", "story": f"/story/{story}"}
    cookie = f"sessionid={session}"
    with served() as address:
        for who, some, own in (("visitor", VISITORS, ""), ("signed in", SIGNED_IN, cookie)):
            pace, patience = GOALS[who]
            part = f"Under load at {count:,} articles, {who}"
            for name, path in pages.items():
                for connections in some:
                    rate, wait = loaded(address + path, connections, own)
                    what = f"{name}, {connections} at once"
                    yield Figure(part, what, rate, "a second", pace)
                    yield Figure(part, f"{what}, p99", wait, "ms", patience, at_most=True)


def main() -> None:
    """Fill a site, serve it, and print the figures."""
    if shutil.which("wrk") is None:
        print("wrk is missing: no load. On Debian: sudo apt-get install wrk", file=sys.stderr)
        sys.exit(0 if is_tiny() else 1)
    (count,) = sizes([ARTICLES], [TINY])
    with site(OCTAVO_WORKERS="0"):
        from django.test import Client

        from bench.serving import synthetic_site
        from bench.serving.pages import count_all
        from octavo.store import site_settings
        from octavo.store.models import User

        for done in synthetic_site.fill(count):
            print(f"\r{done:,} articles", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        count_all()
        site_settings.set_value("set_up", True)
        reader = Client()
        reader.force_login(User.objects.get(username="lella"))
        hand_over(list(figures(done, reader.cookies["sessionid"].value)))


if __name__ == "__main__":
    main()

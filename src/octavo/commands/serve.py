"""octavo up, web, worker: the site and the walk, one process each, watched over by `up`."""

import argparse
import asyncio
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Collection

from octavo.commands import SCREEN, site
from octavo.errors import UsageError

log = logging.getLogger("octavo.up")

RESTART_SECONDS = 2.0
"""Rest before a part that died is started again, so that one that dies at once costs little."""

BACKLOG = 512
"""Connections that may wait to be accepted. Chosen by hand; not measured."""

CONNECTIONS = 800
"""Connections that may be open at once: each costs a few kilobytes. Of the 1,024 files that a
process may usually open, the rest is left to the database and the pictures."""

HEADER_BYTES = 64 * 1024
"""Bytes of a request's headers, cookies included; browsers send a few thousand."""

DRAIN_SECONDS = 60.0
"""How long parts may finish what is in hand after a stop; then they are ended."""


def up(given: argparse.Namespace) -> int:
    """Serve and walk until told to stop; a part that dies is started again."""
    if given.host:
        os.environ["OCTAVO_LISTEN_ADDR"] = given.host
    if given.port:
        os.environ["PORT"] = str(given.port)
    site()
    from django.conf import settings

    _claim(settings.LISTEN_ADDR, settings.PORT)
    for name in settings.UNKNOWN:
        SCREEN.print(f"octavo: {name} is not a setting of Octavo; see docs/reference/settings.md")
    _first_start()
    SCREEN.print(f"Octavo is at {settings.BASE_URL} · data in {settings.DATA}")
    _show_the_way_in(settings.BASE_URL)
    parts = ["web"] if given.no_worker else ["web", "worker"]
    return _watch(parts)


def _claim(address: str, port: int) -> None:
    """Say plainly that a port is taken, before anything is started."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise UsageError(
                f"cannot listen on {address}:{port} ({error.strerror}); stop what is there or"
                " choose another with PORT=… or --port",
                code="port",
            ) from error


def _first_start() -> None:
    """On the very first start: the starter pack, and an admin if the environment names one."""
    from django.conf import settings

    from octavo.actions.starter_pack import follow_starter_pack
    from octavo.commands.accounts import admin_from_settings
    from octavo.store import site_settings as kept

    admin_from_settings()
    if kept.value("started"):
        return
    if settings.STARTER_PACK:
        follow_starter_pack()
    kept.set_value("started", True)


def _show_the_way_in(home: str) -> None:
    """Until there was an admin: where to make the first one, from any machine."""
    from octavo.actions.people import first_admin

    if first_admin.is_open():
        SCREEN.print(f"Make it yours at {home}/welcome?token={first_admin.token()}")


def _watch(names: list[str]) -> int:
    """Run the parts, restart one that dies, pass a stop on and wait for them to drain."""
    stopping: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda n, _: stopping.append(n))
    parts = {name: _start(name) for name in names}
    while not stopping:
        for name, part in parts.items():
            if part.poll() is not None and not stopping:
                log.error("%s ended with %s; starting it again", name, part.returncode)
                time.sleep(RESTART_SECONDS)
                parts[name] = _start(name)
        time.sleep(0.2)
    _end(parts.values())
    return 0


def _end(parts: "Collection[subprocess.Popen[bytes]]") -> None:
    """Pass the stop on, wait for what is in hand, and end what does not."""
    for part in parts:
        part.terminate()
    end = time.monotonic() + DRAIN_SECONDS
    for part in parts:
        try:
            part.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            part.kill()


def _start(name: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "octavo.cli", name, "--parent", str(os.getpid())]
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603


def web(given: argparse.Namespace) -> int:
    """Serve the pages, until told to stop."""
    site()
    from django.conf import settings
    from waitress import create_server

    from octavo.web.threads import THREADS
    from octavo.wsgi import application

    _end_with_parent(given.parent)
    with _listening(settings.LISTEN_ADDR, settings.PORT) as listening:
        server = create_server(
            application,
            sockets=[listening],
            threads=THREADS,
            backlog=BACKLOG,
            connection_limit=CONNECTIONS,
            asyncore_use_poll=True,
            max_request_header_size=HEADER_BYTES,
            max_request_body_size=2 * settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
            clear_untrusted_proxy_headers=False,  # the site's own rule reads them, and drops them
            ident=None,
        )
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        server.run()
        server.task_dispatcher.shutdown(timeout=DRAIN_SECONDS)
    return 0


def _listening(address: str, port: int) -> socket.socket:
    """The socket that the pages are served on; "::" is every address of both kinds."""
    return socket.create_server(
        (address, port),
        family=socket.AF_INET6 if ":" in address else socket.AF_INET,
        backlog=BACKLOG,
        dualstack_ipv6=address == "::" and socket.has_dualstack_ipv6(),
    )


def worker(given: argparse.Namespace) -> int:
    """Walk: the demo first, so that there is something to read, then the feeds for ever."""
    site()
    _end_with_parent(given.parent)
    from octavo.commands.walking import load_demo, run_forever
    from octavo.demo.load import keep_serving

    load_demo()
    keep_serving()
    asyncio.run(run_forever())
    return 0


def _end_with_parent(parent: int) -> None:
    """Be told to stop when `up` ends, however it ended; end now where it has ended already."""
    if sys.platform != "linux":
        return
    import ctypes

    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)
    if parent and os.getppid() != parent:
        sys.exit(0)

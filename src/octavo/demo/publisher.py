"""The loopback publisher: every paper of the press under its own name, `<slug>.localhost`.

It serves what its clock says is out. It listens on 127.0.0.1 alone; `http.server` answers in
threads of its own, so that it can live beside a walk."""

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from octavo.demo import feeds, pages
from octavo.demo.pages import Desk
from octavo.demo.pictures import scenes, svg
from octavo.demo.world import Trap, world

HTML = "text/html; charset=utf-8"
SVG = "image/svg+xml"
ROBOTS = "User-agent: *\nDisallow: /drafts/\nSitemap: /news-sitemap.xml\n"
SECONDS_IDLE = 20
"""After so long without a request a connection to the press is closed."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a request gets."""

    body: bytes
    kind: str = HTML
    status: int = 200


@dataclass
class Press:
    """The press as it is served: `anchor` is its today, `now` its clock; `port` 0 takes any."""

    anchor: datetime
    port: int = 0
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __enter__(self) -> Self:
        """Serve in a thread; raises OSError when the port is taken."""
        self._server = _Server(("127.0.0.1", self.port), _Desk)
        self._server.answer = self.answer
        self.port = int(self._server.server_address[1])
        threading.Thread(target=self._server.serve_forever, args=(0.2,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: object, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def base(self, slug: str) -> str:
        """A publisher's address."""
        return f"http://{slug}.localhost:{self.port}"

    def hosts(self) -> list[str]:
        """Every `host:port` of the press, as the gateway's rules name them."""
        return [f"{slug}.localhost:{self.port}" for slug in world().publishers]

    def desk(self, slug: str) -> Desk | None:
        """A publisher as it is now, None for a name that is none of ours."""
        who = world().publishers.get(slug)
        return Desk(world(), who, self.base(slug), self.anchor, self.now) if who else None

    def answer(self, host: str, target: str) -> Reply:
        """What a GET of `target` at `host` gets."""
        desk = self.desk(host.partition(".")[0].lower())
        path = unquote(urlsplit(target).path)
        if desk is None:
            return Reply(b"No such publisher.", "text/plain", 404)
        return _fixed(desk, path) or _page(desk, path)


def _fixed(desk: Desk, path: str) -> Reply | None:
    """Feeds, pictures and what else has a place of its own."""
    if path == desk.publisher.feed_path:
        text, kind = feeds.feed(desk)
        return Reply(text.encode(), kind)
    if path == "/":
        return Reply(pages.home(desk).encode())
    if path == "/robots.txt":
        return Reply(ROBOTS.encode(), "text/plain; charset=utf-8")
    if path == "/logo.svg":
        return Reply(logo(desk).encode(), SVG)
    if path == "/news-sitemap.xml" and desk.publisher.slug == "meridian":
        return Reply(feeds.news_sitemap(desk).encode(), "application/xml")
    if match := re.fullmatch(r"/pictures/([a-z0-9-]{1,40})", path):
        return _picture(match.group(1))
    if re.fullmatch(r"/audio/[a-z0-9-]{1,80}\.wav", path):
        return Reply(SILENCE, "audio/wav")
    return None


def _picture(name: str) -> Reply:
    return Reply(svg(name).encode(), SVG) if name in scenes() else _missing()


def logo(desk: Desk) -> str:
    """A publisher's mark: a stroke on its colour."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">'
        f'<rect width="64" height="64" rx="12" fill="{desk.publisher.colour}"/>'
        f'<path d="{desk.publisher.mark}" fill="none" stroke="#fff" stroke-width="5"'
        ' stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )


def _page(desk: Desk, path: str) -> Reply:
    piece = next((p for p in desk.pieces() if p.path(desk.anchor) == path), None)
    if piece is not None:
        return Reply(pages.article(desk, piece).encode())
    found = next(
        (t for t in desk.world.traps if t.publisher == desk.publisher and t.path == path), None
    )
    return _trapped(desk, found) if found else _missing()


def _trapped(desk: Desk, found: Trap) -> Reply:
    if found.kind == "gone":
        return _missing()
    return Reply(pages.trap(desk, found).encode())


def _missing() -> Reply:
    return Reply(b"<!doctype html><title>Not found</title><p>Not found.</p>", HTML, 404)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64
    answer: Callable[[str, str], Reply]


class _Desk(BaseHTTPRequestHandler):
    """Conditional GET by ETag, and nothing written to the log."""

    protocol_version = "HTTP/1.1"
    server_version = "OctavoDemo"
    sys_version = ""
    timeout = SECONDS_IDLE
    server: _Server

    def do_GET(self) -> None:
        """Answer one request."""
        found = self.server.answer(self.headers.get("Host", ""), self.path)
        mark = f'"{blake2b(found.body, digest_size=8).hexdigest()}"'
        if found.status == 200 and self.headers.get("If-None-Match") == mark:
            self._send(304, mark, Reply(b"", found.kind))
        else:
            self._send(found.status, mark, found)

    def do_HEAD(self) -> None:
        """The same without the body."""
        self.do_GET()

    def _send(self, status: int, mark: str, found: Reply) -> None:
        self.send_response(status)
        self.send_header("ETag", mark)
        self.send_header("Content-Type", found.kind)
        self.send_header("Content-Length", str(len(found.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(found.body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def _silence() -> bytes:
    """One second of silence: PCM, 8 kHz, 8 bit, mono."""
    rate = 8000
    head = b"RIFF" + (36 + rate).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little")
    shape = (1).to_bytes(2, "little") * 2 + rate.to_bytes(4, "little") * 2
    depth = (1).to_bytes(2, "little") + (8).to_bytes(2, "little")
    return head + shape + depth + b"data" + rate.to_bytes(4, "little") + b"\x80" * rate


SILENCE = _silence()

"""A publisher for tests: a thread that serves a few pages and a feed on a loopback port, and counts
who asked for what."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from serving import serving

PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="800" height="500"><path d="M0 0h9v9z"/></svg>'
)

PAGE = """<!doctype html><html lang="{lang}" dir="{dir}"><head><meta charset="utf-8">
<title>{title} | {name}</title><meta property="og:image" content="{home}port.svg">
<meta property="og:type" content="article"><link rel="alternate" type="application/rss+xml"
href="{home}feed"><meta property="article:published_time" content="{iso}"></head>
<body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>{body}</article></body></html>"""

Item = tuple[str, str, tuple[str, ...]]
"""Slug, headline, paragraphs."""


class Press:
    """A publisher: its articles, and how often each path was asked for."""

    def __init__(self, name: str, items: tuple[Item, ...], lang: str = "en") -> None:
        self.name, self.items, self.lang = name, items, lang
        self.asked: Counter[str] = Counter()
        self.now = datetime.now(UTC).replace(microsecond=0)
        self.home = ""

    def answer(self, path: str) -> tuple[str, bytes] | None:
        """The type and body at a path."""
        self.asked[path] += 1
        if path == "/feed":
            return "application/rss+xml", self._feed().encode()
        if path == "/port.svg":
            return "image/svg+xml", PICTURE
        if path == "/":
            return "text/html; charset=utf-8", self._page("Front page", ()).encode()
        for slug, title, lines in self.items:
            if path == f"/{slug}":
                return "text/html; charset=utf-8", self._page(title, lines).encode()
        return None

    def _feed(self) -> str:
        items = "".join(
            f"<item><title>{title}</title><link>{self.home}{slug}</link><guid>{slug}</guid>"
            f"<pubDate>{format_datetime(self.now - timedelta(hours=n))}</pubDate>"
            f"<description>{lines[0]}</description></item>"
            for n, (slug, title, lines) in enumerate(self.items, 1)
        )
        return (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
            f"<title>{self.name}</title><link>{self.home}</link><language>{self.lang}</language>"
            f"<description>Test press</description>{items}</channel></rss>"
        )

    def _page(self, title: str, lines: tuple[str, ...]) -> str:
        body = "".join(f"<p>{line}</p>" for line in lines)
        return PAGE.format(
            lang=self.lang,
            dir="rtl" if self.lang == "ar" else "ltr",
            title=title,
            name=self.name,
            home=self.home,
            iso=self.now.isoformat(),
            body=body,
        )

    @contextmanager
    def open(self) -> Iterator[Self]:
        """Serve until the block ends."""
        press = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found = press.answer(self.path)
                self.send_response(200 if found else 404)
                self.send_header("Content-Type", found[0] if found else "text/plain")
                self.end_headers()
                self.wfile.write(found[1] if found else b"nothing here")

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.home = f"http://127.0.0.1:{server.server_address[1]}/"
        with serving(server):
            yield self

"""A publisher for saved pages: each served on loopback at its own path under its own host's name,
and one feed a host, made from the pages' metadata.

    corpus/<set>/docs.jsonl      {id, url, title, authors, date}, one a line
    corpus/<set>/html/<id>.html.gz

`www.herald.example/a` is served as `http://www.herald.example.localhost:PORT/a`: names under
.localhost are the loopback, and politeness still counts every host apart. As a program it serves
until it is told to stop:

    python tests/replay.py CORPUS [--port N]       prints the address of its OPML
"""

import gzip
import json
import re
import signal
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape, unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote, unquote, urlsplit

from serving import serving

FEED = "/replay.rss"
TITLE = re.compile(rb"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
SAFE = "/:@!$&'()*+,;=~%-._?"


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page as stored: `host` and `path` of its address, its gzipped HTML, what a feed says."""

    host: str
    path: str
    packed: bytes
    title: str
    authors: tuple[str, ...]
    date: str


def saved_pages(corpus: Path) -> list[SavedPage]:
    """Every page of a corpus, each address once."""
    found: dict[tuple[str, str], SavedPage] = {}
    for listing in sorted(corpus.glob("*/docs.jsonl")):
        for line in listing.read_text("utf-8").splitlines():
            page = _page(listing.parent, json.loads(line))
            found.setdefault((page.host, page.path), page)
    return list(found.values())


def _page(folder: Path, doc: Mapping[str, Any]) -> SavedPage:
    parts = urlsplit(str(doc.get("url") or doc["id"]))
    path = quote(f"/{parts.path.lstrip('/')}", SAFE)
    path += f"?{quote(parts.query, SAFE)}" if parts.query else ""
    packed = (folder / "html" / f"{doc['id']}.html.gz").read_bytes()
    return SavedPage(
        host=(parts.hostname or folder.name.replace("_", "-")).lower(),
        path=path,
        packed=packed,
        title=str(doc.get("title") or _title(gzip.decompress(packed))),
        authors=tuple(doc.get("authors") or ()),
        date=str(doc.get("date") or "").replace(" ", "T"),
    )


def _title(html: bytes) -> str:
    found = TITLE.search(html)
    text = found[1].decode("utf-8", "replace") if found else ""
    return " ".join(unescape(text).split())


class Replay:
    """The publisher, before or while it serves; `asked` counts what was asked for."""

    def __init__(self, corpus: Path) -> None:
        self.pages = saved_pages(corpus)
        self.asked: Counter[str] = Counter()
        self.port = 0
        self._at = {(page.host, _bare(page.path)): page for page in self.pages}
        self._at |= {(page.host, page.path): page for page in self.pages}
        self._by_host: dict[str, list[SavedPage]] = {}
        for page in self.pages:
            self._by_host.setdefault(page.host, []).append(page)

    @property
    def feeds(self) -> list[str]:
        """The addresses of the feeds, one a host."""
        return [self._address(host, FEED) for host in self._by_host]

    def opml(self) -> bytes:
        """All feeds as OPML."""
        lines = (
            f'<outline type="rss" text="{escape(host)}" xmlUrl="{self._address(host, FEED)}"/>'
            for host in self._by_host
        )
        return f'<opml version="2.0"><body>{"".join(lines)}</body></opml>'.encode()

    def _address(self, host: str, path: str) -> str:
        return f"http://{host}.localhost:{self.port}{path}"

    def answer(self, host: str, path: str) -> tuple[str, bytes, bool] | None:
        """The type and body at an address, and whether the body is gzipped."""
        self.asked[host + path] += 1
        if path == "/opml.xml":
            return "text/x-opml", self.opml(), False
        host = host.rpartition(":")[0].removesuffix(".localhost")
        if path == FEED and host in self._by_host:
            return "application/rss+xml; charset=utf-8", self._feed(host), False
        page = self._at.get((host, path)) or self._at.get((host, _bare(path)))
        return ("text/html; charset=utf-8", page.packed, True) if page else None

    def _feed(self, host: str) -> bytes:
        items = "".join(self._item(page) for page in self._by_host[host])
        return (
            '<?xml version="1.0" encoding="utf-8"?>'
            '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
            f"<title>{escape(host)}</title><link>{self._address(host, '/')}</link>"
            f"<description>Saved pages</description>{items}</channel></rss>"
        ).encode("utf-8", "replace")

    def _item(self, page: SavedPage) -> str:
        link = escape(self._address(page.host, page.path))
        authors = "".join(f"<dc:creator>{escape(_plain(a))}</dc:creator>" for a in page.authors)
        date = f"<dc:date>{escape(page.date)}</dc:date>" if page.date else ""
        return (
            f"<item><title>{escape(_plain(page.title))}</title><link>{link}</link>"
            f"<guid>{link}</guid>{authors}{date}</item>"
        )

    @contextmanager
    def open(self, port: int = 0) -> Iterator[Self]:
        """Serve until the block ends."""
        server = _Server(("127.0.0.1", port), _door(self))
        self.port = server.server_address[1]
        with serving(server):
            yield self


def _bare(path: str) -> str:
    """A path without its query: a server does not mind a parameter that is missing."""
    return unquote(path.partition("?")[0])


def _plain(text: str) -> str:
    """A text without what XML forbids."""
    return "".join(char for char in text if char >= " " and char not in "\ufffe\uffff")


class _Server(ThreadingHTTPServer):
    """A server that a crowd may knock at: the walk opens dozens of connections at once."""

    daemon_threads = True
    request_queue_size = 512


def _door(replay: Replay) -> type[BaseHTTPRequestHandler]:
    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = replay.answer(self.headers.get("Host", ""), self.path)
            kind, body, is_packed = found or ("text/plain", b"nothing here", False)
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            if is_packed:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Door


def main(words: list[str]) -> None:
    """Serve a corpus until told to stop."""
    if not words:
        sys.exit(__doc__)
    port = int(words[words.index("--port") + 1]) if "--port" in words else 0
    with Replay(Path(words[0])).open(port) as replay:
        sys.stdout.write(f"http://127.0.0.1:{replay.port}/opml.xml\n")
        sys.stdout.flush()
        signal.pause()


if __name__ == "__main__":
    main(sys.argv[1:])

"""A small publisher for measuring: feeds without end on a few loopback ports, each feed with ITEMS
articles, made of the sentences of the demo press in an order of their own.

    python -m bench.serving.publisher [PORTS]      prints the ports it serves on, as JSON

`/f/7.rss` is feed 7, `/f/7/3.html` its third article. The same address always has the same answer,
and a conditional request is answered with 304. It runs in a process of its own, so that what it
uses is not counted with what is measured.
"""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from threading import Thread
from zlib import crc32

from octavo.demo.world import world

ITEMS, PARAGRAPHS, PORTS = 20, 9, 8
SERVED = re.compile(r"/f/(\d+)(?:\.rss|/(\d+)\.html)")
NEWEST = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Feed {feed}</title>
<meta property="og:type" content="article"><meta property="article:published_time" content="{date}">
<link rel="stylesheet" href="/style.css"><script>window.page = {{"feed": {feed}}};</script></head>
<body><header><a href="/">Feed {feed}</a><nav><ul>{menu}</ul></nav></header>
<main><article><h1>{title}</h1><p class="byline">By {author}</p>{body}</article>
<aside><h2>More news</h2><ul>{more}</ul></aside></main>
<footer><p>All rights reserved. Feed {feed} is made up.</p></footer></body></html>"""  # noqa: E501


@cache
def sentences() -> tuple[list[str], list[str]]:
    """The English headlines and paragraphs of the demo press."""
    pieces = [p for p in world().pieces.values() if p.publisher.language == "en"]
    lines = [
        text
        for piece in pieces
        for text in piece.versions[-1].blocks
        if len(text) > 80 and text[0].isalpha() and not set(text) & set("{[*|<&")
    ]
    return [escape(piece.versions[-1].headline) for piece in pieces], lines


def headline(feed: int, number: int) -> str:
    """The headline of an article of a feed."""
    return Random(f"{feed}/{number}").choice(sentences()[0])


def paragraphs(feed: int, number: int) -> list[str]:
    """The text of an article of a feed."""
    return Random(f"text {feed}/{number}").sample(sentences()[1], PARAGRAPHS)


def rss(feed: int, base: str) -> str:
    """A feed with all its articles."""
    items = "".join(
        f"<item><title>{headline(feed, n)}</title><link>{base}/f/{feed}/{n}.html</link>"
        f"<guid>{base}/f/{feed}/{n}.html</guid><category>News</category>"
        f"<pubDate>{format_datetime(_date(n))}</pubDate>"
        f"<description><![CDATA[<p>{paragraphs(feed, n)[0]}</p>]]></description></item>"
        for n in range(ITEMS)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>Feed {feed}</title><link>{base}/f/{feed}</link><language>en</language>"
        f"<description>Made up</description>{items}</channel></rss>"
    )


def html(feed: int, number: int) -> str:
    """The page of an article, with what stands around it."""
    lines = "".join(f"<p>{text}</p>" for text in paragraphs(feed, number))
    links = [f'<li><a href="/f/{feed}/{n}.html">{headline(feed, n)}</a></li>' for n in range(ITEMS)]
    menu = "".join(f'<li><a href="/section/{n}">Section {n}</a></li>' for n in range(12))
    return PAGE.format(
        title=headline(feed, number), feed=feed, date=_date(number).isoformat(),
        author="Marta Okafor", body=lines, more="".join(links), menu=menu,
    )  # fmt: skip


def _date(number: int) -> datetime:
    return NEWEST - timedelta(hours=number + 1)


class Answers(BaseHTTPRequestHandler):
    """Answers the requests of one connection."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """A feed, a page, or nothing."""
        found = SERVED.fullmatch(self.path)
        if not found:
            self._answer(404, "text/plain", b"")
            return
        feed, number = int(found[1]), found[2]
        host, port = self.server.server_address[:2]
        text = rss(feed, f"http://{host}:{port}") if number is None else html(feed, int(number))
        kind = "text/html" if number else "application/rss+xml"
        self._answer(200, f"{kind}; charset=utf-8", text.encode())

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        tag = f'"{crc32(body):x}"'
        is_known = self.headers.get("If-None-Match") == tag
        self.send_response(304 if is_known else status)
        self.send_header("Content-Type", kind)
        self.send_header("ETag", tag)
        self.send_header("Content-Length", "0" if is_known else str(len(body)))
        self.end_headers()
        self.wfile.write(b"" if is_known else body)

    def log_message(self, *_: object) -> None:
        """Writes nothing."""


class Server(ThreadingHTTPServer):
    """One port; a walk opens dozens of connections at once."""

    daemon_threads = True
    request_queue_size = 256


@contextmanager
def publisher(ports: int = PORTS) -> Iterator[Callable[[int], str]]:
    """Serves in a process of its own until the block ends; gives the address of the nth feed."""
    command = [sys.executable, "-m", "bench.serving.publisher", str(ports)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        found = json.loads(process.stdout.readline())
        yield lambda n: f"http://127.0.0.1:{found[n % len(found)]}/f/{n}.rss"
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def main() -> None:
    """Serves until told to stop."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PORTS
    servers = [Server(("127.0.0.1", 0), Answers) for _ in range(count)]
    for server in servers:
        Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps([server.server_address[1] for server in servers]), flush=True)
    signal.pause()


if __name__ == "__main__":
    main()

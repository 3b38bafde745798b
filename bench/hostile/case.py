"""An input and what must come of it; feeds and pages are asked for over HTTP, on loopback."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from octavo.errors import OctavoError
from octavo.extract.article import article
from octavo.fetch.feed import feed
from octavo.fetch.page import page
from octavo.fetch.robots import Robots
from octavo.gateway import Gateway, Rules
from octavo.types import Article, Egress, Entry, Failed, Fetched, Page, Target

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TIMEOUT = 4.0
"""Seconds that an answer may take here: a reader's 30 would make the bench long."""


@dataclass(frozen=True, slots=True)
class Case:
    """An input: its name, what is wrong with it, what must come of it, and how that is found."""

    name: str
    about: str
    expected: str
    came: Callable[[], str]


def reply(body: bytes, kind: str = "application/rss+xml", *headers: str) -> bytes:
    """An answer over HTTP/1.1."""
    lines = ("HTTP/1.1 200 OK", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers,
             "Connection: close")  # fmt: skip
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def asked(address: str, *, served_by: str = "") -> Fetched | str:
    """What one poll of a feed brings, or the code of what went wrong. `served_by` may be reached
    although it is private."""

    async def poll() -> Fetched | Failed[Target]:
        ledger: list[Egress] = []
        async with Gateway(rules(served_by), ledger.append) as gateway:
            return await feed(gateway, Target(1, address), Robots())

    outcome = asyncio.run(poll())
    return outcome.error.code if isinstance(outcome, Failed) else outcome


def rules(host: str) -> Rules:
    """What the gateway allows here: this host, although it is private, and no pause between two
    requests."""
    return Rules(allowed=(host,), timeout=TIMEOUT, per_host_gap=0)


def polled(answer: bytes) -> Fetched | str:
    """The same of a feed that is served with this answer."""
    return _served(answer, lambda gateway, url: feed(gateway, Target(1, url), Robots()))


def read(answer: bytes) -> Article | str:
    """The article of a page that is served with this answer, or why there is none."""

    async def fetched(gateway: Gateway, url: str) -> Page | Failed[Entry]:
        item = Entry(1, "a", url, "", "From the feed.")
        return await page(gateway, Robots(), item, NOW)

    outcome = _served(answer, fetched)
    return outcome if isinstance(outcome, str) else made(outcome)


def made(of: Page) -> Article | str:
    """The article of a page, or the code of why there is none."""
    try:
        return article(of)
    except OctavoError as error:
        return error.code


def _served(answer: bytes, ask: Callable) -> object:
    async def served() -> object:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            head = await reader.readuntil(b"\r\n\r\n")
            missing = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            writer.write(missing if b" /robots.txt " in head else answer)
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        host = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with server, Gateway(rules(host), lambda _: None) as door:
            return await ask(door, f"http://{host}/news/one")

    outcome = asyncio.run(served())
    return outcome.error.code if isinstance(outcome, Failed) else outcome

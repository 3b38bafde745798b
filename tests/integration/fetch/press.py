"""A publisher on loopback that says exactly what a test tells it to, byte for byte."""

import asyncio
from collections.abc import Callable
from typing import Self

Reply = bytes | Callable[[str], bytes]


def reply(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """Returns an HTTP answer; header names are written with `_` for `-`."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Press:
    """The publisher at `host`. `routes` maps a path to its answer, or to a function of the head;
    `heads` keeps what was asked, `busiest` is the most requests served at one time."""

    def __init__(self, routes: dict[str, Reply], *, delay: float = 0.0) -> None:
        self.routes = routes
        self.host = ""
        self.heads: list[str] = []
        self.busiest = 0
        self._busy = 0
        self._delay = delay

    def url(self, path: str) -> str:
        """Returns the address of a path."""
        return f"http://{self.host}{path}"

    @property
    def paths(self) -> list[str]:
        """Returns the paths asked for, in order."""
        return [head.split(" ")[1] for head in self.heads]

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.host = f"127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                self.heads.append(head)
                self._busy += 1
                self.busiest = max(self.busiest, self._busy)
                await asyncio.sleep(self._delay)
                answer = self.routes.get(head.split(" ")[1], reply(b"", "404 Not Found"))
                writer.write(answer(head) if callable(answer) else answer)
                await writer.drain()
                self._busy -= 1
                if callable(answer) and answer.__name__ == "cut":
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

"""Names to numbers, checked. The connection is made to exactly the numbers returned here, so a name
that answers differently a moment later (DNS rebinding) changes nothing."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

from aiohttp.abc import AbstractResolver, ResolveResult

from octavo.errors import Refused
from octavo.gateway.address import address
from octavo.gateway.ranges import may_be_asked
from octavo.gateway.rules import Rules

THREADS = 16
"""Names that are looked up at once; each look-up waits for the network."""


class PinnedResolver(AbstractResolver):
    """The system's resolver, with every number that is not public taken out."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="octavo-dns")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Returns the public numbers of a name; raises OSError (no such name), or Refused."""
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._pool, _lookup, host, port, family)
        if not found:
            raise OSError(f"no address for {host}")
        if f"{host}:{port}" not in self._rules.allowed:
            private = self._rules.allow_private
            found = [one for one in found if _may_be_asked(one["host"], allow_private=private)]
        if not found:
            raise Refused(host, "the name leads to no public address", code="blocked_address")
        return found

    async def close(self) -> None:
        """Lets the threads end."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _may_be_asked(host: str, *, allow_private: bool) -> bool:
    number = address(host.partition("%")[0])
    return number is not None and may_be_asked(number, allow_private=allow_private)


def _lookup(host: str, port: int, family: socket.AddressFamily) -> list[ResolveResult]:
    # RFC 6761, 6.3: names under .localhost are the loopback, whatever the system's resolver knows.
    is_loopback = host.lower().rstrip(".").endswith(".localhost")
    name = "127.0.0.1" if is_loopback else host
    family = socket.AF_INET if is_loopback else family
    infos = socket.getaddrinfo(name, port, family=family, type=socket.SOCK_STREAM)
    return [
        ResolveResult(
            hostname=host,
            host=str(sockaddr[0]),
            port=port,
            family=kind,
            proto=proto,
            flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
        )
        for kind, _, proto, _, sockaddr in infos
    ]

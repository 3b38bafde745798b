"""The door itself: one request, hop by hop, each hop checked, limited and written down."""

import asyncio
import ssl
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self

import aiohttp

from octavo.errors import BadStatus, OctavoError, Refused, TooLarge, Unreachable, WireError
from octavo.gateway.address import Place, place
from octavo.gateway.body import Cap, packed, unpacked
from octavo.gateway.chain import REDIRECTS, Chain
from octavo.gateway.hosts import Hosts
from octavo.gateway.reach import Reach, is_silence
from octavo.gateway.resolver import PinnedResolver
from octavo.gateway.rules import Ask, Permit, Response, Rules
from octavo.types import Egress

MAX_HEADER = 73_728
"""Characters of a header line: 72 KiB, for some publishers send very long policies. Chosen by hand;
not measured."""

SMALL = 65_536
"""Bytes below which a refusal's body is read to its end, so that the connection can be used
again."""

NAME_TTL = 300
"""Seconds that a looked-up name is believed."""

IDLE = 15.0
"""Seconds that an unused connection stays open."""


class Gateway:
    """The door, open while its `async with` lasts. `ledger` is called with each Egress record, in
    the event loop: it must be quick and must not raise."""

    def __init__(self, rules: Rules, ledger: Callable[[Egress], None]) -> None:
        self.rules = rules
        self.reach = Reach()
        self._ledger = ledger

    async def __aenter__(self) -> Self:
        self._hosts = Hosts(self.rules)
        connector = aiohttp.TCPConnector(
            resolver=PinnedResolver(self.rules),
            limit=0,
            ttl_dns_cache=NAME_TTL,
            keepalive_timeout=IDLE,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=self.rules.connect_timeout),
            max_line_size=MAX_HEADER,
            max_field_size=MAX_HEADER,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()
        self._hosts.close()

    async def get(
        self,
        url: str,
        *,
        purpose: str,
        headers: Mapping[str, str] | None = None,
        max_bytes: int | None = None,
        permit: Permit | None = None,
    ) -> Response:
        """Returns the answer to a GET, redirects followed; raises a WireError.

        The time spent waiting for a host's turn does not count against the deadline. `permit` is
        asked before each redirect is followed; a False refuses it with code `robots`."""
        return await self.ask(Ask(url, purpose, headers or {}, max_bytes or 0, permit))

    async def ask(self, ask: Ask) -> Response:
        """Returns the answer to a request; as `get`."""
        chain = Chain(ask, self.rules, ask.url, self.rules.timeout)
        while True:
            async with self._written_down(chain):
                response = await self._hop(chain)
            if response is not None:
                return response

    async def lines(self, ask: Ask, *, stall: float) -> AsyncGenerator[bytes, None]:
        """Yields the lines of an answer as they come, no redirect followed; raises a WireError:
        `timeout` also where nothing comes for `stall` seconds, `truncated` where it breaks off."""
        chain = Chain(ask, self.rules, ask.url, self.rules.timeout)
        async with self._written_down(chain):
            target = self._admitted(chain)
            headers = chain.request_headers(target)
            async with self._hosts.turn(target.key):
                try:
                    async with asyncio.timeout(chain.remaining):
                        async for line in self._lines(chain, target, headers, stall):
                            yield line
                except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as problem:
                    raise _wire_error(str(target.url), problem) from None

    async def _lines(
        self, chain: Chain, target: Place, headers: dict[str, str], stall: float
    ) -> AsyncGenerator[bytes, None]:
        limit = chain.ask.max_bytes or self.rules.max_bytes
        async with self._request(chain, target, headers) as answer:
            if not 200 <= answer.status < 300:
                await _drained(answer)
                raise BadStatus(str(target.url), answer.status, _retry_after(answer.headers))
            while line := await asyncio.wait_for(answer.content.readline(), stall):
                chain.received = answer.content.total_bytes
                if chain.received > limit:
                    raise TooLarge(str(target.url), f"over {limit} bytes")
                yield line

    def shut(self, is_shut: bool) -> None:
        """Closes the air gap for all requests to come, or opens it."""
        self.rules = replace(self.rules, air_gap=is_shut)

    def slow_down(self, url: str, gap: float) -> None:
        """Widens the pause between requests to this address's host to `gap` seconds."""
        self._hosts.slow_down(place(url, self.rules, first=True).key, gap)

    @asynccontextmanager
    async def _written_down(self, chain: Chain) -> AsyncIterator[None]:
        url, at, outcome = chain.url, datetime.now(UTC), "cancelled"
        chain.received, chain.spent = 0, 0.0
        try:
            yield
            outcome = "not_modified" if chain.is_unchanged else "ok"
        except OctavoError as error:
            outcome = error.code
            raise
        finally:
            host, purpose = _host_of(url), chain.ask.purpose
            self._ledger(Egress(at, host, purpose, outcome, chain.received, chain.spent))

    async def _hop(self, chain: Chain) -> Response | None:
        first = chain.hops == 0
        target = self._admitted(chain)
        permit = chain.ask.permit
        if not first and permit and not await permit(str(target.url), target.is_private):
            raise Refused(str(target.url), "a redirect to where robots may not go", code="robots")
        headers = chain.request_headers(target)
        async with self._hosts.turn(target.key, keep_gap=first):
            started, answers = time.monotonic(), self.reach.answers
            try:
                async with asyncio.timeout(chain.remaining):
                    return await self._exchange(chain, target, headers)
            except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as problem:
                error = _wire_error(str(target.url), problem)
                if error.is_silence and self.reach.answers == answers:
                    self.reach.was_silent(target.url.raw_host or "")
                raise error from None
            finally:
                chain.spent = time.monotonic() - started
                chain.remaining -= chain.spent

    def _admitted(self, chain: Chain) -> Place:
        """Where the chain goes next; raises Refused where it may not."""
        target = place(chain.url, self.rules, first=chain.hops == 0)
        is_listed = f"{target.url.raw_host}:{target.url.port}" in self.rules.allowed
        if self.rules.air_gap and not is_listed:
            raise Refused(str(target.url), "the air gap is closed", code="air_gap")
        return target

    def _request(
        self, chain: Chain, target: Place, headers: dict[str, str]
    ) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        method = "GET" if chain.ask.body is None else "POST"
        return self._session.request(
            method, target.url, headers=headers, data=chain.ask.body, allow_redirects=False
        )

    async def _exchange(
        self, chain: Chain, target: Place, headers: dict[str, str]
    ) -> Response | None:
        async with self._request(chain, target, headers) as answer:
            self.reach.answered(target.url.raw_host or "")
            try:
                is_get = chain.ask.body is None
                if is_get and answer.status in REDIRECTS and "Location" in answer.headers:
                    await _redirected(chain, target, answer)
                    return None
                return await _received(chain, answer)
            finally:
                chain.received = answer.content.total_bytes


async def _redirected(chain: Chain, target: Place, answer: aiohttp.ClientResponse) -> None:
    await _drained(answer)
    chain.keep_cookies(target.key, answer.headers.getall("Set-Cookie", []))
    chain.url = str(target.url)
    chain.turn(answer.status, answer.headers["Location"])


async def _received(chain: Chain, answer: aiohttp.ClientResponse) -> Response:
    url, limit = str(answer.url), chain.ask.max_bytes or chain.rules.max_bytes
    if answer.status == 304 and chain.ask.is_conditional:
        chain.is_unchanged = True
        return _response(chain, answer, b"", False)
    if not 200 <= answer.status < 300:
        await _drained(answer)
        raise BadStatus(url, answer.status, _retry_after(answer.headers))
    body, truncated = await packed(answer, limit, cut=chain.ask.cut)
    if encoding := answer.headers.get("Content-Encoding", ""):
        cap = Cap(url, chain.rules, limit, cut=chain.ask.cut)
        body = unpacked(body, encoding, cap)
        truncated = truncated or cap.is_cut
    return _response(chain, answer, body, truncated)


def _response(
    chain: Chain, answer: aiohttp.ClientResponse, body: bytes, truncated: bool
) -> Response:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    url = str(answer.url)
    return Response(url, answer.status, headers, body, chain.permanent, chain.hops, truncated)


async def _drained(answer: aiohttp.ClientResponse) -> None:
    # A short body that nobody wants is read so that the connection can serve again.
    if 0 < (answer.content_length or 0) <= SMALL:
        await answer.read()


def _host_of(url: str) -> str:
    rest = url.partition("://")[2] or url
    return rest.partition("/")[0].partition("?")[0].rpartition("@")[2][:255]


def _retry_after(headers: Mapping[str, str]) -> float | None:
    word = headers.get("Retry-After", "").strip()
    if word.isascii() and word.isdigit():
        return float(word[:12])
    try:
        moment = parsedate_to_datetime(word)
        wait = (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return wait if wait > 0 else None


def _wire_error(url: str, problem: Exception) -> WireError:
    if isinstance(problem, aiohttp.InvalidURL):
        return Refused(url, str(problem)[:200], code="bad_url")
    error = Unreachable(url, f"{type(problem).__name__}: {problem}"[:300], code=_code(problem))
    error.is_silence = is_silence(problem)
    return error


def _code(problem: Exception) -> str:
    kinds: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
        (TimeoutError, "timeout"),
        (aiohttp.ClientConnectorDNSError, "dns"),
        ((aiohttp.ClientSSLError, ssl.SSLError), "tls"),
        (aiohttp.ClientConnectorError, "connect"),
        (aiohttp.ClientPayloadError, "truncated"),
        ((aiohttp.ClientConnectionError, ConnectionError), "reset"),
        ((aiohttp.ClientError, ValueError), "protocol"),
    )
    return next((code for kind, code in kinds if isinstance(problem, kind)), "connect")

"""robots.txt (RFC 9309): what a host lets this reader fetch, remembered per origin for a day.

body ─► the lines of the own group, or of everybody's ─► protego ─► Policy.allows(path)"""

import asyncio
import re
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from protego import Protego

from octavo.errors import BadStatus, Refused, Unreachable, WireError
from octavo.gateway import Ask, Gateway

TOKEN = "octavo"  # noqa: S105 - the product token of RFC 9309, no secret
MAX_BYTES = 512_000  # RFC 9309, 2.5, asks for at least 500 KiB
MAX_RULES = 2_000
"""Rules of a file that are read. Chosen by hand; not measured."""

MAX_DELAY = 10.0
"""Seconds of Crawl-delay that are obeyed; more would starve a queue of one host."""

DAY = 86_400.0
"""Seconds that a file is believed (RFC 9309, 2.4: not more than 24 hours)."""

RETRY = 600.0
"""Seconds until a file that could not be had is asked for again."""

REMEMBERED = 5_000
"""Origins whose files are remembered."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What one robots.txt says to this reader. `rules` are those of its own group, or else of
    everybody's; `delay` is in seconds, at most 10; `sitemaps` are as written. With an `error` the
    file is not known: nobody answered, or the host is in trouble."""

    rules: Protego
    delay: float = 0.0
    sitemaps: tuple[str, ...] = ()
    error: Unreachable | BadStatus | None = None

    def allows(self, path: str) -> bool:
        """Whether a path with its query may be fetched: the longest rule that fits decides, and of
        two as long the one that allows (RFC 9309, 2.2.2)."""
        path = path if path.startswith("/") else f"/{path}"
        return path == "/robots.txt" or bool(self.rules.can_fetch(f"http://x{path}", TOKEN))


def _rules(lines: Iterable[tuple[str, str]]) -> Protego:
    """The rules of one group, and only those: all groups of a file would be held for a day and
    take four to fifteen times the memory."""
    written = [f"{key}: {value}" for key, value in lines if value and key in ("allow", "disallow")]
    return Protego.parse("\n".join([f"User-agent: {TOKEN}", *written[:MAX_RULES]]))


NOTHING = Policy(_rules([("disallow", "/")]))
EVERYTHING = Policy(_rules([]))


def policy(body: bytes, token: str = TOKEN) -> Policy:
    """Returns what a robots.txt says to the reader named `token`. Never raises."""
    own: list[tuple[str, str]] = []
    anyone: list[tuple[str, str]] = []
    sitemaps: list[str] = []
    agents: list[str] = []
    is_head, has_own = False, False
    for key, value in _lines(body):
        if key == "user-agent":
            agents = [*agents, value] if is_head else [value]
            is_head = True
            has_own = has_own or _is_named(value, token)
        elif key == "sitemap":
            sitemaps.append(value)
        else:
            is_head = False
            if any(_is_named(agent, token) for agent in agents):
                own.append((key, value))
            if "*" in agents:
                anyone.append((key, value))
    return _policy(own if has_own else anyone, sitemaps)


def _lines(body: bytes) -> list[tuple[str, str]]:
    text = body[:MAX_BYTES].decode("utf-8", "replace").lstrip("\ufeff")
    found = []
    for raw in re.split(r"[\r\n]+", text):
        key, colon, value = raw.partition("#")[0].partition(":")
        key = key.strip().lower()
        key = {"useragent": "user-agent", "user agent": "user-agent"}.get(key, key)
        if colon and key in ("user-agent", "allow", "disallow", "crawl-delay", "sitemap"):
            found.append((key, value.strip()))
    return found


def _is_named(agent: str, token: str) -> bool:
    word = re.match(r"[A-Za-z_-]+", agent)
    return word is not None and word[0].lower() == token


def _policy(lines: list[tuple[str, str]], sitemaps: list[str]) -> Policy:
    delays = [_delay(value) for key, value in lines if key == "crawl-delay"]
    return Policy(_rules(lines), max(delays, default=0.0), tuple(sitemaps[:100]))


def _delay(value: str) -> float:
    found = re.match(r"\d{1,6}(?:\.\d{1,3})?", value)
    return min(float(found[0]), MAX_DELAY) if found else 0.0


class Robots:
    """The policies of the origins seen, asked for once and kept for a day; where robots.txt cannot
    be had (5xx, no answer), nothing is allowed for ten minutes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: OrderedDict[str, tuple[float, Policy]] = OrderedDict()
        self._asking: dict[str, asyncio.Lock] = {}

    async def allows(self, gateway: Gateway, url: str) -> bool:
        """Whether an address may be fetched; raises Refused where even robots.txt may not be, and
        Unreachable or BadStatus where its host does not answer or is in trouble (429, 5xx): that
        says nothing of what it allows, and is asked again."""
        parts = urlsplit(url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        found = await self.policy(gateway, url)
        if found.error:
            raise found.error.with_traceback(None)
        return found.allows(path)

    async def policy(self, gateway: Gateway, url: str) -> Policy:
        """Returns the policy of an address's origin."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}".lower()
        lock = self._asking.setdefault(origin, asyncio.Lock())
        try:
            async with lock:
                return self._remembered(origin) or await self._asked(gateway, origin)
        finally:
            if not lock.locked():
                self._asking.pop(origin, None)

    def permit(self, gateway: Gateway) -> Callable[[str, bool], Awaitable[bool]]:
        """Returns the question a page's redirects have to answer."""

        async def asked(url: str, _: bool) -> bool:
            return await self.allows(gateway, url)

        return asked

    def _remembered(self, origin: str) -> Policy | None:
        known = self._known.get(origin)
        if known is None or known[0] < self._clock():
            return None
        self._known.move_to_end(origin)
        return known[1]

    async def _asked(self, gateway: Gateway, origin: str) -> Policy:
        kept, found = DAY, EVERYTHING
        try:
            ask = Ask(f"{origin}/robots.txt", "robots", max_bytes=MAX_BYTES, cut=True)
            found = policy((await gateway.ask(ask)).body)
        except BadStatus as answer:
            if answer.status >= 500 or answer.status == 429:
                kept, found = RETRY, replace(NOTHING, error=answer)
        except Refused as refusal:
            if refusal.code != "redirects":
                raise
        except Unreachable as error:
            kept = 0.0 if gateway.reach.is_cut_off else RETRY
            found = replace(NOTHING, error=error)
        except WireError:
            kept, found = RETRY, NOTHING
        if found.delay:
            gateway.slow_down(origin, found.delay)
        self._keep(origin, kept, found)
        return found

    def _keep(self, origin: str, seconds: float, found: Policy) -> None:
        self._known[origin] = (self._clock() + seconds, found)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

"""One request and the redirects it leads through."""

import base64
import re
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urljoin

from octavo.errors import Refused
from octavo.gateway.address import Place
from octavo.gateway.rules import Ask, Rules

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
HOSTLESS = re.compile(r"https?:(?:/?[^/]|///|/*$)", re.IGNORECASE)
MAX_COOKIES = 20
"""Cookies that are carried along one chain of redirects."""

MAX_COOKIE = 4_096
"""Characters of one of them (RFC 6265, 6.1: at least 4096)."""


@dataclass(slots=True)
class Chain:
    """Where a request stands: the address to ask next and the seconds left to it; of the present
    hop, the bytes received and the seconds spent.

    Cookies live as long as the chain, and go back only to the host that set them."""

    ask: Ask
    rules: Rules
    url: str
    remaining: float
    hops: int = 0
    received: int = 0
    spent: float = 0.0
    is_unchanged: bool = False
    only_permanent: bool = True
    permanent: str = ""
    authorization: tuple[str, str] = ("", "")
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def request_headers(self, place: Place) -> dict[str, str]:
        """Returns what to send to this place; raises Refused when it was asked the same before."""
        host = place.key
        headers = {"Accept-Encoding": "gzip, deflate, br", **self.ask.headers}
        headers["User-Agent"] = self.rules.user_agent
        jar = self.cookies.get(host, {})
        if jar:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in jar.items())
        self._take_credentials(place)
        if self.authorization[0] == str(place.url.origin()):
            headers["Authorization"] = self.authorization[1]
        step = (str(place.url), headers.get("Cookie", ""))
        if step in self.seen:
            raise Refused(step[0], "redirects in a circle", code="redirects")
        self.seen.add(step)
        return headers

    def _take_credentials(self, place: Place) -> None:
        if place.user or place.password:
            pair = f"{place.user}:{place.password}".encode()
            word = "Basic " + base64.b64encode(pair).decode("ascii")
            self.authorization = (str(place.url.origin()), word)

    def keep_cookies(self, key: str, lines: list[str]) -> None:
        """Remembers what a redirect set, within bounds."""
        jar = self.cookies.setdefault(key, {})
        for line in lines[:MAX_COOKIES]:
            for name, value in _cookies(line):
                if len(jar) < MAX_COOKIES:
                    jar[name] = value

    def turn(self, status: int, location: str) -> None:
        """Moves on to where a redirect points; raises Refused when that is one too many."""
        if self.hops >= self.rules.max_redirects:
            raise Refused(self.url, "too many redirects", code="redirects")
        try:
            target = urljoin(self.url, location.strip())
        except ValueError:
            target = ""
        if not target or HOSTLESS.match(location.strip()):
            raise Refused(location[:200], "a redirect to nowhere", code="bad_url")
        self.hops += 1
        self.url = target
        self.only_permanent = self.only_permanent and status in PERMANENT
        if self.only_permanent:
            self.permanent = target


def _cookies(line: str) -> list[tuple[str, str]]:
    if len(line) > MAX_COOKIE:
        return []
    try:
        return [(name, morsel.coded_value) for name, morsel in SimpleCookie(line).items()]
    except CookieError:
        return []

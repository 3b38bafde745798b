"""One poll of a feed or a sitemap: politely asked, whatever comes back read.

Target ── conditional GET ──► 304 ───────────► Fetched(not_modified)
                              same bytes ────► Fetched(not_modified)
                              a document ────► Fetched(entries), parsed off the loop when large
                              beyond repair ─► fallback in a process of its own
                              anything else ─► Failed(error)
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import blake2b

from octavo.errors import OctavoError, Refused, TooLarge, Unreachable, Unreadable, WireError
from octavo.fetch import sitemap
from octavo.fetch.parse.document import (
    CROWDED,
    CUT,
    ENTITIES,
    MAX_ITEMS,
    Document,
    document,
    parsed,
)
from octavo.fetch.parse.entry import Context
from octavo.fetch.parse.fallback import salvaged
from octavo.fetch.robots import Robots
from octavo.formats import urls
from octavo.gateway import Ask, Gateway, Response
from octavo.types import Channel, Entry, Failed, Fetched, Target

__all__ = ["document", "feed"]

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)
MAX_ETAG = 1_024
"""Characters of a validator that are sent back; longer ones are nobody's honest ETag."""

LARGE = 200_000
"""Bytes from which a feed is parsed in a thread, for no other answer is read meanwhile. Chosen by
hand; not measured."""

WHOLE_ITEM = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
"""Where an item ends: of one that was cut, half an address is none."""

MAX_AGE = re.compile(r"\b(?:s-maxage|max-age)\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


async def feed(
    gateway: Gateway, target: Target, robots: Robots | None = None
) -> Fetched | Failed[Target]:
    """Returns what one poll of a target brought, or Failed with the named cause.

    A feed was subscribed to by a person, so robots.txt does not bar it; but a redirect into the
    private network, even to a host that is allowed there, has to be one robots may follow."""
    try:
        robots = robots or Robots()
        response = await gateway.ask(_ask(gateway, target, robots))
        if response.status == 304:
            return _unchanged(target, response)
        digest = blake2b(response.body, digest_size=16).hexdigest()
        if digest == target.body_hash and not response.truncated:
            return replace(_unchanged(target, response), body_hash=digest)
        read = await _read(gateway, target, response, robots)
        return _fetched(target, response, read, digest)
    except OctavoError as error:
        return Failed(target, error)


def _ask(gateway: Gateway, target: Target, robots: Robots) -> Ask:
    headers = {"Accept": ACCEPT}
    if target.etag and len(target.etag) <= MAX_ETAG:
        headers["If-None-Match"] = target.etag
    if target.last_modified:
        headers["If-Modified-Since"] = target.last_modified
    permit = _permit(gateway, robots)
    url = urls.with_credentials(target.url, target.password)
    return Ask(url, target.kind, headers, permit=permit, cut=True)


def _permit(gateway: Gateway, robots: Robots) -> Callable[[str, bool], Awaitable[bool]]:
    async def asked(url: str, is_private: bool) -> bool:
        return not is_private or await robots.allows(gateway, url)

    return asked


def _unchanged(target: Target, response: Response) -> Fetched:
    return Fetched(
        target,
        not_modified=True,
        etag=_etag(response) or target.etag,
        last_modified=_header(response, "last-modified") or target.last_modified,
        body_hash=target.body_hash,
        moved_to=response.permanent,
        hint=_max_age(response),
    )


def _fetched(target: Target, response: Response, read: Document, digest: str) -> Fetched:
    # A document that was cut is forgotten, so that the next poll asks for the whole of it.
    is_whole = read.partial in ("", "mended", CROWDED)
    return Fetched(
        target,
        read.entries,
        read.channel,
        etag=_etag(response) if is_whole else "",
        last_modified=_header(response, "last-modified") if is_whole else "",
        body_hash=digest if is_whole else "",
        moved_to=response.permanent,
        partial=read.partial,
        hint=read.hint or _max_age(response),
    )


def _etag(response: Response) -> str:
    etag = _header(response, "etag")
    return etag if len(etag) <= MAX_ETAG else ""


def _header(response: Response, name: str) -> str:
    value = response.headers.get(name, "").strip()
    return value if value.isprintable() and len(value) <= MAX_ETAG else ""


def _max_age(response: Response) -> float:
    found = MAX_AGE.search(response.headers.get("cache-control", "")[:500])
    return float(min(int(found[1]), 30 * 86_400)) if found else 0.0


async def _read(gateway: Gateway, target: Target, response: Response, robots: Robots) -> Document:
    is_full = len(response.body) >= gateway.rules.max_bytes
    try:
        if target.kind == "sitemap":
            read = await _sitemap(gateway, target, response, robots)
        else:
            read = await _document(target, response)
    except Unreadable as error:
        if response.truncated and is_full:
            raise TooLarge(response.url, "no whole item within the limit") from None
        if response.truncated:
            raise Unreachable(response.url, error.detail, code="truncated") from None
        raise
    if response.truncated:
        return replace(read, partial="too_large" if is_full else "truncated")
    return read


async def _document(target: Target, response: Response) -> Document:
    body, kind = response.body, response.headers.get("content-type", "")
    try:
        if len(body) > LARGE:
            return await asyncio.to_thread(parsed, body, response.url, kind, target.id)
        return parsed(body, response.url, kind, target.id)
    except Unreadable as error:
        if error.code != "malformed" or error.detail == ENTITIES or response.truncated:
            raise
        if error.detail == CUT and not WHOLE_ITEM.search(body):
            raise
    return await salvaged(body, Context(response.url, target.id, datetime.now(UTC)))


async def _sitemap(
    gateway: Gateway, target: Target, response: Response, robots: Robots
) -> Document:
    parts = [await asyncio.to_thread(sitemap.entries, response.body, response.url, target.id)]
    partial = ""
    for address in sitemap.children(response.body, response.url):
        try:
            parts.append(await _child(gateway, address, target, robots))
        except WireError:
            partial = "cut"
    if any(len(part) > MAX_ITEMS for part in parts):
        partial = partial or CROWDED
    folded = {one.key: one for part in parts for one in reversed(part[:MAX_ITEMS])}
    return Document(Channel(), tuple(reversed(folded.values())), partial)


async def _child(
    gateway: Gateway, address: str, target: Target, robots: Robots
) -> tuple[Entry, ...]:
    if not await robots.allows(gateway, address):
        raise Refused(address, "robots.txt", code="robots")
    child = await gateway.ask(Ask(address, "sitemap", permit=robots.permit(gateway), cut=True))
    return await asyncio.to_thread(sitemap.entries, child.body, child.url, target.id)

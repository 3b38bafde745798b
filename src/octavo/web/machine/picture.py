"""The picture proxy: readers' browsers never ask a publisher for anything.

A picture is fetched through the gateway when first asked for, kept on disk, and served from there.
Only addresses that we signed are fetched, only pictures are kept.
"""

import asyncio
import base64
import hashlib
import time
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.utils.http import http_date

from octavo.actions import polls
from octavo.errors import WireError
from octavo.gateway import Gateway, Rules
from octavo.store import gateway_rules
from octavo.types import Egress
from octavo.web.tags import signer

KINDS = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG": "image/png",
    b"GIF8": "image/gif",
    b"RIFF": "image/webp",
    b"\0\0\0": "image/avif",
}
SVG_GUARD = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""An SVG may hold anything; opened by itself it is a page, so it is shut in."""
NOTHING = b'<svg xmlns="http://www.w3.org/2000/svg" width="16" height="10"/>'
"""What is shown where a publisher's picture cannot be had: an empty place, not a broken one."""
DAYS_KEPT = 30
"""Days that a browser may keep a picture: its address changes with it."""

MISSED_SECONDS = 600
"""Seconds before a picture that could not be had is asked for again."""


def picture(request: HttpRequest, mark: str, packed: str) -> HttpResponse:
    """One picture, from disk or from its publisher."""
    url = _address(mark, packed)
    path = settings.DATA / "pictures" / hashlib.sha256(url.encode()).hexdigest()[:40]
    data = path.read_bytes() if path.exists() and not _is_stale_miss(path) else _fetched(url, path)
    kind = _kind(data)
    seconds = DAYS_KEPT * 86400 if kind else MISSED_SECONDS
    response = HttpResponse(data if kind else NOTHING, content_type=kind or "image/svg+xml")
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    response.headers["Expires"] = http_date(time.time() + seconds)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SVG_GUARD
    return response


def _address(mark: str, packed: str) -> str:
    try:
        url = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode()
    except ValueError as error:
        raise Http404 from error
    if not constant_time_compare(signer().signature(url)[:22], mark):
        raise Http404
    return url


def _is_stale_miss(path: Path) -> bool:
    """Whether the file says that the picture could not be had, a while ago."""
    stat = path.stat()
    return stat.st_size == 0 and time.time() - stat.st_mtime > MISSED_SECONDS


def _fetched(url: str, path: Path) -> bytes:
    """The picture from its publisher; a miss is remembered too, as an empty file."""
    ledger: list[Egress] = []
    data = asyncio.run(_get(url, gateway_rules.for_pictures(), ledger))
    polls.save_egress(ledger)
    if not _kind(data):
        data = b""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(data)
    part.replace(path)
    return data


async def _get(url: str, limits: Rules, ledger: list[Egress]) -> bytes:
    try:
        async with Gateway(limits, ledger.append) as gateway:
            return (await gateway.get(url, purpose="picture")).body
    except WireError:
        return b""


def _kind(data: bytes) -> str:
    for start, kind in KINDS.items():
        if data.startswith(start):
            return kind
    head = data[:600].lstrip().lower()
    return "image/svg+xml" if head.startswith(b"<svg") or b"<svg" in head else ""

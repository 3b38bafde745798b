"""The picture proxy: readers' browsers never ask a publisher for anything.

A picture is fetched through the gateway when first asked for, kept on disk, and served from there;
how it comes is in picture_fetches.py.
Only addresses that we signed are fetched, only pictures are kept.
"""

import base64
import hashlib
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.utils.http import http_date

from octavo.actions import polls
from octavo.actions.retention.kept_files import looked_at
from octavo.errors import WireError
from octavo.gateway import Gateway, Rules
from octavo.store import gateway_rules
from octavo.types import Egress
from octavo.web.machine.picture_fetches import Fetches
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
    data = _kept(path)
    if data is None:
        data = _fetched(url, path)
    if data is None:
        response = HttpResponse(NOTHING, content_type="image/svg+xml")
        response.headers["Cache-Control"] = "no-store"
        return response
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


def _kept(path: Path) -> bytes | None:
    """The picture as it is kept; empty where it could not be had a short while ago."""
    try:
        stat, data = path.stat(), path.read_bytes()
    except FileNotFoundError:
        return None
    if not data and time.time() - stat.st_mtime > MISSED_SECONDS:
        return None
    if data:
        looked_at(path)
    return data


def _fetched(url: str, path: Path) -> bytes | None:
    """The picture from its publisher, a miss is empty and is remembered too; None while it is on
    its way. What was asked of publishers meanwhile is written down."""
    limit = int(settings.PICTURES_MB * 2**20)
    try:
        return fetches.picture(url, path, gateway_rules.for_pictures(), limit)
    finally:
        polls.save_egress(fetches.records())


async def _get(url: str, limits: Rules, ledger: Callable[[Egress], None]) -> bytes:
    try:
        async with Gateway(limits, ledger) as gateway:
            data = (await gateway.get(url, purpose="picture")).body
    except WireError:
        return b""
    return data if _kind(data) else b""


fetches = Fetches(_get)
"""The pictures on their way to this process."""


def _kind(data: bytes) -> str:
    for start, kind in KINDS.items():
        if data.startswith(start):
            return kind
    head = data[:600].lstrip().lower()
    return "image/svg+xml" if head.startswith(b"<svg") or b"<svg" in head else ""

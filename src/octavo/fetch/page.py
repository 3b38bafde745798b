"""The page an entry leads to, as decoded HTML."""

import re
from datetime import datetime

from octavo.errors import OctavoError, Refused, Unreachable, Unreadable
from octavo.fetch.robots import Robots
from octavo.formats import encodings
from octavo.gateway import Ask, Gateway, Response
from octavo.types import Entry, Failed, Page

ACCEPT = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"}
HTML_TYPES = ("text/html", "application/xhtml+xml")
VAGUE_TYPES = ("", "text/plain", "application/octet-stream", "application/xml", "text/xml")
SNIFF = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)


async def page(
    gateway: Gateway, robots: Robots, entry: Entry, now: datetime
) -> Page | Failed[Entry]:
    """Returns the HTML page of an entry, or Failed: robots, not_html, empty, truncated, or what the
    gateway says. `now` is kept as the time of fetching."""
    try:
        if not entry.url:
            raise Refused("", "the entry has no address", code="bad_url")
        if not await robots.allows(gateway, entry.url):
            raise Refused(entry.url, "robots.txt", code="robots")
        ask = Ask(entry.url, "page", ACCEPT, permit=robots.permit(gateway))
        response = await gateway.ask(ask)
        return Page(entry.url, html(response), now, entry, response.url)
    except OctavoError as error:
        return Failed(entry, error)


def html(response: Response) -> str:
    """Returns the decoded text of an HTML response; raises Unreadable (empty, not_html), or
    Unreachable (truncated)."""
    body, content_type = response.body, response.headers.get("content-type", "")
    if not body.strip():
        raise Unreadable(response.url, "no body", code="empty")
    if not is_html(body, content_type):
        raise Unreadable(response.url, content_type[:100], code="not_html")
    if response.truncated:
        raise Unreachable(response.url, "the page broke off", code="truncated")
    return text(body, content_type)


def is_html(body: bytes, content_type: str) -> bool:
    """Whether a body is HTML: by its label where that says something, and by its look."""
    label = content_type.partition(";")[0].strip().lower()
    if label in HTML_TYPES:
        return not body.startswith((b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04"))
    return label in VAGUE_TYPES and bool(SNIFF.match(_narrow(body[:4_096])))


def text(body: bytes, content_type: str = "") -> str:
    """Returns a page's text without NUL characters."""
    return encodings.decoded(body, content_type).replace("\x00", "")


def _narrow(head: bytes) -> bytes:
    return head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")

"""The body of an answer: read no further than the limit, unpacked no further than the limit."""

import zlib

import aiohttp
import brotli

from octavo.errors import TooLarge, Unreachable
from octavo.gateway.rules import Rules

GZIP_MAGIC = b"\x1f\x8b"
STEP = 1 << 16
"""Bytes that are unpacked at a time, so that a bomb is noticed after one step."""

PIECE = 1 << 12
"""Bytes handed to a decompressor at once: what follows a short gzip member is copied back."""

MEMBERS = 10_000
"""Gzip members of one body: bgzip's blocks of 64 KiB make 16 to a MiB. Bounds the cost of many
empty ones."""

ABSURD = 20
"""Times the limit that an answer that may come cut may announce: beyond it is not worth
beginning."""


async def packed(answer: aiohttp.ClientResponse, limit: int, *, cut: bool) -> tuple[bytes, bool]:
    """Returns the body as it came over the wire, and whether it was cut short.

    Over `limit` bytes it is cut there if `cut`, else (or when an absurd length is announced)
    TooLarge is raised; Unreachable when it breaks off before the first byte."""
    url = str(answer.url)
    if (answer.content_length or 0) > limit * (ABSURD if cut else 1):
        raise TooLarge(url, f"announced {answer.content_length} bytes")
    body = bytearray()
    try:
        while chunk := await answer.content.readany():
            body += chunk
            if len(body) > limit and not cut:
                raise TooLarge(url, f"over {limit} bytes")
            if len(body) > limit:
                return bytes(body[:limit]), True
    except (aiohttp.ClientPayloadError, aiohttp.ClientConnectionError, ConnectionError) as problem:
        body += _unread(answer.content)
        if not body:
            code = "protocol" if "TransferEncoding" in repr(problem) else "truncated"
            raise Unreachable(url, str(problem)[:200], code=code) from None
        return bytes(body[:limit]), True
    return bytes(body), False


def _unread(stream: aiohttp.StreamReader) -> bytes:
    # What arrived in the same breath as the end of the connection: aiohttp keeps it, but its
    # reading methods raise before they hand it out.
    chunks = list(getattr(stream, "_buffer", ()))
    if chunks:
        chunks[0] = chunks[0][getattr(stream, "_buffer_offset", 0) :]
    return b"".join(chunks)


class Cap:
    """How far a body may grow while it is unpacked."""

    def __init__(self, url: str, rules: Rules, limit: int = 0, *, cut: bool = False) -> None:
        self.url = url
        self.rules = rules
        self.limit = limit or rules.max_bytes
        self.cut = cut
        self.is_cut = False

    def allows(self, size: int, consumed: int) -> bool:
        """Whether to go on unpacking after `size` bytes out of `consumed`. Raises TooLarge where
        that is beyond honest, or too many and not to be cut."""
        if size > max(self.rules.ratio_floor, self.rules.max_ratio * max(consumed, 1)):
            raise TooLarge(self.url, "unpacks beyond any honest ratio", code="bomb")
        if size > self.limit and not self.cut:
            raise TooLarge(self.url, f"over {self.limit} bytes unpacked")
        self.is_cut = self.is_cut or size > self.limit
        return size <= self.limit


def unpacked(body: bytes, encoding: str, cap: Cap) -> bytes:
    """Returns the body without its Content-Encoding (gzip, deflate, br, or several).

    A body that is not what its label says is returned as it is; one gzip layer more than
    announced is taken off. What breaks off inside gives what came before. Raises TooLarge, code
    `bomb` when it grows beyond `max_ratio`, `too_large` when over the limit and not to be cut
    there."""
    layers = [part.strip().lower() for part in encoding.split(",") if part.strip()]
    for layer in reversed(layers[:4]):
        body = _opened(body, layer, cap)
    if layers and body[:2] == GZIP_MAGIC:
        body = _opened(body, "gzip", cap)
    return body[: cap.limit] if cap.is_cut else body


def _opened(body: bytes, layer: str, cap: Cap) -> bytes:
    if layer in ("gzip", "x-gzip"):
        return _gunzipped(body, cap)
    if layer == "deflate":
        return _inflated(body, cap)
    if layer == "br":
        return _unbrotlied(body, cap)
    return body


def _gunzipped(body: bytes, cap: Cap) -> bytes:
    """The members of a gzip file one after another (RFC 1952, 2.2); what follows them is none."""
    out = bytearray()
    at = members = 0
    while body[at : at + 2] == GZIP_MAGIC and not cap.is_cut:
        members += 1
        if members > MEMBERS:
            raise TooLarge(cap.url, f"over {MEMBERS} gzip members", code="bomb")
        member = zlib.decompressobj(31)
        try:
            at = _drain(member, body, out, cap, at)
        except zlib.error:
            break
    return bytes(out) or body


def _inflated(body: bytes, cap: Cap) -> bytes:
    for bits in (15, -15):  # RFC 9110 says zlib; some servers send bare deflate
        out = bytearray()
        try:
            _drain(zlib.decompressobj(bits), body, out, cap)
        except zlib.error:
            continue
        return bytes(out) or body
    return body


def _drain(member: "zlib._Decompress", data: bytes, out: bytearray, cap: Cap, at: int = 0) -> int:
    """Unpacks one stream that starts at a place; returns the place after it."""
    while at < len(data) and not member.eof:
        piece = data[at : at + PIECE]
        at += len(piece)
        while piece and not member.eof:
            out += member.decompress(piece, STEP)
            piece = member.unconsumed_tail
            if not cap.allows(len(out), at - len(piece)):
                return at
    return at - len(member.unused_data)


def _unbrotlied(body: bytes, cap: Cap) -> bytes:
    out = bytearray()
    stream = brotli.Decompressor()
    try:
        for start in range(0, len(body), STEP):
            piece = stream.process(body[start : start + STEP], output_buffer_limit=STEP)
            while piece:
                out += piece
                if not cap.allows(len(out), min(start + STEP, len(body))):
                    return bytes(out)
                piece = stream.process(b"", output_buffer_limit=STEP)
    except brotli.error:
        pass
    return bytes(out) or body

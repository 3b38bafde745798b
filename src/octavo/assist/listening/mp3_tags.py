"""The head of an MP3 file, with its title and chapters: ID3v2.3.0 (id3.org, 1999) and its addendum
Chapter Frame 1.0 (2005)."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

_NO_OFFSET = b"\xff\xff\xff\xff"
"""Says that times count, not bytes."""
_ORDERED_TOP = b"\x03"
_MOST_CHAPTERS = 255
"""As many as a table of contents can list."""


@dataclass(frozen=True, slots=True)
class ChapterMark:
    """Where a chapter begins, in seconds, and its title."""

    start: float
    title: str


def id3(title: str, album: str, marks: Sequence[ChapterMark], end: float) -> bytes:
    """The tag that stands before the sound; `end` is its length in seconds."""
    listed = marks[:_MOST_CHAPTERS]
    names = [f"c{n}".encode() for n in range(len(listed))]
    ends = [*(mark.start for mark in listed[1:]), end]
    contents = b"toc\0" + _ORDERED_TOP + bytes([len(names)]) + b"".join(n + b"\0" for n in names)
    frames = [
        _text("TIT2", title),
        _text("TALB", album),
        _text("TPE1", album),
        _text("TCON", "Podcast"),
        _text("TLEN", str(round(end * 1000))),
        _frame("CTOC", contents),
    ]
    rows = zip(names, listed, ends, strict=True)
    frames += [_frame("CHAP", _chapter(name, mark, until)) for name, mark, until in rows]
    body = b"".join(frames)
    return b"ID3\x03\x00\x00" + _seven_bits(len(body)) + body


def _chapter(name: bytes, mark: ChapterMark, end: float) -> bytes:
    times = struct.pack(">II", round(mark.start * 1000), round(end * 1000))
    return name + b"\0" + times + 2 * _NO_OFFSET + _text("TIT2", mark.title)


def _text(name: str, text: str) -> bytes:
    """A text frame, in UTF-16 with its byte order."""
    return _frame(name, b"\x01" + text.encode("utf-16", "ignore"))


def _frame(name: str, body: bytes) -> bytes:
    return name.encode() + struct.pack(">I", len(body)) + b"\0\0" + body


def _seven_bits(size: int) -> bytes:
    """A size in four bytes of seven bits, so that none looks like the beginning of sound."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))

"""Unpacking bodies: honest ones whole, dishonest ones stopped."""

import gzip
import random
import zlib

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.errors import TooLarge
from octavo.gateway.body import Cap, unpacked
from octavo.gateway.rules import Rules
from rows import every_row

TEXT = b"<rss>" + bytes(range(256)) * 40 + b"</rss>"
RULES = Rules()


def cap(**changes: int) -> Cap:
    return Cap("http://x.example/", Rules(**changes))


def bare_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@every_row(
    ("packed", "label"),
    [
        (gzip.compress(TEXT), "gzip"), (gzip.compress(TEXT), "x-gzip"),
        (zlib.compress(TEXT), "deflate"),
        (bare_deflate(TEXT), "deflate"), (brotli.compress(TEXT), "br"),
        (brotli.compress(gzip.compress(TEXT)), "gzip, br"),
        (gzip.compress(gzip.compress(TEXT)), "gzip"),
        (gzip.compress(TEXT[:50]) + gzip.compress(TEXT[50:]), "gzip"),
        (gzip.compress(TEXT) + b"\0" * 512, "gzip"),
        (TEXT, "gzip"), (TEXT, "deflate"), (TEXT, "br"), (TEXT, "identity"), (TEXT, "x-unknown"),
    ],
)  # fmt: skip
def test_a_body_comes_out_whole_whatever_its_label(packed: bytes, label: str) -> None:
    assert unpacked(packed, label, cap()) == TEXT


def test_a_large_honest_body_is_too_large_but_no_bomb() -> None:
    with pytest.raises(TooLarge) as stopped:
        unpacked(gzip.compress(TEXT), "gzip", cap(max_bytes=1000))
    assert stopped.value.code == "too_large"


def test_a_large_body_may_be_cut_instead() -> None:
    cutting = Cap("", Rules(max_bytes=1000), cut=True)
    assert unpacked(gzip.compress(TEXT), "gzip", cutting) == TEXT[:1000]
    assert cutting.is_cut


def test_what_came_before_a_broken_stream_is_kept() -> None:
    packed = gzip.compress(TEXT * 10, 1)
    out = unpacked(packed[: len(packed) // 2], "gzip", cap())
    assert out
    assert (TEXT * 10).startswith(out)


@settings(max_examples=40)
@given(
    st.binary(max_size=400), st.sampled_from(["gzip", "deflate", "br", "gzip, br, deflate", ",;"])
)
def test_any_bytes_under_any_label_give_bytes(body: bytes, label: str) -> None:
    assert isinstance(unpacked(body, label, cap()), bytes)
    assert isinstance(unpacked(b"\x1f\x8b\x08\x00" + body, label, cap()), bytes)


def test_members_of_any_size_are_read_whole() -> None:
    noise = random.Random(7).randbytes(150_000)
    parts = [noise, b"a" * 300_000, b"", noise[:70_000], b"end"]
    body = b"".join(map(gzip.compress, parts))
    assert unpacked(body, "gzip", cap()) == b"".join(parts)

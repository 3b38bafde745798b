"""Bodies that unpack to far more than they are end early, in bounded memory."""

import gzip
import tracemalloc
import zlib

import brotli
import pytest

from octavo.errors import TooLarge
from octavo.fetch.sitemap import entries
from octavo.gateway.body import Cap, unpacked
from octavo.gateway.rules import Rules

HOME = "https://news.example/"


def cap() -> Cap:
    return Cap("http://x.example/", Rules())


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, brotli.compress])
def test_a_bomb_is_stopped_early_and_named(pack) -> None:
    label = {gzip.compress: "gzip", zlib.compress: "deflate", brotli.compress: "br"}[pack]
    bomb = pack(b"A" * 20_000_000)
    tracemalloc.start()
    with pytest.raises(TooLarge) as stopped:
        unpacked(bomb, label, cap())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert stopped.value.code == "bomb"
    assert peak < 12_000_000


def test_members_without_number_are_refused() -> None:
    with pytest.raises(TooLarge) as refusal:
        unpacked(gzip.compress(b"") * 20_000, "gzip", cap())
    assert refusal.value.code == "bomb"


def test_a_compressed_bomb_is_refused() -> None:
    with pytest.raises(TooLarge):
        entries(gzip.compress(b"<urlset>" + b" " * 20_000_000), HOME)

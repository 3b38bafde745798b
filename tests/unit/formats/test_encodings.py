"""Bytes to text when labels lie."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.formats.encodings import charset, codec, decoded

XML = '<?xml version="1.0" encoding="{}"?><t>{}</t>'


def xml(label: str, words: str, codec_name: str) -> bytes:
    return XML.format(label, words).encode(codec_name)


@pytest.mark.parametrize(
    ("body", "content_type", "words"),
    [
        (xml("windows-1251", "Привет", "cp1251"), "", "Привет"),
        (xml("gb2312", "中文镕", "gb18030"), "text/xml", "中文镕"),
        (xml("shift_jis", "日本①", "cp932"), "", "日本①"),
        (xml("euc-kr", "한국", "cp949"), "", "한국"),
        (xml("iso-8859-1", "“café”", "cp1252"), "", "“café”"),
        (xml("iso-2022-jp", "日本", "iso2022_jp"), "", "日本"),
        (xml("utf-8", "naïve 日本", "utf-8"), "text/xml; charset=us-ascii", "naïve 日本"),
        (xml("iso-8859-1", "naïve 日本", "utf-8"), "", "naïve 日本"),
        (xml("utf-8", "café", "latin-1"), "application/rss+xml; charset=utf-8", "café"),
        (xml("utf-8", "naïve 日本", "utf-16"), "", "naïve 日本"),
        (xml("utf-16", "naïve", "utf-16-le"), "", "naïve"),
        (xml("utf-16", "naïve", "utf-16-be"), "", "naïve"),
        (b"\xfe\xff" + xml("utf-16", "naïve", "utf-16-be"), "", "naïve"),
        (b"\xef\xbb\xbf" + xml("latin-1", "naïve", "utf-8"), "", "naïve"),
        ("<t>Привет</t>".encode("koi8-r"), "text/xml; charset=KOI8-R", "Привет"),
        (xml("x-nope", "plain", "ascii"), "text/xml; charset=x-nope", "plain"),
        (xml("utf-7", "+ADw-b+AD4-", "ascii"), "text/xml; charset=utf-7", "+ADw-b+AD4-"),
    ],
)  # fmt: skip
def test_words_survive_their_labels(body: bytes, content_type: str, words: str) -> None:
    assert words in decoded(body, content_type)


def test_one_stray_byte_does_not_spoil_the_rest() -> None:
    body = "<t>日本 ".encode() + b"caf\xe9" + " naïve</t>".encode()
    assert decoded(body) == "<t>日本 café naïve</t>"


@pytest.mark.parametrize(
    "label", ["utf-7", "rot13", "base64", "zlib", "unicode_escape", "idna", "\0", "é"]
)
def test_a_codec_that_is_no_charset_is_not_believed(label: str) -> None:
    assert codec(label) == ""
    assert charset(f"text/xml; charset={label}") == ""


@settings(max_examples=40)
@given(st.binary(max_size=300), st.text(max_size=40))
def test_any_bytes_decode(body: bytes, content_type: str) -> None:
    assert isinstance(decoded(body, content_type), str)

"""What counts as a page, and its text."""

import pytest

from octavo.errors import Unreachable, Unreadable
from octavo.fetch.page import html, text
from octavo.gateway import Response
from rows import every_row

PAGE = "<!doctype html><html><head><meta charset={}><title>{}</title></head></html>"


def response(body: bytes, content_type: str = "text/html", *, truncated: bool = False) -> Response:
    return Response(
        "http://x.example/", 200, {"content-type": content_type}, body, truncated=truncated
    )


@every_row(
    ("label", "codec", "header", "words"),
    [
        ("utf-8", "utf-8", "text/html", "naïve 日本"),
        ("windows-1256", "cp1256", "text/html", "عربي"),
        ("shift_jis", "cp932", "text/html", "日本"), ("utf-16", "utf-8", "text/html", "naïve"),
        ("x", "cp1251", "text/html; charset=windows-1251", "Привет"),
        ("x", "cp1252", "text/html", "café"),
        ("iso-8859-1", "utf-8", "text/html; charset=iso-8859-1", "日本"),
    ],
)  # fmt: skip
def test_a_page_is_decoded_by_what_fits(label: str, codec: str, header: str, words: str) -> None:
    assert words in text(PAGE.format(label, words).encode(codec), header)


@every_row(
    ("body", "content_type"),
    [
        (b"%PDF-1.7", "application/pdf"), (b"%PDF-1.7", "text/html"), (b"{}", "application/json"),
        (b"just words", "text/plain"), (b"\x89PNG", "image/png"), (b"<rss/>", "application/xml"),
    ],
)  # fmt: skip
def test_what_is_no_html_is_named(body: bytes, content_type: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        html(response(body, content_type))
    assert refusal.value.code == "not_html"


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/octet-stream"])
def test_html_under_a_vague_label_is_recognised(content_type: str) -> None:
    assert "hi" in html(response(b"\xef\xbb\xbf<!-- x --> <!DOCTYPE html><p>hi", content_type))


def test_an_empty_and_a_broken_off_page_are_named() -> None:
    with pytest.raises(Unreadable) as refusal:
        html(response(b" \n"))
    assert refusal.value.code == "empty"
    with pytest.raises(Unreachable) as cut:
        html(response(b"<html><p>half", truncated=True))
    assert cut.value.code == "truncated"

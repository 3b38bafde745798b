"""Feeds as publishers get them wrong, and as nobody should write them."""

import base64
import gzip
import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bench.hostile.case import NOW, Case, made, polled, reply
from octavo.types import Article, Fetched, Page

ATOM, JSON = "application/atom+xml", "application/feed+json"
FOG = "Fog lay over the harbour of Vareno all morning, and no ferry left before noon on Sunday."
TIDE = "The tide gauge at the old bridge stood at 3.2 metres, the highest since the gauge was set."
FILLER = "".join(f"<!-- {n} -->" for n in range(9000)).encode()
"""More than 64 KiB, which is what some unpack of the first member alone."""

SAY: dict[str, Callable[[Fetched], object]] = {
    "titles": lambda one: " | ".join(entry.title for entry in one.entries),
    "keys": lambda one: f"{len({entry.key for entry in one.entries})} items",
    "cut": lambda one: f"{len(one.entries)} items, {one.partial or 'whole'}",
    "pageless": lambda one: f"{sum(entry.is_pageless for entry in one.entries)} without a page",
    "dates": lambda one: " | ".join(
        f"{entry.published:%Y-%m-%d %H:%M}" if entry.published else "none" for entry in one.entries
    ),
    "addresses": lambda one: " | ".join(
        entry.url.partition("/news/")[2] or entry.url for entry in one.entries
    ),
    "texts": lambda one: " | ".join(
        _plain(entry.content_html or entry.summary) for entry in one.entries
    ),
    "precision": lambda one: " | ".join(map(_precision, one.entries)),
}
"""What is said of a feed that was read."""


def _plain(text: str) -> str:
    return text.replace("<p>", "").replace("</p>", "").strip()


def _precision(entry: object) -> str:
    found = made(Page("", "", NOW, replace(entry, is_pageless=True)))  # type: ignore[type-var]
    return f"{found.date_precision}, not ahead: {found.published <= NOW}" if isinstance(
        found, Article
    ) else found  # fmt: skip


def _item(title: str = "Fog", link: str = "", guid: str = "", **more: str) -> str:
    parts = {"title": title, "link": link, "guid": guid, "description": FOG} | more
    inside = "".join(f"<{name}>{text}</{name}>" for name, text in parts.items() if text)
    return f"<item>{inside}</item>"


def _rss(*items: str, head: str = "", encoding: str = "utf-8") -> bytes:
    text = (
        f'<rss version="2.0"><channel><title>Ledger</title>{head}{"".join(items)}</channel></rss>'
    )
    return text.encode(encoding)


def _atom(inside: str, entry: str = "<id>a</id><title>Fog</title>") -> bytes:
    space = 'xmlns="http://www.w3.org/2005/Atom"'
    return f"<feed {space}><title>Ledger</title><entry>{entry}{inside}</entry></feed>".encode()


def _json(*items: dict[str, str]) -> bytes:
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": "Ledger", "items": items}).encode()


def _two(**more: str) -> tuple[str, str]:
    return (_item("Fog", "http://ledger.example/news/1", **more),
            _item("Tide", "http://ledger.example/news/2", **more))  # fmt: skip


SPOKEN = {
    "euc-kr": "항구에 안개가 끼어 아침 배가 떠나지 못했다",
    "shift_jis": "港に霧が出て朝の船は出られなかった",
    "euc-jp": "港に霧が出て朝の船は出られなかった",
    "gb2312": "港口大雾早班渡轮没有开出市长表示遗憾",
    "big5": "港口大霧早班渡輪沒有開出市長表示遺憾",
    "windows-1251": "Туман лежал над гаванью всё утро и паром не вышел",
    "windows-1256": "غطى الضباب الميناء طوال الصباح ولم تغادر العبارة",
}
"""“Fog lay over the harbour and the morning's ferry did not leave”, in encodings nobody declares."""

LINK = "http://ledger.example/log.html"
WHOLE = _rss(*_two())
START = WHOLE.index(b"<item>")

ROWS: tuple[tuple[str, str, str, str, bytes], ...] = (
    ("podcast", "items without an address", "titles", "Fog | Tide",
     reply(_rss(_item("Fog", guid="ep1"), _item("Tide", guid="ep2")))),
    ("podcast-pages", "the same: no page is asked for", "pageless", "2 without a page",
     reply(_rss(_item("Fog", guid="ep1"), _item("Tide", guid="ep2")))),
    ("nameless", "neither address nor guid", "keys", "2 items",
     reply(_rss(_item("Fog"), _item("Tide", description=TIDE)))),
    ("one-guid", "one guid on all items", "keys", "2 items", reply(_rss(*_two(guid="ledger")))),
    ("one-page", "all items on one page, told apart by a fragment", "keys", "2 items",
     reply(_rss(_item("Fog", f"{LINK}#e1"), _item("Tide", f"{LINK}#e2", description=TIDE)))),
    ("home-page", "all items lead to the home page", "keys", "2 items",
     reply(_rss(_item("Fog", "http://ledger.example/"),
                _item("Tide", "http://ledger.example/", description=TIDE)))),
    ("no-date", "no date at all", "dates", "none | none", reply(WHOLE)),
    ("no-date-read", "the same: first seen is the date", "precision",
     "seen, not ahead: True | seen, not ahead: True", reply(WHOLE)),
    ("future-date", "a date of 2099", "precision", "seen, not ahead: True",
     reply(_rss(_item(link="http://ledger.example/news/1", pubDate="1 Jan 2099 10:00 GMT")))),
    ("no-such-date", "a date that is none", "dates", "none",
     reply(_rss(_item(link="http://ledger.example/news/1", pubDate="Sun, 31 Feb 2026 25:61")))),
    ("us-dates", "month first, as the second shows", "dates", "2026-11-03 17:00 | 2026-11-20 09:00",
     reply(_rss(_item("Fog", "http://ledger.example/news/1", pubDate="11/03/2026 5:00 PM"),
                _item("Tide", "http://ledger.example/news/2", pubDate="11/20/2026 9:00 AM")))),
    ("json-newline", "a raw newline in a JSON string", "titles", "Fog | Tide",
     reply(_json({"id": "1", "title": "Fog", "content_text": f"{FOG}|"},
                 {"id": "2", "title": "Tide", "content_text": TIDE}).replace(b"|", b"\n"), JSON)),
    ("json-list", "JSON that is no feed", "titles", "not_a_feed", reply(b"[1, 2, 3]", JSON)),
    ("cut", "cut within the second item", "cut", "1 items, cut", reply(WHOLE[:-90])),
    ("cut-early", "cut before the first item ends", "cut", "malformed", reply(WHOLE[:90])),
    ("six-hundred", "more items than are read", "cut", "500 items, too_many",
     reply(_rss(*(_item(f"Fog {n}", f"http://ledger.example/news/{n}") for n in range(600))))),
    ("members", "gzip of two members, the first over 64 KiB", "titles", "Fog | Tide",
     reply(gzip.compress(WHOLE[:START] + FILLER) + gzip.compress(WHOLE[START:]),
           "application/rss+xml", "Content-Encoding: gzip")),
    ("raw-deflate", "deflate without its header", "titles", "Fog | Tide",
     reply(zlib.compress(WHOLE)[2:-4], "application/rss+xml", "Content-Encoding: deflate")),
    ("bomb", "60 MB of blanks, gzipped", "titles", "bomb",
     reply(gzip.compress(b"<rss>" + b" " * 60_000_000), "text/xml", "Content-Encoding: gzip")),
    ("base64", "Atom content in base64", "texts", FOG,
     reply(_atom(f'<content mode="base64">{base64.b64encode(FOG.encode()).decode()}</content>'),
           ATOM)),
    ("upper-x", "&#X46; for F", "titles", "Fog",
     reply(_atom("", "<id>a</id><title>&#X46;og</title>"), ATOM)),
    ("id-address", "an entry whose id is its address", "addresses", "7",
     reply(_atom(f"<summary>{FOG}</summary>",
                 "<id>http://ledger.example/news/7</id><title>Fog</title>"), ATOM)),
    ("markup-title", "markup and square brackets in a title", "titles", "[bold]Fog[/bold] & <tide>",
     reply(_rss(_item("[bold]Fog[/bold] &amp;amp; &amp;lt;tide&amp;gt;", LINK)))),
    ("control", "control characters and NUL", "titles", "Fog in the harbour",
     reply(_rss(_item("Fog\x00 in\x08 the harbour", LINK)))),
    ("blank-first", "blank lines before the declaration", "titles", "Fog | Tide",
     reply(b'\n\n <?xml version="1.0"?>' + WHOLE)),
    ("no-prefix", "a prefix that nobody declared", "titles", "Fog",
     reply(_rss(_item("Fog", LINK, **{"content:encoded": "<![CDATA[<p>Fog.</p>]]>"})))),
    ("nbsp", "an entity of HTML", "titles", "Fog over Vareno",
     reply(_rss(_item("Fog&nbsp;over Vareno", LINK)))),
    ("as-html", "a feed that is labelled text/html", "titles", "Fog | Tide",
     reply(WHOLE, "text/html")),
    ("page", "a page where a feed should be", "titles", "not_a_feed",
     reply(b"<!doctype html><html><body><p>Fog.</p></body></html>", "text/html")),
    ("script-link", "links that are scripts", "pageless", "1 without a page",
     reply(_rss(_item("Fog", "javascript:alert(1)", "a")))),
    ("long-address", "an address of 100,000 characters", "keys", "1 items",
     reply(_rss(_item("Fog", f"http://ledger.example/news/{'9' * 100_000}")))),
    ("huge-number", "a recording of 10^400 bytes", "titles", "Fog",
     reply(_rss(f'<item><title>Fog</title><guid>e</guid><enclosure url="http://ledger.example/a.mp3"'
                f' type="audio/mpeg" length="{"9" * 400}"/></item>'))),
    ("long-header", "a header of 300,000 characters", "titles", "protocol",
     reply(WHOLE, "text/xml", f"X-Ledger: {'a' * 300_000}")),
    ("odd-headers", "validators that are no text", "titles", "Fog | Tide",
     reply(WHOLE, "text/xml", 'ETag: "\xff\xfe"', "Last-Modified: never", "Cache-Control: max-age=-9")),
    *((f"undeclared-{name}", f"{name} that is not declared", "titles", text,
       reply(_rss(_item(text, LINK, description=text * 3), encoding=name), "text/xml"))
      for name, text in SPOKEN.items()),
)  # fmt: skip


def _came(answer: bytes, say: str) -> str:
    found = polled(answer)
    return found if isinstance(found, str) else str(SAY[say](found))


CASES = [
    Case(f"feed/{name}", about, expected, partial(_came, answer, say))
    for name, about, say, expected, answer in ROWS
]

"""Feeds as documents: well-formed whatever titles hold, and what reader apps hold on to stays."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from octavo.web.machine.feed_documents import EMPTY_SINCE, Cited, Feed, Item, atom, json_feed
from rows import every_row

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ITEM = Item(
    key="article/17",
    address="https://news.example.org/article/17",
    title="Ferry runs aground",
    text="A ferry ran aground <in fog> & nobody was hurt.",
    published=NOON,
    updated=NOON + timedelta(hours=1),
    author="Harbour Herald",
    tags=("Ferries", "Fog"),
    language="ar",
    coverage={"story": 3},
)
FEED = Feed(
    title="Today · Octavo",
    base="https://news.example.org",
    home="https://news.example.org/",
    address="https://news.example.org/feed.atom?lang=ar",
    language="en",
    items=(ITEM,),
)
NASTY = ["\x00\x08\x0b\x1f", "]]>", "<![CDATA[", "\ud800", "\udfff\ud800", "\ufffe\uffff", "&#0;"]


def _everywhere(text: str) -> Feed:
    item = replace(ITEM, title=text, text=text, author=text, tags=(text,), language=text)
    item = replace(item, lines=(Cited(text, text, "https://news.example.org/article/17"),))
    return replace(FEED, title=text, items=(item,))


@every_row("text", NASTY)
def test_what_xml_cannot_hold_is_left_out(text: str) -> None:
    feed = _everywhere(f"a{text}b")
    entry = ElementTree.fromstring(atom(feed).encode()).find(f"{ATOM}entry")
    assert entry is not None
    kept = "a" + (text if text.isprintable() else "") + "b"
    assert entry.findtext(f"{ATOM}title") == kept
    assert json.loads(json_feed(feed).encode())["items"][0]["title"] == kept


@given(st.text(st.characters()))
def test_every_text_gives_a_document(text: str) -> None:
    feed = _everywhere(text)
    ElementTree.fromstring(atom(feed).encode())
    assert json.loads(json_feed(feed).encode())["items"][0]["id"].endswith("/article/17")


def test_atom_has_what_reader_apps_hold_on_to() -> None:
    feed = ElementTree.fromstring(atom(FEED))
    links = {one.get("rel"): one.get("href") for one in feed.findall(f"{ATOM}link")}
    assert links == {"self": FEED.address, "alternate": FEED.home}
    assert feed.get(LANGUAGE) == "en"
    assert feed.findtext(f"{ATOM}id") == FEED.home
    assert feed.findtext(f"{ATOM}title") == FEED.title
    assert feed.findtext(f"{ATOM}updated") == "2026-03-02T13:00:00+00:00"
    assert feed.findtext(f"{ATOM}generator") == "Octavo"


def test_an_entry_has_its_language_times_and_tags_and_a_plain_summary() -> None:
    entry = ElementTree.fromstring(atom(FEED)).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.get(LANGUAGE) == "ar"
    told = {name: entry.findtext(f"{ATOM}{name}") for name in ("id", "published", "updated")}
    assert told == {
        "id": "https://news.example.org/article/17",
        "published": "2026-03-02T12:00:00+00:00",
        "updated": "2026-03-02T13:00:00+00:00",
    }
    summary = entry.find(f"{ATOM}summary")
    assert summary is not None
    assert (summary.get("type"), summary.text) == (None, ITEM.text)
    assert [one.get("term") for one in entry.findall(f"{ATOM}category")] == ["Ferries", "Fog"]
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Harbour Herald"
    link = entry.find(f"{ATOM}link")
    assert link is not None and link.get("href") == ITEM.address


def test_a_feed_without_items_was_not_updated_just_now() -> None:
    feed = ElementTree.fromstring(atom(replace(FEED, items=())))
    assert feed.findtext(f"{ATOM}updated") == EMPTY_SINCE.isoformat()


def test_json_feed_has_everything_and_what_only_it_has_room_for() -> None:
    assert json.loads(json_feed(FEED)) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Today · Octavo",
        "home_page_url": "https://news.example.org/",
        "feed_url": "https://news.example.org/feed.atom?lang=ar",
        "language": "en",
        "items": [
            {
                "id": "https://news.example.org/article/17",
                "url": "https://news.example.org/article/17",
                "title": "Ferry runs aground",
                "content_text": "A ferry ran aground <in fog> & nobody was hurt.",
                "date_published": "2026-03-02T12:00:00+00:00",
                "date_modified": "2026-03-02T13:00:00+00:00",
                "authors": [{"name": "Harbour Herald"}],
                "tags": ["Ferries", "Fog"],
                "_octavo": {"story": 3},
                "language": "ar",
            }
        ],
    }


def test_every_sentence_of_a_summary_is_cited_with_its_source() -> None:
    lines = (
        Cited("The ferry <Halden> sank.", "Harbour & Sea", "https://news.example.org/article/17"),
        Cited("Nobody was hurt.", "Vareno Post", "https://news.example.org/article/18"),
    )
    feed = replace(FEED, items=(replace(ITEM, lines=lines),))
    plain = "The ferry <Halden> sank. (Harbour & Sea)\nNobody was hurt. (Vareno Post)"
    html = (
        '<p>The ferry &lt;Halden&gt; sank. <a href="https://news.example.org/article/17">'
        'Harbour &amp; Sea</a></p><p>Nobody was hurt. <a href="https://news.example.org/article/18">'
        "Vareno Post</a></p>"
    )
    entry = ElementTree.fromstring(atom(feed)).find(f"{ATOM}entry")
    assert entry is not None and entry.findtext(f"{ATOM}summary") == plain
    content = entry.find(f"{ATOM}content")
    assert content is not None and (content.get("type"), content.text) == ("html", html)
    (item,) = json.loads(json_feed(feed))["items"]
    assert (item["content_text"], item["content_html"]) == (plain, html)


def test_text_stays_as_it_is_written() -> None:
    feed = replace(FEED, title="الميناء · 港")
    assert "الميناء · 港" in json_feed(feed)
    assert "الميناء · 港" in atom(feed)


def test_an_entry_without_a_language_is_english() -> None:
    feed = replace(FEED, items=(replace(ITEM, language=""),))
    entry = ElementTree.fromstring(atom(feed)).find(f"{ATOM}entry")
    assert entry is not None and entry.get(LANGUAGE) == "en"

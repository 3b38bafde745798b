"""Feeds of every dialect, whole and broken, read into channels and entries."""

import base64
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.errors import Unreadable
from octavo.fetch.parse.document import MAX_ITEMS, document, parsed
from octavo.types import Enclosure, Entry, Picture
from rows import every_row

URL = "https://news.example/feed.xml"
NOW = datetime(2026, 7, 1, tzinfo=UTC)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    ' xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
)
ITEM = "<item><title>Rain</title><link>https://news.example/{0}</link><guid>{0}</guid></item>"


def rss(items: str, head: str = "") -> bytes:
    channel = (
        f"<channel><title>Post</title><link>https://news.example/</link>{head}{items}</channel>"
    )
    return f'{HEAD}<rss version="2.0" {SPACES}>{channel}</rss>'.encode()


def atom(entries: str, more: str = "") -> bytes:
    return f'{HEAD}<feed xmlns="http://www.w3.org/2005/Atom" {more}>{entries}</feed>'.encode()


def entries(body: bytes, content_type: str = "") -> tuple[Entry, ...]:
    return parsed(body, URL, content_type, 7, NOW).entries


def one(body: bytes) -> Entry:
    (entry,) = entries(body)
    return entry


def test_an_rss_item_arrives_with_all_it_says() -> None:
    entry = one(
        rss(
            "<item><title>Rain &amp;amp; wind</title><link>/a/1?utm_source=rss&amp;id=2</link>"
            '<guid isPermaLink="false">tag:1</guid><pubDate>Mon, 01 Jun 2026 06:00:00 EDT</pubDate>'
            "<atom:updated>2026-06-01T11:00:00Z</atom:updated>"
            "<dc:creator><![CDATA[By Ana Berg]]></dc:creator><author>b@x.example (Ben Ito)</author>"
            "<category>Weather</category><category>Weather</category><dc:subject>World</dc:subject>"
            "<description>&lt;p&gt;It rained.&lt;/p&gt;</description>"
            "<dc:language>fr-FR</dc:language><content:encoded>"
            '<![CDATA[<p>It <b>rained</b>.</p><img src="/p.jpg">]]></content:encoded>'
            '<media:content url="https://cdn.example/s.jpg" medium="image" width="320"/>'
            '<media:content url="https://cdn.example/l.jpg" medium="image" width="640" '
            'height="360">'
            "<media:description>Wet street</media:description><media:credit>Ana</media:credit>"
            "</media:content></item>"
        )
    )
    assert entry.feed_id == 7
    assert entry.key == "tag:1"
    assert entry.url == "https://news.example/a/1?id=2"
    assert entry.title == "Rain & wind"
    assert entry.summary == "It rained."
    assert entry.content_html.endswith('<img src="https://news.example/p.jpg">')
    assert entry.published == datetime(2026, 6, 1, 10, tzinfo=UTC)
    assert entry.updated == datetime(2026, 6, 1, 11, tzinfo=UTC)
    assert entry.authors == ("Ana Berg",)
    assert entry.tags == ("Weather", "World")
    assert entry.language == "fr"
    assert entry.picture == Picture(
        "https://cdn.example/l.jpg", "Wet street", "Ana", width=640, height=360
    )


def test_an_rss_channel_names_its_publisher_and_its_wish() -> None:
    head = (
        "<description>News &amp;amp; views</description><language>en-GB</language><ttl>30</ttl>"
        "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>"
        "<image><url>/logo.png</url></image>"
        '<atom:link rel="self" href="https://news.example/feed.xml"/>'
    )
    read = parsed(rss(ITEM.format(1), head), URL)
    assert read.channel.title == "Post"
    assert read.channel.home == "https://news.example/"
    assert read.channel.description == "News & views"
    assert read.channel.language == "en"
    assert read.channel.logo == "https://news.example/logo.png"
    assert read.hint == 43_200
    assert read.entries[0].language == "en"


@every_row(
    ("item", "url"),
    [
        ("<guid>https://news.example/g</guid>", "https://news.example/g"),
        ('<guid isPermaLink="false">https://news.example/g</guid>', "https://news.example/"),
        ('<atom:link rel="alternate" href="/alt"/>', "https://news.example/alt"),
        ("<link>https://x.example/r</link><feedburner:origLink>https://news.example/o"
         "</feedburner:origLink>", "https://news.example/o"),
        ('<link href="https://news.example/h"/>', "https://news.example/h"),
        ("<link>javascript:alert(1)</link>", "https://news.example/"),
    ],
)  # fmt: skip
def test_the_link_is_found_where_it_is(item: str, url: str) -> None:
    assert one(rss(f"<item><title>T</title>{item}</item>")).url == url


def test_a_podcast_brings_its_audio() -> None:
    entry = one(
        rss(
            "<item><title>Talk</title><guid>1</guid><itunes:duration>1:02:03</itunes:duration>"
            '<enclosure url="/e/1.mp3" type="audio/mpeg" length="1234"/>'
            '<enclosure url="javascript:x" type="audio/mpeg"/><itunes:image href="/c.jpg"/></item>'
        )
    )
    assert entry.enclosures == (
        Enclosure("https://news.example/e/1.mp3", "audio/mpeg", 1234, 3723),
    )
    assert entry.picture == Picture("https://news.example/c.jpg")


def test_an_atom_entry_in_xhtml_keeps_its_markup_and_its_base() -> None:
    entry = one(
        atom(
            '<entry xml:base="https://news.example/2026/"><id>e1</id>'
            '<title type="html">A &amp;lt; B</title>'
            '<link rel="enclosure" href="a.mp3" type="audio/mpeg" length="9"/><link href="one"/>'
            "<published>2026-06-01T10:00:00Z</published><updated>2026-06-01T11:00:00Z</updated>"
            "<author><name>Ana</name><email>a@x.example</email></author>"
            '<category term="w" label="Weather"/><summary>a &lt; b</summary>'
            '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
            '<p>Hi <a href="x">y</a></p>'
            "</div></content></entry>",
            'xml:lang="de" xml:base="https://news.example/"',
        )
    )
    assert entry.url == "https://news.example/2026/one"
    assert entry.title == "A < B"
    assert entry.summary == "a < b"
    assert entry.content_html == '<div><p>Hi <a href="https://news.example/2026/x">y</a></p></div>'
    assert (entry.language, entry.authors, entry.tags) == ("de", ("Ana",), ("Weather",))
    assert entry.enclosures == (Enclosure("https://news.example/2026/a.mp3", "audio/mpeg", 9),)


def test_atom_text_is_text_and_html_is_html() -> None:
    typed = '<entry><id>{0}</id><title type="{0}">{1}</title></entry>'
    read = entries(
        atom(typed.format("text", "Use &lt;b&gt;") + typed.format("html", "&lt;b&gt;x&lt;/b&gt;"))
    )
    assert [entry.title for entry in read] == ["Use <b>", "x"]


def test_old_atom_is_read() -> None:
    body = (
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Old</title><entry><id>1</id>'
        '<title mode="escaped">A &amp;amp; B</title><issued>2004-02-01T10:00:00Z</issued>'
        '<link rel="alternate" type="text/html" href="http://old.example/1"/></entry></feed>'
    )
    entry = one(body.encode())
    assert (entry.title, entry.url) == ("A & B", "http://old.example/1")
    assert entry.published == datetime(2004, 2, 1, 10, tzinfo=UTC)


def test_rdf_and_rss_090_are_read() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Post</title></channel>'
        '<item rdf:about="http://a.example/1"><title>T</title><link>http://a.example/1</link>'
        "<dc:date>2026-06-01T10:00:00Z</dc:date></item></rdf:RDF>"
    )
    for space in ("http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"):
        channel, (entry,), partial = document(rdf.format(space).encode(), URL)
        assert (channel.title, entry.key, partial) == ("Post", "http://a.example/1", "")
        assert entry.published == datetime(2026, 6, 1, 10, tzinfo=UTC)


def test_a_json_feed_is_read_and_wrong_types_are_passed_over() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": {"a": 1}, "language": "en-US",
        "home_page_url": "https://news.example/",
        "items": [
            None, 1, {"id": None}, {"id": 7, "title": ["x"], "content_html": 9, "attachments": "x"},
            {"id": 8, "url": "/8", "title": "AT&T <b>", "content_html": '<p><a href="/x">x</a></p>',
             "summary": "s", "date_published": "2026-06-01T10:00:00Z", "authors": [{"name": "Ana"}],
             "tags": ["w", 3], "image": "/i.png",
             "attachments": [{"url": "/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 5,
                              "duration_in_seconds": 60}]},
        ],
    }  # fmt: skip
    entry = one(json.dumps(feed).encode())
    assert (entry.key, entry.title, entry.tags) == ("8", "AT&T <b>", ("w",))
    assert entry.content_html == '<p><a href="https://news.example/x">x</a></p>'
    assert entry.enclosures == (Enclosure("https://news.example/a.mp3", "audio/mpeg", 5, 60),)
    assert (entry.language, entry.authors) == ("en", ("Ana",))


def test_a_cut_json_feed_gives_the_whole_items() -> None:
    items = [{"id": str(n), "title": f"T{n}"} for n in range(5)]
    body = json.dumps({"version": "https://jsonfeed.org/version/1", "items": items}).encode()
    read = parsed(body[:-25], URL)
    assert [entry.key for entry in read.entries] == ["0", "1", "2", "3"]
    assert read.partial == "cut"


@every_row(
    ("body", "code"),
    [
        (b"", "empty"), (b" \r\n", "empty"), (b'{"hello": [1]}', "not_a_feed"),
        (b"[" * 200_000, "not_a_feed"), (b"<!doctype html><title>x</title>", "not_a_feed"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_a_feed"), (b"%PDF-1.4", "not_a_feed"),
        (b"<rss><channel><item", "malformed"), (b"\x89PNG\r\n\x1a\n" + bytes(50), "not_a_feed"),
    ],
)  # fmt: skip
def test_what_is_no_feed_says_so(body: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        document(body, URL)
    assert refusal.value.code == code


def test_a_page_that_names_its_feed_passes_the_hint_on() -> None:
    page = b'<html><link rel="alternate" type="application/rss+xml" href="/rss?a=1&amp;b=2">'
    with pytest.raises(Unreadable) as refusal:
        document(page, URL)
    assert "https://news.example/rss?a=1&b=2" in refusal.value.detail


@every_row(
    ("broken", "titles", "partial"),
    [
        (rss("<item><title>AT&T & co &nbsp;x &copy;</title></item>"), ["AT&T & co x ©"], ""),
        (b"\r\n\xef\xbb\xbf \n" + rss(ITEM.format(1)), ["Rain"], ""),
        (b"<br />\n<b>Warning</b>: x\n" + rss(ITEM.format(1)), ["Rain"], ""),
        (rss(ITEM.format(1)) + b"<!-- cached --><script>1</script>", ["Rain"], ""),
        (rss("<item><title>a&#0;b&#x1b;c</title></item>"), ["abc"], ""),
        (rss("<item><title>a\x00b\x08c</title></item>"), ["abc"], ""),
        (rss("<item><x:y>1</x:y><title>undeclared</title></item>"), ["undeclared"], ""),
        (rss(ITEM.format(1) + "<item><title>open<guid>9</guid></item>" + ITEM.format(2)),
         ["Rain", "open", "Rain"], ""),
        (rss(ITEM.format(1) + "<item><title>a</b></title></item>"), ["Rain", "a"], "mended"),
        (rss(ITEM.format(1) + ITEM.format(2))[:-60], ["Rain"], "cut"),
    ],
)  # fmt: skip
def test_broken_feeds_are_mended(broken: bytes, titles: list[str], partial: str) -> None:
    read = parsed(broken, URL)
    assert [entry.title for entry in read.entries] == titles
    assert read.partial in (partial, "mended" if partial == "" else partial)


def test_entities_neither_grow_nor_fetch() -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(Unreadable) as refusal:
        document(bomb.encode() + rss(ITEM.format(1))[len(HEAD) :], URL)
    assert refusal.value.code == "malformed"
    outside = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    entry = one(outside.encode() + rss("<item><title>[&x;]</title></item>")[len(HEAD) :])
    assert entry.title == "[&x;]"
    legacy = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.example/rss.dtd">'
    assert one(legacy.encode() + rss(ITEM.format(1))[len(HEAD) :]).title == "Rain"


def test_keys_stand_still_and_fold() -> None:
    items = "<item><title>same</title><link>https://news.example/s</link></item>" * 3
    items += "<item><description>only text</description></item>"
    first, second = entries(rss(items)), entries(rss(items))
    assert len(first) == 2
    assert [entry.key for entry in first] == [entry.key for entry in second]
    tracked = items.replace("/s<", "/s?utm_source=x<")
    assert [entry.key for entry in entries(rss(tracked))] == [entry.key for entry in first]


def test_a_correction_changes_the_fingerprint_and_not_the_key() -> None:
    before, after = one(rss(ITEM.format(1))), one(rss(ITEM.format(1).replace("Rain", "Snow")))
    assert before.key == after.key
    assert before.fingerprint != after.fingerprint


def test_a_long_feed_keeps_its_newest_end() -> None:
    dated = (
        "<item><title>t</title>"
        "<guid>{0}</guid><pubDate>{1:02d} Jun 2026 {2:02d}:00 GMT</pubDate></item>"
    )
    rows = [dated.format(n, 1 + n // 24 % 28, n % 24) for n in range(MAX_ITEMS + 50)]
    newest_last = entries(rss("".join(rows)))
    newest_first = entries(rss("".join(reversed(rows))))
    assert len(newest_last) == len(newest_first) == MAX_ITEMS
    assert newest_last[-1].key == newest_first[0].key == str(MAX_ITEMS + 49)


@settings(max_examples=25)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(noise: bytes) -> None:
    whole = rss(ITEM.format(1))
    at = len(noise) * 7 % len(whole)
    for body in (noise, whole[:at] + noise + whole[at:], b"<rss>" + noise, b'{"items":[' + noise):
        try:
            parsed(body, URL)
        except Unreadable as refusal:
            assert refusal.code in ("empty", "not_a_feed", "malformed")


@settings(max_examples=25)
@given(st.integers(0, 900))
def test_wherever_a_feed_is_cut_whole_items_come_out_whole(at: int) -> None:
    whole = rss("".join(ITEM.format(n) for n in range(8)))
    try:
        read = parsed(whole[:at], URL)
    except Unreadable:
        return
    assert [entry.key for entry in read.entries] == [str(n) for n in range(len(read.entries))]
    assert all(entry.title == "Rain" and entry.url for entry in read.entries)


def test_atom_content_in_base64_is_decoded() -> None:
    written = base64.b64encode("<p>Owls nest in the mill ä</p>".encode()).decode()
    item = "<entry><id>1</id><title>T</title><content {}>{{}}</content></entry>"
    old = item.format('type="text/html" mode="base64"')
    assert one(atom(old.format(written))).content_html == "<p>Owls nest in the mill ä</p>"
    new = item.format('type="application/x-note"')
    assert one(atom(new.format(written))).content_html.startswith("&lt;p&gt;Owls")
    picture = base64.b64encode(b"\x89PNG\x00\xff\xfe").decode()
    assert one(atom(new.format(picture))).content_html == ""
    assert one(atom(new.format("no base64!"))).content_html == ""


def test_an_atom_id_that_is_an_address_is_the_link_that_is_missing() -> None:
    entry = "<entry><id>{}</id><title>T</title><summary>s</summary></entry>"
    assert one(atom(entry.format("https://news.example/owl"))).url == "https://news.example/owl"
    assert one(atom(entry.format("urn:owl"))).is_pageless


def test_the_base_of_content_is_not_the_entry_s() -> None:
    read = one(
        atom(
            '<entry xml:base="2026/"><id>1</id><title>T</title><link href="bridge.html"/>'
            '<content type="html" xml:base="img/">&lt;img src="1.png"&gt;</content></entry>',
            'xml:base="/blog/"',
        )
    )
    assert read.url == "https://news.example/blog/2026/bridge.html"
    assert read.content_html == '<img src="https://news.example/blog/2026/img/1.png">'


def test_every_element_may_have_a_base_of_its_own() -> None:
    read = one(
        atom(
            '<entry><id>1</id><title>T</title><link xml:base="2026/" href="bridge.html"/>'
            '<content type="html">&lt;img src="1.png"&gt;</content></entry>',
            'xml:base="https://cdn.example/blog/"',
        )
    )
    assert read.url == "https://cdn.example/blog/2026/bridge.html"
    assert read.content_html == '<img src="https://cdn.example/blog/1.png">'
    item = (
        '<item xml:base="2026/"><title>T</title><link>bridge.html</link>'
        '<content:encoded xml:base="img/">&lt;img src="1.png"&gt;</content:encoded></item>'
    )
    read = one(rss(item))
    assert read.url == "https://news.example/2026/bridge.html"
    assert read.content_html == '<img src="https://news.example/2026/img/1.png">'


def test_a_character_reference_may_be_written_with_a_large_x() -> None:
    read = one(rss("<item><title>&#X41;nchor &amp; sail</title><guid>1</guid></item>"))
    assert read.title == "Anchor & sail"


def test_raw_line_breaks_in_a_json_feed_are_read() -> None:
    body = (
        b'{"feed_url":"/f","items":[{"id":7,"url":"/a","title":"T","content_html":"\n<p>x</p>\n"}]}'
    )
    read = parsed(body, URL, "", 7, NOW)
    assert (read.entries[0].content_html, read.partial) == ("<p>x</p>", "")


@pytest.mark.parametrize(
    "body", [b'{"feed_url":"/f","items":[{"id":7,"url":"/a","ti', rss("")[:-20]]
)
def test_a_cut_without_an_item_is_a_failure(body: bytes) -> None:
    with pytest.raises(Unreadable) as refusal:
        parsed(body, URL, "", 7, NOW)
    assert refusal.value.code == "malformed"

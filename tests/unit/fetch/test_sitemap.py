"""Sitemaps read as feeds."""

import gzip
from datetime import UTC, datetime

import pytest

from octavo.errors import Unreadable
from octavo.fetch.sitemap import children, entries
from rows import every_row

NOW = datetime(2026, 7, 1, tzinfo=UTC)
HOME = "https://x.example/sitemap.xml"
NEWS = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://x.example/old</loc><lastmod>2026-06-01</lastmod></url>
<url><loc>https://x.example/new?utm_source=s</loc><news:news>
<news:publication>
<news:name>X</news:name><news:language>ar</news:language></news:publication><news:publication_date>2026-06-02T10:00:00+02:00
</news:publication_date><news:title>Rain &amp;amp; wind</news:title>
<news:keywords>a, b,a</news:keywords>
</news:news><image:image><image:loc>/p.jpg</image:loc><image:caption>Wet</image:caption>
</image:image></url>
<url><loc>https://x.example/old</loc></url><url><loc>javascript:x</loc></url><url/></urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://x.example/1.xml</loc><lastmod>2026-01-01</lastmod></sitemap>
<sitemap><loc>https://x.example/2.xml</loc><lastmod>2026-05-01</lastmod></sitemap>
<sitemap><loc>https://x.example/3.xml</loc><lastmod>2026-04-01</lastmod></sitemap>
<sitemap><loc>https://x.example/news.xml.gz</loc></sitemap></sitemapindex>"""


@pytest.mark.parametrize("body", [NEWS, gzip.compress(NEWS)])
def test_a_news_sitemap_reads_like_a_feed(body: bytes) -> None:
    new, old = entries(body, HOME, 3, NOW)
    assert (new.url, new.title, new.language) == ("https://x.example/new", "Rain & wind", "ar")
    assert new.published == datetime(2026, 6, 2, 8, tzinfo=UTC)
    assert new.tags == ("a", "b")
    assert new.picture is not None
    assert (new.picture.url, new.picture.caption) == ("https://x.example/p.jpg", "Wet")
    assert (old.url, old.title, old.feed_id) == ("https://x.example/old", "", 3)


def test_an_index_names_its_news_and_newest_children() -> None:
    assert children(INDEX, HOME) == (
        "https://x.example/news.xml.gz",
        "https://x.example/2.xml",
        "https://x.example/3.xml",
    )
    assert entries(INDEX, HOME) == ()
    assert children(NEWS, HOME) == ()


@every_row("body", [b"", b"<rss/>", b"<html>", b"nothing", b"\x1f\x8b\x00"])
def test_what_is_no_sitemap_is_refused(body: bytes) -> None:
    with pytest.raises(Unreadable):
        entries(body, HOME)

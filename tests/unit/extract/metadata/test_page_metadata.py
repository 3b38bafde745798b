"""What a page says of itself: which of its voices is believed, and what is kept as it was written."""

from datetime import UTC, datetime

from octavo.extract.metadata.headline import headline
from octavo.extract.metadata.page_metadata import Metadata, page_metadata
from octavo.extract.page.tree import tree
from octavo.types import Page
from rows import every_row

URL = "https://www.northernpost.example/a"


def told(head: str = "", body: str = "", url: str = URL) -> Metadata:
    root = tree(f"<html><head>{head}</head><body>{body}</body></html>")
    assert root is not None
    return page_metadata(root, Page(url, "", datetime(2026, 1, 1, tzinfo=UTC)))


def linked(members: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {members}}}</script>'


@every_row(
    ("author", "people", "byline"),
    [
        ('["Ada Holm", "AFP"]', ("Ada Holm",), ("Ada Holm", "AFP")),
        ('"Ada Holm und Tom Field, dpa"', ("Ada Holm", "Tom Field"), ("Ada Holm", "Tom Field", "dpa")),
        ('{"name": "Deutsche Presse-Agentur"}', (), ("Deutsche Presse-Agentur",)),
        ('"The Northern Post"', (), ("The Northern Post",)),
        ('"Post24 Newsdesk"', (), ("Post24 Newsdesk",)),
        ('"Northern Post staff reporter"', (), ("Northern Post staff reporter",)),
        ('"admin"', (), ()),
        ('"null"', (), ()),
    ],
)  # fmt: skip
def test_authors_are_people_and_the_byline_is_all_that_signs(
    author: str, people: tuple[str, ...], byline: tuple[str, ...]
) -> None:
    site = '<meta property="og:site_name" content="The Northern Post">'
    found = told(site + linked(f'"author": {author}'))
    assert (found.authors, found.byline) == (people, byline)


def test_a_list_of_writers_that_holds_more_is_believed() -> None:
    head = linked('"author": "Ada Holm"') + '<meta name="author" content="Ada Holm, Tom Field">'
    assert told(head).authors == ("Ada Holm", "Tom Field")
    head = linked('"author": ["Ada Holm", "Tom Field"]') + '<meta name="author" content="Ada Holm">'
    assert told(head).authors == ("Ada Holm", "Tom Field")


def test_an_outlet_in_the_author_field_does_not_hide_the_byline_on_the_page() -> None:
    site = '<meta property="og:site_name" content="NORTH TODAY">'
    body = "<p class=byline>Ada Holm <span>NORTH TODAY</span></p>"
    assert told(site + linked('"author": ", NORTH TODAY"'), body).authors == ("Ada Holm",)


@every_row(
    ("body", "byline"),
    [
        ("<div class=byline><a>Ada Holm</a><a>Tom Field</a><a>Mae Reed</a></div>", ("Ada Holm", "Tom Field", "Mae Reed")),
        ("<p class=byline>By <b>Ada Holm</b> <i>Harbour reporter</i></p>", ("Ada Holm",)),
        ("<p class=byline>By Ada Holm <span>Photography by Tom Field</span></p>", ("Ada Holm",)),
        ("<figure><p class=byline>Tom Field</p></figure><p class=byline>Ada Holm</p>", ("Ada Holm",)),
        ("<p class=byline>By Newsdesk</p>", ("Newsdesk",)),
        ("<p>by <a rel=author>flora</a></p>", ("flora",)),
        ("<footer>Theme by <a class=author>Pirate Rogue</a></footer>", ()),
    ],
)  # fmt: skip
def test_bylines_in_parts(body: str, byline: tuple[str, ...]) -> None:
    assert told(body=body).byline == byline


@every_row(
    ("published", "url", "at", "zone"),
    [
        ("2025-03-04T21:25:00-03:00", URL, "2025-03-05T00:25:00+00:00", -180),
        ("2025-03-05T00:25:00Z", URL, "2025-03-05T00:25:00+00:00", 0),
        ("Wed, 05 Mar 2025 00:25:00 +0530", URL, "2025-03-04T18:55:00+00:00", 330),
        ("2025-03-05T01:48:00Z", "https://a.example/2025/03/04/b", "2025-03-05T01:48:00+00:00", -120),
        ("2025-03-04T23:11:00Z", "https://a.example/2025/03/05/b", "2025-03-04T23:11:00+00:00", 60),
        ("2025-03-05T12:00:00Z", "https://a.example/2025/03/01/b", "2025-03-05T12:00:00+00:00", 0),
        ("2025-03-05T12:00:00Z", "https://a.example/2025/03/05/b", "2025-03-05T12:00:00+00:00", 0),
    ],
)  # fmt: skip
def test_the_publishers_own_day_is_kept(published: str, url: str, at: str, zone: int) -> None:
    found = told(linked(f'"datePublished": "{published}"'), url=url).published
    assert found is not None and (found.at.isoformat(), found.zone) == (at, zone)


def test_the_zone_is_taken_from_any_voice_that_gives_the_same_time() -> None:
    head = linked('"datePublished": "2025-03-05T00:25:00Z"')
    head += '<meta property="article:published_time" content="2025-03-04T21:25:00-03:00">'
    found = told(head).published
    assert found is not None and found.zone == -180


@every_row(
    ("claims", "shown", "best"),
    [
        (["Lindqvist: Library stays open"] * 2, ["Library stays open"], "Lindqvist: Library stays open"),
        (["Lindqvist: Library stays open", "Library stays open"], ["Library stays open"], "Library stays open"),
        (["Library stays open | Post"] * 2, ["Library stays open"], "Library stays open"),
        (["Library stays open at last"] * 2, ["CITY | Library stays open at last"], "Library stays open at last"),
        (["Library stays open at last"] * 2, ["“Library stays open at last”"], "“Library stays open at last”"),
        (["Old hall to be sold - The Post", "… neighbours object"], ["Old hall to be sold", "… neighbours object"], "Old hall to be sold"),
        (["오래된 도서관은 계속 문을 연다ㅣ한국신문"], [], "오래된 도서관은 계속 문을 연다"),
    ],
)  # fmt: skip
def test_the_headline_with_its_kicker_and_without_a_section(
    claims: list[str], shown: list[str], best: str
) -> None:
    assert headline(claims, shown, ["The Post", "한국신문"]) == best


@every_row(
    ("line", "site", "best"),
    [
        ("Ten years on – times are changing", "Time", "Ten years on – times are changing"),
        ("Fog at last – Westhaven waits", "Westhaven", "Fog at last – Westhaven waits"),
        ("Library opens - Courier Online", "Courier", "Library opens"),
        ("Library opens – Courier", "Courier", "Library opens"),
        ("Library opens – The Courier World News", "The Courier", "Library opens"),
        ("Gull House's Courier | Library opens", "gullhouse", "Library opens"),
    ],
)
def test_what_goes_on_like_the_sites_name_is_part_of_the_headline(
    line: str, site: str, best: str
) -> None:
    is_own = line == best
    assert headline([line, line], [line] if is_own else [], [site]) == best


@every_row(
    ("tag", "written", "day"),
    [
        ("pl", "24 października 2026", 24), ("tr", "24 Ekim 2026", 24), ("th", "24 ตุลาคม 2569", 24),
        ("fa", "۲۴ اکتبر ۲۰۲۶", 24), ("ar", "24 أكتوبر/تشرين الأول 2026", 24), ("hi", "२४ अक्टूबर २०२६", 24),
        ("ja", "令和8年10月24日", 24), ("en-US", "10/05/2026", 5), ("hr", "24. listopada 2026.", 24),
    ],
)  # fmt: skip
def test_the_day_written_under_a_headline_in_the_pages_language(
    tag: str, written: str, day: int
) -> None:
    html = (
        f"<html lang='{tag}'><h1>Harbour bridge open again</h1><p>{written}</p><p>Text.</p></html>"
    )
    root = tree(html)
    assert root is not None
    found = page_metadata(root, Page(URL, html, datetime(2026, 12, 1, tzinfo=UTC))).published
    assert found is not None
    assert (found.at.year, found.at.month, found.at.day, found.precision) == (2026, 10, day, "day")

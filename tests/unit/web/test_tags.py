"""What templates say of numbers, times, languages, outlets and pictures, in both languages and at
the borders; and what a hostile address or name becomes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.template import Context
from django.test import RequestFactory
from django.urls import set_script_prefix
from django.utils import translation
from lxml import html

from octavo.web import tags
from rows import every_row

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
MARKUP = '<b>"Wire" & Sons'


class Noon(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz=None) -> datetime:
        return NOW


@pytest.fixture(autouse=True)
def noon(monkeypatch) -> None:
    monkeypatch.setattr(tags, "datetime", Noon)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


# ---------------------------------------------------------------- numbers


@every_row(
    ("value", "english", "arabic"),
    [
        (0, "0", "٠"),
        (999, "999", "٩٩٩"),
        (1000, "1000", "١٠٠٠"),
        (True, "True", "True"),
        ("+0:09", "+0:09", "+٠:٠٩"),
        ("", "", ""),
    ],
)
def test_numbers_are_in_the_readers_digits(value, english, arabic) -> None:
    assert tags.digits(value) == english
    with translation.override("ar"):
        assert tags.digits(value) == arabic


@pytest.mark.parametrize("language", ["en", "ar"])
def test_numbers_in_a_drawing_are_never_translated(language) -> None:
    with translation.override(language):
        assert tags.unlocal(1234.5) == "1234.5"
        assert tags.unlocal(30) == "30"


@every_row(("seconds", "minutes"), [(0, "1"), (29, "1"), (89, "1"), (91, "2"), (3600, "60")])
def test_reading_takes_whole_minutes_and_at_least_one(seconds, minutes) -> None:
    assert tags.reading(seconds) == f"{minutes} min read"


def test_outlets_are_counted_in_words() -> None:
    assert [tags.outlets(n) for n in (0, 1, 2)] == ["0 outlets", "1 outlet", "2 outlets"]
    with translation.override("ar"):
        assert "١١" in tags.outlets(11)
        assert tags.outlets(3) != tags.outlets(11).replace("١١", "٣"), "few and many differ"


# ---------------------------------------------------------------- times


@every_row(
    ("seconds", "words"),
    [
        (-600, "just now"),
        (0, "just now"),
        (59.9, "just now"),
        (60, "1 minute ago"),
        (119, "1 minute ago"),
        (120, "2 minutes ago"),
        (3599, "59 minutes ago"),
        (3600, "1 hour ago"),
        (86399, "23 hours ago"),
        (86400, "1 day ago"),
        (7 * 86400, "7 days ago"),
        (7 * 86400 + 1, "17 November 2026"),
    ],
)
def test_how_long_ago_at_every_border(seconds, words) -> None:
    when = NOW - timedelta(seconds=seconds)
    found = html.fromstring(tags.ago(when))
    assert found.text == words
    assert found.get("datetime") == when.isoformat()
    assert found.get("title") == f"{when.day} November 2026, {when:%H:%M} UTC"


@every_row(
    ("delta", "words"),
    [
        (timedelta(seconds=5), "الآن"),
        (timedelta(minutes=2), "دقيقتين"),
        (timedelta(minutes=11), "١١"),
        (timedelta(days=9), "١٥"),
    ],
)
def test_arabic_readers_read_how_long_ago_in_arabic(delta, words) -> None:
    with translation.override("ar"):
        found = html.fromstring(tags.ago(NOW - delta))
    assert words in found.text
    assert not set(found.text + found.get("title")) & set("0123456789,")


def test_where_only_the_day_is_known_no_hour_is_made_up() -> None:
    found = html.fromstring(tags.ago(NOW - timedelta(minutes=3), "day"))
    assert (found.text, found.get("title")) == ("24 November 2026", "24 November 2026")


def test_no_time_is_nothing() -> None:
    assert tags.ago(None) == ""
    assert tags.absolute(None) == ""


def test_a_moment_is_both_while_it_is_near_and_one_when_it_is_far() -> None:
    assert "3 hours ago</time> · 24 November 2026, 09:00 UTC" in tags.moment(
        NOW - timedelta(hours=3)
    )
    far = tags.moment(NOW - timedelta(days=30))
    assert html.fromstring(far).text == "25 October 2026, 12:00 UTC"
    assert "·" not in far


# ---------------------------------------------------------------- languages


@every_row(
    ("code", "way"),
    [("ar", "rtl"), ("ar-EG", "rtl"), ("he", "rtl"), ("ckb", "rtl"), ("en", "ltr"), ("", "ltr"),
     ("arn", "ltr"), (None, "ltr")],
)  # fmt: skip
def test_the_direction_of_a_language(code, way) -> None:
    assert tags.direction(code) == way


def test_a_language_is_called_by_its_own_name() -> None:
    assert tags.language_name("ar") == "العربية"
    assert tags.language_name("xx") == "XX"


@pytest.mark.parametrize(
    ("path", "language", "there"),
    [
        ("/story/3?after=a%26b&x=1", "ar", "/ar/story/3?after=a%26b&x=1"),
        ("/ar/story/3", "en", "/story/3"),
        ("/nowhere/at/all", "ar", "/nowhere/at/all"),
    ],
)
def test_a_page_links_to_itself_in_the_other_language(path, language, there) -> None:
    request = RequestFactory().get(path)
    with translation.override("en" if language == "ar" else "ar"):
        assert tags.other_language(Context({"request": request}), language) == there


def test_a_page_that_is_nowhere_links_to_itself_below_the_sites_path(settings) -> None:
    settings.BASE_PATH = "/news"
    request = RequestFactory().get("/nowhere?x=1")
    assert tags.other_language(Context({"request": request}), "ar") == "/news/nowhere?x=1"


def test_a_page_without_a_request_links_to_the_front_page_of_the_other_language() -> None:
    assert tags.other_language(Context({}), "ar") == "/ar/"
    assert tags.other_language(Context({}), "en") == "/"


# ---------------------------------------------------------------- what is followed


@every_row(
    ("name", "english", "arabic"),
    [
        ("section:Health", "Health", "صحة"),
        ("country:no", "Norway", "النرويج"),
        ("country:qq", "QQ", "QQ"),
        ("tag:postalboat", "#postalboat", "#postalboat"),
        ("source:harbour-herald", "harbour-herald", "harbour-herald"),
    ],
)
def test_what_is_followed_is_named_in_the_readers_language(name, english, arabic) -> None:
    assert tags.followed(name) == english
    with translation.override("ar"):
        assert tags.followed(name) == arabic


# ---------------------------------------------------------------- outlets


def _strokes(all_outlets: int, own: int) -> tuple[html.HtmlElement, list[str]]:
    story = SimpleNamespace(outlets=all_outlets, independents=own)
    drawing = html.fragment_fromstring(tags.coverage_bar(story))
    return drawing, drawing.xpath("//rect/@class")


def test_the_coverage_bar_has_a_stroke_an_outlet_own_ones_first() -> None:
    drawing, strokes = _strokes(5, 2)
    assert strokes == ["own", "own", "wire", "wire", "wire"]
    assert drawing.get("aria-label") == "5 outlets, of which 2 independent"
    assert drawing.get("width") == "40%"
    assert drawing.xpath("//rect/@x") == ["0.00%", "20.00%", "40.00%", "60.00%", "80.00%"]


@every_row(
    ("outlets", "own", "strokes"), [(0, 0, 0), (1, 1, 1), (24, 24, 24), (25, 3, 24), (400, 400, 24)]
)
def test_the_coverage_bar_stays_within_its_place(outlets, own, strokes) -> None:
    drawing, found = _strokes(outlets, own)
    assert len(found) == strokes
    assert found.count("own") == min(own, strokes)
    assert float(drawing.get("width").rstrip("%")) <= 100
    ends = [
        float(rect.get("x").rstrip("%")) + float(rect.get("width").rstrip("%"))
        for rect in drawing.xpath("//rect")
    ]
    assert all(end <= 100.5 for end in ends)


def test_the_coverage_bar_speaks_arabic_beside_english() -> None:
    english = _strokes(7, 3)[0].get("aria-label")
    with translation.override("ar"):
        arabic = _strokes(7, 3)[0].get("aria-label")
    assert english == "7 outlets, of which 3 independent"
    assert "٧" in arabic and "٣" in arabic


def _mark(name: str, logo: str = "") -> html.HtmlElement:
    source = SimpleNamespace(name=name, slug="harbour", logo=logo)
    return html.fragment_fromstring(tags.logo(source))


@every_row(
    ("name", "letter"),
    [("harbour Herald", "H"), ("«الميناء»", "ا"), ("—!", "·"), (MARKUP, "B")],
)
def test_a_source_without_a_logo_has_the_first_letter_of_its_name(name, letter) -> None:
    mark = _mark(name)
    assert mark.text == letter
    assert mark.get("aria-hidden") == "true"
    assert 0 <= int(mark.get("class").rpartition("-")[2]) < tags.PALETTE


def test_a_logo_comes_through_the_proxy() -> None:
    assert _mark("Herald", "https://herald.example/logo.png").get("src").startswith("/picture/")


# ---------------------------------------------------------------- pictures


@every_row(
    "url", ["", None, "javascript:alert(1)", "data:image/png;base64,AA", "//x.example/a", "ftp://x"]
)
def test_what_is_no_web_address_is_neither_fetched_nor_opened(url) -> None:
    assert tags.proxied(url) == ""
    assert tags.is_web(url) is False


def test_each_picture_has_a_signed_address_of_its_own() -> None:
    one, other = (tags.proxied(f"https://herald.example/{n}.jpg") for n in (1, 2))
    assert one.split("/")[2] != other.split("/")[2]
    assert len(one.split("/")[2]) == 22
    assert "herald" not in one
    assert "=" not in one


def test_a_site_below_a_path_serves_its_pictures_there() -> None:
    plain = tags.proxied("https://herald.example/port.jpg")
    set_script_prefix("/news/")
    try:
        assert tags.proxied("https://herald.example/port.jpg") == f"/news{plain}"
    finally:
        set_script_prefix("/")


def test_pictures_in_a_text_come_through_the_proxy_and_all_else_stays() -> None:
    body = (
        '<p>Before <a href="https://x.example/">a link</a></p>'
        '<img alt="Cranes" src="https://x.example/a?w=1&amp;h=2" width="4">'
        '<img src="javascript:alert(1)">'
    )
    found = tags.local_pictures(body)
    first, second = html.fromstring(found).xpath("//img")
    assert first.get("src") == tags.proxied("https://x.example/a?w=1&h=2")
    assert (first.get("alt"), first.get("width")) == ("Cranes", "4")
    assert second.get("src") == ""
    assert '<a href="https://x.example/">a link</a>' in found


def test_a_value_is_looked_up_where_there_is_a_mapping() -> None:
    assert tags.at({3: "read"}, 3) == "read"
    assert tags.at({3: "read"}, 4) is None
    assert tags.at(None, 3) is None
